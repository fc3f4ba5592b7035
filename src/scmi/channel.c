// SPDX-License-Identifier: BSD-2-Clause
#include "scmi/channel.h"

#include <stdlib.h>
#include <string.h>

#include "base/search.h"

static int by_id(const void *a, const void *b)
{
	const struct agent_entry *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return x->agent < y->agent ? -1 : x->agent > y->agent;
}

void agent_list_read(
	struct agent_list *l, const struct scmi_container *k, const struct scmi_ids *ids)
{
	memset(l, 0, sizeof(*l));
	for (size_t i = 0; k && i < k->n_agents; i++) {
		struct agent_entry e = { .agent = &k->agents[i] };

		if (scmi_agent_id(ids, e.agent, &e.id))
			vec_push(&l->list, e);
	}
	if (l->list.n)
		qsort(l->list.v, l->list.n, sizeof(*l->list.v), by_id);
}

const struct scmi_agent *agent_list_find(const struct agent_list *l, uint32_t id)
{
	size_t i;

	search_sorted(i, l->list.n, l->list.v[i].id < id);
	return i < l->list.n && l->list.v[i].id == id ? l->list.v[i].agent : NULL;
}

const struct scmi_instance *scmi_forwarded(const struct scmi_model *m)
{
	for (size_t i = 0; i < m->n_instances; i++)
		if (m->instances[i].available && m->instances[i].transport == SCMI_SMC)
			return &m->instances[i];
	return scmi_host(m);
}

static bool agent_channel(const struct scmi_model *m, const struct agent_list *agents, uint32_t id,
	struct scmi_channel *out)
{
	const struct scmi_agent *a = agent_list_find(agents, id);

	if (a)
		*out = (struct scmi_channel){ m->containers[0].node, true, a->smc_id, &a->shmem };
	return a != NULL;
}

static bool host_channel(const struct scmi_model *m, struct scmi_channel *out)
{
	const struct scmi_instance *i = scmi_forwarded(m);

	if (!i || i->transport != SCMI_SMC)
		return false;
	*out = (struct scmi_channel){ i->node, i->has_smc_id, i->smc_id, &i->shmem };
	return true;
}

bool scmi_channel_of(const struct scmi_model *m, const struct agent_list *agents,
	enum scmi_domain_type type, uint32_t id, struct scmi_channel *out)
{
	if (type == SCMI_TYPE_MULTI_AGENT)
		return agent_channel(m, agents, id, out);
	return type == SCMI_TYPE_SMC && host_channel(m, out);
}
