// SPDX-License-Identifier: BSD-2-Clause
/* Ids that follow from doorbells, Xen's options, and whether there is a Dom0. */
#include "unit.h"

#include "scmi/ids.h"
#include "scmi/model.h"
#include "trees.h"

#define MAX_AGENTS 4

/* A tuple; an id of -1 is not stated. */
struct tuple {
	uint32_t smc_id;
	int id;
};

static struct scmi_ids ids_of(const struct tuple *tuples, size_t n, uint32_t management)
{
	struct scmi_agent agents[MAX_AGENTS] = { 0 };
	struct scmi_instance manager = { .has_smc_id = management != 0, .smc_id = management };
	struct scmi_container c = { .agents = agents, .n_agents = n };
	struct scmi_model m = { .containers = &c, .n_containers = 1, .management = &manager };

	for (size_t i = 0; i < n; i++) {
		agents[i].smc_id = tuples[i].smc_id;
		agents[i].has_id = tuples[i].id >= 0;
		agents[i].id = agents[i].has_id ? (uint32_t)tuples[i].id : 0;
	}
	return scmi_ids(&m, NULL);
}

START_TEST(base_of_stated_ids)
{
	static const struct tuple right[] = { { 0x82000012, 2 }, { 0x82000013, 3 },
		{ 0x82000010, 0 } };
	static const struct tuple one_wrong[] = { { 0x82000011, 7 }, { 0x82000012, 2 },
		{ 0x82000013, 3 } };
	static const struct tuple half[] = { { 0x82000012, 2 }, { 0x82000013, 3 },
		{ 0x82000014, 1 }, { 0x82000015, 9 } };
	struct scmi_ids ids = ids_of(right, 3, 0);

	ck_assert(ids.known);
	ck_assert_uint_eq(ids.base, 0x82000010);
	ck_assert_uint_eq(ids_of(one_wrong, 3, 0).base, 0x82000010);
	/* Half of them are no majority: then the lowest doorbell is it. */
	ck_assert_uint_eq(ids_of(half, 4, 0).base, 0x82000012);
	ck_assert_uint_eq(ids_of(half, 4, 0x82000011).base, 0x82000011);
	ck_assert(!ids_of(NULL, 0, 0x82000011).known);
}
END_TEST

START_TEST(base_of_doorbells)
{
	static const struct tuple two_cells[] = { { 0x82000013, -1 }, { 0x82000012, -1 } };

	ck_assert_uint_eq(ids_of(two_cells, 2, 0).base, 0x82000012);
	ck_assert_uint_eq(ids_of(two_cells, 2, 0x82000011).base, 0x82000011);
	ck_assert_uint_eq(ids_of(two_cells, 2, 0x82000014).base, 0x82000012);
	/* Another range of calls is another service. */
	ck_assert_uint_eq(ids_of(two_cells, 2, 0x81000011).base, 0x82000012);
}
END_TEST

START_TEST(ids_have_bounds)
{
	static const struct tuple one[] = { { 0x82000010, 0 } };
	struct scmi_ids ids = ids_of(one, 1, 0), none = { 0 };
	uint32_t id;

	ck_assert(!scmi_id_of(&ids, 0x8200000f, &id));
	ck_assert(scmi_id_of(&ids, 0x82000010, &id));
	ck_assert_uint_eq(id, 0);
	ck_assert(scmi_id_of(&ids, 0x82000010 + 254, &id));
	ck_assert_uint_eq(id, 254);
	ck_assert(!scmi_id_of(&ids, 0x82000010 + 255, &id));
	ck_assert(!scmi_id_of(&none, 0x82000010, &id));
}
END_TEST

static struct scmi_model *model_of(const char *chosen, struct dt_tree **t)
{
	struct buf source = { 0 };

	buf_printf(&source, "/dts-v1/; / { %s };", chosen);
	*t = tree_of(buf_str(&source));
	buf_free(&source);
	return scmi_model_build(*t);
}

static const struct {
	const char *chosen;
	bool dom0;
} dom0s[] = {
	{ "", true },
	{ "chosen { };", true },
	{ "chosen { k { compatible = \"multiboot,kernel\"; }; };", true },
	/* A domain of its own makes none where Dom0 has no kernel. */
	{ "chosen { d { compatible = \"xen,domain\"; k { compatible = \"multiboot,kernel\"; }; }; };",
		false },
	{ "chosen { d { compatible = \"xen,domain\"; }; };", true },
	{ "chosen { k { compatible = \"multiboot,kernel\"; }; d { compatible = \"xen,domain\"; "
	  "k { compatible = \"multiboot,kernel\"; }; }; };",
		true },
};

START_TEST(dom0_is_there)
{
	struct dt_tree *t;
	struct scmi_model *m = model_of(dom0s[_i].chosen, &t);

	ck_assert_int_eq(scmi_has_dom0(m), dom0s[_i].dom0);
	scmi_model_free(m);
	dt_tree_free(t);
}
END_TEST

static const struct {
	const char *args;
	bool on;
} flags[] = {
	{ "scmi-smc-passthrough", true },
	{ "scmi-smc-passthrough=1", true },
	{ "scmi-smc-passthrough=yes", true },
	{ "scmi-smc-passthrough=on", true },
	{ "scmi-smc-passthrough=true", true },
	{ "scmi-smc-passthrough=enable", true },
	{ "scmi-smc-passthrough=", true },
	{ "scmi-smc-passthrough=0", false },
	{ "scmi-smc-passthrough=no", false },
	{ "scmi-smc-passthrough=off", false },
	{ "scmi-smc-passthrough=false", false },
	{ "scmi-smc-passthrough=disable", false },
	{ "no-scmi-smc-passthrough", false },
	{ "no-scmi-smc-passthrough=no", true },
	/* What is no boolean changes nothing. */
	{ "scmi-smc-passthrough=2", false },
	{ "scmi-smc-passthrough scmi-smc-passthrough=2", true },
	{ "scmi-smc-passthrough=offf", false },
	{ "scmi-smc-passthroug", false },
	{ "scmi-smc-passthroughs", false },
	{ "xscmi-smc-passthrough", false },
	/* The last one counts. */
	{ "scmi-smc-passthrough no-scmi-smc-passthrough", false },
	{ "a=b  scmi-smc-passthrough=0 c scmi-smc-passthrough d", true },
};

START_TEST(options_are_read_as_xen_reads_them)
{
	char chosen[256];
	struct dt_tree *t;
	struct scmi_model *m;

	snprintf(chosen, sizeof(chosen), "chosen { xen,xen-bootargs = \"%s\"; };", flags[_i].args);
	m = model_of(chosen, &t);
	ck_assert_msg(m->smc_passthrough == flags[_i].on, "%s", flags[_i].args);
	scmi_model_free(m);
	dt_tree_free(t);
}
END_TEST

/* Whose arguments bootargs are. */
static const struct {
	const char *chosen, *args;
} bootargs[] = {
	{ "chosen { bootargs = \"a\"; };", NULL },
	{ "chosen { bootargs = \"a\"; xen,xen-bootargs = \"b\"; };", "b" },
	{ "chosen { bootargs = \"a\"; xen,dom0-bootargs = \"b\"; };", "a" },
	{ "chosen { bootargs = \"a\"; k { compatible = \"multiboot,kernel\"; bootargs = \"b\"; }; };",
		"a" },
	{ "chosen { bootargs = \"a\"; k { compatible = \"multiboot,kernel\"; }; };", NULL },
	{ "chosen { bootargs = \"a\"; k { bootargs = \"b\"; }; };", NULL },
	{ "chosen@0 { xen,xen-bootargs = \"a\"; }; chosen { xen,xen-bootargs = \"b\"; };", "a" },
};

START_TEST(arguments_are_xens)
{
	struct dt_tree *t;
	struct scmi_model *m = model_of(bootargs[_i].chosen, &t);

	if (bootargs[_i].args)
		ck_assert_str_eq(m->bootargs, bootargs[_i].args);
	else
		ck_assert_ptr_null(m->bootargs);
	scmi_model_free(m);
	dt_tree_free(t);
}
END_TEST

static const struct {
	const char *memory;
	uint64_t bytes;
} memories[] = {
	{ "<0 1>", 1024 },
	{ "<1 0>", UINT64_C(1) << 42 },
	{ "<1>", 0 },
	/* The most that has a number of bytes, and one more. */
	{ "<0x3fffff 0xfffffffe>", (UINT64_MAX << 10) - 1024 },
	{ "<0x400000 0>", 0 },
};

START_TEST(memory_is_in_kib)
{
	char chosen[256];
	struct dt_tree *t;
	struct scmi_model *m;

	snprintf(chosen, sizeof(chosen),
		"chosen { d { compatible = \"xen,domain\"; memory = %s; }; };",
		memories[_i].memory);
	m = model_of(chosen, &t);
	ck_assert_uint_eq(m->n_domains, 1);
	ck_assert_uint_eq(m->domains[0].memory, memories[_i].bytes);
	ck_assert_ptr_eq(scmi_domain_of(m, m->domains[0].node), &m->domains[0]);
	ck_assert_ptr_null(scmi_domain_of(m, m->domains[0].node->parent));
	scmi_model_free(m);
	dt_tree_free(t);
}
END_TEST

#define loop(tc, test, rows) tcase_add_loop_test(tc, test, 0, sizeof(rows) / sizeof((rows)[0]))

int main(void)
{
	Suite *s = suite_create("ids");
	TCase *tc = tcase_create("ids");

	tcase_add_test(tc, base_of_stated_ids);
	tcase_add_test(tc, base_of_doorbells);
	tcase_add_test(tc, ids_have_bounds);
	loop(tc, dom0_is_there, dom0s);
	loop(tc, options_are_read_as_xen_reads_them, flags);
	loop(tc, arguments_are_xens, bootargs);
	loop(tc, memory_is_in_kib, memories);
	suite_add_tcase(s, tc);
	return unit_main(s);
}
