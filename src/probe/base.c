// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>
#include <string.h>

#include "probe/probe.h"

/* The base protocol, DEN0056 chapter 4.2. */

static struct request base_request(uint8_t message, uint16_t words)
{
	return (struct request){
		.protocol = SCMI_BASE, .message = message, .need = words, .most = words
	};
}

static bool ask_version(struct sdc_probe *p, struct probe_channel *c)
{
	struct request q = base_request(SCMI_VERSION, 1);

	if (!probe_must(p, c, &q))
		return false;
	c->pub.has_version = true;
	c->pub.version = p->response.words[0];
	c->pub.base.id = SCMI_BASE;
	c->pub.base.has_version = true;
	c->pub.base.version = c->pub.version;
	probe_version(p, c, SCMI_BASE, c->pub.version);
	return true;
}

static uint32_t ask_attributes(struct sdc_probe *p, struct probe_channel *c)
{
	struct request q = base_request(SCMI_ATTRIBUTES, 1);

	if (!probe_must(p, c, &q))
		return 0;
	c->pub.has_attributes = true;
	c->pub.n_agents = SCMI_BASE_ATTR_AGENTS(p->response.words[0]);
	return SCMI_BASE_ATTR_PROTOCOLS(p->response.words[0]);
}

static void ask_vendor(struct sdc_probe *p, struct probe_channel *c)
{
	struct request vendor = base_request(SCMI_BASE_VENDOR, 4);
	struct request sub_vendor = base_request(SCMI_BASE_SUB_VENDOR, 4);
	struct request implementation = base_request(SCMI_BASE_IMPLEMENTATION, 1);

	if (probe_must(p, c, &vendor))
		c->pub.vendor =
			probe_text(p, c, p->response.words, RULE_PROBE_NAME, "the vendor's name");
	if (probe_ask(p, c, &sub_vendor) == ANSWER_OK)
		c->pub.sub_vendor = probe_text(
			p, c, p->response.words, RULE_PROBE_NAME, "the sub-vendor's name");
	if (probe_must(p, c, &implementation)) {
		c->pub.has_implementation = true;
		c->pub.implementation = p->response.words[0];
	}
}

struct list {
	uint8_t ids[256];
	uint32_t n;
	bool seen[256];
	bool broken;
};

static bool take_id(struct sdc_probe *p, struct probe_channel *c, struct list *list, uint8_t id)
{
	bool again = list->seen[id];

	list->seen[id] = true;
	if (id <= SCMI_BASE) {
		list->broken = true;
		probe_report(p, c, RULE_PROBE_PROTOCOL_LIST, "the list of protocols holds 0x%x%s",
			id, id == SCMI_BASE ? ", the base protocol" : "");
	} else if (again) {
		list->broken = true;
		probe_report(p, c, RULE_PROBE_PROTOCOL_LIST,
			"the list of protocols holds 0x%x a second time", id);
	} else {
		list->ids[list->n++] = id;
	}
	return !list->broken;
}

/* Takes one part of the list. Returns how many it has, 0 at the end or where it is broken. */
static uint32_t take_part(struct sdc_probe *p, struct probe_channel *c, struct list *list)
{
	const struct response *r = &p->response;
	uint32_t count = r->words[0], room = (r->n - 1) * 4;

	if (count > room) {
		list->broken = true;
		probe_report(p, c, RULE_PROBE_PROTOCOL_LIST,
			"a part of the list of protocols says 0x%" PRIx32
			" and has room for 0x%" PRIx32,
			count, room);
		return 0;
	}
	for (uint32_t i = 0; i < count; i++)
		if (!take_id(p, c, list, (uint8_t)(r->words[1 + i / 4] >> 8 * (i % 4))))
			return 0;
	return count;
}

/* Ask for parts until one is empty, as Linux does; some firmware refuses the last one. */
static void read_list(struct sdc_probe *p, struct probe_channel *c, struct list *list)
{
	uint32_t skip = 0, count = 1;

	while (count && !list->broken) {
		struct request q = base_request(SCMI_BASE_LIST_PROTOCOLS, 1);
		enum answer answer;

		q.n = 1;
		q.words[0] = skip;
		q.most = 0;
		answer = probe_ask(p, c, &q);
		if (answer == ANSWER_STATUS && skip)
			break;
		if (answer != ANSWER_OK) {
			list->broken = true;
			if (answer == ANSWER_STATUS)
				probe_report(p, c, RULE_PROBE_MANDATORY_MESSAGE,
					"BASE_DISCOVER_LIST_PROTOCOLS ends in status %" PRId32
					", %s",
					p->response.status, scmi_status_name(p->response.status));
			break;
		}
		count = take_part(p, c, list);
		skip += count;
	}
}

static void ask_list(struct sdc_probe *p, struct probe_channel *c, uint32_t expected)
{
	struct list list = { .n = 0 };
	struct sdc_probe_protocol *protocols;

	read_list(p, c, &list);
	protocols = arena_array(p->arena, list.n, sizeof(*protocols));
	for (uint32_t i = 0; i < list.n; i++)
		protocols[i].id = list.ids[i];
	c->protocols = protocols;
	c->pub.protocols = protocols;
	c->pub.n_protocols = list.n;
	c->pub.has_list = !list.broken;
	if (list.broken || !c->pub.has_attributes || list.n == expected)
		return;
	/* Who only gives devices to others may have the base protocol alone. */
	if (!list.n && c->pub.role != SDC_ROLE_MANAGEMENT)
		probe_report(p, c, RULE_PROBE_PROTOCOL_LIST,
			"the list of protocols is empty, the firmware says that it has %" PRIu32,
			expected);
	else
		probe_report(p, c, RULE_PROBE_PROTOCOL_COUNT,
			"the list has %" PRIu32 " protocols, the firmware says %" PRIu32, list.n,
			expected);
}

static enum answer discover_agent(struct sdc_probe *p, struct probe_channel *c, uint32_t id)
{
	struct request q = base_request(SCMI_BASE_DISCOVER_AGENT, 5);

	q.n = 1;
	q.words[0] = id;
	return probe_ask(p, c, &q);
}

static void report_no_discovery(struct sdc_probe *p, struct probe_channel *c)
{
	struct finding *f = probe_report(p, c, RULE_PROBE_DISCOVER_AGENT,
		"BASE_DISCOVER_AGENT ends in status %" PRId32 ", %s", p->response.status,
		scmi_status_name(p->response.status));

	if (f && c->pub.role != SDC_ROLE_MANAGEMENT &&
		(c->pub.role == SDC_ROLE_HOST || c->pub.has_table_id)) {
		f->severity = SDC_WARNING;
		finding_effect(
			p->findings, f, "does not ask on this channel and believes the table");
	}
	if (f && c->pub.has_attributes && !c->pub.n_agents)
		finding_hint(p->findings, f,
			"the firmware says that it has 0 agents: it leaves agent discovery out");
}

static void compare_own_name(struct sdc_probe *p, struct probe_channel *c)
{
	for (size_t i = 0; i < c->pub.n_names; i++) {
		const struct sdc_probe_agent *a = &c->pub.agents[i];

		if (a->id == c->pub.id && strcmp(a->name, c->pub.name) != 0)
			probe_report(p, c, RULE_PROBE_AGENT_NAME,
				"the agent calls itself \"%s\", in the list agent %" PRIu32
				" is \"%s\"",
				c->pub.name, a->id, a->name);
	}
}

static void ask_agents(struct sdc_probe *p, struct probe_channel *c)
{
	struct sdc_probe_agent *agents =
		arena_array(p->arena, c->pub.n_agents + 1, sizeof(*agents));
	enum answer answer = discover_agent(p, c, SCMI_AGENT_SELF);

	if (answer == ANSWER_STATUS) {
		c->pub.discover_agent = SDC_NO;
		report_no_discovery(p, c);
	}
	if (answer != ANSWER_OK)
		return;
	c->pub.discover_agent = SDC_YES;
	if (c->pub.has_attributes && !c->pub.n_agents)
		probe_report(
			p, c, RULE_PROBE_AGENT_COUNT, "the firmware says that it has no agents");
	c->pub.has_id = true;
	c->pub.id = p->response.words[0];
	c->pub.name =
		probe_text(p, c, p->response.words + 1, RULE_PROBE_NAME, "the agent's own name");
	/* Ids start at 0 or at 1, so one more is asked for than there are. */
	c->pub.agents = agents;
	for (uint32_t id = 0; id <= c->pub.n_agents; id++) {
		answer = discover_agent(p, c, id);
		if (answer != ANSWER_OK && answer != ANSWER_STATUS)
			return;
		if (answer != ANSWER_OK || p->response.words[0] != id)
			continue;
		agents[c->pub.n_names].id = id;
		agents[c->pub.n_names++].name =
			probe_text(p, c, p->response.words + 1, RULE_PROBE_NAME, "an agent's name");
	}
	compare_own_name(p, c);
}

static void ask_messages(struct sdc_probe *p, struct probe_channel *c)
{
	uint32_t *set = c->pub.base.messages;

	set[0] = 1u << SCMI_VERSION | (uint32_t)c->pub.has_attributes << SCMI_ATTRIBUTES;
	for (uint8_t m = SCMI_MESSAGE_ATTRIBUTES; m <= SCMI_BASE_NOTIFY_ERRORS; m++)
		if (probe_implemented(p, c, SCMI_BASE, m) == SDC_YES)
			set[0] |= 1u << m;
}

bool probe_base(struct sdc_probe *p, struct probe_channel *c)
{
	uint32_t expected;

	if (!ask_version(p, c))
		return false;
	expected = ask_attributes(p, c);
	ask_vendor(p, c);
	ask_list(p, c, expected);
	ask_agents(p, c);
	ask_messages(p, c);
	return true;
}
