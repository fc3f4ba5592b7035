// SPDX-License-Identifier: BSD-2-Clause
#include "unit.h"

#include "dt/addr.h"
#include "trees.h"

struct address_case {
	const char *source; /* of the root; the device is the node labelled dev */
	enum dt_cells how;
	uint32_t index;
	enum dt_addr_error error;
	uint64_t addr, size;
	const char *at; /* the node that stops the translation */
};

#define BUS(cells, ranges, body) \
	"#address-cells = <1>; #size-cells = <1>; bus { " cells ranges " dev: dev { " body " }; };"
#define ONE_ONE "#address-cells = <1>; #size-cells = <1>; "

static const struct address_case cases[] = {
	{ ONE_ONE "dev: dev { reg = <0x1000 0x200>; };", DT_CELLS_SPEC, 0, DT_ADDR_OK, 0x1000,
		0x200, NULL },
	{ ONE_ONE "dev: dev { reg = <1 2>, <3 4>; };", DT_CELLS_SPEC, 1, DT_ADDR_OK, 3, 4, NULL },
	{ ONE_ONE "dev: dev { reg = <1 2>; };", DT_CELLS_SPEC, 1, DT_ADDR_SHORT, 0, 0, "/dev" },
	{ ONE_ONE "dev: dev { reg = <1>; };", DT_CELLS_SPEC, 0, DT_ADDR_SHORT, 0, 0, "/dev" },
	{ ONE_ONE "dev: dev { reg; };", DT_CELLS_SPEC, 0, DT_ADDR_SHORT, 0, 0, "/dev" },
	{ ONE_ONE "dev: dev { reg = <1 2>; };", DT_CELLS_SPEC, 0xffffffff, DT_ADDR_SHORT, 0, 0,
		"/dev" },
	{ ONE_ONE "dev: dev { };", DT_CELLS_SPEC, 0, DT_ADDR_NO_REG, 0, 0, "/dev" },

	/* Ranges: 1:1, a window, several, none, one that does not reach. */
	{ BUS(ONE_ONE, "ranges;", "reg = <0x10 0x4>;"), DT_CELLS_SPEC, 0, DT_ADDR_OK, 0x10, 4,
		NULL },
	{ BUS(ONE_ONE, "ranges = <0x0 0x40000000 0x1000>;", "reg = <0x10 0x4>;"), DT_CELLS_SPEC, 0,
		DT_ADDR_OK, 0x40000010, 4, NULL },
	{ BUS(ONE_ONE, "ranges = <0x0 0x40000000 0x10>, <0x10 0x80000000 0x10>;",
		  "reg = <0x1f 0x1>;"),
		DT_CELLS_SPEC, 0, DT_ADDR_OK, 0x8000000f, 1, NULL },
	{ BUS(ONE_ONE, "ranges = <0x0 0x1000 0x100>, <0x0 0x2000 0x100>;", "reg = <0x8 0x1>;"),
		DT_CELLS_SPEC, 0, DT_ADDR_OK, 0x1008, 1, NULL },
	{ BUS(ONE_ONE, "ranges = <0x0 0x40000000 0x10>;", "reg = <0x10 0x1>;"), DT_CELLS_SPEC, 0,
		DT_ADDR_OUTSIDE, 0x10, 1, "/bus" },
	{ BUS(ONE_ONE, "ranges = <0x20 0x40000000 0x10>;", "reg = <0x1f 0x1>;"), DT_CELLS_SPEC, 0,
		DT_ADDR_OUTSIDE, 0x1f, 1, "/bus" },
	{ BUS(ONE_ONE, "ranges = <0x0 0x40000000>;", "reg = <0x0 0x1>;"), DT_CELLS_SPEC, 0,
		DT_ADDR_OUTSIDE, 0, 1, "/bus" },
	{ BUS(ONE_ONE, "", "reg = <0x10 0x4>;"), DT_CELLS_SPEC, 0, DT_ADDR_NO_RANGES, 0x10, 4,
		"/bus" },

	/* Cell counts: absent, inherited, zero, too large, more than a number. */
	{ "dev: dev { reg = <0x1 0x2 0x3>; };", DT_CELLS_SPEC, 0, DT_ADDR_OK, 0x100000002, 3,
		NULL },
	{ BUS("", "ranges;", "reg = <0x1 0x2 0x3>;"), DT_CELLS_SPEC, 0, DT_ADDR_OK, 2, 3, NULL },
	{ BUS("", "ranges;", "reg = <0x7 0x2>;"), DT_CELLS_INHERIT, 0, DT_ADDR_OK, 7, 2, NULL },
	{ "#address-cells = <0>; #size-cells = <1>; dev: dev { reg = <1>; };", DT_CELLS_SPEC, 0,
		DT_ADDR_BAD_CELLS, 0, 0, "/" },
	{ "#address-cells = <5>; #size-cells = <1>; dev: dev { reg = <1 2 3 4 5 6>; };",
		DT_CELLS_SPEC, 0, DT_ADDR_BAD_CELLS, 0, 0, "/" },
	{ "#address-cells = <1>; #size-cells = <0>; dev: dev { reg = <1>; };", DT_CELLS_SPEC, 0,
		DT_ADDR_BAD_CELLS, 1, 0, "/" },
	{ "#address-cells = <1>; #size-cells = <0xffffffff>; dev: dev { reg = <1 1>; };",
		DT_CELLS_SPEC, 0, DT_ADDR_BAD_CELLS, 0, 0, "/" },
	{ "#address-cells = <1>; #size-cells = <0>; bus { " ONE_ONE
	  "ranges; dev: dev { reg = <0x10 0x4>; }; };",
		DT_CELLS_SPEC, 0, DT_ADDR_BAD_CELLS, 0x10, 4, "/" },
	{ "#address-cells = <2>; #size-cells = <2>; bus { " ONE_ONE
	  "ranges = <0x0 0x1 0x80000000 0x1000>; dev: dev { reg = <0x10 0x4>; }; };",
		DT_CELLS_SPEC, 0, DT_ADDR_OK, 0x180000010, 4, NULL },

	/* Three cells, as PCI has them: the first is a name that must match. */
	{ ONE_ONE "pci { #address-cells = <3>; #size-cells = <2>;"
		  " ranges = <0x2000000 0x0 0x100 0x40000000 0x0 0x100>;"
		  " dev: dev { reg = <0x2000000 0x0 0x100 0x0 0x8>; }; };",
		DT_CELLS_SPEC, 0, DT_ADDR_OK, 0x40000000, 8, NULL },
	{ ONE_ONE "pci { #address-cells = <3>; #size-cells = <2>;"
		  " ranges = <0x1000000 0x0 0x100 0x40000000 0x0 0x100>;"
		  " dev: dev { reg = <0x2000000 0x0 0x100 0x0 0x8>; }; };",
		DT_CELLS_SPEC, 0, DT_ADDR_OUTSIDE, 0x100, 8, "/pci" },

	/* Two levels, of which the outer one stops. */
	{ ONE_ONE "top { " ONE_ONE "bus { " ONE_ONE "ranges = <0x0 0x100 0x100>;"
		  " dev: dev { reg = <0x4 0x4>; }; }; };",
		DT_CELLS_SPEC, 0, DT_ADDR_NO_RANGES, 0x4, 4, "/top" },
	{ ONE_ONE "top { " ONE_ONE "ranges = <0x100 0x9000 0x100>; bus { " ONE_ONE
		  "ranges = <0x0 0x100 0x100>; dev: dev { reg = <0x4 0x4>; }; }; };",
		DT_CELLS_SPEC, 0, DT_ADDR_OK, 0x9004, 4, NULL },

	/* The last bytes of the address space. */
	{ "dev: dev { reg = <0xffffffff 0xffffffff 0x1>; };", DT_CELLS_SPEC, 0, DT_ADDR_OK,
		0xffffffffffffffff, 1, NULL },
};

static void expect(const struct address_case *c, const struct dt_tree *t, struct dt_region r)
{
	ck_assert_int_eq(r.error, c->error);
	ck_assert_uint_eq(r.addr, c->addr);
	ck_assert_uint_eq(r.size, c->size);
	ck_assert_ptr_eq(r.at, c->at ? node_at(t, c->at) : NULL);
}

START_TEST(addresses_are_translated)
{
	const struct address_case *c = &cases[_i];
	struct buf source = { 0 };
	const struct dt_node *n;
	struct dt_tree *t;
	struct dt_bus bus;
	const char *label;

	buf_printf(&source, "/dts-v1/; / { %s };", c->source);
	t = tree_of(source.data);
	label = dt_prop_string(dt_child(t->nodes, "__symbols__"), "dev");
	ck_assert_ptr_nonnull(label);
	n = node_at(t, label);
	expect(c, t, dt_reg(t, n, c->index, c->how));
	bus = dt_bus_read(t, n->parent, c->how);
	expect(c, t, dt_bus_reg(t, &bus, n, c->index));
	dt_tree_free(t);
	buf_free(&source);
}
END_TEST

static const struct {
	const char *source;
	uint32_t n;
} counted[] = {
	{ ONE_ONE "d { reg = <1 2>, <3 4>; };", 2 },
	{ ONE_ONE "d { reg = <1 2>, <3>; };", 1 },
	{ ONE_ONE "d { };", 0 },
	{ "#address-cells = <1>; #size-cells = <0>; d { reg = <1 2 3>; };", 3 },
	{ "#address-cells = <0>; #size-cells = <0>; d { reg = <1 2 3>; };", 0 },
	{ "#address-cells = <9>; #size-cells = <0>; d { reg = <1 2 3>; };", 0 },
	{ "#address-cells = <1>; #size-cells = <0xffffffff>; d { reg = <1 2 3>; };", 0 },
};

START_TEST(entries_are_counted)
{
	struct buf source = { 0 };
	struct dt_tree *t;

	buf_printf(&source, "/dts-v1/; / { %s };", counted[_i].source);
	t = tree_of(source.data);
	ck_assert_uint_eq(dt_reg_count(t, node_at(t, "/d"), DT_CELLS_SPEC), counted[_i].n);
	dt_tree_free(t);
	buf_free(&source);
}
END_TEST

START_TEST(a_bus_has_so_many_ranges)
{
	struct buf source = { 0 };
	struct dt_tree *t;

	buf_puts(&source, "/dts-v1/; / { " ONE_ONE "bus { " ONE_ONE "ranges = ");
	for (unsigned int i = 0; i < 300; i++)
		buf_printf(&source, "%s<%u %u 1>", i ? ", " : "", i, i + 1000);
	buf_puts(&source, "; a { reg = <255 1>, <256 1>; }; }; };");
	t = tree_of(source.data);
	ck_assert_uint_eq(dt_reg(t, node_at(t, "/bus/a"), 0, DT_CELLS_SPEC).addr, 1255);
	ck_assert_int_eq(dt_reg(t, node_at(t, "/bus/a"), 1, DT_CELLS_SPEC).error, DT_ADDR_OUTSIDE);
	dt_tree_free(t);
	buf_free(&source);
}
END_TEST

START_TEST(the_root_has_no_address)
{
	struct dt_tree *t = tree_of("/dts-v1/; / { reg = <0 0 0>; };");

	ck_assert_uint_eq(dt_reg_count(t, t->nodes, DT_CELLS_SPEC), 0);
	ck_assert_int_eq(dt_reg(t, t->nodes, 0, DT_CELLS_SPEC).error, DT_ADDR_NO_REG);
	dt_tree_free(t);
}
END_TEST

START_TEST(a_count_of_one_byte_is_read_past_its_end)
{
	struct dt_tree *t =
		tree_of("/dts-v1/; / { #address-cells = [00]; d { reg = <1 2 3>; }; };");

	/* What follows in the blob is padding, so the count is zero. */
	ck_assert_uint_eq(dt_addr_cells(t, t->nodes, DT_CELLS_SPEC), 0);
	dt_tree_free(t);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("dt/addr");
	TCase *tc = tcase_create("addr");

	tcase_add_loop_test(tc, addresses_are_translated, 0, sizeof(cases) / sizeof(cases[0]));
	tcase_add_loop_test(tc, entries_are_counted, 0, sizeof(counted) / sizeof(counted[0]));
	tcase_add_test(tc, a_bus_has_so_many_ranges);
	tcase_add_test(tc, the_root_has_no_address);
	tcase_add_test(tc, a_count_of_one_byte_is_read_past_its_end);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
