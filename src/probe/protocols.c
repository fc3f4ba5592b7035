// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>
#include <string.h>

#include "probe/probe.h"

/* What is known of the protocols with resources, DEN0056 chapters 4.3 to 4.11. */
struct known {
	uint8_t id;
	uint8_t major;        /* newest that Linux 6.12 reads (SCMI_PROTOCOL_SUPPORTED_VERSION) */
	uint8_t words;        /* of PROTOCOL_ATTRIBUTES after the status, at least */
	bool counts;          /* bits 15..0 of the first are the resources */
	uint8_t last_message; /* that is asked about */
	uint8_t name_words; /* of the attributes of a resource before its name; 0: no name there */
};

static const struct known known[] = {
	{ SCMI_BASE, 2, 1, false, 0x8, 0 },
	{ SCMI_POWER, 3, 1, true, 0x8, 1 },
	{ SCMI_SYSTEM_POWER, 2, 1, false, 0x5, 0 },
	{ SCMI_PERFORMANCE, 4, 1, true, 0xc, 4 },
	{ SCMI_CLOCK, 3, 1, true, 0x11, 1 },
	{ SCMI_SENSOR, 3, 1, true, 0xc, 0 },
	{ SCMI_RESET, 3, 1, true, 0x6, 2 },
	{ SCMI_VOLTAGE, 2, 1, true, 0xa, 1 },
	{ SCMI_POWERCAP, 2, 1, true, 0xb, 0 },
	{ SCMI_PINCTRL, 1, 2, true, 0xa, 1 },
};

static const struct known *known_protocol(uint32_t id)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (known[i].id == id)
			return &known[i];
	return NULL;
}

void probe_version(struct sdc_probe *p, struct probe_channel *c, uint8_t protocol, uint32_t version)
{
	const struct known *k = known_protocol(protocol);

	if (!(version >> 16))
		probe_report(p, c, RULE_PROBE_VERSION, "protocol 0x%x has version 0x%" PRIx32,
			protocol, version);
	else if (k && version >> 16 > k->major)
		probe_report(p, c, RULE_PROBE_VERSION_NEWER,
			"protocol 0x%x has version %" PRIu32 ".%" PRIu32
			", Linux knows major versions up to %u",
			protocol, version >> 16, version & 0xffff, k->major);
}

static void ask_counts(struct sdc_probe *p, struct probe_channel *c, struct sdc_probe_protocol *t,
	const struct known *k)
{
	struct request q = {
		.protocol = (uint8_t)t->id, .message = SCMI_ATTRIBUTES, .need = k ? k->words : 1
	};
	const uint32_t *words = p->response.words;

	if (!probe_must(p, c, &q))
		return;
	t->messages[0] |= 1u << SCMI_ATTRIBUTES;
	if (!k || !k->counts)
		return;
	t->has_count = true;
	t->count = words[0] & 0xffff;
	if (t->id == SCMI_PINCTRL) {
		t->groups = words[0] >> 16;
		t->functions = words[1] & 0xffff;
	}
}

static void ask_messages(struct sdc_probe *p, struct probe_channel *c, struct sdc_probe_protocol *t,
	const struct known *k)
{
	uint8_t last = k ? k->last_message : SCMI_MESSAGE_ATTRIBUTES;

	for (uint8_t m = SCMI_MESSAGE_ATTRIBUTES; m <= last; m++)
		if (probe_implemented(p, c, (uint8_t)t->id, m) == SDC_YES)
			t->messages[m / 32] |= 1u << m % 32;
}

/* Sensors have their names in descriptions, several in one answer; the form depends on the
 * version, and only the first is asked for: id, two words, name. */
static bool ask_name(struct sdc_probe *p, struct probe_channel *c, const struct known *k,
	uint32_t resource, const char **name)
{
	bool sensor = k->id == SCMI_SENSOR;
	uint16_t before = sensor ? 4 : k->name_words;
	struct request q = { .protocol = k->id,
		.message = SCMI_RESOURCE_ATTRIBUTES,
		.n = k->id == SCMI_PINCTRL ? 2 : 1,
		.words = { resource, SCMI_PIN_TYPE_PIN },
		.need = (uint16_t)(before + 4) };
	enum answer answer = probe_ask(p, c, &q);

	if (answer == ANSWER_OK) {
		*name = probe_text(p, c, p->response.words + before, RULE_PROBE_RESOURCE_NAME,
			"a resource's name");
		return true;
	}
	if (answer != ANSWER_STATUS)
		return c->channel.state == CHANNEL_OPEN;
	probe_report(p, c, RULE_PROBE_RESOURCE_NAME,
		"attributes of resource %" PRIu32 " of protocol 0x%x end in status %" PRId32 ", %s",
		resource, k->id, p->response.status, scmi_status_name(p->response.status));
	return true;
}

static void ask_names(struct sdc_probe *p, struct probe_channel *c, struct sdc_probe_protocol *t,
	const struct known *k)
{
	const char **names;

	if (!k || !t->has_count || (!k->name_words && k->id != SCMI_SENSOR))
		return;
	names = arena_array(p->arena, t->count, sizeof(*names));
	t->names = names;
	while (t->n_names < t->count && ask_name(p, c, k, (uint32_t)t->n_names, &names[t->n_names]))
		t->n_names++;
}

void probe_protocols(struct sdc_probe *p, struct probe_channel *c)
{
	for (size_t i = 0; i < c->pub.n_protocols && c->channel.state == CHANNEL_OPEN; i++) {
		struct sdc_probe_protocol *t = &c->protocols[i];
		struct request q = {
			.protocol = (uint8_t)t->id, .message = SCMI_VERSION, .need = 1, .most = 1
		};
		enum answer answer = probe_ask(p, c, &q);

		if (answer == ANSWER_STATUS)
			probe_report(p, c, RULE_PROBE_PROTOCOL_DEAD,
				"protocol 0x%" PRIx32 " is listed, but its PROTOCOL_VERSION ends in"
				" status %" PRId32 ", %s",
				t->id, p->response.status, scmi_status_name(p->response.status));
		if (answer != ANSWER_OK)
			continue;
		t->has_version = true;
		t->version = p->response.words[0];
		t->messages[0] |= 1u << SCMI_VERSION;
		probe_version(p, c, (uint8_t)t->id, t->version);
		ask_counts(p, c, t, known_protocol(t->id));
		ask_messages(p, c, t, known_protocol(t->id));
		if (p->options.names)
			ask_names(p, c, t, known_protocol(t->id));
	}
}
