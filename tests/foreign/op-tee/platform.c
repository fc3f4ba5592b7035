// SPDX-License-Identifier: BSD-2-Clause
/* What OP-TEE's SCMI server wants of a platform. */
#include <stdint.h>
#include <string.h>

#include <drivers/scmi-msg.h>
#include <drivers/scmi.h>

#include "../foreign.h"

#define SLOT     128 /* bytes that the server uses of a page */
#define CLOCKS   8
#define RESETS   5
#define VOLTAGES 3
#define DOMAINS  2
#define RATES    2
#define LEVELS   3

static struct scmi_msg_channel channels[AGENTS];
static const unsigned long rates[RATES] = { 1000000, 2000000 };
static const long microvolts[3] = { 800000, 1200000, 10000 };
static const unsigned int levels[LEVELS] = { 500, 1000, 1500 };

struct scmi_msg_channel *plat_scmi_get_channel(unsigned int channel)
{
	return channel < AGENTS ? &channels[channel] : NULL;
}

size_t plat_scmi_protocol_count(void)
{
	return 4;
}

const uint8_t *plat_scmi_protocol_list(unsigned int channel)
{
	static const uint8_t list[] = { SCMI_PROTOCOL_ID_PERF, SCMI_PROTOCOL_ID_CLOCK,
		SCMI_PROTOCOL_ID_RESET_DOMAIN, SCMI_PROTOCOL_ID_VOLTAGE_DOMAIN, 0 };

	(void)channel;
	return list;
}

const char *plat_scmi_vendor_name(void)
{
	return "op-tee";
}

const char *plat_scmi_sub_vendor_name(void)
{
	return "host";
}

/* name - "clock3", where there is such a one */
static const char *name(char *text, unsigned int id, unsigned int count)
{
	text[strlen(text) - 1] = (char)('0' + id);
	return id < count ? text : NULL;
}

size_t plat_scmi_clock_count(unsigned int channel)
{
	(void)channel;
	return CLOCKS;
}

const char *plat_scmi_clock_get_name(unsigned int channel, unsigned int id)
{
	static char text[] = "clock0";

	(void)channel;
	return name(text, id, CLOCKS);
}

int32_t plat_scmi_clock_rates_array(
	unsigned int channel, unsigned int id, size_t from, unsigned long *array, size_t *n)
{
	(void)channel;
	(void)id;
	if (from > RATES)
		return SCMI_OUT_OF_RANGE;
	if (!array)
		*n = RATES - from;
	for (size_t i = 0; array && i < *n && from + i < RATES; i++)
		array[i] = rates[from + i];
	return SCMI_SUCCESS;
}

unsigned long plat_scmi_clock_get_rate(unsigned int channel, unsigned int id)
{
	(void)channel;
	(void)id;
	return rates[1];
}

int32_t plat_scmi_clock_get_state(unsigned int channel, unsigned int id)
{
	(void)channel;
	(void)id;
	return 1;
}

size_t plat_scmi_rd_count(unsigned int channel)
{
	(void)channel;
	return RESETS;
}

const char *plat_scmi_rd_get_name(unsigned int channel, unsigned int id)
{
	static char text[] = "reset0";

	(void)channel;
	return name(text, id, RESETS);
}

size_t plat_scmi_voltd_count(unsigned int channel)
{
	(void)channel;
	return VOLTAGES;
}

const char *plat_scmi_voltd_get_name(unsigned int channel, unsigned int id)
{
	static char text[] = "supply0";

	(void)channel;
	return name(text, id, VOLTAGES);
}

int32_t plat_scmi_voltd_levels_by_step(unsigned int channel, unsigned int id, long *range)
{
	(void)channel;
	(void)id;
	memcpy(range, microvolts, sizeof(microvolts));
	return SCMI_SUCCESS;
}

int32_t plat_scmi_voltd_get_level(unsigned int channel, unsigned int id, long *level)
{
	(void)channel;
	(void)id;
	*level = microvolts[0];
	return SCMI_SUCCESS;
}

int32_t plat_scmi_voltd_get_config(unsigned int channel, unsigned int id, uint32_t *config)
{
	(void)channel;
	(void)id;
	*config = SCMI_VOLTAGE_DOMAIN_CONFIG_ARCH_ON;
	return SCMI_SUCCESS;
}

size_t plat_scmi_perf_count(unsigned int channel)
{
	(void)channel;
	return DOMAINS;
}

const char *plat_scmi_perf_domain_name(unsigned int channel, unsigned int id)
{
	static char text[] = "cpu0";

	(void)channel;
	return name(text, id, DOMAINS);
}

int32_t plat_scmi_perf_sustained_freq(unsigned int channel, unsigned int id, unsigned int *khz)
{
	(void)channel;
	(void)id;
	*khz = 1000000;
	return SCMI_SUCCESS;
}

int32_t plat_scmi_perf_levels_array(
	unsigned int channel, unsigned int id, size_t from, unsigned int *array, size_t *n)
{
	(void)channel;
	(void)id;
	if (from > LEVELS)
		return SCMI_OUT_OF_RANGE;
	if (!array)
		*n = LEVELS - from;
	for (size_t i = 0; array && i < *n && from + i < LEVELS; i++)
		array[i] = levels[from + i];
	return SCMI_SUCCESS;
}

int32_t plat_scmi_perf_level_latency(
	unsigned int channel, unsigned int id, unsigned int level, unsigned int *us)
{
	(void)channel;
	(void)id;
	(void)level;
	*us = 100;
	return SCMI_SUCCESS;
}

int32_t plat_scmi_perf_level_power_cost(
	unsigned int channel, unsigned int id, unsigned int level, unsigned int *cost)
{
	(void)channel;
	(void)id;
	*cost = level / 10;
	return SCMI_SUCCESS;
}

int32_t plat_scmi_perf_level_get(unsigned int channel, unsigned int id, unsigned int *level)
{
	(void)channel;
	(void)id;
	*level = levels[1];
	return SCMI_SUCCESS;
}

void platform_channel(unsigned int agent, void *page, size_t size)
{
	(void)size;
	channels[agent].shm_addr.va = (vaddr_t)page;
	channels[agent].shm_size = SLOT;
	scmi_smt_init_agent_channel(&channels[agent]);
}

void platform_ring(unsigned int agent)
{
	scmi_smt_fastcall_smc_entry(agent);
}

void platform_run(void)
{
	serve_doorbells();
}
