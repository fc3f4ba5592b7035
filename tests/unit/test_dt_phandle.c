// SPDX-License-Identifier: BSD-2-Clause
#include "unit.h"

#include "dt/phandle.h"
#include "trees.h"

/* Providers: 1 has one argument, 2 has two, 3 none at all, 4 lacks the property, 5 is enormous. */
static const char source[] = "/dts-v1/; / {"
			     " p1 { phandle = <1>; #x-cells = <1>; };"
			     " p2 { phandle = <2>; #x-cells = <2>; };"
			     " p3 { phandle = <3>; #x-cells = <0>; };"
			     " p4 { phandle = <4>; };"
			     " p5 { phandle = <5>; #x-cells = <0xffffffff>; };"
			     " user { list = <%s>; }; };";

static const struct {
	const char *list, *cells;
	uint32_t n; /* entries */
	struct {
		enum dt_ref_error error;
		uint32_t phandle, cell, n_args;
	} want[4];
} lists[] = {
	{ "1 7", "#x-cells", 1, { { DT_REF_OK, 1, 0, 1 } } },
	{ "2 7 8 3 1 9", "#x-cells", 3,
		{ { DT_REF_OK, 2, 0, 2 }, { DT_REF_OK, 3, 3, 0 }, { DT_REF_OK, 1, 4, 1 } } },
	{ "0 1 7", "#x-cells", 2, { { DT_REF_EMPTY, 0, 0, 0 }, { DT_REF_OK, 1, 1, 1 } } },
	{ "0xffffffff 3", "#x-cells", 2,
		{ { DT_REF_EMPTY, 0xffffffff, 0, 0 }, { DT_REF_OK, 3, 1, 0 } } },
	{ "9 1 7", "#x-cells", 1, { { DT_REF_DANGLING, 9, 0, 0 } } },
	{ "3 4 1 7", "#x-cells", 2, { { DT_REF_OK, 3, 0, 0 }, { DT_REF_NO_CELLS, 4, 1, 0 } } },
	{ "1", "#x-cells", 1, { { DT_REF_SHORT, 1, 0, 0 } } },
	{ "2 7", "#x-cells", 1, { { DT_REF_SHORT, 2, 0, 0 } } },
	{ "5 1 2 3", "#x-cells", 1, { { DT_REF_SHORT, 5, 0, 0 } } },
	{ "1 2 4", NULL, 3,
		{ { DT_REF_OK, 1, 0, 0 }, { DT_REF_OK, 2, 1, 0 }, { DT_REF_OK, 4, 2, 0 } } },
	{ "", "#x-cells", 0, { { DT_REF_OK, 0, 0, 0 } } },
};

START_TEST(lists_are_walked)
{
	struct buf text = { 0 };
	struct dt_ref ref = { 0 };
	const struct dt_prop *p;
	struct dt_tree *t;
	uint32_t n = 0;

	buf_printf(&text, source, lists[_i].list);
	t = tree_of(text.data);
	p = dt_prop(node_at(t, "/user"), "list");
	while (dt_ref_next(t, p, lists[_i].cells, &ref)) {
		ck_assert_uint_lt(n, lists[_i].n);
		ck_assert_int_eq(ref.error, lists[_i].want[n].error);
		ck_assert_uint_eq(ref.phandle, lists[_i].want[n].phandle);
		ck_assert_uint_eq(ref.cell, lists[_i].want[n].cell);
		ck_assert_uint_eq(ref.n_args, lists[_i].want[n].n_args);
		ck_assert_uint_eq(ref.index, n);
		n++;
	}
	ck_assert_uint_eq(n, lists[_i].n);
	ck_assert(!dt_ref_next(t, p, lists[_i].cells, &ref));
	dt_tree_free(t);
	buf_free(&text);
}
END_TEST

START_TEST(bytes_behind_the_last_cell_are_left)
{
	struct dt_tree *t = tree_of("/dts-v1/; / { p { phandle = <1>; }; "
				    "u { list = [00 00 00 01 00 00 01]; }; };");
	struct dt_ref ref = { 0 };
	const struct dt_prop *p = dt_prop(node_at(t, "/u"), "list");

	ck_assert(dt_ref_next(t, p, NULL, &ref));
	ck_assert_str_eq(ref.provider->name, "p");
	ck_assert(!dt_ref_next(t, p, NULL, &ref));
	dt_tree_free(t);
}
END_TEST

static const struct {
	const char *prop, *cells;
} names[] = {
	{ "access-controllers", "#access-controller-cells" },
	{ "clocks", "#clock-cells" },
	{ "thermal-sensors", "#thermal-sensor-cells" },
	{ "shmem", "" },
	{ "vdd-supply", "" },
	{ "-supply", NULL },
	{ "pinctrl-0", "" },
	{ "pinctrl-12", "" },
	{ "pinctrl-names", NULL },
	{ "pinctrl-", NULL },
	{ "gpios", "#gpio-cells" },
	{ "reset-gpios", "#gpio-cells" },
	{ "reset-gpio", "#gpio-cells" },
	{ "clock-names", NULL },
	{ "reg", NULL },
	{ "", NULL },
};

START_TEST(names_say_what_a_list_is_made_of)
{
	const char *cells = dt_ref_cells_name(names[_i].prop);

	if (names[_i].cells)
		ck_assert_str_eq(cells, names[_i].cells);
	else
		ck_assert_ptr_null(cells);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("dt/phandle");
	TCase *tc = tcase_create("phandle");

	tcase_add_loop_test(tc, lists_are_walked, 0, sizeof(lists) / sizeof(lists[0]));
	tcase_add_test(tc, bytes_behind_the_last_cell_are_left);
	tcase_add_loop_test(
		tc, names_say_what_a_list_is_made_of, 0, sizeof(names) / sizeof(names[0]));
	suite_add_tcase(s, tc);
	return unit_main(s);
}
