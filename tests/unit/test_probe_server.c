// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "scmi/proto.h"
#include "sim/server.h"
#include "unit.h"

/* The platform's side: what it answers, and what it refuses. */

static const struct server_range devices[] = { { 0, 31 }, { 64, 64 } };
static const char *const clock_names[] = { "uart", NULL };
static const struct server_protocol own[] = { { .id = SCMI_CLOCK, .count = 2 } };
static const struct server_protocol protocols[] = {
	{ .id = SCMI_POWER, .count = 3 },
	{ .id = SCMI_SYSTEM_POWER },
	{ .id = SCMI_PERFORMANCE, .count = 2 },
	{ .id = SCMI_CLOCK, .count = 70, .names = clock_names, .n_names = 2 },
	{ .id = SCMI_SENSOR, .count = 9 },
	{ .id = SCMI_RESET, .count = 4 },
	{ .id = SCMI_VOLTAGE, .count = 1, .version = 0x20000 },
	{ .id = SCMI_PINCTRL, .count = 5, .groups = 2, .functions = 3 },
	{ .id = 0x80, .count = 6 },
};
static const struct server_agent agents[] = {
	{ .id = 0, .name = "dom0", .smc_id = 0x82000002, .protocols = own, .n_protocols = 1 },
	{ .id = 1, .smc_id = 0x82000003, .trusted = true },
};
static const struct server_platform platform = {
	.vendor = "vendor",
	.implementation = 7,
	.agents = agents,
	.n_agents = 2,
	.protocols = protocols,
	.n_protocols = sizeof(protocols) / sizeof(protocols[0]),
	.device_ids = devices,
	.n_device_ids = 2,
};

static struct server server;
static uint32_t page[0x100 / 4];
static uint32_t n_out;
static const uint32_t *out;

#define TRUSTED 0x82000003
#define OTHER   0x82000002

static void setup(void)
{
	server_init(&server, &platform);
	server_reset_page(page, sizeof(page));
}

/* Returns the status; the words after it are in out. */
static int32_t ask(uint32_t smc_id, uint8_t protocol, uint8_t message, uint32_t n_in, uint32_t a,
	uint32_t b, uint32_t c)
{
	const uint32_t in[] = { a, b, c, 0 };

	ck_assert_uint_eq(page[SMT_STATUS / 4], SMT_FREE);
	page[SMT_STATUS / 4] = 0;
	page[SMT_LENGTH / 4] = 4 + 4 * n_in;
	page[SMT_HEADER / 4] = SCMI_HEADER(protocol, message, 0, 0x155);
	memcpy(page + SMT_PAYLOAD / 4, in, 4 * n_in);
	ck_assert_int_eq(server_ring(&server, smc_id, page, sizeof(page)), 0);
	ck_assert_uint_eq(page[SMT_STATUS / 4], SMT_FREE);
	ck_assert_uint_eq(page[SMT_HEADER / 4], SCMI_HEADER(protocol, message, 0, 0x155));
	n_out = page[SMT_LENGTH / 4] / 4 - 2;
	out = page + SMT_PAYLOAD / 4 + 1;
	return (int32_t)page[SMT_PAYLOAD / 4];
}

START_TEST(doorbells)
{
	ck_assert_int_eq(server_ring(&server, 0x82000009, page, sizeof(page)), -1);
	ck_assert_int_eq(server_ring(&server, OTHER, page, sizeof(page)), -3);
	page[SMT_STATUS / 4] = 0;
	ck_assert_int_eq(server_ring(&server, OTHER, page, 0x1c), -3);
	ck_assert_ptr_eq(server_agent_at(&server, OTHER), &agents[0]);
	ck_assert_uint_eq(server.calls, 0);
}
END_TEST

START_TEST(base)
{
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, 0, 0, 0, 0, 0), 0);
	ck_assert_uint_eq(out[0], 0x20000);
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, 1, 0, 0, 0, 0), 0);
	ck_assert_uint_eq(out[0], 9 | 2 << 8);
	ck_assert_int_eq(ask(OTHER, SCMI_BASE, 1, 0, 0, 0, 0), 0);
	ck_assert_uint_eq(out[0], 1 | 2 << 8);
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, SCMI_BASE_VENDOR, 0, 0, 0, 0), 0);
	ck_assert_str_eq((const char *)out, "vendor");
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, SCMI_BASE_SUB_VENDOR, 0, 0, 0, 0), 0);
	ck_assert_str_eq((const char *)out, "simulator");
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, SCMI_BASE_IMPLEMENTATION, 0, 0, 0, 0), 0);
	ck_assert_uint_eq(out[0], 7);
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, SCMI_BASE_LIST_PROTOCOLS, 1, 0, 0, 0), 0);
	ck_assert_uint_eq(out[0], 9);
	ck_assert_uint_eq(n_out, 4);
	ck_assert_uint_eq(out[1], 0x14131211);
	ck_assert_uint_eq(out[3], 0x80);
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, SCMI_BASE_LIST_PROTOCOLS, 1, 8, 0, 0), 0);
	ck_assert_uint_eq(out[0], 1);
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, SCMI_BASE_LIST_PROTOCOLS, 1, 9, 0, 0), 0);
	ck_assert_uint_eq(out[0], 0);
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, SCMI_BASE_LIST_PROTOCOLS, 1, 10, 0, 0), -2);
	ck_assert_uint_eq(n_out, 0);
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, SCMI_BASE_NOTIFY_ERRORS, 1, 1, 0, 0), 0);
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, SCMI_BASE_NOTIFY_ERRORS, 1, 2, 0, 0), -2);
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, 0x77, 0, 0, 0, 0), -4);
}
END_TEST

START_TEST(agents_are_told)
{
	ck_assert_int_eq(ask(OTHER, SCMI_BASE, SCMI_BASE_DISCOVER_AGENT, 1, UINT32_MAX, 0, 0), 0);
	ck_assert_uint_eq(out[0], 0);
	ck_assert_str_eq((const char *)(out + 1), "dom0");
	ck_assert_int_eq(ask(OTHER, SCMI_BASE, SCMI_BASE_DISCOVER_AGENT, 1, 1, 0, 0), 0);
	ck_assert_uint_eq(out[0], 1);
	ck_assert_str_eq((const char *)(out + 1), "agent1");
	ck_assert_int_eq(ask(OTHER, SCMI_BASE, SCMI_BASE_DISCOVER_AGENT, 1, 2, 0, 0), -4);
	/* A request that is cut short. */
	ck_assert_int_eq(ask(OTHER, SCMI_BASE, SCMI_BASE_DISCOVER_AGENT, 0, 0, 0, 0), -10);
	ck_assert_int_eq(ask(OTHER, SCMI_BASE, SCMI_MESSAGE_ATTRIBUTES, 0, 0, 0, 0), -10);
}
END_TEST

static int32_t implemented(uint32_t smc_id, uint8_t protocol, uint32_t message)
{
	return ask(smc_id, protocol, SCMI_MESSAGE_ATTRIBUTES, 1, message, 0, 0);
}

START_TEST(trusted_messages)
{
	ck_assert_int_eq(implemented(TRUSTED, SCMI_BASE, SCMI_BASE_SET_DEVICE), 0);
	ck_assert_int_eq(implemented(TRUSTED, SCMI_BASE, SCMI_BASE_RESET_AGENT), 0);
	ck_assert_int_eq(implemented(OTHER, SCMI_BASE, SCMI_BASE_SET_DEVICE), -4);
	ck_assert_int_eq(implemented(OTHER, SCMI_BASE, SCMI_BASE_SET_PROTOCOL), -4);
	ck_assert_int_eq(implemented(OTHER, SCMI_BASE, 0x100), -4);
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, SCMI_BASE_SET_DEVICE, 3, 0, 64, 1), 0);
	ck_assert_uint_eq(server.permissions_set, 1);
	ck_assert_uint_eq(server.last_permission.device, 64);
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, SCMI_BASE_SET_DEVICE, 3, 0, 63, 1), -4);
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, SCMI_BASE_SET_DEVICE, 3, 5, 0, 1), -4);
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, SCMI_BASE_SET_DEVICE, 3, 0, 0, 2), -2);
	ck_assert_int_eq(ask(OTHER, SCMI_BASE, SCMI_BASE_SET_DEVICE, 3, 0, 0, 1), -4);
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, SCMI_BASE_SET_PROTOCOL, 4, 0, 1, SCMI_CLOCK), 0);
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, SCMI_BASE_SET_PROTOCOL, 4, 0, 1, SCMI_RESET), -4);
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, SCMI_BASE_RESET_AGENT, 2, 0, 1, 0), 0);
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, SCMI_BASE_RESET_AGENT, 2, 7, 1, 0), -4);
	ck_assert_uint_eq(server.agents_reset, 1);
	ck_assert_uint_eq(server.permissions_set, 2);
}
END_TEST

START_TEST(messages_left_out)
{
	struct server_platform less = platform;

	less.no_discover_agent = less.no_set_device_permissions = true;
	less.no_reset_agent_configuration = true;
	less.base_version = 0x10000;
	server.platform = &less;
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, 0, 0, 0, 0, 0), 0);
	ck_assert_uint_eq(out[0], 0x10000);
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, SCMI_BASE_DISCOVER_AGENT, 1, 0, 0, 0), -4);
	ck_assert_int_eq(implemented(TRUSTED, SCMI_BASE, SCMI_BASE_DISCOVER_AGENT), -4);
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, SCMI_BASE_SET_DEVICE, 3, 0, 1, 1), -4);
	ck_assert_int_eq(ask(TRUSTED, SCMI_BASE, SCMI_BASE_RESET_AGENT, 2, 0, 1, 0), -4);
}
END_TEST

START_TEST(protocols_are_per_agent)
{
	ck_assert_int_eq(ask(OTHER, SCMI_RESET, 0, 0, 0, 0, 0), -1);
	ck_assert_int_eq(ask(OTHER, SCMI_CLOCK, 1, 0, 0, 0, 0), 0);
	ck_assert_uint_eq(out[0], 2);
	ck_assert_int_eq(ask(TRUSTED, SCMI_CLOCK, 1, 0, 0, 0, 0), 0);
	ck_assert_uint_eq(out[0], 70);
	ck_assert_int_eq(ask(TRUSTED, SCMI_VOLTAGE, 0, 0, 0, 0, 0), 0);
	ck_assert_uint_eq(out[0], 0x20000);
	ck_assert_int_eq(ask(TRUSTED, 0x80, 0, 0, 0, 0, 0), 0);
	ck_assert_int_eq(ask(TRUSTED, 0x80, 1, 0, 0, 0, 0), 0);
	ck_assert_uint_eq(out[0], 6);
	ck_assert_int_eq(ask(TRUSTED, 0x80, 3, 0, 0, 0, 0), -4);
}
END_TEST

START_TEST(clocks)
{
	ck_assert_int_eq(ask(TRUSTED, SCMI_CLOCK, 3, 1, 0, 0, 0), 0);
	ck_assert_str_eq((const char *)(out + 1), "uart");
	ck_assert_uint_eq(n_out, 5);
	ck_assert_int_eq(ask(TRUSTED, SCMI_CLOCK, 3, 1, 69, 0, 0), 0);
	ck_assert_str_eq((const char *)(out + 1), "clock69");
	ck_assert_int_eq(ask(TRUSTED, SCMI_CLOCK, 3, 1, 70, 0, 0), -4);
	ck_assert_int_eq(ask(TRUSTED, SCMI_CLOCK, SCMI_CLOCK_DESCRIBE_RATES, 2, 1, 0, 0), 0);
	ck_assert_uint_eq(n_out, 7);
	ck_assert_int_eq(ask(TRUSTED, SCMI_CLOCK, SCMI_CLOCK_DESCRIBE_RATES, 2, 1, 1, 0), -5);
	ck_assert_int_eq(ask(TRUSTED, SCMI_CLOCK, SCMI_CLOCK_RATE_GET, 1, 1, 0, 0), 0);
	ck_assert_uint_eq(out[0], 24000000);
	ck_assert_int_eq(ask(TRUSTED, SCMI_CLOCK, SCMI_CLOCK_RATE_SET, 4, 0, 1, 48000000), 0);
	/* A rate belongs to the platform, not to an agent. */
	ck_assert_int_eq(ask(OTHER, SCMI_CLOCK, SCMI_CLOCK_RATE_GET, 1, 1, 0, 0), 0);
	ck_assert_uint_eq(out[0], 48000000);
	ck_assert_int_eq(ask(TRUSTED, SCMI_CLOCK, SCMI_CLOCK_RATE_SET, 4, 0, 1, 1), -2);
	ck_assert_int_eq(ask(TRUSTED, SCMI_CLOCK, SCMI_CLOCK_RATE_SET, 4, 0, 66, 1000000), -3);
	ck_assert_int_eq(ask(TRUSTED, SCMI_CLOCK, SCMI_CLOCK_RATE_SET, 4, 0, 99, 1000000), -4);
	ck_assert_int_eq(ask(TRUSTED, SCMI_CLOCK, SCMI_CLOCK_CONFIG_SET, 2, 1, 1, 0), 0);
	ck_assert_int_eq(ask(TRUSTED, SCMI_CLOCK, 3, 1, 1, 0, 0), 0);
	ck_assert_uint_eq(out[0], 1);
	ck_assert_int_eq(ask(TRUSTED, SCMI_CLOCK, SCMI_CLOCK_RATE_GET, 1, 68, 0, 0), 0);
}
END_TEST

START_TEST(other_protocols)
{
	static const struct {
		uint8_t protocol, message;
		uint32_t n_in, words; /* and how many come back */
	} good[] = {
		{ SCMI_POWER, 1, 0, 4 },
		{ SCMI_POWER, 3, 1, 5 },
		{ SCMI_POWER, SCMI_POWER_STATE_GET, 1, 1 },
		{ SCMI_SYSTEM_POWER, 1, 0, 1 },
		{ SCMI_PERFORMANCE, 1, 0, 4 },
		{ SCMI_PERFORMANCE, 3, 1, 8 },
		{ SCMI_PERFORMANCE, SCMI_PERF_DESCRIBE_LEVELS, 2, 10 },
		{ SCMI_PERFORMANCE, SCMI_PERF_LIMITS_GET, 1, 2 },
		{ SCMI_PERFORMANCE, SCMI_PERF_LEVEL_GET, 1, 1 },
		{ SCMI_SENSOR, 1, 0, 4 },
		{ SCMI_SENSOR, SCMI_SENSOR_DESCRIPTION_GET, 1, 29 },
		{ SCMI_SENSOR, SCMI_SENSOR_READING_GET, 2, 2 },
		{ SCMI_RESET, 3, 1, 6 },
		{ SCMI_RESET, SCMI_RESET_DOMAIN, 3, 0 },
		{ SCMI_VOLTAGE, 3, 1, 5 },
		{ SCMI_VOLTAGE, SCMI_VOLTAGE_DESCRIBE_LEVELS, 2, 4 },
		{ SCMI_VOLTAGE, SCMI_VOLTAGE_CONFIG_GET, 1, 1 },
		{ SCMI_VOLTAGE, SCMI_VOLTAGE_LEVEL_GET, 1, 1 },
		{ SCMI_PINCTRL, 1, 0, 2 },
		{ SCMI_PINCTRL, 3, 2, 5 },
	};

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		uint8_t p = good[i].protocol, m = good[i].message;

		ck_assert_int_eq(ask(TRUSTED, p, m, good[i].n_in, 0, 0, 0), 0);
		ck_assert_uint_eq(n_out, good[i].words);
		ck_assert_int_eq(implemented(TRUSTED, p, m), 0);
		if (!good[i].n_in)
			continue;
		ck_assert_int_lt(ask(TRUSTED, p, m, good[i].n_in, 1000, 1000, 0), 0);
		ck_assert_int_eq(ask(TRUSTED, p, m, good[i].n_in - 1, 0, 0, 0), -10);
	}
	/* Sensors come in parts: four fit an answer. */
	ck_assert_int_eq(ask(TRUSTED, SCMI_SENSOR, SCMI_SENSOR_DESCRIPTION_GET, 1, 8, 0, 0), 0);
	ck_assert_uint_eq(out[0], 1);
	ck_assert_int_eq(ask(TRUSTED, SCMI_PINCTRL, 3, 2, 2, SCMI_PIN_TYPE_FUNCTION, 0), 0);
	ck_assert_str_eq((const char *)(out + 1), "function2");
	ck_assert_int_eq(ask(TRUSTED, SCMI_PINCTRL, 3, 2, 2, SCMI_PIN_TYPE_GROUP, 0), -4);
	ck_assert_int_eq(ask(TRUSTED, SCMI_PINCTRL, 3, 2, 0, 3, 0), -2);
	ck_assert_int_eq(ask(TRUSTED, SCMI_PERFORMANCE, SCMI_PERF_DESCRIBE_LEVELS, 2, 0, 4, 0), -2);
}
END_TEST

/* Requests are hostile too. */
START_TEST(odd_requests)
{
	static const uint32_t lengths[] = { 0, 3, 4 + 4 * 33, 0xe8 + 1, UINT32_MAX };

	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		page[SMT_STATUS / 4] = 0;
		page[SMT_HEADER / 4] = SCMI_HEADER(SCMI_BASE, 0, 0, 1);
		page[SMT_LENGTH / 4] = lengths[i];
		ck_assert_int_eq(server_ring(&server, OTHER, page, sizeof(page)), 0);
		ck_assert_int_eq((int32_t)page[SMT_PAYLOAD / 4], SCMI_PROTOCOL_ERROR);
		ck_assert_uint_eq(page[SMT_LENGTH / 4], 8);
	}
	page[SMT_STATUS / 4] = 0;
	page[SMT_HEADER / 4] = SCMI_HEADER(SCMI_BASE, 0, 3, 1);
	page[SMT_LENGTH / 4] = 4;
	ck_assert_int_eq(server_ring(&server, OTHER, page, sizeof(page)), 0);
	ck_assert_int_eq((int32_t)page[SMT_PAYLOAD / 4], SCMI_PROTOCOL_ERROR);
}
END_TEST

/* In the smallest page an answer that does not fit is an error, and nothing lies beyond. */
START_TEST(small_page)
{
	server_reset_page(page, SMT_MIN_SIZE);
	page[SMT_MIN_SIZE / 4] = 0x5a5a5a5a;
	page[SMT_STATUS / 4] = 0;
	page[SMT_HEADER / 4] = SCMI_HEADER(SCMI_BASE, 0, 0, 1);
	page[SMT_LENGTH / 4] = 4;
	ck_assert_int_eq(server_ring(&server, OTHER, page, SMT_MIN_SIZE), 0);
	ck_assert_int_eq((int32_t)page[SMT_PAYLOAD / 4], SCMI_GENERIC_ERROR);
	ck_assert_uint_eq(page[SMT_MIN_SIZE / 4], 0x5a5a5a5a);
	page[SMT_STATUS / 4] = 0;
	page[SMT_HEADER / 4] = SCMI_HEADER(SCMI_BASE, SCMI_BASE_LIST_PROTOCOLS, 0, 1);
	page[SMT_LENGTH / 4] = 8;
	page[SMT_PAYLOAD / 4] = 0;
	ck_assert_int_eq(server_ring(&server, OTHER, page, SMT_MIN_SIZE), 0);
	ck_assert_int_eq((int32_t)page[SMT_PAYLOAD / 4], SCMI_GENERIC_ERROR);
	ck_assert_uint_eq(page[SMT_MIN_SIZE / 4], 0x5a5a5a5a);
}
END_TEST

START_TEST(faults_have_names)
{
	for (int k = 0; k < SERVER_N_FAULTS; k++)
		ck_assert_ptr_nonnull(server_fault_name((enum server_fault_kind)k));
	ck_assert_ptr_null(server_fault_name(SERVER_N_FAULTS));
}
END_TEST

int main(void)
{
	Suite *s = suite_create("probe server");
	TCase *tc = tcase_create("server");

	suite_add_tcase(s, tc);
	tcase_add_checked_fixture(tc, setup, NULL);
	tcase_add_test(tc, doorbells);
	tcase_add_test(tc, base);
	tcase_add_test(tc, agents_are_told);
	tcase_add_test(tc, trusted_messages);
	tcase_add_test(tc, messages_left_out);
	tcase_add_test(tc, protocols_are_per_agent);
	tcase_add_test(tc, clocks);
	tcase_add_test(tc, other_protocols);
	tcase_add_test(tc, odd_requests);
	tcase_add_test(tc, small_page);
	tcase_add_test(tc, faults_have_names);
	return unit_main(s);
}
