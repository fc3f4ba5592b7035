// SPDX-License-Identifier: BSD-2-Clause
#include "probe/negative.h"

#include <string.h>

#include "probe/probe.h"
#include "probe/protocols/table.h"

/* What has to be refused, and how (DEN0056 chapters 4.1 to 4.11). Nothing here would change
 * anything if it were not. */

/* What a word of the request stands for. */
#define COUNT 0xfffffff0u /* the first number past the protocol's resources */

struct row {
	const char *what;
	uint8_t protocol, message, n;
	uint32_t words[3];
	int32_t wanted;
};

static const struct row rows[] = {
	{ "a protocol that is reserved", 0x7f, SCMI_VERSION, 0, { 0 }, SCMI_NOT_SUPPORTED },
	{ "a message that does not exist", SCMI_BASE, 0x7e, 0, { 0 }, SCMI_NOT_FOUND },
	{ "attributes of a message that does not exist", SCMI_BASE, SCMI_MESSAGE_ATTRIBUTES, 1,
		{ 0x7e }, SCMI_NOT_FOUND },
	{ "a request that is too short", SCMI_BASE, SCMI_MESSAGE_ATTRIBUTES, 0, { 0 },
		SCMI_PROTOCOL_ERROR },
	{ "a request that is too long", SCMI_BASE, SCMI_VERSION, 2, { 0 }, SCMI_PROTOCOL_ERROR },
	{ "the list of protocols past its end", SCMI_BASE, SCMI_BASE_LIST_PROTOCOLS, 1, { 0xffff },
		SCMI_INVALID_PARAMETERS },
	{ "an agent that does not exist", SCMI_BASE, SCMI_BASE_DISCOVER_AGENT, 1, { 0xfffffffe },
		SCMI_NOT_FOUND },
	{ "attributes past the last", SCMI_POWER, SCMI_RESOURCE_ATTRIBUTES, 1, { COUNT },
		SCMI_NOT_FOUND },
	{ "the state past the last", SCMI_POWER, SCMI_POWER_STATE_GET, 1, { COUNT },
		SCMI_NOT_FOUND },
	{ "attributes past the last", SCMI_PERFORMANCE, SCMI_RESOURCE_ATTRIBUTES, 1, { COUNT },
		SCMI_NOT_FOUND },
	{ "levels past their end", SCMI_PERFORMANCE, SCMI_PERF_DESCRIBE_LEVELS, 2, { 0, 0xffff },
		SCMI_INVALID_PARAMETERS },
	{ "attributes past the last", SCMI_CLOCK, SCMI_RESOURCE_ATTRIBUTES, 1, { COUNT },
		SCMI_NOT_FOUND },
	{ "the rate past the last", SCMI_CLOCK, SCMI_CLOCK_RATE_GET, 1, { COUNT }, SCMI_NOT_FOUND },
	{ "rates past their end", SCMI_CLOCK, SCMI_CLOCK_DESCRIBE_RATES, 2, { 0, 0xffff },
		SCMI_OUT_OF_RANGE },
	{ "reserved flags", SCMI_CLOCK, SCMI_CLOCK_CONFIG_GET, 2, { 0, 0xffffff00 },
		SCMI_INVALID_PARAMETERS },
	{ "descriptions past the last", SCMI_SENSOR, SCMI_SENSOR_DESCRIPTION_GET, 1, { COUNT },
		SCMI_INVALID_PARAMETERS },
	{ "the reading past the last", SCMI_SENSOR, SCMI_SENSOR_READING_GET, 2, { COUNT, 0 },
		SCMI_NOT_FOUND },
	{ "reserved flags", SCMI_SENSOR, SCMI_SENSOR_READING_GET, 2, { 0, 0xfffffffe },
		SCMI_INVALID_PARAMETERS },
	{ "attributes past the last", SCMI_RESET, SCMI_RESOURCE_ATTRIBUTES, 1, { COUNT },
		SCMI_NOT_FOUND },
	{ "attributes past the last", SCMI_VOLTAGE, SCMI_RESOURCE_ATTRIBUTES, 1, { COUNT },
		SCMI_NOT_FOUND },
	{ "levels past their end", SCMI_VOLTAGE, SCMI_VOLTAGE_DESCRIBE_LEVELS, 2, { 0, 0xffff },
		SCMI_OUT_OF_RANGE },
	{ "attributes past the last", SCMI_POWERCAP, SCMI_RESOURCE_ATTRIBUTES, 1, { COUNT },
		SCMI_NOT_FOUND },
	{ "attributes past the last", SCMI_PINCTRL, SCMI_RESOURCE_ATTRIBUTES, 2, { COUNT, 0 },
		SCMI_NOT_FOUND },
	{ "reserved flags", SCMI_PINCTRL, SCMI_RESOURCE_ATTRIBUTES, 2, { 0, 3 },
		SCMI_INVALID_PARAMETERS },
};

#define N_ROWS (sizeof(rows) / sizeof(rows[0]))

/* Returns what is known of the protocol where the row can be asked, else NULL. */
static const struct sdc_probe_protocol *asked_of(
	const struct probe_channel *c, const struct row *row)
{
	const struct sdc_probe_protocol *t = NULL;

	if (row->protocol == SCMI_BASE || !protocol_table(row->protocol))
		return &c->pub.base;
	for (size_t i = 0; i < c->pub.n_protocols && !t; i++)
		if (c->pub.protocols[i].id == row->protocol && c->pub.protocols[i].has_version &&
			c->pub.protocols[i].has_count)
			t = &c->pub.protocols[i];
	if (!t || !(t->messages[0] >> row->message & 1))
		return NULL;
	/* Of a number that is not past the end there has to be one. */
	return row->words[0] == COUNT || t->count ? t : NULL;
}

static bool ask_row(struct sdc_probe *p, struct probe_channel *c, const struct row *row,
	const struct sdc_probe_protocol *t, struct negative_result *out)
{
	struct request q = { .protocol = row->protocol, .message = row->message, .n = row->n };

	for (uint8_t i = 0; i < row->n; i++)
		q.words[i] = row->words[i] == COUNT ? t->count : row->words[i];
	out->what = row->what;
	out->protocol = row->protocol;
	out->message = row->message;
	out->wanted = row->wanted;
	out->answer = probe_ask(p, c, &q);
	out->status = p->response.status;
	return c->channel.state == CHANNEL_OPEN;
}

void probe_negative(struct sdc_probe *p, struct probe_channel *c)
{
	struct negative_result *list;
	bool goes_on = c->channel.state == CHANNEL_OPEN;

	if (!p->options.negative)
		return;
	list = arena_array(p->arena, N_ROWS, sizeof(*list));
	c->negative = list;
	for (size_t i = 0; goes_on && i < N_ROWS; i++) {
		const struct sdc_probe_protocol *t = asked_of(c, &rows[i]);

		if (t)
			goes_on = ask_row(p, c, &rows[i], t, &list[c->n_negative++]);
	}
}

bool negative_as_wanted(const struct negative_result *r)
{
	return (r->answer == ANSWER_STATUS || r->answer == ANSWER_BUSY) && r->status == r->wanted;
}
