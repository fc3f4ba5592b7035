// SPDX-License-Identifier: BSD-2-Clause
/* Which channel a guest's domain gets, and which its partial tree describes. */
#include "guests/read/read.h"

/* The rule that has said that what the table says of the agent is wrong, or which agent it is. */
static enum rule_id is_doubtful(const struct guest_view *v, const struct guest_host *h)
{
	const struct findings *f = h->c->findings;
	const struct scmi_agent *a = agent_list_find(&h->agents, v->sci.id);
	enum rule_id by;

	if (!a || v->sci.type != SCMI_TYPE_MULTI_AGENT)
		return RULE_NONE;
	by = findings_error_about(f, v->channel.from, "scmi-secondary-agents", (int)a->index);
	if (!by)
		by = findings_error_about(f, a->shmem.node, "reg", -1);
	if (!by && !v->config)
		by = findings_error_about(f, v->domain, "xen,sci-agent-id", -1);
	if (!by && !v->config)
		by = findings_error_about(f, v->domain, "xen,sci_type", -1);
	return by;
}

/* The domain may get no channel, for reasons that other rules name. */
static void find_channel(struct guest_view *v, const struct guest_host *h)
{
	const struct guest_sci *s = &v->sci;

	if (s->type != h->c->sci->type || (s->type == SCMI_TYPE_MULTI_AGENT && !s->has_id))
		return;
	v->has_channel = scmi_channel_of(h->c->model, &h->agents, s->type, s->id, &v->channel) &&
			 v->channel.has_smc_id;
	v->doubtful = v->has_channel ? is_doubtful(v, h) : RULE_NONE;
}

/* The files agree on the page: the doorbell alone is wrong. */
static bool has_own_page(const struct guest_view *v)
{
	return v->config && v->has_channel && v->scmi.has_page && !v->channel.shmem->region.error &&
	       v->scmi.page == v->channel.shmem->region.addr;
}

static void find_other(struct guest_view *v, const struct guest_host *h)
{
	if (!h->c->sci->numbers_agents || !v->scmi.has_smc_id || v->doubtful ||
		(v->has_channel && v->channel.smc_id == v->scmi.smc_id) || has_own_page(v))
		return;
	for (size_t i = 0; i < h->agents.list.n && !v->has_other; i++) {
		const struct agent_entry *e = &h->agents.list.v[i];

		v->has_other = e->agent->smc_id == v->scmi.smc_id;
		v->other = e->id;
		v->has_others_page = v->has_other && v->scmi.has_page &&
				     v->scmi.page == e->agent->shmem.region.addr;
	}
}

/* For xl, the page is what iomem puts where the guest looks for it. */
static void find_page(struct guest_view *v)
{
	struct range s;

	v->scmi = partial_scmi(v->tree);
	if (!v->config)
		return;
	v->scmi.has_page = false;
	if (!v->scmi.shmem || !guest_pages(v->tree, v->scmi.shmem, 0, &s))
		return;
	for (size_t i = 0; i < v->mappings.n && !v->scmi.has_page; i++) {
		const struct guest_mapping *m = &v->mappings.v[i];

		v->scmi.has_page = s.start >= m->guest && s.start - m->guest < m->size;
		v->scmi.page = m->host + (s.start - m->guest);
	}
}

void guest_channel_find(struct guest_view *v, const struct guest_host *h)
{
	find_channel(v, h);
	find_page(v);
	find_other(v, h);
}
