// SPDX-License-Identifier: BSD-2-Clause
/* show HOST MANIFEST [OVERLAY]: the plan of every guest, and what stands against it. show --all
 * ...: with the findings that are not about guests. show --rules: names. */
#include <string.h>

#include "diag/rule.h"
#include "lib/inputs/guests.h"
#include "report/result.h"
#include "text.h"

static bool is_about_guests(const char *rule)
{
	return !strncmp(rule, "guest-", 6) || !strncmp(rule, "isolation-", 10);
}

static int show(const struct sdc_tree *tree, const struct sdc_guests *guests, bool all)
{
	struct sdc_check_options opts = { .size = sizeof(opts), .manifest = guests };
	struct sdc_result *r;
	struct sdc_error err;

	if (sdc_check(tree, &opts, &r, &err)) {
		printf("error: %s\n", err.text);
		return 2;
	}
	for (size_t i = 0; i < sdc_result_finding_count(r); i++) {
		const struct sdc_finding *f = sdc_result_finding(r, i);

		if (all || is_about_guests(f->rule))
			printf("// %s: %s: %s [%s]\n", sdc_severity_name(f->severity),
				f->node ? f->node : "manifest", f->message, f->rule);
	}
	for (size_t i = 0; i < r->plan.plan->n_guests; i++)
		plan_text(stdout, &r->plan.plan->guests[i]);
	sdc_result_free(r);
	return 0;
}

static int list_rules(void)
{
	for (int i = RULE_GUEST_REGISTERS; i <= RULE_ISOLATION_GUEST_ADDRESS; i++)
		printf("%s\n", rule_name((enum rule_id)i));
	return 0;
}

int main(int argc, char **argv)
{
	struct sdc_load_options opts = { .size = sizeof(opts) };
	struct sdc_guests *guests;
	struct sdc_tree *tree;
	struct sdc_error err;
	bool all;
	int ret;

	if (argc == 2 && !strcmp(argv[1], "--rules"))
		return list_rules();
	all = argc > 1 && !strcmp(argv[1], "--all");
	argc -= all;
	argv += all;
	if (argc < 3)
		return 2;
	opts.overlays = (const char *const *)argv + 3;
	opts.n_overlays = (size_t)argc - 3;
	if (sdc_tree_load(argv[1], &opts, &tree, &err)) {
		printf("error: %s\n", err.text);
		return 2;
	}
	ret = sdc_guests_load(argv[2], &guests, &err);
	if (ret) {
		printf("error: %s\n", err.text);
	} else {
		ret = show(tree, guests, all);
		sdc_guests_free(guests);
	}
	sdc_tree_free(tree);
	return ret ? 2 : 0;
}
