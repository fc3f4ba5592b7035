// SPDX-License-Identifier: BSD-2-Clause
#include "sim/server_impl.h"

/* Power domains, the system's power and power capping, DEN0056 chapters 4.3, 4.4 and 4.10. */

#define STATE_RESERVED 0xb0000000u /* of a power state: bits that have to be 0 */
#define SYSTEM_STATES  5u          /* shutdown to suspend; those of the vendor are not here */
#define CAP_MIN        1000u
#define CAP_MAX        9000u
#define CAP_STEP       500u
#define INTERVAL       100u

static int32_t power_attributes(struct server_call *c)
{
	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	/* The state is set synchronously. */
	server_put(c, 1u << 29 | (server_has_long_name(c, c->in[0]) ? 1u << 27 : 0));
	return server_put_resource_name(c, "power", c->in[0]);
}

static int32_t state_get(struct server_call *c)
{
	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	server_put(c, c->in[0] < SERVER_RESOURCES ? c->server->power_state[c->in[0]] : 0);
	return SCMI_SUCCESS;
}

/* Flags, domain, state. Nothing is done asynchronously here. */
static int32_t state_set(struct server_call *c)
{
	if (c->in[1] >= c->protocol->count)
		return SCMI_NOT_FOUND;
	if (c->in[0] & ~1u || c->in[2] & STATE_RESERVED)
		return SCMI_INVALID_PARAMETERS;
	if (c->in[0])
		return SCMI_NOT_SUPPORTED;
	if (c->in[1] >= SERVER_RESOURCES)
		return SCMI_DENIED;
	c->server->power_state[c->in[1]] = c->in[2];
	return SCMI_SUCCESS;
}

static const struct server_handler power[] = {
	{ SCMI_ATTRIBUTES, 0, 0, server_put_count_and_area },
	{ SCMI_RESOURCE_ATTRIBUTES, 1, 0, power_attributes },
	{ SCMI_POWER_STATE_SET, 3, 0, state_set },
	{ SCMI_POWER_STATE_GET, 1, 0, state_get },
	{ SCMI_POWER_NAME_GET, 1, 0x30000, server_name_get },
};

SERVER_HANDLERS(, power, SCMI_POWER, 0x20000, 0x30001);

static int32_t system_attributes(struct server_call *c)
{
	server_put(c, 0);
	return SCMI_SUCCESS;
}

static int32_t system_get(struct server_call *c)
{
	server_put(c, c->server->system_state);
	return SCMI_SUCCESS;
}

static int32_t system_set(struct server_call *c)
{
	if (c->in[0] & ~1u || c->in[1] >= SYSTEM_STATES)
		return SCMI_INVALID_PARAMETERS;
	c->server->system_state = c->in[1];
	return SCMI_SUCCESS;
}

static const struct server_handler system_power[] = {
	{ SCMI_ATTRIBUTES, 0, 0, system_attributes },
	{ SCMI_SYSTEM_POWER_SET, 2, 0, system_set },
	{ SCMI_SYSTEM_POWER_GET, 0, 0, system_get },
};

SERVER_HANDLERS(, system_power, SCMI_SYSTEM_POWER, 0x10000, 0x20001);

static uint32_t cap_of(const struct server_call *c, uint32_t i)
{
	uint32_t cap = i < SERVER_RESOURCES ? c->server->power_cap[i] : 0;

	return cap ? cap : CAP_MAX;
}

static int32_t powercap_attributes(struct server_call *c)
{
	static const uint32_t figures[] = { INTERVAL, INTERVAL, 0, CAP_MIN, CAP_MAX, CAP_STEP,
		CAP_MAX, 0, UINT32_MAX };

	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	/* The cap can be set, the power is measured, both in milliwatts. */
	server_put(c, 1u << 27 | 1u << 26 | 2u << 23 |
			      (server_has_long_name(c, c->in[0]) ? 1u << 28 : 0));
	server_put_resource_name(c, "powercap", c->in[0]);
	for (uint32_t i = 0; i < sizeof(figures) / sizeof(figures[0]); i++)
		server_put(c, figures[i]);
	return SCMI_SUCCESS;
}

static int32_t cap_get(struct server_call *c)
{
	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	server_put(c, cap_of(c, c->in[0]));
	return SCMI_SUCCESS;
}

static int32_t cap_set(struct server_call *c)
{
	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	if (c->in[1] & ~3u)
		return SCMI_INVALID_PARAMETERS;
	if (c->in[2] < CAP_MIN || c->in[2] > CAP_MAX)
		return SCMI_OUT_OF_RANGE;
	if (c->in[0] >= SERVER_RESOURCES)
		return SCMI_DENIED;
	c->server->power_cap[c->in[0]] = c->in[2];
	return SCMI_SUCCESS;
}

static int32_t interval_get(struct server_call *c)
{
	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	server_put(c, INTERVAL);
	return SCMI_SUCCESS;
}

static int32_t measurement_get(struct server_call *c)
{
	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	server_put(c, cap_of(c, c->in[0]) / 2);
	server_put(c, INTERVAL);
	return SCMI_SUCCESS;
}

static const struct server_handler powercap[] = {
	{ SCMI_ATTRIBUTES, 0, 0, server_put_count },
	{ SCMI_RESOURCE_ATTRIBUTES, 1, 0, powercap_attributes },
	{ SCMI_POWERCAP_CAP_GET, 1, 0, cap_get },
	{ SCMI_POWERCAP_CAP_SET, 3, 0, cap_set },
	{ SCMI_POWERCAP_PAI_GET, 1, 0, interval_get },
	{ SCMI_POWERCAP_NAME_GET, 1, 0, server_name_get },
	{ SCMI_POWERCAP_MEASUREMENTS_GET, 1, 0, measurement_get },
};

SERVER_HANDLERS(, powercap, SCMI_POWERCAP, 0x10000, 0x20000);
