// SPDX-License-Identifier: BSD-2-Clause
/* A program that uses the library as README.md shows: prints errors, exits like scmi-dtcheck. */
#include <scmi-dtcheck.h>
#include <stdio.h>

int main(int argc, char **argv)
{
	struct sdc_tree *tree = NULL;
	struct sdc_schemas *schemas = NULL;
	struct sdc_result *result = NULL;
	struct sdc_error err;
	int status = 2;

	if (argc == 2 && !sdc_tree_load(argv[1], NULL, &tree, &err) &&
		!sdc_schemas_load(NULL, 0, &schemas, &err) &&
		!sdc_check(tree,
			&(struct sdc_check_options){
				.size = sizeof(struct sdc_check_options), .schemas = schemas },
			&result, &err)) {
		const struct sdc_prediction *p = sdc_result_prediction(result);

		for (size_t i = 0; i < sdc_result_finding_count(result); i++)
			printf("%s\n", sdc_result_finding(result, i)->message);
		printf("%s\n", sdc_verdict_name(p->verdict));
		status = sdc_result_count(result, SDC_ERROR) != 0;
	}
	sdc_result_free(result);
	sdc_schemas_free(schemas);
	sdc_tree_free(tree);
	return status;
}
