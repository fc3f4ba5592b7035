// SPDX-License-Identifier: BSD-2-Clause
/*
 * Whose every node of the host tree is, and the devices that the page is about. With a manifest,
 * the plan says it; without one the host tree tells only which devices are kept from Dom0
 * (xen,passthrough). Partial trees say which guest has a device, as far as they were given.
 */
#include <stdlib.h>
#include <string.h>

#include "report/html/html.h"

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

/* Xen reads xen,path in the partial tree: docs/misc/arm/passthrough.txt. */
static void read_claims(const struct html *h, claim_vec *claims)
{
	for (size_t i = 0; i < h->page->n_guests; i++) {
		const struct dt_tree *t = h->page->guest_trees[i];
		const struct dt_node *n, *host;

		dt_for_each_node(t, n) {
			const char *path = dt_prop_string(n, "xen,path");

			host = path && *path == '/' ? dt_by_path(h->r->tree, path) : NULL;
			if (host)
				vec_push(claims, (struct claim){ host, h->party_of_tree[i] });
		}
	}
	if (claims->n)
		qsort(claims->v, claims->n, sizeof(*claims->v), by_node);
}

/* Without partial trees. */
static int owner_of_node(const struct html *h, size_t i)
{
	const struct plan *plan = h->r->plan.plan;
	const struct dt_node *n = &h->r->tree->nodes[i];

	if (plan && plan->owners[i] != PLAN_DOM0 && plan->owners[i] != PLAN_NOBODY)
		return h->party_of_guest[plan->owners[i] - 1];
	if (dt_prop(n, "xen,passthrough"))
		return HTML_A_GUEST;
	return plan && plan->owners[i] == PLAN_NOBODY ? HTML_NONE : HTML_DOM0;
}

static void read_owners(struct html *h)
{
	const struct dt_tree *t = h->r->tree;
	claim_vec claims = { 0 };

	h->owner = arena_array(&h->arena, t->n_nodes, sizeof(*h->owner));
	for (size_t i = 0; i < t->n_nodes; i++)
		h->owner[i] = owner_of_node(h, i);
	read_claims(h, &claims);
	for (size_t i = 0; i < claims.n; i++) {
		int *owner = &h->owner[dt_index(t, claims.v[i].node)];
		bool first = !i || claims.v[i - 1].node != claims.v[i].node;

		if (*owner == claims.v[i].party)
			continue;
		*owner = first && (*owner <= HTML_DOM0) ? claims.v[i].party : HTML_SEVERAL;
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
static bool is_given(const struct html *h, const struct html_device *d)
{
	const struct plan *plan = h->r->plan.plan;
	uint32_t owner = plan ? plan->owners[dt_index(h->r->tree, d->node)] : PLAN_DOM0;

	if (d->owner == HTML_DOM0 || d->owner == HTML_NONE)
		return false;
	return d->planned || owner == PLAN_DOM0 || owner == PLAN_NOBODY;
}

void html_read_devices(struct html *h)
{
	struct device_consumers uses = { 0 };
	bool more = consumers_next(h->r->model, &uses);
	const struct dt_node *n;
	const struct plan *plan = h->r->plan.plan;
	planned_vec planned = { 0 };
	size_t next = 0, shared;

	read_owners(h);
	read_plan(plan, &planned);
	if (plan)
		html_read_plan_meets(h, plan->issues);
	dt_for_each_node(h->r->tree, n) {
		struct html_device d = { .node = n, .owner = h->owner[dt_index(h->r->tree, n)] };
		bool used = more && uses.device == n;

		for (; next < planned.n && planned.v[next].node <= n; next++)
			if (planned.v[next].node == n)
				d.planned = planned.v[next].device;
		d.visible = d.planned && !dt_prop(n, "xen,passthrough");
		if (used) {
			d.uses = uses;
			more = consumers_next(h->r->model, &uses);
		}
		html_shared_access(h, n, &shared);
		if (used || shared || is_given(h, &d))
			vec_push(&h->devices, d);
	}
	html_read_meets(h);
	vec_free(&planned);
}
