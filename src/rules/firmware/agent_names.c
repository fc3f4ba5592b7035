// SPDX-License-Identifier: BSD-2-Clause
/* Which agents the tree's domains get, against the names that the firmware gives its agents. */
#include <stdlib.h>
#include <strings.h>

#include "base/arena.h"
#include "base/search.h"
#include "rules/check.h"
#include "rules/lookup.h"
#include "rules/subjects.h"
#include "scmi/firmware/firmware.h"

/* A domain with an agent, and where the tree gives it. */
struct party {
	const char *name;
	uint32_t id;
	const struct dt_node *node;
	const char *prop;
};

struct agent_by_id {
	uint32_t id;
	const char *name;
};

static int by_name(const void *a, const void *b)
{
	return strcasecmp(((const struct party *)a)->name, ((const struct party *)b)->name);
}

static int by_id(const void *a, const void *b)
{
	const struct agent_by_id *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

/* Sorted by name. */
static struct party *parties(const struct check *c, size_t *n)
{
	const struct scmi_container *k = rules_the_container(c);
	const struct scmi_model *m = c->model;
	struct party *list = xmalloc((m->n_domains + 1) * sizeof(*list));
	uint32_t id;

	*n = 0;
	if (k && rules_dom0_id(c, &id))
		list[(*n)++] = (struct party){ "dom0", id, k->node, "xen,dom0-sci-agent-id" };
	for (size_t i = 0; i < m->n_domains; i++) {
		const struct scmi_domain *d = &m->domains[i];

		if (d->type == SCMI_TYPE_MULTI_AGENT && d->has_id)
			list[(*n)++] =
				(struct party){ d->node->name, d->id, d->node, "xen,sci-agent-id" };
	}
	qsort(list, *n, sizeof(*list), by_name);
	return list;
}

/* Sorted by id. */
static struct agent_by_id *names(const struct firmware *fw, size_t *n)
{
	struct agent_by_id *list = xmalloc((fw->n_agents + 1) * sizeof(*list));

	*n = 0;
	for (size_t i = 0; i < fw->n_agents; i++)
		if (fw->agents[i].has_id && fw->agents[i].name)
			list[(*n)++] = (struct agent_by_id){ fw->agents[i].id, fw->agents[i].name };
	qsort(list, *n, sizeof(*list), by_id);
	return list;
}

static void check_name(struct check *c, const struct rule *r, const struct party *d,
	const char *agent, const struct party *list, size_t n)
{
	const struct party wanted = { .name = agent };
	const struct party *other = bsearch(&wanted, list, n, sizeof(*list), by_name);
	struct finding *f;

	if (!other || other->id == d->id || !strcasecmp(agent, d->name))
		return;
	f = finding_add(c->findings, r, d->node, d->prop, 0,
		"%s gets agent %u, which the firmware calls \"%s\"", d->name, d->id, agent);
	finding_relate(c->findings, f, other->node, "%s gets agent %u", other->name, other->id);
	finding_hint(c->findings, f, "give agent %u to %s, if the firmware's name is right", d->id,
		other->name);
}

/* A name that is no domain's says nothing: firmware calls its agents as it likes. */
static void check_names(struct check *c, const struct rule *r)
{
	struct agent_by_id *agents;
	struct party *list;
	size_t n, n_agents;

	if (!c->firmware || !rules_the_container(c))
		return;
	list = parties(c, &n);
	agents = names(c->firmware, &n_agents);
	for (size_t i = 0; i < n; i++) {
		size_t at;

		search_sorted(at, n_agents, agents[at].id < list[i].id);
		if (at < n_agents && agents[at].id == list[i].id)
			check_name(c, r, &list[i], agents[at].name, list, n);
	}
	free(agents);
	free(list);
}

static const struct rule_check checks[] = {
	{ RULE_FW_AGENT_NAME, check_names },
};

const struct rule_set rules_agent_names = { checks, sizeof(checks) / sizeof(checks[0]) };
