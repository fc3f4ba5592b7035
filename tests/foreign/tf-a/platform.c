// SPDX-License-Identifier: BSD-2-Clause
/* What the SCMI server of Trusted Firmware-A wants of a platform. */
#include <stdint.h>
#include <string.h>

#include <drivers/scmi-msg.h>
#include <drivers/scmi.h>

#include "../foreign.h"

#define SLOT   128 /* bytes that the server uses of a page */
#define CLOCKS 8
#define RESETS 5
#define RATES  2

static struct scmi_msg_channel channels[AGENTS];
static const unsigned long rates[RATES] = { 1000000, 2000000 };

struct scmi_msg_channel *plat_scmi_get_channel(unsigned int agent_id)
{
	return agent_id < AGENTS ? &channels[agent_id] : NULL;
}

size_t plat_scmi_protocol_count(void)
{
	return 2;
}

const uint8_t *plat_scmi_protocol_list(unsigned int agent_id)
{
	static const uint8_t list[] = { SCMI_PROTOCOL_ID_CLOCK, SCMI_PROTOCOL_ID_RESET_DOMAIN, 0 };

	(void)agent_id;
	return list;
}

const char *plat_scmi_vendor_name(void)
{
	return "tf-a";
}

const char *plat_scmi_sub_vendor_name(void)
{
	return "host";
}

size_t plat_scmi_clock_count(unsigned int agent_id)
{
	(void)agent_id;
	return CLOCKS;
}

const char *plat_scmi_clock_get_name(unsigned int agent_id, unsigned int scmi_id)
{
	static char name[] = "clock0";

	(void)agent_id;
	name[sizeof(name) - 2] = (char)('0' + scmi_id);
	return scmi_id < CLOCKS ? name : NULL;
}

int32_t plat_scmi_clock_rates_array(
	unsigned int agent_id, unsigned int scmi_id, unsigned long *array, size_t *n, uint32_t from)
{
	(void)agent_id;
	(void)scmi_id;
	if (!array)
		*n = RATES;
	for (size_t i = 0; array && i < *n && from + i < RATES; i++)
		array[i] = rates[from + i];
	return SCMI_SUCCESS;
}

unsigned long plat_scmi_clock_get_rate(unsigned int agent_id, unsigned int scmi_id)
{
	(void)agent_id;
	(void)scmi_id;
	return rates[1];
}

int32_t plat_scmi_clock_get_state(unsigned int agent_id, unsigned int scmi_id)
{
	(void)agent_id;
	(void)scmi_id;
	return 1;
}

size_t plat_scmi_rstd_count(unsigned int agent_id)
{
	(void)agent_id;
	return RESETS;
}

const char *plat_scmi_rstd_get_name(unsigned int agent_id, unsigned int scmi_id)
{
	(void)agent_id;
	return scmi_id < RESETS ? "reset" : NULL;
}

void platform_channel(unsigned int agent, void *page, size_t size)
{
	(void)size;
	channels[agent].shm_addr = (uintptr_t)page;
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
