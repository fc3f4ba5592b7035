// SPDX-License-Identifier: BSD-2-Clause
#include "probe/protocols/table.h"

#include <stdlib.h>
#include <string.h>

static const struct protocol_table *const tables[N_PROTOCOL_TABLES] = {
	&protocol_base,
	&protocol_power,
	&protocol_system_power,
	&protocol_performance,
	&protocol_clock,
	&protocol_sensor,
	&protocol_reset,
	&protocol_voltage,
	&protocol_powercap,
	&protocol_pinctrl,
};

/* Every protocol has these. */
static const struct message_row common[] = {
	{ SCMI_VERSION, "PROTOCOL_VERSION", 0x0100, 0, 1, ASK_OTHER, 0, NULL },
	{ SCMI_ATTRIBUTES, "PROTOCOL_ATTRIBUTES", 0x0100, 0, 1, ASK_OTHER, 0, NULL },
	{ SCMI_MESSAGE_ATTRIBUTES, "PROTOCOL_MESSAGE_ATTRIBUTES", 0x0100, 1, 1, ASK_OTHER, 0,
		NULL },
	/* It commits both sides to a version, so it is not asked unasked. */
	{ SCMI_NEGOTIATE, "NEGOTIATE_PROTOCOL_VERSION", 0x0100, 1, 0, ASK_CHANGES, 0, NULL },
};

const struct protocol_table *protocol_table_at(size_t i)
{
	return i < N_PROTOCOL_TABLES ? tables[i] : NULL;
}

const struct protocol_table *protocol_table(uint32_t id)
{
	return id >= SCMI_BASE ? protocol_table_at(id - SCMI_BASE) : NULL;
}

static const struct message_row *row_in(const struct message_row *rows, size_t n, uint32_t message)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].id == message)
			return &rows[i];
	return NULL;
}

const struct message_row *message_row(uint32_t protocol, uint32_t message)
{
	const struct protocol_table *t = protocol_table(protocol);
	const struct message_row *row = row_in(common, sizeof(common) / sizeof(common[0]), message);

	return row || !t ? row : row_in(t->rows, t->n_rows, message);
}

/* A number up to 0xff that is the whole text. */
static bool number(const char *text, uint8_t *out)
{
	char *end;
	unsigned long value = strtoul(text, &end, 0);

	*out = (uint8_t)value;
	return *text >= '0' && *text <= '9' && !*end && value <= 0xff;
}

static bool row_named(const struct message_row *rows, size_t n, const char *name, uint8_t *message)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(rows[i].name, name)) {
			*message = rows[i].id;
			return true;
		}
	return false;
}

static bool in_table(const struct protocol_table *t, const char *name, uint8_t *message)
{
	return (t && row_named(t->rows, t->n_rows, name, message)) ||
	       row_named(common, sizeof(common) / sizeof(common[0]), name, message);
}

bool message_by_name(const char *name, uint8_t *protocol, uint8_t *message)
{
	const char *colon = strchr(name, ':');
	size_t n = colon ? (size_t)(colon - name) : 0;
	char word[32];

	for (size_t i = 0; i < N_PROTOCOL_TABLES; i++) {
		const struct protocol_table *t = tables[i];
		bool here = colon ? strlen(t->word) == n && !strncmp(t->word, name, n)
				  : row_named(t->rows, t->n_rows, name, message);

		if (!here)
			continue;
		*protocol = t->id;
		return !colon || number(colon + 1, message) || in_table(t, colon + 1, message);
	}
	if (!colon || n >= sizeof(word))
		return false;
	memcpy(word, name, n);
	word[n] = '\0';
	return number(word, protocol) && *protocol >= SCMI_BASE &&
	       (number(colon + 1, message) ||
		       in_table(protocol_table(*protocol), colon + 1, message));
}

const char *protocol_resource(uint32_t protocol, unsigned int kind, bool many)
{
	static const char *const pins[][2] = { { "pin", "pins" }, { "group", "groups" },
		{ "function", "functions" } };
	const struct protocol_table *t = protocol_table(protocol);

	if (protocol == SCMI_PINCTRL && kind <= SCMI_PIN_TYPE_FUNCTION)
		return pins[kind][many];
	if (t)
		return many ? t->many : t->one;
	return many ? "resources" : "resource";
}
