// SPDX-License-Identifier: BSD-2-Clause
/* Agent ids that follow from doorbells, and what else a tree says about an address. */
#include "unit.h"

#include "scmi/ids.h"
#include "scmi/pages.h"
#include "trees.h"

static const struct {
	const char *added;
	bool known;
	uint32_t base;
	bool has_management;
	uint32_t management;
} bases[] = {
	{ "", true, 0x82000010, true, 1 },
	/* One slip in the table does not move the base. */
	{ "&container { scmi-secondary-agents = <0x82000010 &shm0 0>, <0x82000012 &shm2 9>, "
	  "<0x82000013 &shm3 3>; };",
		true, 0x82000010, true, 1 },
	/* Without a majority the lowest doorbell counts. */
	{ "&container { scmi-secondary-agents = <0x82000015 &shm0 0>, <0x82000012 &shm2 9>; };",
		true, 0x82000010, true, 1 },
	{ "&container { #scmi-secondary-agents-cells = <2>; scmi-secondary-agents = "
	  "<0x82000012 &shm2>, <0x82000014 &shm3>; }; &scmi { arm,smc-id = <0x82000012>; };",
		true, 0x82000011, true, 0 },
	{ "&container { #scmi-secondary-agents-cells = <2>; scmi-secondary-agents = "
	  "<0x82000014 &shm2>, <0x82000012 &shm3>; }; &scmi { arm,smc-id = <0xc2000000>; };"
	  "&management { arm,smc-id = <0x84000001>; };",
		true, 0x82000012, false, 0 },
	{ "&container { scmi-secondary-agents; };", false, 0, false, 0 },
	{ "&container { compatible = \"x\"; };", false, 0, false, 0 },
	{ "&management { /delete-property/ arm,smc-id; };", true, 0x82000010, false, 0 },
};

START_TEST(ids_follow_from_doorbells)
{
	struct dt_tree *t = base_tree(bases[_i].added);
	struct scmi_model *m = scmi_model_build(t);
	struct scmi_ids ids = scmi_ids(m, NULL);
	uint32_t id = 77;

	ck_assert_int_eq(ids.known, bases[_i].known);
	ck_assert_uint_eq(ids.base, bases[_i].base);
	ck_assert_int_eq(m->management && m->management->has_smc_id &&
				 scmi_id_of(&ids, m->management->smc_id, &id),
		bases[_i].has_management);
	if (bases[_i].has_management)
		ck_assert_uint_eq(id, bases[_i].management);
	scmi_model_free(m);
	dt_tree_free(t);
}
END_TEST

START_TEST(an_id_has_bounds)
{
	struct scmi_ids ids = { .known = true, .base = 0x82000010 };
	uint32_t id;

	ck_assert(scmi_id_of(&ids, 0x82000015, &id));
	ck_assert_uint_eq(id, 5);
	ck_assert(scmi_id_of(&ids, 0x82000010 + 254, &id));
	ck_assert(!scmi_id_of(&ids, 0x82000010 + 255, &id));
	ck_assert(!scmi_id_of(&ids, 0x8200000f, &id));
	ids.known = false;
	ck_assert(!scmi_id_of(&ids, 0x82000010, &id));
}
END_TEST

static const char ranges[] =
	"&{/} { ram2: memory@40000000 { device_type = \"memory\"; reg = <0 0x40000000 0 0x100>,"
	" <1 0 0 0x1000>; }; last: edge { reg = <0xffffffff 0xfffff000 0 0x2000>; }; };"
	"&reserved_memory { page@60000000 { compatible = \"arm,scmi-shmem\";"
	" reg = <0 0x60000000 0 0x1000>; }; };"
	"&soc { off: off@50000000 { status = \"disabled\"; reg = <0 0x50000000 0 0x1000>; };"
	" zero@51000000 { reg = <0 0x51000000 0 0>; };"
	" holder@52000000 { reg = <0 0x52000000 0 0x1000>; #address-cells = <1>; #size-cells = <1>;"
	" in { compatible = \"arm,scmi-shmem\"; }; }; };"
	"&chosen { x@53000000 { reg = <0 0x53000000 0 0x1000>; }; };";

static const struct {
	enum scmi_map_kind kind;
	uint64_t addr, size;
	const char *node; /* label or name; NULL: nothing there */
} finds[] = {
	{ SCMI_MAP_RAM, 0x80000000, 1, "memory" },
	{ SCMI_MAP_RAM, 0xbfffffff, 1, "memory" },
	{ SCMI_MAP_RAM, 0xc0000000, 1, NULL },
	{ SCMI_MAP_RAM, 0x7fffffff, 1, NULL },
	{ SCMI_MAP_RAM, 0x7fffffff, 2, "memory" },
	{ SCMI_MAP_RAM, 0x80000000, 0, NULL },
	{ SCMI_MAP_RAM, 0x40000100, 1, NULL },
	{ SCMI_MAP_RAM, 0x100000fff, 1, "ram2" },
	{ SCMI_MAP_RESERVED, 0xbf000000, 0x1000, "secure" },
	{ SCMI_MAP_RESERVED, 0x60000000, 1, "page@60000000" },
	{ SCMI_MAP_RESERVED, 0x12345678, 1, "" },
	{ SCMI_MAP_DEVICE, 0x1c010fff, 1, "uart1" },
	{ SCMI_MAP_DEVICE, 0x50000000, 0x1000, NULL },
	{ SCMI_MAP_DEVICE, 0x51000000, 0x1000, NULL },
	{ SCMI_MAP_DEVICE, 0x53000000, 0x1000, NULL },
	{ SCMI_MAP_DEVICE, 0xffffffffffffffff, 1, "last" },
	{ SCMI_MAP_DEVICE, 0xfffffffffffffff0, 0x100, "last" },
	{ SCMI_MAP_SHMEM, 0x2e000000, 0x1000, "host_shm" },
	{ SCMI_MAP_SHMEM, 0x2e002000, 0x1000, NULL },
	{ SCMI_MAP_SHMEM, 0x52000000, 0x1000, "holder@52000000" },
	{ SCMI_MAP_SHMEM, 0x60000fff, 0x1000, "page@60000000" },
};

static struct dt_tree *tree_with_reservation(void)
{
	struct buf source = { 0 };
	char dir[PATH_MAX];
	struct dt_tree *t;

	ck_assert_ptr_nonnull(getcwd(dir, sizeof(dir)));
	buf_printf(&source,
		"/dts-v1/;\n/memreserve/ 0x12345000 0x1000;\n/include/ \"%s/tests/rules/base.dtsi\"\n%s",
		dir, ranges);
	t = tree_of(source.data);
	buf_free(&source);
	return t;
}

START_TEST(addresses_are_found_by_kind)
{
	struct dt_tree *t = tree_with_reservation();
	struct scmi_model *m = scmi_model_build(t);
	struct scmi_map *map = scmi_map_build(m);
	const struct dt_node *n = t->nodes;
	bool found = scmi_map_find(map, finds[_i].kind, finds[_i].addr, finds[_i].size, &n);

	ck_assert_int_eq(found, finds[_i].node != NULL);
	if (found && !*finds[_i].node)
		ck_assert_ptr_null(n);
	else if (found)
		ck_assert_str_eq(n->label ? n->label : n->name, finds[_i].node);
	ck_assert_int_eq(
		scmi_map_find(map, finds[_i].kind, finds[_i].addr, finds[_i].size, NULL), found);
	scmi_map_free(map);
	scmi_model_free(m);
	dt_tree_free(t);
}
END_TEST

START_TEST(a_long_range_is_found_behind_short_ones)
{
	struct dt_tree *t = tree_of(
		"/dts-v1/; / { #address-cells = <1>; #size-cells = <1>; long: a { reg = <0x1000 0x10000>; };"
		" b { reg = <0x2000 0x10>; }; c { reg = <0x3000 0x10>; }; };");
	struct scmi_model *m = scmi_model_build(t);
	struct scmi_map *map = scmi_map_build(m);
	const struct dt_node *n;

	ck_assert(scmi_map_find(map, SCMI_MAP_DEVICE, 0x5000, 1, &n));
	ck_assert_str_eq(n->label, "long");
	scmi_map_free(map);
	scmi_map_free(NULL);
	scmi_model_free(m);
	dt_tree_free(t);
}
END_TEST

static const struct {
	uint64_t addr;
	bool reachable;
} reached[] = {
	{ 0x80000000, true },        /* RAM */
	{ 0x1c00f000, true },        /* a device in the same 64 KiB */
	{ 0x70000000, false },       /* nothing near */
	{ 0x2e002000, true },        /* beside other pages of the table */
	{ 0x2e00f000, true },        /* likewise, though no page itself */
	{ 0x2e010000, false },       /* the block behind */
	{ 0xbf000000, true },        /* reserved */
	{ 0x10000000000000, false }, /* past what can be mapped */
};

START_TEST(pages_are_reachable_near_something)
{
	struct dt_tree *t = base_tree("");
	struct scmi_model *m = scmi_model_build(t);
	struct scmi_map *map = scmi_map_build(m);

	ck_assert_int_eq(scmi_page_reachable(map, reached[_i].addr), reached[_i].reachable);
	scmi_map_free(map);
	scmi_model_free(m);
	dt_tree_free(t);
}
END_TEST

START_TEST(a_page_far_from_everything_is_not_reachable_by_itself)
{
	struct dt_tree *t = base_tree("&shm2 { reg = <0x0 0x70000000 0x0 0x1000>; };");
	struct scmi_model *m = scmi_model_build(t);
	struct scmi_map *map = scmi_map_build(m);

	ck_assert(!scmi_page_reachable(map, 0x70000000));
	ck_assert(scmi_page_reachable(map, 0x70001000));
	scmi_map_free(map);
	scmi_model_free(m);
	dt_tree_free(t);
}
END_TEST

/* base_tree: memory from 0x40000000 on; the container's pages devices lie up to 0x2e004fff. */
static const struct {
	uint64_t near, n, found; /* found 0: none */
} frees[] = {
	{ 0x2e000000, 1, 0x2e005000 },
	{ 0x2e002001, 2, 0x2e005000 },
	{ 0x2e010000, 1, 0x2e010000 },
	{ 0x10000000000000, 1, 0 },
};

START_TEST(free_pages_are_found_behind_what_is_in_the_way)
{
	struct dt_tree *t = base_tree("");
	struct scmi_model *m = scmi_model_build(t);
	struct scmi_map *map = scmi_map_build(m);
	uint64_t addr = 0;

	ck_assert_int_eq(
		scmi_map_free_pages(map, frees[_i].near, frees[_i].n, &addr), frees[_i].found != 0);
	ck_assert_uint_eq(addr, frees[_i].found);
	scmi_map_free(map);
	scmi_model_free(m);
	dt_tree_free(t);
}
END_TEST

#define LOOP(tc, test, table) tcase_add_loop_test(tc, test, 0, sizeof(table) / sizeof((table)[0]))

int main(void)
{
	Suite *s = suite_create("scmi/pages");
	TCase *tc = tcase_create("pages");

	LOOP(tc, ids_follow_from_doorbells, bases);
	tcase_add_test(tc, an_id_has_bounds);
	LOOP(tc, addresses_are_found_by_kind, finds);
	tcase_add_test(tc, a_long_range_is_found_behind_short_ones);
	LOOP(tc, pages_are_reachable_near_something, reached);
	tcase_add_test(tc, a_page_far_from_everything_is_not_reachable_by_itself);
	LOOP(tc, free_pages_are_found_behind_what_is_in_the_way, frees);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
