// SPDX-License-Identifier: BSD-2-Clause
/* Structures of options of an older and of a later public header. */
#include <stddef.h>
#include <string.h>

#include "base/options.h"
#include "lib/tree.h"
#include "unit.h"

#include "trees.h"

/* What a program has that was compiled with a later header. */
struct later {
	struct sdc_check_options known;
	void *more;
	bool flag;
};

static int check(const void *opts, size_t *n, struct sdc_error *err)
{
	struct dt_tree *t = base_tree("&management { status = \"disabled\"; };");
	struct sdc_tree tree = { t };
	struct sdc_result *r;
	int ret = sdc_check(&tree, opts, &r, err);

	if (!ret) {
		*n = sdc_result_finding_count(r);
		ck_assert_int_eq(sdc_result_prediction(r)->xen,
			((const struct sdc_check_options *)opts)->xen);
		sdc_result_free(r);
	}
	dt_tree_free(t);
	return ret;
}

START_TEST(test_equal)
{
	struct sdc_check_options opts = { .size = sizeof(opts), .xen = SDC_XEN_SINGLE_AGENT };
	struct sdc_error err;
	size_t n;

	ck_assert_int_eq(check(&opts, &n, &err), 0);
	opts.xen_version = "0.1";
	ck_assert_int_eq(check(&opts, &n, &err), -SDC_EARG);
	ck_assert_str_eq(err.text, "Xen 0.1 is not known");
}
END_TEST

/* What is behind the end of an older program's structure is not looked at. */
START_TEST(test_smaller)
{
	struct sdc_check_options opts;
	struct sdc_error err;
	size_t n;

	memset(&opts, 0xff, sizeof(opts));
	opts.size = offsetof(struct sdc_check_options, schemas);
	opts.xen = SDC_XEN_MULTI_AGENT;
	ck_assert_int_eq(check(&opts, &n, &err), 0);
	ck_assert_uint_gt(n, 0);
}
END_TEST

START_TEST(test_larger)
{
	struct later opts = { .known = { .size = sizeof(opts), .xen = SDC_XEN_MULTI_AGENT } };
	struct sdc_error err;
	size_t n;

	ck_assert_int_eq(check(&opts, &n, &err), 0);
	opts.flag = true;
	ck_assert_int_eq(check(&opts, &n, &err), -SDC_EARG);
	ck_assert_str_eq(err.text, "struct sdc_check_options: an option that this version of the "
				   "library does not know is set");
}
END_TEST

START_TEST(test_no_size)
{
	struct sdc_check_options check_options = { .xen = SDC_XEN_MULTI_AGENT };
	struct sdc_load_options load = { .dtc = "dtc" };
	struct sdc_schema_options schemas = { .strict = true };
	struct sdc_report_options report = { .quiet = true };
	struct sdc_fix_options fix = { .unsafe = true };
	struct sdc_init_options init = { .include = true };
	struct sdc_probe_options probe = { .deep = true };
	struct sdc_write_options write = { .force = true };
	struct sdc_html_options html = { .n_inputs = 1 };
	struct sdc_variant variant = { .host = "board.dts" };
	struct dt_tree *t = base_tree("");
	struct sdc_tree tree = { t };
	struct sdc_error err;
	size_t n;

	ck_assert_int_eq(check(&check_options, &n, &err), -SDC_EARG);
	ck_assert_str_eq(err.text, "struct sdc_check_options: size is not set");
	ck_assert_int_eq(sdc_tree_load("board.dts", &load, NULL, &err), -SDC_EARG);
	ck_assert_int_eq(sdc_input_files("board.dts", &load, NULL, NULL, &err), -SDC_EARG);
	ck_assert_int_eq(
		sdc_schemas_open(&schemas, (struct sdc_schemas *[]){ NULL }, &err), -SDC_EARG);
	ck_assert_int_eq(sdc_schemas_compile(&schemas, "/dev/null", &err), -SDC_EARG);
	ck_assert_int_eq(sdc_report(stdout, NULL, 0, &report, &err), -SDC_EARG);
	ck_assert_int_eq(sdc_fix(&variant, &fix, NULL, &err), -SDC_EARG);
	ck_assert_int_eq(sdc_init(&tree, &init, NULL, &err), -SDC_EARG);
	ck_assert_int_eq(sdc_probe(&tree, &probe, NULL, &err), -SDC_EARG);
	ck_assert_int_eq(sdc_probe_report(stdout, NULL, &report, &err), -SDC_EARG);
	ck_assert_int_eq(sdc_outputs_write(NULL, "out", &write, &err), -SDC_EARG);
	ck_assert_int_eq(sdc_html(stdout, NULL, &html, &err), -SDC_EARG);
	dt_tree_free(t);
}
END_TEST

START_TEST(test_none)
{
	struct sdc_check_options opts;

	memset(&opts, 0xff, sizeof(opts));
	ck_assert_int_eq(options_take(&opts, sizeof(opts), NULL, "options", NULL), 0);
	ck_assert_uint_eq(opts.size, sizeof(opts));
	ck_assert_ptr_null(opts.guests);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("options");
	TCase *c = tcase_create("options");

	tcase_add_test(c, test_equal);
	tcase_add_test(c, test_smaller);
	tcase_add_test(c, test_larger);
	tcase_add_test(c, test_no_size);
	tcase_add_test(c, test_none);
	suite_add_tcase(s, c);
	return unit_main(s);
}
