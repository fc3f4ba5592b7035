// SPDX-License-Identifier: BSD-2-Clause
#include "probe/protocols/table.h"

/* DEN0056 chapter 4.9. */

#define RANGE (1u << 12)

static void attributes(struct decoding *d)
{
	d->to->attributes = d->words[0];
	gather_bit(d, FACT_ASYNCHRONOUS, 31);
	gather_name(d, 1, SCMI_NAME_LEN);
}

static void levels(struct decoding *d)
{
	enum fact_key key = d->words[0] & RANGE ? FACT_LEVEL_RANGE : FACT_LEVELS;

	if (!answer_part(d, d->words[0] & 0xfff, d->words[0] >> 16, 1, 1))
		return;
	for (uint32_t i = 0; i < d->returned; i++)
		gather_list(d, key, d->words[1 + i]);
}

static void config(struct decoding *d)
{
	gather_number(d, FACT_CONFIG, d->words[0]);
}

static void level(struct decoding *d)
{
	gather_number(d, FACT_LEVEL, (uint64_t)answer_signed(d->words[0], 32));
}

static void name(struct decoding *d)
{
	gather_name(d, 1, SCMI_LONG_NAME_LEN);
}

static const struct message_row rows[] = {
	{ 0x3, "VOLTAGE_DOMAIN_ATTRIBUTES", 0x0100, 1, 5, ASK_EACH, 0, attributes },
	{ 0x4, "VOLTAGE_DESCRIBE_LEVELS", 0x0100, 2, 1, ASK_EACH_FROM, 0, levels },
	{ 0x5, "VOLTAGE_CONFIG_SET", 0x0100, 2, 0, ASK_CHANGES, 0, NULL },
	{ 0x6, "VOLTAGE_CONFIG_GET", 0x0100, 1, 1, ASK_EACH, 0, config },
	{ 0x7, "VOLTAGE_LEVEL_SET", 0x0100, 3, 0, ASK_CHANGES, 0, NULL },
	{ 0x8, "VOLTAGE_LEVEL_GET", 0x0100, 1, 1, ASK_EACH, 0, level },
	{ 0x9, "VOLTAGE_DOMAIN_NAME_GET", 0x0200, 1, 17, ASK_EACH, 1u << 30, name },
};

const struct protocol_table protocol_voltage = {
	.id = SCMI_VOLTAGE,
	.word = "voltage",
	.one = "voltage domain",
	.many = "voltage domains",
	.major = 2,
	.words = 1,
	.counts = true,
	.name_message = 0x3,
	PROTOCOL_ROWS(rows),
};
