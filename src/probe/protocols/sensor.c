// SPDX-License-Identifier: BSD-2-Clause
#include "probe/protocols/table.h"

/* DEN0056 chapter 4.7. */

#define SENSOR_WORDS 7u /* id, two words of attributes, name */

/* How many words a description has: from version 2.0 on it may go on after the name. */
static uint32_t words_of(const struct decoding *d, uint32_t low, uint32_t high)
{
	bool axes = high >> 8 & 1;

	if (d->version >> 16 < 2 || !(low >> 8 & 1))
		return SENSOR_WORDS;
	return SENSOR_WORDS + (axes ? 1 : 6);
}

static void description(struct decoding *d, uint32_t at)
{
	uint32_t low = d->words[at + 1], high = d->words[at + 2];

	gather_number(d, FACT_ASYNCHRONOUS, low >> 31);
	gather_number(d, FACT_TYPE, high & 0xff);
	gather_number(d, FACT_SCALE, (uint64_t)answer_signed(high >> 11, 5));
	if (d->version >> 16 >= 2 && high >> 8 & 1)
		gather_number(d, FACT_AXES, high >> 16 & 0x3f);
	d->to->attributes = low;
	gather_name(d, at + 3, SCMI_NAME_LEN);
}

static void descriptions(struct decoding *d)
{
	uint32_t at = 1;

	if (!answer_part(d, d->words[0] & 0xfff, d->words[0] >> 16, 1, SENSOR_WORDS))
		return;
	for (uint32_t i = 0; i < d->returned; i++) {
		uint32_t n;

		if (d->n - at < SENSOR_WORDS) {
			d->broken = true;
			return;
		}
		n = words_of(d, d->words[at + 1], d->words[at + 2]);
		if (d->n - at < n || !d->next(d, d->words[at])) {
			d->broken = true;
			return;
		}
		description(d, at);
		at += n;
	}
}

static void reading(struct decoding *d)
{
	gather_number(d, FACT_READING, answer_u64(d, 0));
}

static void intervals(struct decoding *d)
{
	if (!answer_part(d, d->words[0] & 0xfff, d->words[0] >> 16, 1, 1))
		return;
	for (uint32_t i = 0; i < d->returned; i++)
		gather_list(d, FACT_INTERVALS, d->words[1 + i]);
}

static void config(struct decoding *d)
{
	gather_number(d, FACT_CONFIG, d->words[0]);
	gather_number(d, FACT_ENABLED, d->words[0] & 1);
}

static void name(struct decoding *d)
{
	gather_name(d, 1, SCMI_LONG_NAME_LEN);
}

static const struct message_row rows[] = {
	{ 0x3, "SENSOR_DESCRIPTION_GET", 0x0100, 1, 1, ASK_ALL_FROM, 0, descriptions },
	{ 0x4, "SENSOR_TRIP_POINT_NOTIFY", 0x0100, 2, 0, ASK_CHANGES, 0, NULL },
	{ 0x5, "SENSOR_TRIP_POINT_CONFIG", 0x0100, 4, 0, ASK_CHANGES, 0, NULL },
	{ 0x6, "SENSOR_READING_GET", 0x0100, 2, 2, ASK_EACH_FLAGS, 0, reading },
	{ 0x7, "SENSOR_AXIS_DESCRIPTION_GET", 0x0200, 2, 1, ASK_OTHER, 0, NULL },
	{ 0x8, "SENSOR_LIST_UPDATE_INTERVALS", 0x0200, 2, 1, ASK_EACH_FROM, 0, intervals },
	{ 0x9, "SENSOR_CONFIG_GET", 0x0200, 1, 1, ASK_EACH, 0, config },
	{ 0xa, "SENSOR_CONFIG_SET", 0x0200, 2, 0, ASK_CHANGES, 0, NULL },
	{ 0xb, "SENSOR_CONTINUOUS_UPDATE_NOTIFY", 0x0200, 2, 0, ASK_CHANGES, 0, NULL },
	{ 0xc, "SENSOR_NAME_GET", 0x0300, 1, 17, ASK_EACH, 1u << 29, name },
	{ 0xd, "SENSOR_AXIS_NAME_GET", 0x0300, 2, 1, ASK_OTHER, 0, NULL },
};

const struct protocol_table protocol_sensor = {
	.id = SCMI_SENSOR,
	.word = "sensor",
	.one = "sensor",
	.many = "sensors",
	.major = 3,
	.words = 1,
	.counts = true,
	.name_message = 0x3,
	PROTOCOL_ROWS(rows),
};
