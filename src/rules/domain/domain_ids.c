// SPDX-License-Identifier: BSD-2-Clause
/* Which agent a domain asks for. */
#include <stdlib.h>
#include <string.h>

#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/lookup.h"
#include "rules/subjects.h"
#include "scmi/near_miss.h"

#define TYPE "xen,sci_type"
#define ID   "xen,sci-agent-id"

static bool is_multi_agent(const struct check *c, const struct scmi_domain *d)
{
	return c->sci->numbers_agents && d->type == c->sci->type;
}

static void check_id_misspelt(struct check *c, const struct rule *r)
{
	for (size_t i = 0; i < c->model->n_domains; i++) {
		const struct scmi_domain *d = &c->model->domains[i];
		const struct dt_prop *p = NULL;
		struct finding *f;

		if (!d->id_prop && (is_multi_agent(c, d) || !d->type_prop))
			p = scmi_near_miss(d->node, ID);
		if (!p)
			continue;
		f = finding_add(c->findings, r, d->node, p->name, -1,
			"%s is not a name that Xen knows", p->name);
		finding_concerns(c->findings, f, d->node, ID);
		if (!d->type_prop)
			finding_effect(c->findings, f,
				"ignores it and, without " TYPE ", builds the domain without SCMI");
		rules_hint_id(c, f, ID, p, ", with dashes");
		rules_fix_rename(c, f, d->node, p->name, ID);
	}
}

/* The next domain of the multi-agent type; @i is the place to go on from. */
static const struct scmi_domain *next(const struct check *c, size_t *i)
{
	while (*i < c->model->n_domains) {
		const struct scmi_domain *d = &c->model->domains[(*i)++];

		if (is_multi_agent(c, d))
			return d;
	}
	return NULL;
}

/* The doorbell that the domain's partial tree rings, where it was given. */
static bool rung_doorbell(const struct check *c, const struct scmi_domain *d, uint32_t *smc_id)
{
	for (size_t i = 0; i < c->n_guests; i++) {
		const struct dt_node *n,
			*end = c->guests[i].tree->nodes + c->guests[i].tree->n_nodes;

		if (c->guests[i].domain != d->node)
			continue;
		for (n = c->guests[i].tree->nodes; n < end; n++)
			if (dt_compatible(n, "arm,scmi-smc"))
				return dt_prop_u32(n, "arm,smc-id", smc_id);
	}
	return false;
}

static bool is_held(const struct check *c, const struct scmi_domain *but, uint32_t id)
{
	uint32_t own;

	if ((rules_dom0_id(c, &own) && own == id) || (rules_management_id(c, &own) && own == id))
		return true;
	for (size_t i = 0; i < c->model->n_domains; i++) {
		const struct scmi_domain *d = &c->model->domains[i];

		if (d != but && is_multi_agent(c, d) && d->has_id && d->id == id)
			return true;
	}
	return false;
}

/* The agent of the doorbell that the domain rings, else the first that nobody has. */
static void fix_id(struct check *c, struct finding *f, const struct scmi_domain *d)
{
	const struct scmi_container *k = rules_the_container(c);
	uint32_t smc_id = 0, id, best = XEN_INVALID_ID;
	bool rung;

	if (!f->message || !k || !rules_table_whole(k))
		return;
	rung = rung_doorbell(c, d, &smc_id);
	for (size_t i = 0; i < k->n_agents; i++)
		if (rules_agent_id(c, &k->agents[i], &id) && id < best && !is_held(c, d, id) &&
			(!rung || k->agents[i].smc_id == smc_id))
			best = id;
	if (best != XEN_INVALID_ID)
		fix_set_prop(c->findings, f, rung ? SDC_MACHINE_APPLICABLE : SDC_MAYBE_INCORRECT,
			c->tree, d->node, ID, findings_str(c->findings, "<%u>", best));
}

static void check_id_missing(struct check *c, const struct rule *r)
{
	const struct scmi_domain *d;

	for (size_t i = 0; (d = next(c, &i));) {
		struct finding *f;

		if (d->id_prop || scmi_near_miss(d->node, ID))
			continue;
		f = finding_add(c->findings, r, d->node, ID, -1,
			"the domain asks for SCMI but names no agent");
		finding_hint(
			c->findings, f, "write " ID " = <ID> with an id of scmi-secondary-agents");
		fix_id(c, f, d);
	}
}

static void check_id_empty(struct check *c, const struct rule *r)
{
	const struct scmi_domain *d;

	for (size_t i = 0; (d = next(c, &i));) {
		struct finding *f;

		if (!d->id_prop || d->has_id)
			continue;
		f = finding_add(c->findings, r, d->node, ID, -1,
			ID " has 0x%x bytes where a cell has 0x4", d->id_prop->len);
		finding_hint(
			c->findings, f, "write " ID " = <ID> with an id of scmi-secondary-agents");
		fix_id(c, f, d);
	}
}

static void check_id_range(struct check *c, const struct rule *r)
{
	const struct scmi_domain *d;

	for (size_t i = 0; (d = next(c, &i));) {
		struct finding *f;

		if (!d->has_id || d->id < XEN_INVALID_ID)
			continue;
		f = finding_add(c->findings, r, d->node, ID, 0, ID " is %s; agent ids end at 254",
			agent_number(d->id).text);
		finding_hint(c->findings, f, "write an id of scmi-secondary-agents, from 0 to 254");
		fix_id(c, f, d);
	}
}

static bool asks_for_agent(const struct scmi_domain *d)
{
	return d->has_id && d->id < XEN_INVALID_ID;
}

static const char *guess(const struct check *c)
{
	return rules_ids_guessed(c) ? ", if the firmware numbers its agents by doorbell" : "";
}

static void check_id_unknown(struct check *c, const struct rule *r)
{
	const struct scmi_container *k = rules_the_container(c);
	const struct scmi_domain *d;
	struct agent_list agents;
	bool has_own;
	uint32_t own;

	if (!k || !rules_table_legible(c, k))
		return;
	agent_list_build(&agents, c);
	has_own = rules_management_id(c, &own);
	for (size_t i = 0; (d = next(c, &i));) {
		struct finding *f;

		if (!asks_for_agent(d) || agent_list_find(&agents, d->id) ||
			(has_own && d->id == own))
			continue;
		f = finding_add(c->findings, r, d->node, ID, 0,
			"the domain asks for agent %u, which is not in the table%s", d->id,
			guess(c));
		finding_relate(c->findings, f, k->node, "the container with the table");
		finding_hint(c->findings, f,
			"name an agent of scmi-secondary-agents, or add <DOORBELL &PAGE %u> to it",
			d->id);
		fix_id(c, f, d);
	}
	vec_free(&agents.list);
}

static void check_id_management(struct check *c, const struct rule *r)
{
	const struct scmi_container *k = rules_the_container(c);
	const struct scmi_domain *d;
	struct agent_list agents;
	uint32_t own;
	bool stated;

	if (!k || !rules_table_whole(k) || !rules_management_id(c, &own))
		return;
	agent_list_build(&agents, c);
	/* In a table that states ids, the entry itself is the mistake. */
	stated = k->cells == 3 && agent_list_find(&agents, own);
	vec_free(&agents.list);
	for (size_t i = 0; !stated && (d = next(c, &i));) {
		struct finding *f;

		if (!asks_for_agent(d) || d->id != own)
			continue;
		f = finding_add(c->findings, r, d->node, ID, 0,
			"the domain asks for agent %u, the management agent%s", d->id,
			c->firmware ? "" : ", if the firmware numbers its agents by doorbell");
		finding_relate(c->findings, f, c->model->management->node,
			"the management channel, doorbell 0x%x", c->model->management->smc_id);
		finding_hint(c->findings, f, "give the domain an agent of its own");
		fix_id(c, f, d);
	}
}

struct asked {
	uint32_t id;
	const struct scmi_domain *domain; /* NULL: Dom0, which is built first */
};

static int by_id(const void *a, const void *b)
{
	const struct asked *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return x->domain < y->domain ? -1 : x->domain > y->domain;
}

static void taken(
	struct check *c, const struct rule *r, const struct asked *first, const struct asked *again)
{
	struct finding *f = finding_add(c->findings, r, again->domain->node, ID, 0,
		"agent %u belongs to %s already", again->id,
		first->domain ? first->domain->node->name : "Dom0");

	if (first->domain)
		finding_relate(c->findings, f, first->domain->node, "asks for it first");
	else
		finding_relate(c->findings, f, rules_the_container(c)->node,
			"xen,dom0-sci-agent-id = <%u>", again->id);
	finding_hint(c->findings, f, "give each domain an agent of its own");
	fix_id(c, f, again->domain);
}

static void check_id_taken(struct check *c, const struct rule *r)
{
	const struct scmi_container *k = rules_the_container(c);
	const struct scmi_domain *d;
	VEC(struct asked) list = { 0 };
	struct agent_list agents;
	uint32_t own, id;
	bool has_own;

	if (!k || !rules_table_whole(k))
		return;
	has_own = rules_management_id(c, &own);
	if (rules_dom0_id(c, &id))
		vec_push(&list, (struct asked){ id, NULL });
	for (size_t i = 0; (d = next(c, &i));)
		if (asks_for_agent(d))
			vec_push(&list, (struct asked){ d->id, d });
	if (list.n)
		qsort(list.v, list.n, sizeof(*list.v), by_id);
	agent_list_build(&agents, c);
	for (size_t i = 1, first = 0; i < list.n; i++) {
		if (list.v[i].id != list.v[first].id)
			first = i;
		else if (agent_list_find(&agents, list.v[i].id) &&
			 !(has_own && own == list.v[i].id))
			taken(c, r, &list.v[first], &list.v[i]);
	}
	vec_free(&agents.list);
	vec_free(&list);
}

static void check_id_without_type(struct check *c, const struct rule *r)
{
	for (size_t i = 0; i < c->model->n_domains; i++) {
		const struct scmi_domain *d = &c->model->domains[i];
		struct finding *f;

		if (!d->id_prop || d->type_prop || scmi_near_miss(d->node, TYPE) ||
			dt_prop(d->node, "xen,arm_sci"))
			continue;
		f = finding_add(c->findings, r, d->node, ID, 0,
			"the domain names an agent but has no " TYPE);
		finding_hint(c->findings, f, "write " TYPE " = \"scmi_smc_multiagent\"");
		rules_fix_set(c, f, d->node, TYPE, "\"scmi_smc_multiagent\"");
	}
}

static const struct rule_check checks[] = {
	{ RULE_DOMAIN_ID_MISSPELT, check_id_misspelt },
	{ RULE_DOMAIN_ID_MISSING, check_id_missing },
	{ RULE_DOMAIN_ID_EMPTY, check_id_empty },
	{ RULE_DOMAIN_ID_RANGE, check_id_range },
	{ RULE_DOMAIN_ID_UNKNOWN, check_id_unknown },
	{ RULE_DOMAIN_ID_MANAGEMENT, check_id_management },
	{ RULE_DOMAIN_ID_TAKEN, check_id_taken },
	{ RULE_DOMAIN_ID_WITHOUT_TYPE, check_id_without_type },
};

const struct rule_set rules_domain_ids = { checks, sizeof(checks) / sizeof(checks[0]) };
