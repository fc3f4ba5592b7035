// SPDX-License-Identifier: BSD-2-Clause
#include "probe/protocols/table.h"

/* DEN0056 chapter 4.5. */

#define LEVEL_INDEXING 25

static void attributes(struct decoding *d)
{
	d->to->attributes = d->words[0];
	gather_bit(d, FACT_MAY_SET_LIMITS, 31);
	gather_bit(d, FACT_MAY_SET_LEVEL, 30);
	gather_number(d, FACT_SUSTAINED_KHZ, d->words[2]);
	gather_number(d, FACT_SUSTAINED_LEVEL, d->words[3]);
	gather_name(d, 4, SCMI_NAME_LEN);
}

/* From version 4.0 on each level has its frequency and index, too. */
static void levels(struct decoding *d)
{
	bool indexed = d->version >> 16 >= 4;
	uint32_t each = indexed ? 5 : 3;

	if (!answer_part(d, d->words[0] & 0xffff, d->words[0] >> 16, 1, each))
		return;
	for (uint32_t i = 0; i < d->returned; i++) {
		gather_list(d, FACT_LEVELS, d->words[1 + i * each]);
		if (indexed && d->to->attributes >> LEVEL_INDEXING & 1)
			gather_list(d, FACT_FREQUENCIES, d->words[1 + i * each + 3]);
	}
}

static void limits(struct decoding *d)
{
	gather_list(d, FACT_LIMITS, d->words[1]);
	gather_list(d, FACT_LIMITS, d->words[0]);
}

static void level(struct decoding *d)
{
	gather_number(d, FACT_LEVEL, d->words[0]);
}

static void fast_channel(struct decoding *d)
{
	gather_list(d, FACT_FAST_CHANNELS, d->in[1]);
}

static void name(struct decoding *d)
{
	gather_name(d, 1, SCMI_LONG_NAME_LEN);
}

static const struct message_row rows[] = {
	{ 0x3, "PERFORMANCE_DOMAIN_ATTRIBUTES", 0x0100, 1, 8, ASK_EACH, 0, attributes },
	{ 0x4, "PERFORMANCE_DESCRIBE_LEVELS", 0x0100, 2, 1, ASK_EACH_FROM, 0, levels },
	{ 0x5, "PERFORMANCE_LIMITS_SET", 0x0100, 3, 0, ASK_CHANGES, 0, NULL },
	{ 0x6, "PERFORMANCE_LIMITS_GET", 0x0100, 1, 2, ASK_EACH, 0, limits },
	{ 0x7, "PERFORMANCE_LEVEL_SET", 0x0100, 2, 0, ASK_CHANGES, 0, NULL },
	{ 0x8, "PERFORMANCE_LEVEL_GET", 0x0100, 1, 1, ASK_EACH, 0, level },
	{ 0x9, "PERFORMANCE_NOTIFY_LIMITS", 0x0100, 2, 0, ASK_CHANGES, 0, NULL },
	{ 0xa, "PERFORMANCE_NOTIFY_LEVEL", 0x0100, 2, 0, ASK_CHANGES, 0, NULL },
	{ 0xb, "PERFORMANCE_DESCRIBE_FASTCHANNEL", 0x0200, 2, 5, ASK_FAST, 1u << 27, fast_channel },
	{ 0xc, "PERFORMANCE_DOMAIN_NAME_GET", 0x0300, 1, 17, ASK_EACH, 1u << 26, name },
};

const struct protocol_table protocol_performance = {
	.id = SCMI_PERFORMANCE,
	.word = "performance",
	.one = "performance domain",
	.many = "performance domains",
	.major = 4,
	.words = 1,
	.counts = true,
	.name_message = 0x3,
	PROTOCOL_ROWS(rows),
};
