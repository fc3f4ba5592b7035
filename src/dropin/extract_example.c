// SPDX-License-Identifier: BSD-2-Clause
#include <stdio.h>
#include <string.h>

#include "dropin/dropin.h"
#include "dropin/example.h"
#include "schema/yaml/yaml.h"

int run_extract_example(int argc, char **argv)
{
	struct buf out = { 0 };
	struct sdc_error err;
	json_t *binding;
	bool ok;

	if (argc == 2 && (!strcmp(argv[1], "-h") || !strcmp(argv[1], "--help"))) {
		puts("usage: dt-extract-example [-h] yamlfile");
		return 0;
	}
	if (argc != 2) {
		fputs("usage: dt-extract-example [-h] yamlfile\n", stderr);
		return EXIT_USAGE;
	}
	if (yaml_read(argv[1], &binding, NULL, NULL, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	if (json_is_object(binding))
		example_source(&out, binding);
	json_decref(binding);
	ok = fwrite(buf_str(&out), 1, out.len, stdout) == out.len && !fflush(stdout);
	buf_free(&out);
	return ok ? 0 : 1;
}
