// SPDX-License-Identifier: BSD-2-Clause
#include "probe/protocols/table.h"

/* DEN0056 chapter 4.8. */

static void attributes(struct decoding *d)
{
	d->to->attributes = d->words[0];
	gather_bit(d, FACT_ASYNCHRONOUS, 31);
	gather_bit(d, FACT_NOTIFICATIONS, 30);
	/* All ones: not said; OP-TEE leaves the highest bit out. */
	if (d->words[1] < INT32_MAX)
		gather_number(d, FACT_LATENCY, d->words[1]);
	gather_name(d, 2, SCMI_NAME_LEN);
}

static void name(struct decoding *d)
{
	gather_name(d, 1, SCMI_LONG_NAME_LEN);
}

static const struct message_row rows[] = {
	{ 0x3, "RESET_DOMAIN_ATTRIBUTES", 0x0100, 1, 6, ASK_EACH, 0, attributes },
	{ 0x4, "RESET", 0x0100, 3, 0, ASK_CHANGES, 0, NULL },
	{ 0x5, "RESET_NOTIFY", 0x0100, 2, 0, ASK_CHANGES, 0, NULL },
	{ 0x6, "RESET_DOMAIN_NAME_GET", 0x0300, 1, 17, ASK_EACH, 1u << 29, name },
};

const struct protocol_table protocol_reset = {
	.id = SCMI_RESET,
	.word = "reset",
	.one = "reset domain",
	.many = "reset domains",
	.major = 3,
	.words = 1,
	.counts = true,
	.name_message = 0x3,
	PROTOCOL_ROWS(rows),
};
