// SPDX-License-Identifier: BSD-2-Clause
/* What the simulator makes of a description of firmware, and of a fault's name. */
#include <string.h>

#include "unit.h"

#include "scmi/proto.h"
#include "sim/platform.h"

static struct arena arena;

static void teardown(void)
{
	arena_free(&arena);
}

static const uint64_t rates[] = { 1, 2, 3 }, two[] = { 1, 2 }, pins[] = { 4, 6 };
static const struct fact ranged[] = {
	{ .key = FACT_RATES, .list = two, .n_list = 2 },
	{ .key = FACT_RATE_RANGE, .list = rates, .n_list = 3 },
};
static const struct fact listed[] = {
	{ .key = FACT_RATE, .number = 7 },
	{ .key = FACT_RATES, .list = two, .n_list = 2 },
	{ .key = FACT_RATE_RANGE, .list = two, .n_list = 2 },
	{ .key = FACT_PARENTS, .list = pins, .n_list = 2 },
};
static const struct fact state[] = { { .key = FACT_MAY_SET_STATE, .number = 1 } };
static const struct fact parent[] = { { .key = FACT_MAY_SET_PARENT, .number = 1 } };
static const struct fact rate[] = { { .key = FACT_MAY_SET_RATE, .number = 1 } };
static const struct fact none[] = { { .key = FACT_MAY_SET_STATE } };
static const struct fw_resource clocks[] = {
	{ .id = 0, .name = "ranged", .facts = ranged, .n_facts = 2 },
	{ .id = 1, .facts = listed, .n_facts = 4 },
	{ .id = 3, .facts = state, .n_facts = 1 },
	{ .id = 4, .facts = parent, .n_facts = 1 },
	{ .id = 5, .facts = rate, .n_facts = 1 },
	{ .id = 6, .facts = none, .n_facts = 1 },
};
static const struct fact group_pins[] = { { .key = FACT_PINS, .list = pins, .n_list = 2 } };
static const struct fact of_function[] = { { .key = FACT_GROUPS, .list = two, .n_list = 1 } };
static const struct fw_resource groups[] = {
	{ .id = 1, .name = "g", .facts = group_pins, .n_facts = 1 }
};
static const struct fw_resource functions[] = {
	{ .id = 0, .name = "f", .facts = of_function, .n_facts = 1 }
};
static const struct fw_protocol protocols[] = {
	{ .id = SCMI_CLOCK,
		.has_count = true,
		.count = 9,
		.version = 0x30000,
		.resources = { clocks },
		.n_resources = { 6 } },
	{ .id = SCMI_PINCTRL,
		.has_count = true,
		.count = 8,
		.groups = 2,
		.functions = 1,
		.resources = { NULL, groups, functions },
		.n_resources = { 0, 1, 1 } },
	{ .id = SCMI_SYSTEM_POWER },
};
static const struct fw_protocol own[] = { { .id = SCMI_RESET } };
static const struct fw_agent agents[] = {
	{ .smc_id = 0x82000001, .page = 0x1000, .page_size = 0x2000, .trusted = true },
	{ .smc_id = 0x82000002,
		.has_id = true,
		.id = 7,
		.name = "x",
		.protocols = own,
		.n_protocols = 1 },
};
static const struct fw_range ids[] = { { 1, 3 } };

static struct firmware firmware(void)
{
	return (struct firmware){ .file = "fw.yaml",
		.agents = agents,
		.n_agents = 2,
		.protocols = protocols,
		.n_protocols = 3,
		.has_device_ids = true,
		.device_ids = ids,
		.n_device_ids = 1,
		.discover_agent = true,
		.set_device_permissions = true,
		.reset_agent_configuration = true };
}

START_TEST(clocks_are_converted)
{
	const struct firmware fw = firmware();
	const struct server_platform *p = platform_build(&fw, &arena, NULL);
	const struct server_resource *r = p->protocols[0].resources;
	static const uint8_t rights[] = { 1, 2, 4, 0 };

	ck_assert_uint_eq(p->protocols[0].count, 9);
	ck_assert_uint_eq(p->protocols[0].n_resources, 7);
	ck_assert_str_eq(r[0].name, "ranged");
	ck_assert(r[0].is_range);
	ck_assert_uint_eq(r[0].n_rates, 3);
	ck_assert_uint_eq(r[0].rates[2], 3);
	ck_assert(!r[1].is_range && !r[1].restricted);
	ck_assert_uint_eq(r[1].n_rates, 2);
	ck_assert_uint_eq(r[1].rate, 7);
	ck_assert_uint_eq(r[1].n_parents, 2);
	ck_assert_uint_eq(r[1].parents[1], 6);
	ck_assert(!r[2].restricted && !r[2].rates && !r[2].n_parents);
	for (size_t i = 0; i < 4; i++) {
		ck_assert(r[3 + i].restricted);
		ck_assert_uint_eq(r[3 + i].rights, rights[i]);
	}
}
END_TEST

START_TEST(pins_are_converted)
{
	const struct firmware fw = firmware();
	const struct server_platform *p = platform_build(&fw, &arena, NULL);
	const struct server_protocol *c = &p->protocols[1];

	ck_assert_uint_eq(c->count, 8);
	ck_assert_uint_eq(c->groups, 2);
	ck_assert_uint_eq(c->functions, 1);
	ck_assert_ptr_null(c->group_names[0]);
	ck_assert_str_eq(c->group_names[1], "g");
	ck_assert_uint_eq(c->pins_of[0][0], SERVER_NO_PIN);
	ck_assert_uint_eq(c->pins_of[1][0], 4);
	ck_assert_uint_eq(c->pins_of[1][1], 6);
	ck_assert_uint_eq(c->pins_of[1][2], SERVER_NO_PIN);
	ck_assert_str_eq(c->function_names[0], "f");
	ck_assert_uint_eq(c->groups_of[0][0], 1);
	ck_assert_uint_eq(c->groups_of[0][1], SERVER_NO_PIN);
	ck_assert_ptr_null(p->protocols[0].pins_of);
}
END_TEST

START_TEST(agents_are_converted)
{
	struct firmware fw = firmware();
	const struct server_platform *p = platform_build(&fw, &arena, NULL);

	ck_assert_uint_eq(p->n_agents, 2);
	ck_assert_uint_eq(p->agents[0].id, 0);
	ck_assert_uint_eq(p->agents[0].page_size, 0x2000);
	ck_assert(p->agents[0].trusted && !p->agents[0].protocols);
	ck_assert_uint_eq(p->agents[1].id, 7);
	ck_assert_uint_eq(p->agents[1].page_size, 0x1000);
	ck_assert_uint_eq(p->agents[1].n_protocols, 1);
	ck_assert_uint_eq(p->agents[1].protocols[0].count, 1);
	ck_assert_uint_eq(p->n_device_ids, 1);
	ck_assert_uint_eq(p->device_ids[0].last, 3);
	ck_assert(!p->counts_no_agents && !p->no_discover_agent);
	ck_assert(!p->no_set_device_permissions && !p->no_reset_agent_configuration);
	fw.discover_agent = fw.set_device_permissions = fw.reset_agent_configuration = false;
	p = platform_build(&fw, &arena, NULL);
	ck_assert(p->counts_no_agents && p->no_discover_agent);
	ck_assert(p->no_set_device_permissions && p->no_reset_agent_configuration);
}
END_TEST

START_TEST(what_has_no_number)
{
	static const struct {
		uint32_t id, count;
		bool good;
	} rows[] = { { 0x10, 1, false }, { 0x11, 1, true }, { 0xff, 0xffff, true },
		{ 0x100, 1, false }, { 0x11, 0x10000, false } };
	struct firmware fw = firmware();
	struct sdc_error err;

	fw.n_protocols = 1;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct fw_protocol p = {
			.id = rows[i].id, .has_count = true, .count = rows[i].count
		};

		fw.protocols = &p;
		ck_assert_int_eq(platform_build(&fw, &arena, &err) != NULL, rows[i].good);
	}
	ck_assert_str_eq(
		err.text, "fw.yaml: more agents, protocols or resources than SCMI can number");
}
END_TEST

static const struct {
	const char *text;
	struct server_fault fault;
	const char *error;
} faults[] = {
	{ "status=3", { SERVER_STATUS, 0, 0, SERVER_ANY_MESSAGE, 0, 3 }, NULL },
	{ "status=0xffffffff@0x82000002:20.7+4",
		{ SERVER_STATUS, 0x82000002, 20, 7, 4, UINT32_MAX }, NULL },
	{ "busy-first:255.255", { SERVER_BUSY_FIRST, 0, 255, 255, 0, 0 }, NULL },
	{ "never-free", { SERVER_NEVER_FREE, 0, 0, SERVER_ANY_MESSAGE, 0, 0 }, NULL },
	{ "status=4294967296", { 0 }, "is not written" },
	{ "status:256", { 0 }, "is not written" },
	{ "status.256", { 0 }, "is not written" },
	{ "status=", { 0 }, "is not written" },
	{ "status=-1", { 0 }, "is not written" },
	{ "status=1x", { 0 }, "is not written" },
	{ "stat=1", { 0 }, "no fault is named stat" },
	{ "status2", { 0 }, "no fault is named status2" },
	{ "", { 0 }, "no fault is named " },
};

START_TEST(faults_are_read)
{
	struct server_fault f;
	struct sdc_error err;
	int ret = platform_fault(faults[_i].text, &f, &err);

	if (faults[_i].error) {
		ck_assert_int_eq(ret, -(int)SDC_EARG);
		ck_assert_ptr_nonnull(strstr(err.text, faults[_i].error));
		return;
	}
	ck_assert_int_eq(ret, 0);
	ck_assert_int_eq(f.kind, faults[_i].fault.kind);
	ck_assert_uint_eq(f.smc_id, faults[_i].fault.smc_id);
	ck_assert_uint_eq(f.protocol, faults[_i].fault.protocol);
	ck_assert_uint_eq(f.message, faults[_i].fault.message);
	ck_assert_uint_eq(f.after, faults[_i].fault.after);
	ck_assert_uint_eq(f.value, faults[_i].fault.value);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("probe platform");
	TCase *tc = tcase_create("platform");

	suite_add_tcase(s, tc);
	tcase_add_checked_fixture(tc, NULL, teardown);
	tcase_add_test(tc, clocks_are_converted);
	tcase_add_test(tc, pins_are_converted);
	tcase_add_test(tc, agents_are_converted);
	tcase_add_test(tc, what_has_no_number);
	tcase_add_loop_test(tc, faults_are_read, 0, sizeof(faults) / sizeof(faults[0]));
	return unit_main(s);
}
