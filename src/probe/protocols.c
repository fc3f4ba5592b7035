// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>
#include <string.h>

#include "probe/probe.h"
#include "probe/protocols/table.h"

void probe_version(struct sdc_probe *p, struct probe_channel *c, uint8_t protocol, uint32_t version)
{
	const struct protocol_table *k = protocol_table(protocol);

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
	const struct protocol_table *k)
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

static void ask_message(
	struct sdc_probe *p, struct probe_channel *c, struct sdc_probe_protocol *t, uint8_t message)
{
	if (probe_implemented(p, c, (uint8_t)t->id, message) == SDC_YES)
		t->messages[message / 32] |= 1u << message % 32;
}

static void ask_messages(struct sdc_probe *p, struct probe_channel *c, struct sdc_probe_protocol *t,
	const struct protocol_table *k)
{
	ask_message(p, c, t, SCMI_MESSAGE_ATTRIBUTES);
	for (uint8_t i = 0; k && i < k->n_rows; i++)
		ask_message(p, c, t, k->rows[i].id);
	ask_message(p, c, t, SCMI_NEGOTIATE);
}

static void ask_protocol(
	struct sdc_probe *p, struct probe_channel *c, struct sdc_probe_protocol *t, size_t i)
{
	const struct protocol_table *k = protocol_table(t->id);

	t->has_version = true;
	t->version = p->response.words[0];
	t->messages[0] |= 1u << SCMI_VERSION;
	probe_version(p, c, (uint8_t)t->id, t->version);
	ask_counts(p, c, t, k);
	ask_messages(p, c, t, k);
	if (p->options.names || p->options.deep)
		probe_resources(p, c, t, &c->details[i]);
}

void probe_protocols(struct sdc_probe *p, struct probe_channel *c)
{
	c->details = arena_array(p->arena, c->pub.n_protocols, sizeof(*c->details));
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
		ask_protocol(p, c, t, i);
	}
}
