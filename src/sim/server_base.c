// SPDX-License-Identifier: BSD-2-Clause
#include "sim/server_impl.h"

#include <stddef.h>

/* The base protocol, DEN0056 chapter 4.2. */

static uint32_t n_agents(const struct server_platform *p)
{
	return p->counts_no_agents ? 0 : p->n_agents;
}

static int32_t attributes(struct server_call *c)
{
	const struct server_protocol *list;
	uint32_t n;

	server_protocols_of(c->server, c->agent, &list, &n);
	if (server_faulty(c, SERVER_ATTRIBUTES_VALUE))
		server_put(c, c->server->fault.value);
	else
		server_put(c, (n & 0xff) | n_agents(c->server->platform) << 8);
	return SCMI_SUCCESS;
}

static int32_t vendor(struct server_call *c)
{
	const char *name = c->server->platform->vendor;

	server_put_name(c, name ? name : "scmi-dtcheck", -1);
	return SCMI_SUCCESS;
}

static int32_t sub_vendor(struct server_call *c)
{
	const char *name = c->server->platform->sub_vendor;

	server_put_name(c, name ? name : "simulator", -1);
	return SCMI_SUCCESS;
}

static int32_t implementation(struct server_call *c)
{
	server_put(c, c->server->platform->implementation);
	return SCMI_SUCCESS;
}

static uint32_t listed_id(
	const struct server_call *c, const struct server_protocol *list, uint32_t i)
{
	if (i == 0 && server_faulty(c, SERVER_LIST_BASE))
		return SCMI_BASE;
	if (i == 1 && server_faulty(c, SERVER_LIST_TWICE))
		return list[0].id;
	return list[i].id;
}

static int32_t list_protocols(struct server_call *c)
{
	const struct server_protocol *list;
	uint32_t n, skip = c->in[0], count, room = c->max_out ? (c->max_out - 1) * 4 : 0;

	server_protocols_of(c->server, c->agent, &list, &n);
	if (server_faulty(c, SERVER_LIST_ENDLESS) && n) {
		server_put(c, 4);
		server_put(c, 0x11111111u * (list[0].id & 0x0fu));
		return SCMI_SUCCESS;
	}
	if (skip > n)
		return SCMI_INVALID_PARAMETERS;
	count = n - skip < room ? n - skip : room;
	if (server_faulty(c, SERVER_LIST_EMPTY))
		count = 0;
	server_put(c, server_faulty(c, SERVER_LIST_COUNT) ? 0xffff : count);
	for (uint32_t i = 0; i < count; i += 4) {
		uint32_t word = 0;

		for (uint32_t j = 0; j < 4 && i + j < count; j++)
			word |= listed_id(c, list, skip + i + j) << 8 * j;
		server_put(c, word);
	}
	return SCMI_SUCCESS;
}

static const struct server_agent *agent_of(const struct server *s, uint32_t id)
{
	for (uint16_t i = 0; i < s->platform->n_agents; i++)
		if (s->platform->agents[i].id == id)
			return &s->platform->agents[i];
	return NULL;
}

static int32_t discover_agent(struct server_call *c)
{
	const struct server_agent *a = c->agent;

	if (c->in[0] != SCMI_AGENT_SELF)
		a = agent_of(c->server, c->in[0]);
	if (!c->in[0] && c->server->platform->platform_name) {
		server_put(c, 0);
		server_put_name(c, c->server->platform->platform_name, -1);
		return SCMI_SUCCESS;
	}
	if (!a)
		return SCMI_NOT_FOUND;
	server_put(c, server_faulty(c, SERVER_AGENT_ID) ? c->server->fault.value : a->id);
	if (a->name)
		server_put_name(c, a->name, -1);
	else
		server_put_name(c, "agent", a->id);
	return SCMI_SUCCESS;
}

/* No protocol here raises errors, so there is nothing to switch on. */
static int32_t notify_errors(struct server_call *c)
{
	return (c->in[0] & ~1u) ? SCMI_INVALID_PARAMETERS : SCMI_SUCCESS;
}

static bool knows_device(const struct server_platform *p, uint32_t device)
{
	if (!p->device_ids)
		return true;
	for (uint16_t i = 0; i < p->n_device_ids; i++)
		if (device >= p->device_ids[i].first && device <= p->device_ids[i].last)
			return true;
	return false;
}

/* Whoever is not trusted does not come as far: to him these messages are not there. */
static int32_t check_permission(const struct server_call *c, uint32_t flags)
{
	if (!agent_of(c->server, c->in[0]))
		return SCMI_NOT_FOUND;
	return (flags & ~1u) ? SCMI_INVALID_PARAMETERS : SCMI_SUCCESS;
}

static int32_t set_device_permissions(struct server_call *c)
{
	struct server *s = c->server;
	int32_t status = check_permission(c, c->in[2]);

	if (status)
		return status;
	if (!knows_device(s->platform, c->in[1]))
		return SCMI_NOT_FOUND;
	s->permissions_set++;
	s->last_permission.agent = c->in[0];
	s->last_permission.device = c->in[1];
	s->last_permission.flags = c->in[2];
	return SCMI_SUCCESS;
}

static int32_t set_protocol_permissions(struct server_call *c)
{
	const struct server_agent *a = agent_of(c->server, c->in[0]);
	int32_t status = check_permission(c, c->in[3]);

	if (status)
		return status;
	if (!knows_device(c->server->platform, c->in[1]) || c->in[2] > 0xff || !a ||
		!server_protocol_of(c->server, a, (uint8_t)c->in[2]))
		return SCMI_NOT_FOUND;
	c->server->permissions_set++;
	return SCMI_SUCCESS;
}

static int32_t reset_agent(struct server_call *c)
{
	int32_t status = check_permission(c, c->in[1]);

	if (status)
		return status;
	c->server->agents_reset++;
	return SCMI_SUCCESS;
}

static const struct server_handler handlers[] = {
	{ SCMI_ATTRIBUTES, 0, 0, attributes },
	{ SCMI_BASE_VENDOR, 0, 0, vendor },
	{ SCMI_BASE_SUB_VENDOR, 0, 0, sub_vendor },
	{ SCMI_BASE_IMPLEMENTATION, 0, 0, implementation },
	{ SCMI_BASE_LIST_PROTOCOLS, 1, 0, list_protocols },
	{ SCMI_BASE_DISCOVER_AGENT, 1, 0, discover_agent },
	{ SCMI_BASE_NOTIFY_ERRORS, 1, 0, notify_errors },
	{ SCMI_BASE_SET_DEVICE, 3, 0, set_device_permissions },
	{ SCMI_BASE_SET_PROTOCOL, 4, 0, set_protocol_permissions },
	{ SCMI_BASE_RESET_AGENT, 2, 0, reset_agent },
};

const struct server_handlers server_base = {
	.protocol = SCMI_BASE,
	.version = 0x20000,
	.newest = 0x20001,
	.list = handlers,
	.n = sizeof(handlers) / sizeof(handlers[0]),
};
