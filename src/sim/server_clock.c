// SPDX-License-Identifier: BSD-2-Clause
#include "sim/server_impl.h"

#include <stddef.h>

/* DEN0056 chapter 4.6. A clock's rate can be changed, so that an operating system's driver has
 * something to drive. */

#define DEFAULT_HZ 24000000u
#define MIN_HZ     1000u
#define MAX_HZ     2000000000u
#define STEP_HZ    1000u

#define MAY_STATE  0x1u /* struct server_resource's rights */
#define MAY_PARENT 0x2u
#define MAY_RATE   0x4u

static const struct server_resource *described(const struct server_call *c, uint32_t i)
{
	return i < c->protocol->n_resources ? &c->protocol->resources[i] : NULL;
}

static bool may(const struct server_call *c, uint32_t i, uint32_t right)
{
	const struct server_resource *r = described(c, i);

	return !r || !r->restricted || r->rights & right;
}

static void put_hz(struct server_call *c, uint64_t hz)
{
	server_put(c, (uint32_t)hz);
	server_put(c, (uint32_t)(hz >> 32));
}

static int32_t attributes(struct server_call *c)
{
	uint32_t i = c->in[0], version = server_version(c), bits = 0;
	const struct server_resource *r = described(c, i);

	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	if (i < SERVER_RESOURCES && c->server->clock_on[i])
		bits |= 1u;
	if (version >= 0x20000 && server_has_long_name(c, i))
		bits |= 1u << 29;
	if (version >= 0x30000 && r && r->n_parents)
		bits |= 1u << 28;
	if (version >= 0x30000 && r && r->restricted)
		bits |= 1u << 1;
	server_put(c, bits);
	server_put_resource_name(c, "clock", i);
	if (version >= 0x20000)
		server_put(c, 0); /* enable delay */
	return SCMI_SUCCESS;
}

static int32_t range(struct server_call *c, const struct server_resource *r)
{
	if (c->in[1])
		return SCMI_OUT_OF_RANGE;
	server_put(c, 3 | 1u << 12);
	put_hz(c, r ? r->rates[0] : MIN_HZ);
	put_hz(c, r ? r->rates[1] : MAX_HZ);
	put_hz(c, r ? r->rates[2] : STEP_HZ);
	return SCMI_SUCCESS;
}

static int32_t rates(struct server_call *c)
{
	const struct server_resource *r = described(c, c->in[0]);
	uint32_t from = c->in[1], room = c->max_out > 1 ? (c->max_out - 1) / 2 : 0, n;

	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	if (!r || !r->n_rates || r->is_range)
		return range(c, r && r->n_rates >= 3 ? r : NULL);
	if (from >= r->n_rates)
		return SCMI_OUT_OF_RANGE;
	n = r->n_rates - from < room ? r->n_rates - from : room;
	server_put(c, n | (r->n_rates - from - n) << 16);
	for (uint32_t i = 0; i < n; i++)
		put_hz(c, r->rates[from + i]);
	return SCMI_SUCCESS;
}

static bool has_rate(const struct server_resource *r, uint64_t hz)
{
	if (!r || !r->n_rates)
		return hz >= MIN_HZ && hz <= MAX_HZ;
	if (r->is_range)
		return r->n_rates >= 3 && hz >= r->rates[0] && hz <= r->rates[1];
	for (uint32_t i = 0; i < r->n_rates; i++)
		if (r->rates[i] == hz)
			return true;
	return false;
}

static int32_t rate_get(struct server_call *c)
{
	uint32_t i = c->in[0];
	const struct server_resource *r = described(c, i);
	uint64_t hz = i < SERVER_RESOURCES ? c->server->clock_hz[i] : 0;

	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	if (!hz)
		hz = r && r->rate ? r->rate : DEFAULT_HZ;
	put_hz(c, hz);
	return SCMI_SUCCESS;
}

/* Flags, clock, rate. */
static int32_t rate_set(struct server_call *c)
{
	uint64_t hz = (uint64_t)c->in[3] << 32 | c->in[2];

	if (c->in[1] >= c->protocol->count)
		return SCMI_NOT_FOUND;
	if (c->in[0] & ~0xfu)
		return SCMI_INVALID_PARAMETERS;
	if (c->in[1] >= SERVER_RESOURCES || !may(c, c->in[1], MAY_RATE))
		return SCMI_DENIED;
	if (!has_rate(described(c, c->in[1]), hz))
		return SCMI_INVALID_PARAMETERS;
	c->server->clock_hz[c->in[1]] = hz;
	return SCMI_SUCCESS;
}

/* Of two words, three from version 3.0 on; the state is the lowest bits, 2: as it is. */
static int32_t config_set(struct server_call *c)
{
	uint32_t newest = server_version(c) >= 0x30000, state = c->in[1] & 3;

	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	if (c->n_in != (newest ? 3u : 2u))
		return SCMI_PROTOCOL_ERROR;
	if (newest ? c->in[1] & 0xff00fffcu || state == 3 : c->in[1] & ~1u)
		return SCMI_INVALID_PARAMETERS;
	if (!may(c, c->in[0], MAY_STATE))
		return SCMI_DENIED;
	if (c->in[0] < SERVER_RESOURCES && state < 2)
		c->server->clock_on[c->in[0]] = state;
	return SCMI_SUCCESS;
}

static int32_t config_get(struct server_call *c)
{
	uint32_t i = c->in[0];

	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	if (c->in[1] & ~0xffu)
		return SCMI_INVALID_PARAMETERS;
	server_put(c, 0);
	server_put(c, i < SERVER_RESOURCES && c->server->clock_on[i]);
	server_put(c, 0);
	return SCMI_SUCCESS;
}

static int32_t parents(struct server_call *c)
{
	const struct server_resource *r = described(c, c->in[0]);
	uint32_t from = c->in[1], all = r ? r->n_parents : 0;
	uint32_t room = c->max_out ? c->max_out - 1 : 0, n;

	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	if (!all)
		return SCMI_NOT_SUPPORTED;
	if (from >= all)
		return SCMI_OUT_OF_RANGE;
	n = all - from < room ? all - from : room;
	server_put(c, n | (all - from - n) << 24);
	for (uint32_t i = 0; i < n; i++)
		server_put(c, r->parents[from + i]);
	return SCMI_SUCCESS;
}

static int32_t parent_get(struct server_call *c)
{
	const struct server_resource *r = described(c, c->in[0]);
	uint32_t i = c->in[0];

	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	if (!r || !r->n_parents)
		return SCMI_NOT_SUPPORTED;
	server_put(c, i < SERVER_RESOURCES && c->server->clock_parent[i]
			      ? c->server->clock_parent[i] - 1
			      : r->parents[0]);
	return SCMI_SUCCESS;
}

static int32_t parent_set(struct server_call *c)
{
	const struct server_resource *r = described(c, c->in[0]);

	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	if (c->in[0] >= SERVER_RESOURCES || !may(c, c->in[0], MAY_PARENT))
		return SCMI_DENIED;
	for (uint32_t i = 0; r && i < r->n_parents; i++)
		if (r->parents[i] == c->in[1]) {
			c->server->clock_parent[c->in[0]] = c->in[1] + 1;
			return SCMI_SUCCESS;
		}
	return SCMI_INVALID_PARAMETERS;
}

static int32_t permissions(struct server_call *c)
{
	uint32_t i = c->in[0];

	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	server_put(c, (may(c, i, MAY_STATE) ? 1u << 31 : 0) |
			      (may(c, i, MAY_PARENT) ? 1u << 30 : 0) |
			      (may(c, i, MAY_RATE) ? 1u << 29 : 0));
	return SCMI_SUCCESS;
}

static const struct server_handler clocks[] = {
	{ SCMI_ATTRIBUTES, 0, 0, server_put_count },
	{ SCMI_RESOURCE_ATTRIBUTES, 1, 0, attributes },
	{ SCMI_CLOCK_DESCRIBE_RATES, 2, 0, rates },
	{ SCMI_CLOCK_RATE_SET, 4, 0, rate_set },
	{ SCMI_CLOCK_RATE_GET, 1, 0, rate_get },
	{ SCMI_CLOCK_CONFIG_SET, SERVER_ANY_LENGTH | 2, 0, config_set },
	{ SCMI_CLOCK_NAME_GET, 1, 0x20000, server_name_get },
	{ SCMI_CLOCK_CONFIG_GET, 2, 0x30000, config_get },
	{ SCMI_CLOCK_PARENTS_GET, 2, 0x30000, parents },
	{ SCMI_CLOCK_PARENT_SET, 2, 0x30000, parent_set },
	{ SCMI_CLOCK_PARENT_GET, 1, 0x30000, parent_get },
	{ SCMI_CLOCK_PERMISSIONS, 1, 0x30000, permissions },
};

SERVER_HANDLERS(, clocks, SCMI_CLOCK, 0x10000, 0x30000);
