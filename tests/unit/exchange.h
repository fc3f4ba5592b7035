/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef UNIT_EXCHANGE_H
#define UNIT_EXCHANGE_H

#include <string.h>

#include "scmi/proto.h"
#include "sim/server.h"
#include "unit.h"

/* A simulated platform, and its answers to rows of requests. */

#define LONG_NAME "a-name-beyond-fifteen-characters"
#define SMC       0x82000003u
#define LISTED    64u /* resources that can be set are below */

static const uint64_t listed[] = { 100000, 200000, 400000, 0x100000005 };
static const uint64_t bounds[] = { 1000, 9000, 10 };
static const uint64_t many[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17 };
static const uint32_t parents[] = { 7, 9 };
static const struct server_resource clocks[] = {
	{ .name = "list", .rates = listed, .n_rates = 4, .rate = 200000 },
	{ .name = LONG_NAME, .rates = bounds, .n_rates = 3, .is_range = true },
	{ .rates = bounds, .n_rates = 2, .is_range = true },
	{ .name = "mux", .parents = parents, .n_parents = 2, .restricted = true, .rights = 2 },
	{ .name = "gate", .restricted = true, .rights = 1 },
	{ .name = "rate", .restricted = true, .rights = 4 },
	{ .name = "many", .rates = many, .n_rates = 17 },
	{ .name = "exactly-16-chars" },
};
static const uint16_t one[] = { 4, SERVER_NO_PIN }, three[] = { 1, 2, 3, SERVER_NO_PIN };
static const uint16_t *const pins_of[] = { three, one };
static const uint16_t *const groups_of[] = { one };
static const char *const groups[] = { "g-first", NULL }, *const functions[] = { "f-only" };
static const char *const names[] = { LONG_NAME, "fan" };
static const struct server_protocol protocols[] = {
	{ .id = SCMI_POWER, .version = 0x30001, .count = 66, .names = names, .n_names = 2 },
	{ .id = SCMI_SYSTEM_POWER },
	{ .id = SCMI_PERFORMANCE, .version = 0x40000, .count = 66, .names = names, .n_names = 2 },
	{ .id = SCMI_CLOCK,
		.version = 0x30000,
		.count = 66,
		.resources = clocks,
		.n_resources = 8 },
	{ .id = SCMI_SENSOR, .count = 9 },
	{ .id = SCMI_RESET, .version = 0x30001, .count = 2, .names = names, .n_names = 2 },
	{ .id = SCMI_VOLTAGE, .count = 2 },
	{ .id = SCMI_POWERCAP, .version = 0x20000, .count = 66, .names = names, .n_names = 2 },
	{ .id = SCMI_PINCTRL,
		.count = 5,
		.groups = 2,
		.functions = 1,
		.group_names = groups,
		.function_names = functions,
		.pins_of = pins_of,
		.groups_of = groups_of },
};
static const struct server_agent agents[] = {
	{ .id = 3, .smc_id = SMC, .trusted = true },
};
static const struct server_platform platform = {
	.agents = agents,
	.n_agents = 1,
	.protocols = protocols,
	.n_protocols = sizeof(protocols) / sizeof(protocols[0]),
	.platform_name = "fw",
};

static struct server server;
static uint32_t page[0x100 / 4];

static inline void setup(void)
{
	server_init(&server, &platform);
	server_reset_page(page, sizeof(page));
}

struct row {
	uint8_t protocol, message;
	uint32_t n_in, in[4];
	int32_t status;
	uint32_t n_out, out[10]; /* words after the status, and the first of them */
};

#define N(a) (sizeof(a) / sizeof((a)[0]))

static inline void ring(const struct row *r, uint32_t size)
{
	page[SMT_STATUS / 4] = 0;
	page[SMT_LENGTH / 4] = 4 + 4 * r->n_in;
	page[SMT_HEADER / 4] = SCMI_HEADER(r->protocol, r->message, 0, 1);
	memcpy(page + SMT_PAYLOAD / 4, r->in, sizeof(r->in));
	ck_assert_int_eq(server_ring(&server, SMC, page, size), 0);
}

static inline void exchange(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct row *r = &rows[i];
		const uint32_t *out = page + SMT_PAYLOAD / 4 + 1;

		ring(r, sizeof(page));
		ck_assert_msg((int32_t)page[SMT_PAYLOAD / 4] == r->status, "row %zu: status %d", i,
			(int32_t)page[SMT_PAYLOAD / 4]);
		ck_assert_msg(page[SMT_LENGTH / 4] == 8 + 4 * r->n_out, "row %zu: length %u", i,
			page[SMT_LENGTH / 4]);
		for (uint32_t k = 0; k < r->n_out && k < N(r->out); k++)
			ck_assert_msg(
				out[k] == r->out[k], "row %zu: word %u is 0x%x", i, k, out[k]);
	}
}

#define WORD(a, b, c, d) \
	((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16 | (uint32_t)(d) << 24)
#define CUT_NAME                                                                      \
	WORD('a', '-', 'n', 'a'), WORD('m', 'e', '-', 'b'), WORD('e', 'y', 'o', 'n'), \
		WORD('d', '-', 'f', 0)
#define FULL_NAME                                                                             \
	WORD('a', '-', 'n', 'a'), WORD('m', 'e', '-', 'b'), WORD('e', 'y', 'o', 'n'),         \
		WORD('d', '-', 'f', 'i'), WORD('f', 't', 'e', 'e'), WORD('n', '-', 'c', 'h'), \
		WORD('a', 'r', 'a', 'c'), WORD('t', 'e', 'r', 's')

#endif
