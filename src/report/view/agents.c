// SPDX-License-Identifier: BSD-2-Clause
/* Every channel that the tree names, and whose it is. */
#include "base/search.h"
#include "base/text.h"
#include "report/view/view.h"
#include "scmi/channel.h"

#define MAX_HOLDERS 100 /* that are counted */
#define MAX_NAMED   8

static void set_page(struct view_agent *a, const struct scmi_shmem *s)
{
	a->shmem = s->node;
	a->has_page = s->node && s->region.error == DT_ADDR_OK;
	a->page = s->region.addr;
	a->size = s->region.size;
}

static void set_instance(struct view_agent *a, const struct scmi_instance *s)
{
	a->has_smc_id = s->has_smc_id;
	a->smc_id = s->smc_id;
	set_page(a, &s->shmem);
	a->about[0] = (struct view_about){ s->node, NULL, -1 };
	a->about[1] = (struct view_about){ s->shmem.node, NULL, -1 };
}

/* Who holds it, asks for it, or is to have it. */
static void set_party(const struct view *v, struct view_agent *a, const struct sdc_domain *d)
{
	bool multi = v->sci->numbers_agents;
	size_t i = 0;

	a->party = party_of_domain(v, d);
	if (a->has_smc_id)
		a->planned = view_claims(&v->planned, a->smc_id, &a->n_planned);
	if (multi && a->has_id)
		a->asked = view_claims(&v->asked, a->id, &a->n_asked);
	if (a->party == PARTY_NONE && a->n_asked)
		a->party = a->asked->party;
	if (a->party == PARTY_NONE && a->n_planned)
		a->party = a->planned->party;
	while (a->n_domains < MAX_HOLDERS && agent_holder(a, &i) != PARTY_NONE)
		a->n_domains++;
}

static void set_entry(const struct view *v, struct view_agent *a, const struct scmi_container *con,
	const struct scmi_agent *entry)
{
	a->has_id = owners_agent_id(v->p, entry, &a->id);
	a->has_smc_id = true;
	a->smc_id = entry->smc_id;
	set_page(a, &entry->shmem);
	set_party(v, a, owner_of_agent(&v->owners, v->p, entry));
	a->about[0] = (struct view_about){ con->node, "scmi-secondary-agents", (int)entry->index };
	a->about[1] = (struct view_about){ entry->shmem.node, NULL, -1 };
}

/* The only channel of the single-agent driver. */
static void set_single(const struct view *v, struct view_agent *a)
{
	const struct sdc_domain *d = NULL;

	set_instance(a, scmi_forwarded(v->r->model));
	for (size_t i = 0; i < v->p->n_channels; i++)
		if (!v->p->channels[i].management)
			d = owner_of(v->p, &v->p->channels[i]);
	set_party(v, a, d);
}

static void set_management(const struct view *v, struct view_agent *a)
{
	a->management = true;
	a->party = PARTY_XEN;
	a->has_id = owners_agent_id(v->p, NULL, &a->id);
	set_instance(a, v->r->model->management);
}

static bool asks(const struct view_agent *a, int party)
{
	size_t i;

	search_sorted(i, a->n_asked, a->asked[i].party < party);
	return i < a->n_asked && a->asked[i].party == party;
}

/* First the one that has it, then those that ask for it, then those of the manifest. */
int agent_holder(const struct view_agent *a, size_t *i)
{
	for (;;) {
		size_t n = (*i)++;
		int party;

		if (!n) {
			party = a->party;
		} else if (n <= a->n_asked) {
			party = a->asked[n - 1].party;
		} else if (n <= a->n_asked + a->n_planned) {
			party = a->planned[n - 1 - a->n_asked].party;
			if (asks(a, party))
				continue;
		} else {
			return PARTY_NONE;
		}
		if (party != PARTY_NONE && (!n || party != a->party))
			return party;
	}
}

/* The first agent of each party; one that it holds rather than one that it is to have. */
static void read_agent_of(struct view *v)
{
	v->agent_of = arena_array(&v->arena, v->parties.n, sizeof(*v->agent_of));
	for (size_t i = 0; i < v->parties.n; i++)
		v->agent_of[i] = v->n_agents;
	for (size_t i = 0; i < v->n_agents; i++) {
		const struct view_agent *a = &v->agents[i];
		size_t next = 0, n = 0;
		int party;

		while (n++ < MAX_HOLDERS && (party = agent_holder(a, &next)) != PARTY_NONE)
			if (party >= 0 && v->agent_of[party] == v->n_agents)
				v->agent_of[party] = i;
	}
}

/* Why it is not simply the party's; NULL: it is. */
const char *agent_word(const struct view *v, const struct view_agent *a, int party)
{
	const struct view_party *p = party < 0 ? NULL : &v->parties.v[party];

	if (a->management)
		return "management";
	if (party == a->party && party_reaches(v, party))
		return p->domain->outcome == SDC_UNUSABLE ? "unusable" : NULL;
	if (asks(a, party) || !p || (p->domain && !a->n_planned))
		return "asks for it";
	return p->by_files ? "by its files" : "planned";
}

void agent_holders(struct buf *out, const struct view *v, const struct view_agent *a)
{
	size_t i = 0, n = 0;
	int party;

	while ((party = agent_holder(a, &i)) != PARTY_NONE) {
		const char *word = agent_word(v, a, party);

		if (n == MAX_NAMED) {
			buf_puts(out, " and more");
			return;
		}
		buf_puts(out, !n++ ? "" : n == a->n_domains ? " and " : ", ");
		text_clean(out, party_name(v, party), TEXT_ONE_LINE);
		if (word)
			buf_printf(out, " (%s)", word);
	}
	if (!n)
		buf_putc(out, '-');
}

struct view_agent agent_of_channel(const struct view *v, const struct sdc_channel *c)
{
	struct view_agent a = {
		.management = c->management,
		.has_id = c->id_known,
		.id = c->agent_id,
		.has_smc_id = true,
		.smc_id = c->smc_id,
		.has_page = true,
		.page = c->address,
	};

	if (c->management)
		a.party = PARTY_XEN;
	else
		set_party(v, &a, owner_of(v->p, c));
	return a;
}

const struct view_agent *agent_of(const struct view *v, int party)
{
	return v->agent_of[party] < v->n_agents ? &v->agents[v->agent_of[party]] : NULL;
}

static void read_table(struct view *v, const struct scmi_model *m, const struct scmi_container *con)
{
	if (m->management)
		set_management(v, &v->agents[v->n_agents++]);
	for (size_t i = 0; con && i < con->n_agents; i++)
		set_entry(v, &v->agents[v->n_agents++], con, &con->agents[i]);
}

void view_read_agents(struct view *v)
{
	const struct scmi_model *m = v->r->model;
	const struct scmi_container *con = m->n_containers ? &m->containers[0] : NULL;

	v->agents = arena_array(&v->arena, 1 + (con ? con->n_agents : 0), sizeof(*v->agents));
	if (v->sci->reads_container)
		read_table(v, m, con);
	else if (scmi_forwarded(m))
		set_single(v, &v->agents[v->n_agents++]);
	read_agent_of(v);
}
