// SPDX-License-Identifier: BSD-2-Clause
/*
 * The devices that the page is about, and whose they are. The host tree tells only which devices
 * are kept from Dom0 (xen,passthrough); which guest has one stands in the guest's partial tree, as
 * far as such trees were given.
 */
#include <stdlib.h>
#include <string.h>

#include "report/html.h"

struct claim {
	const struct dt_node *node; /* of the host */
	int guest;
};

typedef VEC(struct claim) claim_vec;

static int by_node(const void *x, const void *y)
{
	const struct claim *a = x, *b = y;

	if (a->node != b->node)
		return a->node < b->node ? -1 : 1;
	return a->guest - b->guest;
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
				vec_push(claims, (struct claim){ host, (int)i });
		}
	}
	if (claims->n)
		qsort(claims->v, claims->n, sizeof(*claims->v), by_node);
}

/* Passes over the claims on one node; @i is where the search goes on. */
static int owner_of_node(const claim_vec *claims, size_t *i, const struct dt_node *n)
{
	int owner = dt_prop(n, "xen,passthrough") ? HTML_A_GUEST : HTML_DOM0;
	bool first = true;

	while (*i < claims->n && claims->v[*i].node < n)
		(*i)++;
	for (; *i < claims->n && claims->v[*i].node == n; (*i)++) {
		if (!first && owner != claims->v[*i].guest)
			owner = HTML_SEVERAL;
		else
			owner = claims->v[*i].guest;
		first = false;
	}
	return owner;
}

void html_read_devices(struct html *h)
{
	struct device_uses uses = { 0 };
	bool more = uses_next(h->r->model, &uses);
	const struct dt_node *n;
	claim_vec claims = { 0 };
	size_t next = 0;

	read_claims(h, &claims);
	dt_for_each_node(h->r->tree, n) {
		struct html_device d = { .node = n };
		bool used = more && uses.device == n;

		d.owner = owner_of_node(&claims, &next, n);
		if (used) {
			d.uses = uses;
			more = uses_next(h->r->model, &uses);
		}
		if (used || d.owner != HTML_DOM0)
			vec_push(&h->devices, d);
	}
	vec_free(&claims);
}

const char *html_owner_name(const struct html *h, int owner)
{
	switch (owner) {
	case HTML_DOM0:
		return "Dom0";
	case HTML_A_GUEST:
		return "a guest (which one is in no tree given)";
	case HTML_SEVERAL:
		return "several guests";
	default:
		return h->page->guests[owner].domain;
	}
}
