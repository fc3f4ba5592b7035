// SPDX-License-Identifier: BSD-2-Clause
#include "probe/protocols/table.h"

/* DEN0056 chapter 4.11. */

static void attributes(struct decoding *d)
{
	d->to->attributes = d->words[0];
	gather_name(d, 1, SCMI_NAME_LEN);
}

/* Two numbers in a word: the pins of a group, the groups of a function. */
static void associations(struct decoding *d)
{
	enum fact_key key = d->in[1] == SCMI_PIN_TYPE_GROUP ? FACT_PINS : FACT_GROUPS;
	uint32_t returned = d->words[0] & 0xfff;

	if (!answer_part(d, (returned + 1) / 2, d->words[0] >> 16, 1, 1))
		return;
	d->returned = returned;
	for (uint32_t i = 0; i < returned; i++)
		gather_list(d, key, d->words[1 + i / 2] >> 16 * (i % 2) & 0xffff);
}

static void name(struct decoding *d)
{
	gather_name(d, 1, SCMI_LONG_NAME_LEN);
}

static const struct message_row rows[] = {
	{ 0x3, "PINCTRL_ATTRIBUTES", 0x0100, 2, 5, ASK_KIND, 0, attributes },
	{ 0x4, "PINCTRL_LIST_ASSOCIATIONS", 0x0100, 3, 1, ASK_KIND_FROM, 0, associations },
	{ 0x5, "PINCTRL_SETTINGS_GET", 0x0100, 2, 2, ASK_OTHER, 0, NULL },
	{ 0x6, "PINCTRL_SETTINGS_CONFIGURE", 0x0100, 3, 0, ASK_CHANGES, 0, NULL },
	{ 0x7, "PINCTRL_REQUEST", 0x0100, 2, 0, ASK_CHANGES, 0, NULL },
	{ 0x8, "PINCTRL_RELEASE", 0x0100, 2, 0, ASK_CHANGES, 0, NULL },
	{ 0x9, "PINCTRL_NAME_GET", 0x0100, 2, 17, ASK_KIND, 1u << 31, name },
	{ 0xa, "PINCTRL_SET_PERMISSIONS", 0x0100, 3, 0, ASK_CHANGES, 0, NULL },
};

const struct protocol_table protocol_pinctrl = {
	.id = SCMI_PINCTRL,
	.word = "pinctrl",
	.one = "pin",
	.many = "pins",
	.major = 1,
	.words = 2,
	.counts = true,
	.name_message = 0x3,
	PROTOCOL_ROWS(rows),
};
