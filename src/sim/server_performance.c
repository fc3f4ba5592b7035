// SPDX-License-Identifier: BSD-2-Clause
#include "sim/server_impl.h"

/* DEN0056 chapter 4.5. */

#define N_LEVELS 3u

static const uint32_t levels[N_LEVELS] = { 500, 1000, 1500 };

static int32_t attributes(struct server_call *c)
{
	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	/* Limits and level can be set. */
	server_put(c, 1u << 31 | 1u << 30 | (server_has_long_name(c, c->in[0]) ? 1u << 26 : 0));
	server_put(c, 0);
	server_put(c, 1000000); /* kHz at the sustained level */
	server_put(c, 1000);
	return server_put_resource_name(c, "perf", c->in[0]);
}

static int32_t describe(struct server_call *c)
{
	uint32_t from = c->in[1];
	bool indexed = server_version(c) >= 0x40000;

	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	if (from >= N_LEVELS)
		return SCMI_INVALID_PARAMETERS;
	server_put(c, N_LEVELS - from);
	for (uint32_t i = from; i < N_LEVELS; i++) {
		server_put(c, levels[i]);
		server_put(c, levels[i] / 10); /* power */
		server_put(c, 100);            /* transition latency in us */
		if (indexed) {
			server_put(c, levels[i] * 1000); /* kHz */
			server_put(c, i);
		}
	}
	return SCMI_SUCCESS;
}

static bool is_level(uint32_t level)
{
	for (uint32_t i = 0; i < N_LEVELS; i++)
		if (levels[i] == level)
			return true;
	return false;
}

static uint32_t limit(const struct server_call *c, uint32_t i, bool most)
{
	uint32_t set =
		i < SERVER_RESOURCES ? most ? c->server->perf_max[i] : c->server->perf_min[i] : 0;

	return set ? set : levels[most ? N_LEVELS - 1 : 0];
}

static int32_t limits_get(struct server_call *c)
{
	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	server_put(c, limit(c, c->in[0], true));
	server_put(c, limit(c, c->in[0], false));
	return SCMI_SUCCESS;
}

/* Domain, maximum, minimum. */
static int32_t limits_set(struct server_call *c)
{
	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	if (c->in[1] < c->in[2])
		return SCMI_INVALID_PARAMETERS;
	if (!is_level(c->in[1]) || !is_level(c->in[2]))
		return SCMI_OUT_OF_RANGE;
	if (c->in[0] >= SERVER_RESOURCES)
		return SCMI_DENIED;
	c->server->perf_max[c->in[0]] = c->in[1];
	c->server->perf_min[c->in[0]] = c->in[2];
	return SCMI_SUCCESS;
}

static int32_t level_get(struct server_call *c)
{
	uint32_t i = c->in[0], level = i < SERVER_RESOURCES ? c->server->perf_level[i] : 0;

	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	server_put(c, level ? level : levels[1]);
	return SCMI_SUCCESS;
}

static int32_t level_set(struct server_call *c)
{
	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	if (!is_level(c->in[1]) || c->in[1] > limit(c, c->in[0], true) ||
		c->in[1] < limit(c, c->in[0], false))
		return SCMI_OUT_OF_RANGE;
	if (c->in[0] >= SERVER_RESOURCES)
		return SCMI_DENIED;
	c->server->perf_level[c->in[0]] = c->in[1];
	return SCMI_SUCCESS;
}

static const struct server_handler performance[] = {
	{ SCMI_ATTRIBUTES, 0, 0, server_put_count_and_area },
	{ SCMI_RESOURCE_ATTRIBUTES, 1, 0, attributes },
	{ SCMI_PERF_DESCRIBE_LEVELS, 2, 0, describe },
	{ SCMI_PERF_LIMITS_SET, 3, 0, limits_set },
	{ SCMI_PERF_LIMITS_GET, 1, 0, limits_get },
	{ SCMI_PERF_LEVEL_SET, 2, 0, level_set },
	{ SCMI_PERF_LEVEL_GET, 1, 0, level_get },
	{ SCMI_PERF_NAME_GET, 1, 0x30000, server_name_get },
};

SERVER_HANDLERS(, performance, SCMI_PERFORMANCE, 0x20000, 0x40000);
