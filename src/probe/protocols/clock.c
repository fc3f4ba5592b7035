// SPDX-License-Identifier: BSD-2-Clause
#include "probe/protocols/table.h"

/* DEN0056 chapter 4.6. */

#define RANGE   (1u << 12)
#define ENABLED 0x1u

static void attributes(struct decoding *d)
{
	d->to->attributes = d->words[0];
	gather_bit(d, FACT_ENABLED, 0);
	gather_bit(d, FACT_NOTIFICATIONS, 31);
	gather_name(d, 1, SCMI_NAME_LEN);
	if (d->version >> 16 >= 2 && d->n > 5)
		gather_number(d, FACT_LATENCY, d->words[5]);
}

/* Some firmware says of a minimum, a maximum and a step that they are another number than three. */
static void rates(struct decoding *d)
{
	uint32_t flags = d->words[0], returned = flags & 0xfff;
	enum fact_key key = flags & RANGE ? FACT_RATE_RANGE : FACT_RATES;

	if (flags & RANGE && d->n >= 7 && !(flags >> 16))
		returned = 3;
	if (!answer_part(d, returned, flags >> 16, 1, 2))
		return;
	if (!returned)
		gather_empty_list(d, key);
	for (uint32_t i = 0; i < returned; i++)
		gather_list(d, key, answer_u64(d, 1 + 2 * i));
}

static void rate(struct decoding *d)
{
	gather_number(d, FACT_RATE, answer_u64(d, 0));
}

static void config(struct decoding *d)
{
	gather_number(d, FACT_ENABLED, d->words[1] & ENABLED);
}

static void parents(struct decoding *d)
{
	if (!answer_part(d, d->words[0] & 0xff, d->words[0] >> 24, 1, 1))
		return;
	if (!d->returned)
		gather_empty_list(d, FACT_PARENTS);
	for (uint32_t i = 0; i < d->returned; i++)
		gather_list(d, FACT_PARENTS, d->words[1 + i]);
}

static void parent(struct decoding *d)
{
	gather_number(d, FACT_PARENT, d->words[0]);
}

static void permissions(struct decoding *d)
{
	gather_number(d, FACT_MAY_SET_STATE, d->words[0] >> 31);
	gather_number(d, FACT_MAY_SET_PARENT, d->words[0] >> 30 & 1);
	gather_number(d, FACT_MAY_SET_RATE, d->words[0] >> 29 & 1);
}

static void name(struct decoding *d)
{
	gather_name(d, 1, SCMI_LONG_NAME_LEN);
}

static const struct message_row rows[] = {
	{ 0x3, "CLOCK_ATTRIBUTES", 0x0100, 1, 5, ASK_EACH, 0, attributes },
	{ 0x4, "CLOCK_DESCRIBE_RATES", 0x0100, 2, 1, ASK_EACH_FROM, 0, rates },
	{ 0x5, "CLOCK_RATE_SET", 0x0100, 4, 0, ASK_CHANGES, 0, NULL },
	{ 0x6, "CLOCK_RATE_GET", 0x0100, 1, 2, ASK_EACH, 0, rate },
	{ 0x7, "CLOCK_CONFIG_SET", 0x0100, 2, 0, ASK_CHANGES, 0, NULL },
	{ 0x8, "CLOCK_NAME_GET", 0x0200, 1, 17, ASK_EACH, 1u << 29, name },
	{ 0x9, "CLOCK_RATE_NOTIFY", 0x0200, 2, 0, ASK_CHANGES, 0, NULL },
	{ 0xa, "CLOCK_RATE_CHANGE_REQUESTED_NOTIFY", 0x0200, 2, 0, ASK_CHANGES, 0, NULL },
	{ 0xb, "CLOCK_CONFIG_GET", 0x0300, 2, 2, ASK_EACH_FLAGS, 0, config },
	{ 0xc, "CLOCK_POSSIBLE_PARENTS_GET", 0x0300, 2, 1, ASK_EACH_FROM, 1u << 28, parents },
	{ 0xd, "CLOCK_PARENT_SET", 0x0300, 2, 0, ASK_CHANGES, 0, NULL },
	{ 0xe, "CLOCK_PARENT_GET", 0x0300, 1, 1, ASK_EACH, 1u << 28, parent },
	{ 0xf, "CLOCK_GET_PERMISSIONS", 0x0300, 1, 1, ASK_EACH, 1u << 1, permissions },
};

const struct protocol_table protocol_clock = {
	.id = SCMI_CLOCK,
	.word = "clock",
	.one = "clock",
	.many = "clocks",
	.major = 3,
	.words = 1,
	.counts = true,
	.name_message = 0x3,
	PROTOCOL_ROWS(rows),
};
