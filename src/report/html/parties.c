// SPDX-License-Identifier: BSD-2-Clause
/*
 * Dom0 and the guests: of the host tree, of the manifest, and of partial trees that were given. One
 * name is one guest.
 */
#include <stdlib.h>
#include <string.h>

#include "base/search.h"
#include "report/html/html.h"

static int by_name(const void *x, const void *y)
{
	const struct html_name *a = x, *b = y;
	int order = strcmp(a->name, b->name);

	return order ? order : (a->party > b->party) - (a->party < b->party);
}

static void sort_names(struct html *h)
{
	h->names.n = 0;
	for (size_t i = 1; i < h->parties.n; i++)
		vec_push(&h->names, (struct html_name){ h->parties.v[i].name, (int)i });
	if (h->names.n)
		qsort(h->names.v, h->names.n, sizeof(*h->names.v), by_name);
}

/* Among those that were there when the names were sorted. */
static int find_name(const struct html *h, const char *name)
{
	const struct html_name *v = h->names.v;
	size_t i;

	search_sorted(i, h->names.n, strcmp(v[i].name, name) < 0);
	return i < h->names.n && !strcmp(v[i].name, name) ? v[i].party : HTML_NONE;
}

static int add(struct html *h, const char *name)
{
	int party = find_name(h, name);

	if (party != HTML_NONE)
		return party;
	vec_push(&h->parties, (struct html_party){ .name = name });
	return (int)h->parties.n - 1;
}

static void add_domains(struct html *h)
{
	vec_push(&h->parties, (struct html_party){ .name = "Dom0" });
	for (size_t i = 0; i < h->p->n_domains; i++) {
		const struct sdc_domain *d = &h->p->domains[i];

		if (d->node)
			vec_push(&h->parties, (struct html_party){ .name = d->name, .domain = d });
		else
			h->parties.v[HTML_DOM0].domain = d;
	}
	sort_names(h);
}

static void add_plan(struct html *h, const struct plan *plan)
{
	h->party_of_guest = arena_array(&h->arena, plan->n_guests, sizeof(int));
	for (size_t i = 0; i < plan->n_guests; i++) {
		h->party_of_guest[i] = add(h, plan->guests[i].name);
		h->parties.v[h->party_of_guest[i]].guest = &plan->guests[i];
	}
	sort_names(h);
}

static void add_trees(struct html *h)
{
	h->party_of_tree = arena_array(&h->arena, h->page->n_guests, sizeof(int));
	for (size_t i = 0; i < h->page->n_guests; i++)
		h->party_of_tree[i] = add(h, h->page->guests[i].domain);
	sort_names(h);
}

static int by_id(const void *x, const void *y)
{
	const struct html_claim *a = x, *b = y;

	if (a->id != b->id)
		return a->id < b->id ? -1 : 1;
	return (a->party > b->party) - (a->party < b->party);
}

static void sort_claims(html_claim_vec *list)
{
	if (list->n)
		qsort(list->v, list->n, sizeof(*list->v), by_id);
}

/* The only channel of the single-agent driver has no id; 0 stands for it. */
static void read_planned(struct html *h, const struct plan *plan)
{
	bool multi = h->p->xen == SDC_XEN_MULTI_AGENT;

	for (size_t i = 0; i < plan->n_guests; i++) {
		const struct plan_guest *g = &plan->guests[i];

		if (g->page_size && g->sci == (multi ? PLAN_SCI_MULTI_AGENT : PLAN_SCI_SMC))
			vec_push(&h->planned, (struct html_claim){ multi ? g->agent_id : 0,
						      h->party_of_guest[i] });
	}
	sort_claims(&h->planned);
}

/* What the tree asks for holds no agent where the mediator does not start. */
static void read_asked(struct html *h)
{
	const struct scmi_model *m = h->r->model;

	if (m->n_containers && m->containers[0].dom0_has_id)
		vec_push(&h->asked, (struct html_claim){ m->containers[0].dom0_id, HTML_DOM0 });
	for (size_t i = 0; i < m->n_domains; i++) {
		const struct scmi_domain *d = &m->domains[i];
		int party = d->has_id ? find_name(h, d->node->name) : HTML_NONE;

		if (party != HTML_NONE)
			vec_push(&h->asked, (struct html_claim){ d->id, party });
	}
	sort_claims(&h->asked);
}

void html_read_parties(struct html *h)
{
	add_domains(h);
	if (h->r->plan.plan) {
		add_plan(h, h->r->plan.plan);
		read_planned(h, h->r->plan.plan);
	}
	add_trees(h);
	read_asked(h);
}

const struct html_claim *html_claims(const html_claim_vec *list, uint32_t id, size_t *n)
{
	size_t i;

	search_sorted(i, list->n, list->v[i].id < id);
	for (*n = 0; i + *n < list->n && list->v[i + *n].id == id;)
		++*n;
	return *n ? list->v + i : NULL;
}

const char *html_party_name(const struct html *h, int party)
{
	switch (party) {
	case HTML_NONE:
		return "nobody";
	case HTML_A_GUEST:
		return "a guest (which one is not told)";
	case HTML_SEVERAL:
		return "several guests";
	case HTML_XEN:
		return "Xen";
	default:
		return h->parties.v[party].name;
	}
}

int html_party_of_domain(const struct html *h, const struct sdc_domain *d)
{
	if (!d)
		return HTML_NONE;
	return d->node ? find_name(h, d->name) : HTML_DOM0;
}

bool html_reaches(const struct html *h, int party)
{
	const struct sdc_domain *d;

	if (party == HTML_XEN)
		return h->p->registered;
	d = party < 0 ? NULL : h->parties.v[party].domain;
	return h->p->registered && d && (d->outcome == SDC_GRANTED || d->outcome == SDC_UNUSABLE);
}
