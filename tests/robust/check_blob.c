// SPDX-License-Identifier: BSD-2-Clause
#include "check_blob.h"

#include <stdlib.h>

#include "lib/tree.h"

static void check_ok(int ret, const struct sdc_error *err)
{
	if (!ret)
		return;
	fprintf(stderr, "%s\n", err->text);
	abort();
}

void checker_open(struct checker *c, const char *path)
{
	struct sdc_error err;

	c->firmware = NULL;
	check_ok(sdc_schemas_load(NULL, 0, &c->schemas, &err), &err);
	if (path)
		check_ok(sdc_firmware_load(path, &c->firmware, &err), &err);
	c->out = fopen("/dev/null", "w");
	if (!c->out)
		abort();
}

void checker_close(struct checker *c)
{
	sdc_schemas_free(c->schemas);
	sdc_firmware_free(c->firmware);
	fclose(c->out);
}

static void write_reports(const struct checker *c, const struct sdc_result *r, bool all)
{
	struct sdc_error err;

	/* SARIF repeats the table of rules every time, so one is enough. */
	for (int format = SDC_TEXT; format <= (all ? SDC_SARIF : SDC_JSON); format++) {
		struct sdc_report_options opts = {
			.size = sizeof(opts), .format = (enum sdc_format)format, .color = true
		};

		check_ok(sdc_report(c->out, &r, 1, &opts, &err), &err);
	}
	check_ok(sdc_show(c->out, r, SDC_SHOW_TABLES, &err), &err);
	check_ok(sdc_show(c->out, r, SDC_SHOW_DOT, &err), &err);
}

/* The prediction holds together: every stop has its rule, and a rule is one of the table. */
static void check_prediction(const struct sdc_prediction *p)
{
	if (p->rule && !sdc_rule_find(p->rule))
		abort();
	if (p->verdict == SDC_CRASH && !p->rule)
		abort();
	for (size_t i = 0; i < p->n_domains; i++)
		if (p->domains[i].rule && !sdc_rule_find(p->domains[i].rule))
			abort();
}

static int check_tree(
	const struct checker *c, const struct sdc_tree *tree, const struct sdc_check_options *opts)
{
	struct sdc_result *r;
	struct sdc_error err;
	int ret = sdc_check(tree, opts, &r, &err);

	if (ret)
		return 2;
	check_prediction(sdc_result_prediction(r));
	write_reports(c, r, opts->schemas != NULL);
	ret = sdc_result_count(r, SDC_ERROR) != 0;
	sdc_result_free(r);
	return ret;
}

int check_blob(const struct checker *c, const uint8_t *data, size_t size)
{
	struct sdc_check_options opts = { .size = sizeof(opts), .schemas = c->schemas };
	struct sdc_tree tree;
	int ret;

	if (dt_tree_build(data, size, "fuzz.dtb", &tree.dt, NULL))
		return 2;
	ret = check_tree(c, &tree, &opts);
	opts.schemas = NULL;
	opts.firmware = c->firmware;
	opts.xen = SDC_XEN_MULTI_AGENT;
	check_tree(c, &tree, &opts);
	opts.xen = SDC_XEN_SINGLE_AGENT;
	check_tree(c, &tree, &opts);
	dt_tree_free(tree.dt);
	return ret;
}
