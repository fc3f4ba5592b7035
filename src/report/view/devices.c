// SPDX-License-Identifier: BSD-2-Clause
/*
 * Whose every node of the host tree is, and the devices that the page is about. With a manifest,
 * the plan says it; without one the host tree tells only which devices are kept from Dom0
 * (xen,passthrough). The files of guests say which guest has a device, as far as they were given.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/search.h"

#include "report/view/view.h"

struct claim {
	const struct dt_node *node; /* of the host */
	int party;
};

typedef VEC(struct claim) claim_vec;

static int by_node(const void *x, const void *y)
{
	const struct claim *a = x, *b = y;

	if (a->node != b->node)
		return a->node < b->node ? -1 : 1;
	return (a->party > b->party) - (a->party < b->party);
}

static void read_claims(const struct view *v, claim_vec *claims)
{
	for (size_t i = 0; i < v->r->n_guests; i++)
		for (size_t d = 0; d < v->r->guests[i].n_devices; d++)
			vec_push(claims,
				(struct claim){ v->r->guests[i].devices[d], v->party_of_tree[i] });
	if (claims->n)
		qsort(claims->v, claims->n, sizeof(*claims->v), by_node);
}

/* Without the files of guests. */
static int owner_of_node(const struct view *v, size_t i)
{
	const struct plan *plan = v->plan;
	const struct dt_node *n = &v->r->tree->nodes[i];

	if (plan && plan->owners[i] != PLAN_DOM0 && plan->owners[i] != PLAN_NOBODY)
		return v->party_of_guest[plan->owners[i] - 1];
	if (dt_prop(n, "xen,passthrough"))
		return PARTY_A_GUEST;
	return plan && plan->owners[i] == PLAN_NOBODY ? PARTY_NONE : PARTY_DOM0;
}

static void read_owners(struct view *v)
{
	const struct dt_tree *t = v->r->tree;
	claim_vec claims = { 0 };

	v->owner = arena_array(&v->arena, t->n_nodes, sizeof(*v->owner));
	for (size_t i = 0; i < t->n_nodes; i++)
		v->owner[i] = owner_of_node(v, i);
	read_claims(v, &claims);
	for (size_t i = 0; i < claims.n; i++) {
		int *owner = &v->owner[dt_index(t, claims.v[i].node)];
		bool first = !i || claims.v[i - 1].node != claims.v[i].node;

		if (*owner == claims.v[i].party)
			continue;
		*owner = first && (*owner <= PARTY_DOM0) ? claims.v[i].party : PARTY_SEVERAL;
	}
	vec_free(&claims);
}

struct planned {
	const struct dt_node *node;
	const struct plan_device *device;
};

typedef VEC(struct planned) planned_vec;

static int by_host(const void *x, const void *y)
{
	const struct planned *a = x, *b = y;

	return (a->node > b->node) - (a->node < b->node);
}

static void read_plan(const struct plan *plan, planned_vec *list)
{
	for (size_t g = 0; plan && g < plan->n_guests; g++)
		for (size_t i = 0; i < plan->guests[g].n_devices; i++) {
			const struct plan_device *d = &plan->guests[g].devices[i];

			vec_push(list, (struct planned){ d->host, d });
		}
	if (list->n)
		qsort(list->v, list->n, sizeof(*list->v), by_host);
}

/* Whether it is a guest's, and not only because a node above it is. */
static bool is_given(const struct view *v, const struct view_device *d)
{
	const struct plan *plan = v->plan;
	uint32_t owner = plan ? plan->owners[dt_index(v->r->tree, d->node)] : PLAN_DOM0;

	if (d->owner == PARTY_DOM0 || d->owner == PARTY_NONE)
		return false;
	return d->planned || owner == PLAN_DOM0 || owner == PLAN_NOBODY;
}

/* Guests first: their devices are what people look for. */
static unsigned int rank(int owner)
{
	switch (owner) {
	case PARTY_SEVERAL:
	case PARTY_A_GUEST:
		return (unsigned int)INT_MAX + (unsigned int)(owner - PARTY_SEVERAL);
	case PARTY_DOM0:
		return UINT_MAX - 1;
	case PARTY_NONE:
		return UINT_MAX;
	default:
		return (unsigned int)owner;
	}
}

static int by_owner(const void *x, const void *y)
{
	const struct view_device *a = *(const struct view_device *const *)x;
	const struct view_device *b = *(const struct view_device *const *)y;

	if (a->owner != b->owner)
		return rank(a->owner) < rank(b->owner) ? -1 : 1;
	return (a->node > b->node) - (a->node < b->node);
}

static void rank_devices(struct view *v)
{
	v->ranked = arena_array(&v->arena, v->devices.n + 1, sizeof(const struct view_device *));
	for (size_t i = 0; i < v->devices.n; i++)
		v->ranked[i] = &v->devices.v[i];
	qsort(v->ranked, v->devices.n, sizeof(const struct view_device *), by_owner);
}

const struct view_device *const *party_devices(const struct view *v, int party, size_t *n)
{
	size_t i;

	search_sorted(i, v->devices.n, rank(v->ranked[i]->owner) < rank(party));
	for (*n = 0; i + *n < v->devices.n && v->ranked[i + *n]->owner == party;)
		++*n;
	return v->ranked + i;
}

void view_read_devices(struct view *v)
{
	struct device_consumers uses = { 0 };
	bool more = consumers_next(v->r->model, &uses);
	const struct dt_node *n;
	const struct plan *plan = v->plan;
	planned_vec planned = { 0 };
	size_t next = 0, shared;

	read_owners(v);
	read_plan(plan, &planned);
	if (plan)
		view_read_plan_shared(v, plan->issues);
	dt_for_each_node(v->r->tree, n) {
		struct view_device d = { .node = n, .owner = v->owner[dt_index(v->r->tree, n)] };
		bool used = more && uses.device == n;

		for (; next < planned.n && planned.v[next].node <= n; next++)
			if (planned.v[next].node == n)
				d.planned = planned.v[next].device;
		d.visible = d.planned && !dt_prop(n, "xen,passthrough");
		if (used) {
			d.uses = uses;
			more = consumers_next(v->r->model, &uses);
		}
		view_shared(v, n, &shared);
		if (used || shared || is_given(v, &d))
			vec_push(&v->devices, d);
	}
	rank_devices(v);
	view_read_shared(v);
	vec_free(&planned);
}
