// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/lookup.h"
#include "rules/subjects.h"
#include "scmi/near_miss.h"

#define DOM0_ID "xen,dom0-sci-agent-id"

/* Says that a property of that name, or nearly so, is not where Xen reads it. */
static void misplaced(struct check *c, const struct rule *r, const struct dt_node *n)
{
	const struct scmi_container *k = rules_the_container(c);
	const struct dt_prop *p = n ? dt_prop(n, DOM0_ID) : NULL;
	const char *what = "stands in a node where Xen does not look for it";
	struct finding *f;

	if (n && !p) {
		p = scmi_near_miss(n, DOM0_ID);
		what = "is not a name that Xen knows";
	}
	if (!p)
		return;
	f = finding_add(c->findings, r, n, p->name, -1, "%s %s", p->name, what);
	if (n != k->node)
		finding_relate(c->findings, f, k->node, "the container, where it belongs");
	rules_hint_id(c, f, DOM0_ID, p, " in the container");
	rules_fix_move(c, f, n, p->name, k->node, DOM0_ID, rules_value(c, n, p->name));
}

static void check_misspelt(struct check *c, const struct rule *r)
{
	const struct scmi_container *k = rules_the_container(c);
	const struct dt_prop *p;

	if (!k || k->dom0_prop)
		return;
	p = scmi_near_miss(k->node, DOM0_ID);
	if (!p && dt_prop(k->node, "xen,sci-agent-id")) {
		struct finding *f = finding_add(c->findings, r, k->node, "xen,sci-agent-id", -1,
			"xen,sci-agent-id is the name for a domain; Xen does not read it here");

		finding_hint(c->findings, f, "write " DOM0_ID " in the container");
		rules_fix_rename(c, f, k->node, "xen,sci-agent-id", DOM0_ID);
	}
	misplaced(c, r, k->node);
	for (const struct dt_node *n = k->node->parent; n && n->parent; n = n->parent)
		misplaced(c, r, n);
	if (c->model->management)
		misplaced(c, r, c->model->management->node);
	if (c->model->host)
		misplaced(c, r, c->model->host->node);
}

/* The agent whose doorbell the host's node rings. */
static bool host_agent(const struct check *c, uint32_t *id)
{
	const struct scmi_container *k = rules_the_container(c);
	const struct scmi_instance *host = scmi_host(c->model);

	if (!host || !host->has_smc_id)
		return false;
	for (size_t i = 0; i < k->n_agents; i++)
		if (k->agents[i].smc_id == host->smc_id)
			return rules_agent_id(c, &k->agents[i], id) && *id < XEN_INVALID_ID;
	return false;
}

/* Dom0 means the agent that its kernel will talk to. */
static void fix_by_host(struct check *c, struct finding *f)
{
	uint32_t id;

	if (f->message && host_agent(c, &id))
		rules_fix_set(c, f, rules_the_container(c)->node, DOM0_ID,
			findings_str(c->findings, "<%u>", id));
}

static void check_absent(struct check *c, const struct rule *r)
{
	const struct scmi_container *k = rules_the_container(c);
	const struct scmi_instance *host = c->model->host;
	struct finding *f;
	uint32_t id;

	if (!k || k->dom0_prop || !host || !host->available || !rules_has_dom0(c))
		return;
	f = finding_add(c->findings, r, k->node, DOM0_ID, -1,
		"the container names no agent for Dom0, but /firmware/scmi is there");
	finding_relate(c->findings, f, host->node, "Dom0 will not see this node");
	if (host_agent(c, &id)) {
		finding_hint(c->findings, f,
			"write " DOM0_ID " = <%u> for the agent with doorbell 0x%x, or switch "
			"this warning off where Dom0 is to have no SCMI",
			id, host->smc_id);
		rules_fix_set(c, f, k->node, DOM0_ID, findings_str(c->findings, "<%u>", id));
	} else {
		finding_hint(c->findings, f,
			"write " DOM0_ID
			" = <ID>, or switch this warning off where Dom0 is to have no SCMI");
	}
}

static bool is_text(const struct dt_prop *p)
{
	for (uint32_t i = 0; i + 1 < p->len; i++)
		if (p->data[i] < 0x20 || p->data[i] > 0x7e)
			return false;
	return p->len > 1 && !p->data[p->len - 1];
}

static void check_dropped(struct check *c, const struct rule *r)
{
	const struct scmi_container *k = rules_the_container(c);
	struct findings *fs = c->findings;
	struct finding *f;

	if (!k || !k->dom0_prop || (k->dom0_has_id && k->dom0_id < XEN_INVALID_ID))
		return;
	if (!k->dom0_prop->len)
		f = finding_add(fs, r, k->node, DOM0_ID, -1, DOM0_ID " has no value");
	else if (is_text(k->dom0_prop))
		f = finding_add(fs, r, k->node, DOM0_ID, -1,
			DOM0_ID " is the string \"%.32s\", not a number",
			(const char *)k->dom0_prop->data);
	else if (!k->dom0_has_id)
		f = finding_add(fs, r, k->node, DOM0_ID, -1,
			DOM0_ID " has 0x%x bytes where a cell has 0x4", k->dom0_prop->len);
	else
		f = finding_add(fs, r, k->node, DOM0_ID, 0, DOM0_ID " is %s; agent ids end at 254",
			agent_number(k->dom0_id).text);
	finding_hint(fs, f,
		"write " DOM0_ID " = <ID> with an id of the table, or remove it where Dom0 is to "
		"have no SCMI");
	fix_by_host(c, f);
}

static void check_several(struct check *c, const struct rule *r)
{
	const struct scmi_container *k = rules_the_container(c);
	struct finding *f;

	if (!k || !k->dom0_has_id || k->dom0_id >= XEN_INVALID_ID || k->dom0_prop->len == 4)
		return;
	f = finding_add(c->findings, r, k->node, DOM0_ID, -1,
		DOM0_ID " has 0x%x bytes; Xen takes the first cell, %u, and ignores the rest",
		k->dom0_prop->len, k->dom0_id);
	finding_hint(c->findings, f, "write " DOM0_ID " = <%u>", k->dom0_id);
	rules_fix_set(c, f, k->node, DOM0_ID, findings_str(c->findings, "<%u>", k->dom0_id));
}

static const char *guess(const struct check *c)
{
	return rules_ids_guessed(c) ? ", if the firmware numbers its agents by doorbell" : "";
}

static void check_unknown(struct check *c, const struct rule *r)
{
	const struct scmi_container *k = rules_the_container(c);
	struct agent_list agents;
	uint32_t id, own;

	if (!rules_dom0_id(c, &id) || !rules_table_legible(c, k))
		return;
	agent_list_build(&agents, c);
	if (!agent_list_find(&agents, id) && !(rules_management_id(c, &own) && own == id)) {
		struct finding *f = finding_add(c->findings, r, k->node, DOM0_ID, 0,
			"Dom0 asks for agent %u, which is not in the table%s", id, guess(c));

		finding_hint(c->findings, f,
			"name an agent of scmi-secondary-agents, or add <DOORBELL &PAGE %u> to it",
			id);
		fix_by_host(c, f);
	}
	vec_free(&agents.list);
}

static void check_management(struct check *c, const struct rule *r)
{
	const struct scmi_container *k = rules_the_container(c);
	struct agent_list agents;
	uint32_t id, own;

	if (!rules_dom0_id(c, &id) || !rules_table_whole(k) || !rules_management_id(c, &own) ||
		own != id)
		return;
	agent_list_build(&agents, c);
	/* In a table that states ids, the entry itself is the mistake. */
	if (k->cells == 2 || !agent_list_find(&agents, id)) {
		struct finding *f = finding_add(c->findings, r, k->node, DOM0_ID, 0,
			"Dom0 asks for agent %u, the management agent%s", id,
			c->firmware ? "" : ", if the firmware numbers its agents by doorbell");

		finding_relate(c->findings, f, c->model->management->node,
			"the management channel, doorbell 0x%x", c->model->management->smc_id);
		finding_hint(c->findings, f, "give Dom0 an agent of its own");
		fix_by_host(c, f);
	}
	vec_free(&agents.list);
}

static const struct rule_check checks[] = {
	{ RULE_DOM0_ID_MISSPELT, check_misspelt },
	{ RULE_DOM0_ID_ABSENT, check_absent },
	{ RULE_DOM0_ID_DROPPED, check_dropped },
	{ RULE_DOM0_ID_SEVERAL, check_several },
	{ RULE_DOM0_ID_UNKNOWN, check_unknown },
	{ RULE_DOM0_ID_MANAGEMENT, check_management },
};

const struct rule_set rules_dom0 = { checks, sizeof(checks) / sizeof(checks[0]) };
