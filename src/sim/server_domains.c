// SPDX-License-Identifier: BSD-2-Clause
#include "sim/server_impl.h"

#include <stddef.h>

/* The protocols with resources: what they have in common, and those that have no file of their
 * own, DEN0056 chapters 4.7 to 4.9 and 4.11, as far as discovery goes. */

const char *server_resource_name(const struct server_call *c, uint32_t i)
{
	const struct server_protocol *p = c->protocol;

	if (i < p->n_resources && p->resources[i].name)
		return p->resources[i].name;
	return i < p->n_names ? p->names[i] : NULL;
}

bool server_has_long_name(const struct server_call *c, uint32_t i)
{
	const char *name = server_resource_name(c, i);
	uint32_t n = 0;

	while (name && name[n] && n < SCMI_NAME_LEN)
		n++;
	return n == SCMI_NAME_LEN;
}

int32_t server_name_get(struct server_call *c)
{
	uint32_t i = c->in[0];
	const char *name = server_unknown(c) ? NULL : server_resource_name(c, i);

	if (server_unknown(c) || !name)
		return SCMI_NOT_FOUND;
	server_put(c, 0);
	server_put_long_name(c, name);
	return SCMI_SUCCESS;
}

int32_t server_put_resource_name(struct server_call *c, const char *kind, uint32_t i)
{
	const char *name = server_resource_name(c, i);

	if (name)
		server_put_name(c, name, -1);
	else
		server_put_name(c, kind, i);
	return SCMI_SUCCESS;
}

int32_t server_put_count(struct server_call *c)
{
	server_put(c, server_faulty(c, SERVER_ATTRIBUTES_VALUE) ? c->server->fault.value
								: c->protocol->count);
	return SCMI_SUCCESS;
}

/* Count, and no shared memory for statistics or registers. */
int32_t server_put_count_and_area(struct server_call *c)
{
	server_put_count(c);
	for (int i = 0; i < 3; i++)
		server_put(c, 0);
	return SCMI_SUCCESS;
}

bool server_unknown(const struct server_call *c)
{
	return c->in[0] >= c->protocol->count;
}

static int32_t put_zero(struct server_call *c)
{
	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	server_put(c, 0);
	return SCMI_SUCCESS;
}

/* As in version 1.0 of the protocol: id, two words of attributes, name. */
static int32_t sensor_descriptions(struct server_call *c)
{
	uint32_t from = c->in[0], left, n, room = c->max_out ? (c->max_out - 1) / 7 : 0;

	if (from >= c->protocol->count)
		return SCMI_INVALID_PARAMETERS;
	left = c->protocol->count - from;
	n = left < room ? left : room;
	server_put(c, n | (left - n) << 16);
	for (uint32_t i = from; i < from + n; i++) {
		server_put(c, i);
		server_put(c, 0);
		server_put(c, 2); /* degrees Celsius */
		server_put_resource_name(c, "sensor", i);
	}
	return SCMI_SUCCESS;
}

static int32_t sensor_reading(struct server_call *c)
{
	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	if (c->in[1])
		return c->in[1] & ~1u ? SCMI_INVALID_PARAMETERS : SCMI_NOT_SUPPORTED;
	server_put(c, 40);
	server_put(c, 0);
	return SCMI_SUCCESS;
}

static int32_t reset_attributes(struct server_call *c)
{
	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	server_put(c, 0);
	server_put(c, 0); /* latency */
	return server_put_resource_name(c, "reset", c->in[0]);
}

#define RESET_ASYNCHRONOUS 4u

/* Domain, flags, state. */
static int32_t reset_domain(struct server_call *c)
{
	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	/* Of the states that are not the vendor's there is one. */
	if (c->in[1] & ~7u || (!(c->in[2] >> 31) && c->in[2]))
		return SCMI_INVALID_PARAMETERS;
	return c->in[1] & RESET_ASYNCHRONOUS ? SCMI_NOT_SUPPORTED : SCMI_SUCCESS;
}

static int32_t voltage_attributes(struct server_call *c)
{
	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	server_put(c, 0);
	return server_put_resource_name(c, "voltage", c->in[0]);
}

static int32_t voltage_levels(struct server_call *c)
{
	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	if (c->in[1])
		return SCMI_OUT_OF_RANGE;
	server_put(c, 3 | 1u << 12);
	server_put(c, 800000); /* microvolts */
	server_put(c, 1200000);
	server_put(c, 10000);
	return SCMI_SUCCESS;
}

static int32_t voltage_level(struct server_call *c)
{
	if (server_unknown(c))
		return SCMI_NOT_FOUND;
	server_put(c, 1000000);
	return SCMI_SUCCESS;
}

static int32_t pin_counts(struct server_call *c)
{
	const struct server_protocol *p = c->protocol;

	server_put(c, server_faulty(c, SERVER_ATTRIBUTES_VALUE)
			      ? c->server->fault.value
			      : p->count | (uint32_t)p->groups << 16);
	server_put(c, p->functions);
	return SCMI_SUCCESS;
}

static const uint16_t *members(const struct server_protocol *p, uint32_t kind, uint32_t id)
{
	const uint16_t *const *lists = kind == SCMI_PIN_TYPE_GROUP ? p->pins_of : p->groups_of;

	return lists ? lists[id] : NULL;
}

/* Where nothing is described there is one, number 0. */
static uint32_t n_members(const struct server_protocol *p, uint32_t kind, uint32_t id)
{
	const uint16_t *list = members(p, kind, id);
	uint32_t n = 0;

	while (list && list[n] != SERVER_NO_PIN)
		n++;
	return list ? n : 1;
}

static int32_t pin_attributes(struct server_call *c)
{
	static const char kinds[3][9] = { "pin", "group", "function" };
	const struct server_protocol *p = c->protocol;
	const uint32_t counts[3] = { p->count, p->groups, p->functions };
	const char *const *names;
	uint32_t kind = c->in[1];

	if (kind > SCMI_PIN_TYPE_FUNCTION)
		return SCMI_INVALID_PARAMETERS;
	if (c->in[0] >= counts[kind])
		return SCMI_NOT_FOUND;
	server_put(c, kind == SCMI_PIN_TYPE_PIN ? 0 : n_members(p, kind, c->in[0]));
	if (kind == SCMI_PIN_TYPE_PIN)
		return server_put_resource_name(c, kinds[kind], c->in[0]);
	names = kind == SCMI_PIN_TYPE_GROUP ? p->group_names : p->function_names;
	if (names && names[c->in[0]])
		server_put_name(c, names[c->in[0]], -1);
	else
		server_put_name(c, kinds[kind], c->in[0]);
	return SCMI_SUCCESS;
}

/* Number, kind, the index to begin with. */
static int32_t pin_associations(struct server_call *c)
{
	const struct server_protocol *p = c->protocol;
	uint32_t id = c->in[0], kind = c->in[1], from = c->in[2], all, n, room;
	const uint16_t *list;

	if (kind != SCMI_PIN_TYPE_GROUP && kind != SCMI_PIN_TYPE_FUNCTION)
		return SCMI_INVALID_PARAMETERS;
	if (id >= (kind == SCMI_PIN_TYPE_GROUP ? p->groups : p->functions))
		return SCMI_NOT_FOUND;
	all = n_members(p, kind, id);
	if (from >= all)
		return SCMI_OUT_OF_RANGE;
	list = members(p, kind, id);
	room = c->max_out ? (c->max_out - 1) * 2 : 0;
	n = all - from < room ? all - from : room;
	server_put(c, n | (all - from - n) << 16);
	for (uint32_t i = 0; i < n; i += 2) {
		uint32_t low = list ? list[from + i] : 0;
		uint32_t high = i + 1 < n && list ? list[from + i + 1] : 0;

		server_put(c, low | high << 16);
	}
	return SCMI_SUCCESS;
}

static const struct server_handler sensors[] = {
	{ SCMI_ATTRIBUTES, 0, 0, server_put_count_and_area },
	{ SCMI_SENSOR_DESCRIPTION_GET, 1, 0, sensor_descriptions },
	{ SCMI_SENSOR_READING_GET, 2, 0, sensor_reading },
};
static const struct server_handler resets[] = {
	{ SCMI_ATTRIBUTES, 0, 0, server_put_count },
	{ SCMI_RESOURCE_ATTRIBUTES, 1, 0, reset_attributes },
	{ SCMI_RESET_DOMAIN, 3, 0, reset_domain },
	{ SCMI_RESET_NAME_GET, 1, 0x30000, server_name_get },
};
static const struct server_handler voltages[] = {
	{ SCMI_ATTRIBUTES, 0, 0, server_put_count },
	{ SCMI_RESOURCE_ATTRIBUTES, 1, 0, voltage_attributes },
	{ SCMI_VOLTAGE_DESCRIBE_LEVELS, 2, 0, voltage_levels },
	{ SCMI_VOLTAGE_CONFIG_GET, 1, 0, put_zero },
	{ SCMI_VOLTAGE_LEVEL_GET, 1, 0, voltage_level },
	{ SCMI_VOLTAGE_NAME_GET, 1, 0x20000, server_name_get },
};
static const struct server_handler pins[] = {
	{ SCMI_ATTRIBUTES, 0, 0, pin_counts },
	{ SCMI_RESOURCE_ATTRIBUTES, 2, 0, pin_attributes },
	{ SCMI_PIN_LIST_ASSOCIATIONS, 3, 0, pin_associations },
};

SERVER_HANDLERS(static, sensors, SCMI_SENSOR, 0x10000, 0x30001);
SERVER_HANDLERS(static, resets, SCMI_RESET, 0x10000, 0x30001);
SERVER_HANDLERS(static, voltages, SCMI_VOLTAGE, 0x10000, 0x20001);
SERVER_HANDLERS(static, pins, SCMI_PINCTRL, 0x10000, 0x10000);

const struct server_handlers *const server_domain_protocols[] = {
	&server_power,
	&server_system_power,
	&server_performance,
	&server_clocks,
	&server_sensors,
	&server_resets,
	&server_voltages,
	&server_powercap,
	&server_pins,
};
const uint8_t n_server_domain_protocols =
	sizeof(server_domain_protocols) / sizeof(server_domain_protocols[0]);
