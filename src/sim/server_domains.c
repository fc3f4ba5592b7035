// SPDX-License-Identifier: BSD-2-Clause
#include "sim/server_impl.h"

#include <stddef.h>

/* The protocols with resources, DEN0056 chapters 4.3 to 4.11, as far as discovery goes; a
 * clock's rate can be changed, so that an operating system's driver has something to drive. */

#define DEFAULT_KHZ 24000u
#define MAX_KHZ     2000000u

static int32_t put_resource_name(struct server_call *c, const char *kind, uint32_t i)
{
	const struct server_protocol *p = c->protocol;

	if (i < p->n_names && p->names[i])
		server_put_name(c, p->names[i], -1);
	else
		server_put_name(c, kind, i);
	return SCMI_SUCCESS;
}

static int32_t put_count(struct server_call *c)
{
	server_put(c, server_faulty(c, SERVER_ATTRIBUTES_VALUE) ? c->server->fault.value
								: c->protocol->count);
	return SCMI_SUCCESS;
}

/* Count, and no shared memory for statistics or registers. */
static int32_t put_count_and_area(struct server_call *c)
{
	put_count(c);
	for (int i = 0; i < 3; i++)
		server_put(c, 0);
	return SCMI_SUCCESS;
}

static bool unknown(const struct server_call *c)
{
	return c->in[0] >= c->protocol->count;
}

static int32_t power_attributes(struct server_call *c)
{
	if (unknown(c))
		return SCMI_NOT_FOUND;
	server_put(c, 0);
	return put_resource_name(c, "power", c->in[0]);
}

static int32_t put_zero(struct server_call *c)
{
	if (unknown(c))
		return SCMI_NOT_FOUND;
	server_put(c, 0);
	return SCMI_SUCCESS;
}

static int32_t system_attributes(struct server_call *c)
{
	server_put(c, 0);
	return SCMI_SUCCESS;
}

static int32_t perf_attributes(struct server_call *c)
{
	if (unknown(c))
		return SCMI_NOT_FOUND;
	server_put(c, 0);
	server_put(c, 0);
	server_put(c, 1000000); /* kHz at the sustained level */
	server_put(c, 1000);
	return put_resource_name(c, "perf", c->in[0]);
}

static int32_t perf_levels(struct server_call *c)
{
	static const uint32_t levels[] = { 500, 1000, 1500 };
	uint32_t n = sizeof(levels) / sizeof(levels[0]), from = c->in[1];

	if (unknown(c))
		return SCMI_NOT_FOUND;
	if (from > n)
		return SCMI_OUT_OF_RANGE;
	server_put(c, n - from);
	for (uint32_t i = from; i < n; i++) {
		server_put(c, levels[i]);
		server_put(c, levels[i] / 10); /* power */
		server_put(c, 100);            /* transition latency in us */
	}
	return SCMI_SUCCESS;
}

static int32_t perf_limits(struct server_call *c)
{
	if (unknown(c))
		return SCMI_NOT_FOUND;
	server_put(c, 1500);
	server_put(c, 500);
	return SCMI_SUCCESS;
}

static int32_t perf_level(struct server_call *c)
{
	if (unknown(c))
		return SCMI_NOT_FOUND;
	server_put(c, 1000);
	return SCMI_SUCCESS;
}

static void put_hz(struct server_call *c, uint32_t khz)
{
	uint64_t hz = (uint64_t)khz * 1000;

	server_put(c, (uint32_t)hz);
	server_put(c, (uint32_t)(hz >> 32));
}

static int32_t clock_attributes(struct server_call *c)
{
	uint32_t i = c->in[0];

	if (unknown(c))
		return SCMI_NOT_FOUND;
	server_put(c, i < SERVER_CLOCKS && c->server->clock_on[i]);
	put_resource_name(c, "clock", i);
	server_put(c, 0); /* enable delay */
	return SCMI_SUCCESS;
}

static int32_t clock_rates(struct server_call *c)
{
	if (unknown(c))
		return SCMI_NOT_FOUND;
	if (c->in[1])
		return SCMI_OUT_OF_RANGE;
	server_put(c, 3 | 1u << 12); /* minimum, maximum, step */
	put_hz(c, 1);
	put_hz(c, MAX_KHZ);
	put_hz(c, 1);
	return SCMI_SUCCESS;
}

static int32_t clock_rate_get(struct server_call *c)
{
	uint32_t i = c->in[0], khz = i < SERVER_CLOCKS ? c->server->clock_khz[i] : 0;

	if (unknown(c))
		return SCMI_NOT_FOUND;
	put_hz(c, khz ? khz : DEFAULT_KHZ);
	return SCMI_SUCCESS;
}

static int32_t clock_rate_set(struct server_call *c)
{
	uint64_t hz = (uint64_t)c->in[3] << 32 | c->in[2];

	if (c->in[1] >= c->protocol->count)
		return SCMI_NOT_FOUND;
	if (c->in[1] >= SERVER_CLOCKS)
		return SCMI_DENIED;
	if (hz < 1000 || hz > (uint64_t)MAX_KHZ * 1000)
		return SCMI_INVALID_PARAMETERS;
	c->server->clock_khz[c->in[1]] = (uint32_t)(hz / 1000);
	return SCMI_SUCCESS;
}

static int32_t clock_config_set(struct server_call *c)
{
	if (unknown(c))
		return SCMI_NOT_FOUND;
	if (c->in[0] < SERVER_CLOCKS)
		c->server->clock_on[c->in[0]] = c->in[1] & 1;
	return SCMI_SUCCESS;
}

/* As in version 1.0 of the protocol: id, two words of attributes, name. */
static int32_t sensor_descriptions(struct server_call *c)
{
	uint32_t from = c->in[0], left, n, room = c->max_out ? (c->max_out - 1) / 7 : 0;

	if (from >= c->protocol->count)
		return SCMI_OUT_OF_RANGE;
	left = c->protocol->count - from;
	n = left < room ? left : room;
	server_put(c, n | (left - n) << 16);
	for (uint32_t i = from; i < from + n; i++) {
		server_put(c, i);
		server_put(c, 0);
		server_put(c, 2); /* degrees Celsius */
		put_resource_name(c, "sensor", i);
	}
	return SCMI_SUCCESS;
}

static int32_t sensor_reading(struct server_call *c)
{
	if (unknown(c))
		return SCMI_NOT_FOUND;
	server_put(c, 40);
	server_put(c, 0);
	return SCMI_SUCCESS;
}

static int32_t reset_attributes(struct server_call *c)
{
	if (unknown(c))
		return SCMI_NOT_FOUND;
	server_put(c, 0);
	server_put(c, 0); /* latency */
	return put_resource_name(c, "reset", c->in[0]);
}

static int32_t reset_domain(struct server_call *c)
{
	return unknown(c) ? SCMI_NOT_FOUND : SCMI_SUCCESS;
}

static int32_t voltage_attributes(struct server_call *c)
{
	if (unknown(c))
		return SCMI_NOT_FOUND;
	server_put(c, 0);
	return put_resource_name(c, "voltage", c->in[0]);
}

static int32_t voltage_levels(struct server_call *c)
{
	if (unknown(c))
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
	if (unknown(c))
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

static int32_t pin_attributes(struct server_call *c)
{
	static const char kinds[3][9] = { "pin", "group", "function" };
	const struct server_protocol *p = c->protocol;
	const uint32_t counts[3] = { p->count, p->groups, p->functions };
	uint32_t kind = c->in[1];

	if (kind > SCMI_PIN_TYPE_FUNCTION)
		return SCMI_INVALID_PARAMETERS;
	if (c->in[0] >= counts[kind])
		return SCMI_NOT_FOUND;
	server_put(c, kind == SCMI_PIN_TYPE_PIN ? 0 : 1); /* pins or groups in it */
	if (kind == SCMI_PIN_TYPE_PIN)
		return put_resource_name(c, kinds[kind], c->in[0]);
	server_put_name(c, kinds[kind], c->in[0]);
	return SCMI_SUCCESS;
}

static const struct server_handler power[] = {
	{ SCMI_ATTRIBUTES, 0, put_count_and_area },
	{ SCMI_RESOURCE_ATTRIBUTES, 1, power_attributes },
	{ SCMI_POWER_STATE_GET, 1, put_zero },
};
static const struct server_handler system_power[] = {
	{ SCMI_ATTRIBUTES, 0, system_attributes },
};
static const struct server_handler performance[] = {
	{ SCMI_ATTRIBUTES, 0, put_count_and_area },
	{ SCMI_RESOURCE_ATTRIBUTES, 1, perf_attributes },
	{ SCMI_PERF_DESCRIBE_LEVELS, 2, perf_levels },
	{ SCMI_PERF_LIMITS_GET, 1, perf_limits },
	{ SCMI_PERF_LEVEL_GET, 1, perf_level },
};
static const struct server_handler clocks[] = {
	{ SCMI_ATTRIBUTES, 0, put_count },
	{ SCMI_RESOURCE_ATTRIBUTES, 1, clock_attributes },
	{ SCMI_CLOCK_DESCRIBE_RATES, 2, clock_rates },
	{ SCMI_CLOCK_RATE_SET, 4, clock_rate_set },
	{ SCMI_CLOCK_RATE_GET, 1, clock_rate_get },
	{ SCMI_CLOCK_CONFIG_SET, 2, clock_config_set },
};
static const struct server_handler sensors[] = {
	{ SCMI_ATTRIBUTES, 0, put_count_and_area },
	{ SCMI_SENSOR_DESCRIPTION_GET, 1, sensor_descriptions },
	{ SCMI_SENSOR_READING_GET, 2, sensor_reading },
};
static const struct server_handler resets[] = {
	{ SCMI_ATTRIBUTES, 0, put_count },
	{ SCMI_RESOURCE_ATTRIBUTES, 1, reset_attributes },
	{ SCMI_RESET_DOMAIN, 3, reset_domain },
};
static const struct server_handler voltages[] = {
	{ SCMI_ATTRIBUTES, 0, put_count },
	{ SCMI_RESOURCE_ATTRIBUTES, 1, voltage_attributes },
	{ SCMI_VOLTAGE_DESCRIBE_LEVELS, 2, voltage_levels },
	{ SCMI_VOLTAGE_CONFIG_GET, 1, put_zero },
	{ SCMI_VOLTAGE_LEVEL_GET, 1, voltage_level },
};
static const struct server_handler pins[] = {
	{ SCMI_ATTRIBUTES, 0, pin_counts },
	{ SCMI_RESOURCE_ATTRIBUTES, 2, pin_attributes },
};

#define HANDLERS(name, number, revision)                        \
	static const struct server_handlers name##_protocol = { \
		.protocol = (number),                           \
		.version = (revision),                          \
		.list = (name),                                 \
		.n = sizeof(name) / sizeof((name)[0]),          \
	}

HANDLERS(power, SCMI_POWER, 0x20000);
HANDLERS(system_power, SCMI_SYSTEM_POWER, 0x10000);
HANDLERS(performance, SCMI_PERFORMANCE, 0x20000);
HANDLERS(clocks, SCMI_CLOCK, 0x10000);
HANDLERS(sensors, SCMI_SENSOR, 0x10000);
HANDLERS(resets, SCMI_RESET, 0x10000);
HANDLERS(voltages, SCMI_VOLTAGE, 0x10000);
HANDLERS(pins, SCMI_PINCTRL, 0x10000);

const struct server_handlers *const server_domain_protocols[] = {
	&power_protocol,
	&system_power_protocol,
	&performance_protocol,
	&clocks_protocol,
	&sensors_protocol,
	&resets_protocol,
	&voltages_protocol,
	&pins_protocol,
};
const uint8_t n_server_domain_protocols =
	sizeof(server_domain_protocols) / sizeof(server_domain_protocols[0]);
