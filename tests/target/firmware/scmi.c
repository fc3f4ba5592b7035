// SPDX-License-Identifier: BSD-2-Clause
#include "firmware.h"
#include "layout.h"
#include "scmi/proto.h"
#include "sim/server.h"

/*
 * The platform that the emulated machine has: four agents as a board would have them, and one
 * for each fault that the tests want to see on a real doorbell. tests/target/trees/ name the
 * same doorbells and pages.
 */

#define PAGE_SIZE     0x1000u
#define COUNT(array)  (sizeof(array) / sizeof((array)[0]))
#define BOARD_AGENTS  4u
#define FAULTY_AGENTS 4u

static const char *const clock_names[] = { "uart", "spi", "video", "audio" };
static const char *const reset_names[] = { "uart", "spi" };
static const char *const power_names[] = { "video", "audio" };

static const struct server_protocol protocols[] = {
	{ .id = SCMI_POWER,
		.count = COUNT(power_names),
		.names = power_names,
		.n_names = COUNT(power_names) },
	{ .id = SCMI_CLOCK,
		.count = COUNT(clock_names),
		.names = clock_names,
		.n_names = COUNT(clock_names) },
	{ .id = SCMI_RESET,
		.count = COUNT(reset_names),
		.names = reset_names,
		.n_names = COUNT(reset_names) },
};

static const uint32_t clock_khz[] = { 24000, 50000, 148500, 12288 };

/* To the first guest the firmware says what it may change: of the clock that a device of Linux's
 * uses the rate. */
static const struct server_resource guest_clocks[] = {
	{ .name = "uart", .restricted = true },
	{ .name = "spi", .restricted = true },
	{ .name = "video", .restricted = true, .rights = 4 },
	{ .name = "audio", .restricted = true, .rights = 7 },
};

static const struct server_protocol guest_protocols[] = {
	{ .id = SCMI_POWER,
		.count = COUNT(power_names),
		.names = power_names,
		.n_names = COUNT(power_names) },
	{ .id = SCMI_CLOCK,
		.version = 0x30000,
		.count = COUNT(guest_clocks),
		.resources = guest_clocks,
		.n_resources = COUNT(guest_clocks) },
	{ .id = SCMI_RESET,
		.count = COUNT(reset_names),
		.names = reset_names,
		.n_names = COUNT(reset_names) },
};

/* What the last guest is served: clocks alone, and fewer. */
static const struct server_protocol few_protocols[] = {
	{ .id = SCMI_CLOCK, .count = 2, .names = clock_names, .n_names = 2 },
};

#define AGENT(number, text, doorbell, address)                                   \
	.id = (number), .name = (text), .smc_id = (doorbell), .page = (address), \
	.page_size = PAGE_SIZE

static const struct server_agent agents[BOARD_AGENTS + FAULTY_AGENTS] = {
	{ AGENT(0, "linux", 0x82000002, SCMI_PAGES) },
	{ AGENT(1, "xen", 0x82000003, SCMI_PAGES + 0x1000), .trusted = true },
	{ AGENT(2, "guest-a", 0x82000004, SCMI_PAGES + 0x2000), .protocols = guest_protocols,
		.n_protocols = COUNT(guest_protocols) },
	{ AGENT(3, "guest-b", 0x82000005, SCMI_RESERVED), .protocols = few_protocols,
		.n_protocols = COUNT(few_protocols) },
	{ AGENT(4, "never-free", 0x82000014, SCMI_PAGES + 0x4000) },
	{ AGENT(5, "wrong-token", 0x82000015, SCMI_PAGES + 0x5000) },
	{ AGENT(6, "long-answer", 0x82000016, SCMI_PAGES + 0x6000) },
	{ AGENT(7, "stranger", 0x82000017, SCMI_PAGES + 0x7000) },
};

static const struct server_platform platform = {
	.vendor = "scmi-dtcheck",
	.sub_vendor = "emulated",
	.implementation = 0x10000,
	.agents = agents,
	.n_agents = COUNT(agents),
	.protocols = protocols,
	.n_protocols = COUNT(protocols),
};

static const struct server_fault faults[FAULTY_AGENTS] = {
	{ .kind = SERVER_NEVER_FREE, .message = SERVER_ANY_MESSAGE },
	{ .kind = SERVER_WRONG_TOKEN, .message = SERVER_ANY_MESSAGE },
	{ .kind = SERVER_LENGTH_BEYOND_PAGE, .message = SERVER_ANY_MESSAGE },
	{ .kind = SERVER_AGENT_ID, .message = SERVER_ANY_MESSAGE, .value = 0x4d },
};

/* A server has one fault: one serves the board, one each faulty agent. */
static struct server board;
static struct server faulty[FAULTY_AGENTS];

void scmi_start(void)
{
	server_init(&board, &platform);
	for (uint32_t i = 0; i < COUNT(clock_khz); i++)
		board.clock_hz[i] = clock_khz[i] * UINT64_C(1000);
	for (uint32_t i = 0; i < FAULTY_AGENTS; i++) {
		server_init(&faulty[i], &platform);
		faulty[i].fault = faults[i];
	}
	for (uint32_t i = 0; i < COUNT(agents); i++)
		server_reset_page((volatile void *)agents[i].page, agents[i].page_size);
}

bool scmi_call(struct registers *r)
{
	uint32_t doorbell = (uint32_t)r->x[0];

	for (uint32_t i = 0; i < COUNT(agents); i++) {
		struct server *s = i < BOARD_AGENTS ? &board : &faulty[i - BOARD_AGENTS];

		if (agents[i].smc_id != doorbell)
			continue;
		r->x[0] = (uint64_t)server_ring(
			s, doorbell, (volatile void *)agents[i].page, agents[i].page_size);
		return true;
	}
	return false;
}
