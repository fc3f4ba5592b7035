// SPDX-License-Identifier: BSD-2-Clause
/* Every channel that the tree names, for drawing and tables. */
#include "report/html/html.h"

static void set_page(struct html_agent *a, const struct scmi_shmem *s)
{
	a->shmem = s->node;
	a->has_page = s->node && s->region.error == DT_ADDR_OK;
	a->page = s->region.addr;
	a->size = s->region.size;
}

static void set_instance(struct html_agent *a, const struct scmi_instance *s)
{
	a->has_smc_id = s->has_smc_id;
	a->smc_id = s->smc_id;
	set_page(a, &s->shmem);
	a->about[0] = (struct html_about){ s->node, NULL, -1 };
	a->about[1] = (struct html_about){ s->shmem.node, NULL, -1 };
}

/* Who holds it, asks for it, or is to have it. */
static void set_party(const struct html *h, struct html_agent *a, const struct sdc_domain *d)
{
	const struct html_claim *asked = NULL;
	bool multi = h->p->xen == SDC_XEN_MULTI_AGENT;
	size_t n = 0;

	a->party = html_party_of_domain(h, d);
	if (multi && !a->has_id)
		return;
	a->planned = html_claims(&h->planned, multi ? a->id : 0, &a->n_planned);
	if (multi)
		asked = html_claims(&h->asked, a->id, &n);
	if (a->party == HTML_NONE && n)
		a->party = asked->party;
	if (a->party == HTML_NONE && a->n_planned)
		a->party = a->planned->party;
	a->n_domains = a->party != HTML_NONE;
	for (size_t i = 0; multi && i < a->n_planned; i++)
		a->n_domains += a->planned[i].party != a->party;
}

static void set_entry(const struct html *h, struct html_agent *a, const struct scmi_container *con,
	const struct scmi_agent *entry)
{
	a->has_id = owners_agent_id(h->p, entry, &a->id);
	a->has_smc_id = true;
	a->smc_id = entry->smc_id;
	set_page(a, &entry->shmem);
	set_party(h, a, owner_of_agent(&h->owners, h->p, entry));
	a->about[0] = (struct html_about){ con->node, "scmi-secondary-agents", (int)entry->index };
	a->about[1] = (struct html_about){ entry->shmem.node, NULL, -1 };
}

/* The only channel of the single-agent driver. */
static void set_single(const struct html *h, struct html_agent *a)
{
	const struct sdc_domain *d = NULL;

	set_instance(a, h->r->model->host);
	for (size_t i = 0; i < h->p->n_channels; i++)
		if (!h->p->channels[i].management)
			d = owner_of(h->p, &h->p->channels[i]);
	set_party(h, a, d);
}

struct html_agent *html_agents(const struct html *h, struct arena *arena, size_t *n)
{
	const struct scmi_model *m = h->r->model;
	const struct scmi_container *con = m->n_containers ? &m->containers[0] : NULL;
	bool multi = h->p->xen == SDC_XEN_MULTI_AGENT;
	struct html_agent *list = arena_array(arena, 1 + (con ? con->n_agents : 0), sizeof(*list));

	*n = 0;
	if (!multi) {
		if (m->host)
			set_single(h, &list[(*n)++]);
		return list;
	}
	if (m->management) {
		struct html_agent *a = &list[(*n)++];

		a->management = true;
		a->party = HTML_XEN;
		a->has_id = owners_agent_id(h->p, NULL, &a->id);
		set_instance(a, m->management);
	}
	for (size_t i = 0; con && i < con->n_agents; i++)
		set_entry(h, &list[(*n)++], con, &con->agents[i]);
	return list;
}
