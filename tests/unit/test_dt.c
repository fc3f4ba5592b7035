// SPDX-License-Identifier: BSD-2-Clause
#include <libfdt.h>
#include <string.h>

#include "dt/addr.h"
#include "dt/tree.h"
#include "unit.h"

static char blob[4096];

/* A bus with 1:1 ranges over a device, in a blob of its own. */
static struct dt_tree *small_tree(void)
{
	static const uint8_t reg[] = { 0, 0, 0x10, 0, 0, 0, 0x02, 0 };
	struct dt_tree *t;

	fdt_create(blob, sizeof(blob));
	fdt_finish_reservemap(blob);
	fdt_begin_node(blob, "");
	fdt_property_u32(blob, "#address-cells", 1);
	fdt_property_u32(blob, "#size-cells", 1);
	fdt_begin_node(blob, "bus");
	fdt_property_u32(blob, "#address-cells", 1);
	fdt_property_u32(blob, "#size-cells", 1);
	fdt_property(blob, "ranges", "", 0);
	fdt_begin_node(blob, "dev@1000");
	fdt_property(blob, "reg", reg, sizeof(reg));
	fdt_property_u32(blob, "phandle", 7);
	fdt_end_node(blob);
	fdt_end_node(blob);
	fdt_end_node(blob);
	fdt_finish(blob);
	ck_assert_int_eq(dt_tree_build(blob, sizeof(blob), "small", &t, NULL), 0);
	return t;
}

START_TEST(test_nodes_and_phandles)
{
	struct dt_tree *t = small_tree();
	const struct dt_node *n = dt_by_phandle(t, 7);

	ck_assert_uint_eq(t->n_nodes, 3);
	ck_assert_ptr_nonnull(n);
	ck_assert_str_eq(n->name, "dev@1000");
	ck_assert_ptr_eq(dt_by_path(t, "/bus/dev"), n);
	ck_assert_ptr_null(dt_by_phandle(t, 8));
	dt_tree_free(t);
}
END_TEST

START_TEST(test_translation)
{
	struct dt_tree *t = small_tree();
	struct dt_region r = dt_reg(t, dt_by_phandle(t, 7), 0, DT_CELLS_SPEC);

	ck_assert_int_eq(r.error, DT_ADDR_OK);
	ck_assert_uint_eq(r.addr, 0x1000);
	ck_assert_uint_eq(r.size, 0x200);
	r = dt_reg(t, dt_by_phandle(t, 7), 1, DT_CELLS_SPEC);
	ck_assert_int_eq(r.error, DT_ADDR_SHORT);
	dt_tree_free(t);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("dt");
	TCase *tc = tcase_create("tree");

	tcase_add_test(tc, test_nodes_and_phandles);
	tcase_add_test(tc, test_translation);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
