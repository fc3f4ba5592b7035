// SPDX-License-Identifier: BSD-2-Clause
/*
 * Dom0 and the guests: of the host tree, of the manifest, and of partial trees that were given. One
 * name is one guest.
 */
#include <stdlib.h>
#include <string.h>

#include "base/search.h"
#include "report/view/view.h"

static int by_name(const void *x, const void *y)
{
	const struct view_name *a = x, *b = y;
	int order = strcmp(a->name, b->name);

	return order ? order : (a->party > b->party) - (a->party < b->party);
}

static void sort_names(struct view *v)
{
	v->names.n = 0;
	for (size_t i = 1; i < v->parties.n; i++)
		vec_push(&v->names, (struct view_name){ v->parties.v[i].name, (int)i });
	if (v->names.n)
		qsort(v->names.v, v->names.n, sizeof(*v->names.v), by_name);
}

/* Among those that were there when the names were sorted. */
static int find_name(const struct view *v, const char *name)
{
	const struct view_name *list = v->names.v;
	size_t i;

	search_sorted(i, v->names.n, strcmp(list[i].name, name) < 0);
	return i < v->names.n && !strcmp(list[i].name, name) ? list[i].party : PARTY_NONE;
}

static int add(struct view *v, const char *name)
{
	int party = find_name(v, name);

	if (party != PARTY_NONE)
		return party;
	vec_push(&v->parties, (struct view_party){ .name = name });
	return (int)v->parties.n - 1;
}

/* What the tree asks for, though Xen may stop before it gets there. */
static void add_asked(struct view *v)
{
	const struct scmi_model *m = v->r->model;

	for (size_t i = 0; i < m->n_domains; i++)
		v->parties.v[add(v, m->domains[i].node->name)].scmi = &m->domains[i];
	sort_names(v);
}

static void add_domains(struct view *v)
{
	vec_push(&v->parties, (struct view_party){ .name = "Dom0" });
	for (size_t i = 0; i < v->p->n_domains; i++) {
		const struct sdc_domain *d = &v->p->domains[i];

		if (d->node)
			vec_push(&v->parties, (struct view_party){ .name = d->name, .domain = d });
		else
			v->parties.v[PARTY_DOM0].domain = d;
	}
	sort_names(v);
	add_asked(v);
}

static void add_plan(struct view *v, const struct plan *plan)
{
	v->party_of_guest = arena_array(&v->arena, plan->n_guests, sizeof(int));
	for (size_t i = 0; i < plan->n_guests; i++) {
		v->party_of_guest[i] = add(v, plan->guests[i].name);
		v->parties.v[v->party_of_guest[i]].guest = &plan->guests[i];
		v->parties.v[v->party_of_guest[i]].by_files = true;
	}
	sort_names(v);
	for (size_t i = 0; v->r->plan.plan && i < v->r->plan.plan->n_guests; i++)
		v->parties.v[find_name(v, v->r->plan.plan->guests[i].name)].by_files = false;
}

static void add_trees(struct view *v)
{
	v->party_of_tree = arena_array(&v->arena, v->r->n_guests, sizeof(int));
	for (size_t i = 0; i < v->r->n_guests; i++)
		v->party_of_tree[i] = add(v, v->r->guests[i].name);
	sort_names(v);
}

static int by_id(const void *x, const void *y)
{
	const struct view_claim *a = x, *b = y;

	if (a->id != b->id)
		return a->id < b->id ? -1 : 1;
	return (a->party > b->party) - (a->party < b->party);
}

static void sort_claims(view_claim_vec *list)
{
	if (list->n)
		qsort(list->v, list->n, sizeof(*list->v), by_id);
}

/* By doorbell, as an agent's id may be one that the plan takes for granted. */
static void read_planned(struct view *v, const struct plan *plan)
{
	bool multi = v->sci->numbers_agents;

	for (size_t i = 0; i < plan->n_guests; i++) {
		const struct plan_guest *g = &plan->guests[i];

		if (g->page_size && g->sci == (multi ? PLAN_SCI_MULTI_AGENT : PLAN_SCI_SMC))
			vec_push(&v->planned,
				(struct view_claim){ g->smc_id, v->party_of_guest[i] });
	}
}

/* What the tree asks for holds no agent where the mediator does not start. */
static void read_asked(struct view *v)
{
	const struct scmi_model *m = v->r->model;

	if (m->n_containers && m->containers[0].dom0_has_id)
		vec_push(&v->asked, (struct view_claim){ m->containers[0].dom0_id, PARTY_DOM0 });
	for (size_t i = 0; i < m->n_domains; i++) {
		const struct scmi_domain *d = &m->domains[i];
		int party = d->has_id ? find_name(v, d->node->name) : PARTY_NONE;

		if (party != PARTY_NONE)
			vec_push(&v->asked, (struct view_claim){ d->id, party });
	}
	sort_claims(&v->asked);
}

static void read_boot(struct view *v)
{
	const struct sdc_boot *b = &v->p->boot;

	for (size_t i = 0; i < b->n_domains; i++) {
		const struct sdc_boot_domain *d = &b->domains[i];
		int party = strcmp(d->name, "dom0") ? find_name(v, d->name) : PARTY_DOM0;

		if (party != PARTY_NONE)
			v->parties.v[party].boot = d;
	}
}

void view_read_parties(struct view *v)
{
	add_domains(v);
	read_boot(v);
	if (v->plan)
		add_plan(v, v->plan);
	add_trees(v);
	if (v->plan)
		read_planned(v, v->plan);
	sort_claims(&v->planned);
	read_asked(v);
}

const struct view_claim *view_claims(const view_claim_vec *list, uint32_t id, size_t *n)
{
	size_t i;

	search_sorted(i, list->n, list->v[i].id < id);
	for (*n = 0; i + *n < list->n && list->v[i + *n].id == id;)
		++*n;
	return *n ? list->v + i : NULL;
}

const char *party_name(const struct view *v, int party)
{
	switch (party) {
	case PARTY_NONE:
		return "nobody";
	case PARTY_A_GUEST:
		return "a guest (which one is not told)";
	case PARTY_SEVERAL:
		return "several guests";
	case PARTY_XEN:
		return "Xen";
	default:
		return v->parties.v[party].name;
	}
}

int party_of_domain(const struct view *v, const struct sdc_domain *d)
{
	if (!d)
		return PARTY_NONE;
	return d->node ? find_name(v, d->name) : PARTY_DOM0;
}

bool party_reaches(const struct view *v, int party)
{
	const struct sdc_domain *d;

	if (party == PARTY_XEN)
		return v->p->registered;
	d = party < 0 ? NULL : v->parties.v[party].domain;
	return v->p->registered && d && (d->outcome == SDC_GRANTED || d->outcome == SDC_UNUSABLE);
}

int party_named(const struct view *v, const char *name)
{
	return find_name(v, name);
}

const struct dt_node *party_node(const struct view *v, int party)
{
	const struct scmi_domain *d = party < 0 ? NULL : v->parties.v[party].scmi;

	return d ? d->node : NULL;
}

/* Colours are eight: more domains than these take shapes and colours in other pairs. */
const char *party_shape(int party)
{
	static const char *const shapes[] = { "●", "■", "▲", "◆", "▼", "★", "✚" };

	if (party >= 0)
		return shapes[(size_t)party % (sizeof(shapes) / sizeof(shapes[0]))];
	return party == PARTY_XEN ? "◉" : "○";
}
