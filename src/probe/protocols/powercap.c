// SPDX-License-Identifier: BSD-2-Clause
#include "probe/protocols/table.h"

/* DEN0056 chapter 4.10. */

#define MONITORING (1u << 26)

static void attributes(struct decoding *d)
{
	static const char *const units[] = { "abstract", "uW", "mW", "reserved" };

	d->to->attributes = d->words[0];
	gather_bit(d, FACT_NOTIFICATIONS, 31);
	gather_bit(d, FACT_ASYNCHRONOUS, 29);
	gather_bit(d, FACT_MAY_SET_CAP, 27);
	gather_text(d, FACT_UNIT, units[d->words[0] >> 23 & 3]);
	gather_name(d, 1, SCMI_NAME_LEN);
	for (uint32_t i = 0; i < 3; i++) {
		gather_list(d, FACT_INTERVAL_RANGE, d->words[5 + i]);
		gather_list(d, FACT_CAP_RANGE, d->words[8 + i]);
	}
	/* All ones: the domain is at the top. */
	if (d->words[13] != UINT32_MAX)
		gather_number(d, FACT_PARENT, d->words[13]);
}

static void cap(struct decoding *d)
{
	gather_number(d, FACT_CAP, d->words[0]);
}

static void interval(struct decoding *d)
{
	gather_number(d, FACT_INTERVAL, d->words[0]);
}

static void measurement(struct decoding *d)
{
	gather_number(d, FACT_MEASUREMENT, d->words[0]);
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
	{ 0x3, "POWERCAP_DOMAIN_ATTRIBUTES", 0x0100, 1, 14, ASK_EACH, 0, attributes },
	{ 0x4, "POWERCAP_CAP_GET", 0x0100, 1, 1, ASK_EACH, 0, cap },
	{ 0x5, "POWERCAP_CAP_SET", 0x0100, 3, 0, ASK_CHANGES, 0, NULL },
	{ 0x6, "POWERCAP_PAI_GET", 0x0100, 1, 1, ASK_EACH, MONITORING, interval },
	{ 0x7, "POWERCAP_PAI_SET", 0x0100, 3, 0, ASK_CHANGES, 0, NULL },
	{ 0x8, "POWERCAP_DOMAIN_NAME_GET", 0x0100, 1, 17, ASK_EACH, 1u << 28, name },
	{ 0x9, "POWERCAP_MEASUREMENTS_GET", 0x0100, 1, 2, ASK_EACH, MONITORING, measurement },
	{ 0xa, "POWERCAP_CAP_NOTIFY", 0x0100, 2, 0, ASK_CHANGES, 0, NULL },
	{ 0xb, "POWERCAP_MEASUREMENTS_NOTIFY", 0x0100, 4, 0, ASK_CHANGES, 0, NULL },
	{ 0xc, "POWERCAP_DESCRIBE_FASTCHANNEL", 0x0200, 2, 5, ASK_FAST, 1u << 22, fast_channel },
};

const struct protocol_table protocol_powercap = {
	.id = SCMI_POWERCAP,
	.word = "powercap",
	.one = "power capping domain",
	.many = "power capping domains",
	.major = 2,
	.words = 1,
	.counts = true,
	.name_message = 0x3,
	PROTOCOL_ROWS(rows),
};
