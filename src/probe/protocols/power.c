// SPDX-License-Identifier: BSD-2-Clause
#include "probe/protocols/table.h"

/* Power domains and the system's power, DEN0056 chapters 4.3 and 4.4. */

static void attributes(struct decoding *d)
{
	d->to->attributes = d->words[0];
	gather_bit(d, FACT_NOTIFICATIONS, 31);
	gather_bit(d, FACT_ASYNCHRONOUS, 30);
	gather_name(d, 1, SCMI_NAME_LEN);
}

static void state(struct decoding *d)
{
	gather_number(d, FACT_STATE, d->words[0]);
}

static void name(struct decoding *d)
{
	gather_name(d, 1, SCMI_LONG_NAME_LEN);
}

static const struct message_row power_rows[] = {
	{ 0x3, "POWER_DOMAIN_ATTRIBUTES", 0x0100, 1, 5, ASK_EACH, 0, attributes },
	{ 0x4, "POWER_STATE_SET", 0x0100, 3, 0, ASK_CHANGES, 0, NULL },
	{ 0x5, "POWER_STATE_GET", 0x0100, 1, 1, ASK_EACH, 0, state },
	{ 0x6, "POWER_STATE_NOTIFY", 0x0100, 2, 0, ASK_CHANGES, 0, NULL },
	{ 0x7, "POWER_STATE_CHANGE_REQUESTED_NOTIFY", 0x0201, 2, 0, ASK_CHANGES, 0, NULL },
	{ 0x8, "POWER_DOMAIN_NAME_GET", 0x0300, 1, 17, ASK_EACH, 1u << 27, name },
};

const struct protocol_table protocol_power = {
	.id = SCMI_POWER,
	.word = "power",
	.one = "power domain",
	.many = "power domains",
	.major = 3,
	.words = 1,
	.counts = true,
	.name_message = 0x3,
	PROTOCOL_ROWS(power_rows),
};

static const struct message_row system_rows[] = {
	{ 0x3, "SYSTEM_POWER_STATE_SET", 0x0100, 2, 0, ASK_CHANGES, 0, NULL },
	{ 0x4, "SYSTEM_POWER_STATE_GET", 0x0100, 0, 1, ASK_ONCE, 0, state },
	{ 0x5, "SYSTEM_POWER_STATE_NOTIFY", 0x0100, 1, 0, ASK_CHANGES, 0, NULL },
};

const struct protocol_table protocol_system_power = {
	.id = SCMI_SYSTEM_POWER,
	.word = "system-power",
	.one = "system",
	.many = "systems",
	.major = 2,
	.words = 1,
	PROTOCOL_ROWS(system_rows),
};
