// SPDX-License-Identifier: BSD-2-Clause
/*
 * agent SOCKET PAGE DOORBELL - the agent of Arm's test suite (scmi-tests) for its platform
 * "baremetal", talking over scmi-dtcheck-unix(7)
 *
 * What the suite is to expect is what platform.yaml beside this file describes.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "pal_base_expected.h"
#include "pal_clock_expected.h"
#include "pal_performance_expected.h"
#include "pal_platform.h"
#include "pal_power_domain_expected.h"
#include "pal_reset_expected.h"
#include "pal_sensor_expected.h"
#include "pal_system_power_expected.h"

#define STATUS  1 /* words of the page, DEN0056 chapter 5.1 */
#define FLAGS   4
#define LENGTH  5
#define HEADER  6
#define PAYLOAD 7
#define PAGE    0x1000
#define N       2 /* resources of every protocol */

static volatile unsigned int *page;
static int server;
static unsigned int doorbell;

static void die(const char *what)
{
	fprintf(stderr, "agent: %s: %s\n", what, strerror(errno));
	exit(2);
}

static void ring(void)
{
	unsigned char bytes[4] = { (unsigned char)doorbell, (unsigned char)(doorbell >> 8),
		(unsigned char)(doorbell >> 16), (unsigned char)(doorbell >> 24) };

	if (send(server, bytes, 4, 0) != 4 || recv(server, bytes, 4, MSG_WAITALL) != 4)
		die("the server");
}

int arm_scmi_send_message(uint32_t message_header_send, size_t parameter_count,
	const uint32_t *parameters, uint32_t *message_header_rcv, int32_t *status,
	size_t *return_values_count, uint32_t *return_values)
{
	size_t n;

	page[STATUS] = 0;
	page[FLAGS] = 0;
	page[LENGTH] = (unsigned int)(4 + 4 * parameter_count);
	page[HEADER] = message_header_send;
	for (size_t i = 0; i < parameter_count; i++)
		page[PAYLOAD + i] = parameters[i];
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	ring();
	if (!(page[STATUS] & 1))
		die("the channel stays busy");
	*message_header_rcv = page[HEADER];
	*status = (int32_t)page[PAYLOAD];
	n = page[LENGTH] >= 8 ? (page[LENGTH] - 8) / 4 : 0;
	*return_values_count = n;
	for (size_t i = 0; i < n; i++)
		return_values[i] = page[PAYLOAD + 1 + i];
	return 0;
}

/* The simulated platform sends neither of these. */
int arm_scmi_wait_for_response(uint32_t *message_header_rcv, int32_t *status,
	size_t *return_values_count, uint32_t *return_values)
{
	(void)return_values;
	*message_header_rcv = 0;
	*status = -8;
	*return_values_count = 0;
	return 0;
}

int arm_scmi_wait_for_notification(
	uint32_t *message_header_rcv, size_t *return_values_count, uint32_t *return_values)
{
	(void)return_values;
	*message_header_rcv = 0;
	*return_values_count = 0;
	return 0;
}

void arm_scmi_log_output(const char *output)
{
	fputs(output, stdout);
	fflush(stdout);
}

static uint32_t protocols[] = { 0x11, 0x12, 0x13, 0x14, 0x15, 0x16 };
static char *agents[] = { "platform", "agent" };
static const struct arm_scmi_base_expected base = { .flags_mask = ~0u,
	.protocol_version = 0x20000,
	.vendor_identifier = "scmi-dtcheck",
	.subvendor_identifier = "simulator",
	.implementation_version = 0x10000,
	.num_protocols_implemented = 6,
	.supported_protocols = protocols,
	.num_agents = 1,
	.agent_names = agents,
	.notify_error_cmd_supported = true,
	.subvendor_cmd_supported = true,
	.discover_agent_cmd_supported = true };

static uint8_t no[N], yes[N] = { 1, 1 }, zero[N];
static char *powers[] = { "power0", "power1" }, *perfs[] = { "perf0", "perf1" };
static char *sensors[] = { "sensor0", "sensor1" }, *resets[] = { "reset0", "reset1" };
static const struct arm_scmi_power_expected power = { .flags_mask = ~0u,
	.protocol_version = 0x20000,
	.num_power_domains = N,
	.power_state_notification_support = no,
	.power_synchronous_support = yes,
	.power_asynchronous_support = no,
	.power_domain_names = powers };

static const struct arm_scmi_system_power_expected system_power = { .flags_mask = ~0u,
	.protocol_version = 0x10000 };

static uint32_t level_counts[N] = { 3, 3 }, freqs[N] = { 1000000, 1000000 },
		sustained[N] = { 1000, 1000 }, limits[N];
static uint32_t levels[] = { 500, 1000, 1500 }, costs[] = { 50, 100, 150 },
		latencies[] = { 100, 100, 100 };
static uint32_t *all_levels[N] = { levels, levels }, *all_costs[N] = { costs, costs },
		*all_latencies[N] = { latencies, latencies };
static const struct arm_scmi_performance_expected performance = { .flags_mask = ~0u,
	.protocol_version = 0x20000,
	.num_performance_domains = N,
	.set_limit_capable = yes,
	.set_performance_level_capable = yes,
	.performance_limit_notification_support = no,
	.performance_level_notification_support = no,
	.performance_rate_limit = limits,
	.performance_sustained_freq = freqs,
	.performance_sustained_level = sustained,
	.performance_domain_names = perfs,
	.num_performance_levels = level_counts,
	.performance_level_value = all_levels,
	.performance_level_power_cost = all_costs,
	.performance_level_worst_latency = all_latencies,
	.performance_message_fast_channel_support = (uint8_t[16]){ 0 },
	.performance_domain_fast_channel_support = no };

static struct arm_scmi_clock_rate rates[] = { { 24000000, 0 }, { 48000000, 0 }, { 96000000, 0 } };
static uint32_t lists[N], three[N] = { 3, 3 };
static const char *clocks[] = { "clock0", "clock1" };
static struct arm_scmi_clock_rate *all_rates[N] = { rates, rates };
static const struct arm_scmi_clock_expected clock_info = { .flags_mask = ~0u,
	.protocol_version = 0x10000,
	.number_clocks = N,
	.rate_format_supported = lists,
	.discrete_clock_rates = all_rates,
	.num_rates = three,
	.clock_name = clocks };

static uint8_t types[N] = { 2, 2 };
static const struct arm_scmi_sensor_expected sensor = { .flags_mask = ~0u,
	.protocol_version = 0x10000,
	.number_sensors = N,
	.asynchronous_sensor_read_support = no,
	.number_of_trip_points_supported = zero,
	.sensor_type = types,
	.sensor_name = sensors };

static uint32_t words[N];
static const struct arm_scmi_reset_expected reset = { .flags_mask = ~0u,
	.protocol_version = 0x10000,
	.number_domains = N,
	.asynchronous_reset_supported = words,
	.reset_notify_supported = words,
	.reset_latency = words,
	.reset_domain_name = resets };

static struct arm_scmi_platform_protocol_info table[] = { { 0x10, &base }, { 0x11, &power },
	{ 0x12, &system_power }, { 0x13, &performance }, { 0x14, &clock_info }, { 0x15, &sensor },
	{ 0x16, &reset } };

int main(int argc, char **argv)
{
	struct arm_scmi_platform_info info = { sizeof(table) / sizeof(table[0]), table };
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	char path[256];
	int mem;

	if (argc != 4)
		return 2;
	snprintf(address.sun_path, sizeof(address.sun_path), "%s", argv[1]);
	snprintf(path, sizeof(path), "%s.mem", argv[1]);
	server = socket(AF_UNIX, SOCK_STREAM, 0);
	if (server < 0 || connect(server, (struct sockaddr *)&address, sizeof(address)))
		die(argv[1]);
	mem = open(path, O_RDWR);
	page = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, mem,
		(off_t)strtoull(argv[2], NULL, 0));
	if (page == MAP_FAILED)
		die(path);
	doorbell = (unsigned int)strtoul(argv[3], NULL, 0);
	arm_scmi_agent_execute(&info);
	return 0;
}
