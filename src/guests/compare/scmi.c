// SPDX-License-Identifier: BSD-2-Clause
#include "guests/compare/scmi.h"

#include <stdlib.h>
#include <string.h>

#include "dt/phandle.h"
#include "plan/copy/node.h"

static int by_number(const void *a, const void *b)
{
	const struct guest_resource *x = a, *y = b;

	if (x->protocol != y->protocol)
		return x->protocol < y->protocol ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

static void sort(struct guest_resources *r)
{
	size_t kept = 0;

	if (r->list.n)
		qsort(r->list.v, r->list.n, sizeof(*r->list.v), by_number);
	for (size_t i = 0; i < r->list.n; i++)
		if (!kept || by_number(&r->list.v[kept - 1], &r->list.v[i]))
			r->list.v[kept++] = r->list.v[i];
	r->list.n = kept;
}

/* Of a protocol's own cells the first says which; a node below it has its reg. */
static bool read_ref(
	const struct dt_node *scmi, const struct dt_ref *ref, struct guest_resource *out)
{
	const struct dt_node *protocol = ref->provider;

	while (protocol && protocol->parent != scmi)
		protocol = protocol->parent;
	if (!protocol || !dt_prop_u32(protocol, "reg", &out->protocol))
		return false;
	if (ref->provider != protocol)
		return dt_prop_u32(ref->provider, "reg", &out->id);
	if (ref->n_args)
		out->id = dt_cell(ref->args, 0);
	return ref->n_args != 0;
}

static void read_props(const struct dt_tree *t, const struct dt_node *scmi, const struct dt_node *n,
	struct guest_resources *r)
{
	const struct dt_prop *p;

	dt_for_each_prop(n, p) {
		const char *cells = dt_ref_cells(n, p);
		struct guest_resource res = { .node = n, .prop = p->name };
		struct dt_ref ref = { 0 };

		while (cells && dt_ref_next(t, p, *cells ? cells : NULL, &ref))
			if (!ref.error && read_ref(scmi, &ref, &res))
				vec_push(&r->list, res);
	}
}

void guest_scmi_read(
	const struct dt_tree *t, const struct partial_scmi *scmi, struct guest_resources *r)
{
	const struct dt_node *root = dt_child(t->nodes, "passthrough"), *n;

	if (!scmi->node)
		return;
	dt_for_each_child(scmi->node, n) {
		struct guest_resource res = { .id = GUEST_SCMI_ALL, .node = n };

		if (dt_name_is(n, "protocol") && dt_prop_u32(n, "reg", &res.protocol))
			vec_push(&r->list, res);
	}
	for (n = root; n && n < root + root->n_tree; n++)
		if (!dt_within(n, scmi->node))
			read_props(t, scmi->node, n, r);
	sort(r);
}

static uint32_t cell_of(const struct plan_node *n, const char *name, uint32_t fallback)
{
	const struct plan_prop *p = node_find(n, name);

	return p && p->len >= 4 ? dt_cell(p->data, 0) : fallback;
}

static const struct plan_node *find_scmi(const struct plan_guest *g)
{
	const struct plan_node *n = g->passthrough->child;

	while (n && strcmp(n->name, "firmware") != 0)
		n = n->next;
	return n ? n->child : NULL;
}

static void plan_ref(const struct plan_node *scmi, const struct plan_node *user,
	const struct plan_prop *p, size_t index, struct guest_resources *r)
{
	const struct plan_node *to = p->refs[index].node, *protocol = to;
	struct guest_resource res = { .node = user->host, .prop = p->name };
	uint32_t next = index + 1 < p->n_refs ? p->refs[index + 1].cell : p->len / 4;
	uint32_t cell = p->refs[index].cell + 1;

	while (protocol && protocol->parent != scmi)
		protocol = protocol->parent;
	if (!protocol)
		return;
	res.protocol = cell_of(protocol, "reg", 0);
	if (to != protocol && node_find(to, "reg"))
		res.id = cell_of(to, "reg", 0);
	else if (to == protocol && cell < next)
		res.id = dt_cell(p->data, cell);
	else
		return;
	vec_push(&r->list, res);
}

/* As deep as the host's tree, which is at most 64. */
static void plan_below(
	const struct plan_node *scmi, const struct plan_node *n, struct guest_resources *r)
{
	for (const struct plan_prop *p = n->props; p; p = p->next)
		for (size_t i = 0; i < p->n_refs; i++)
			plan_ref(scmi, n, p, i, r);
	for (const struct plan_node *c = n->child; c; c = c->next)
		if (c != scmi)
			plan_below(scmi, c, r);
}

void guest_scmi_planned(const struct plan_guest *g, struct guest_resources *r)
{
	const struct plan_node *scmi = find_scmi(g);

	for (size_t i = 0; i < g->n_protocols; i++) {
		struct guest_resource res = { .protocol = g->protocols[i], .id = GUEST_SCMI_ALL };

		vec_push(&r->list, res);
	}
	if (scmi)
		plan_below(scmi, g->passthrough, r);
	sort(r);
}

bool guest_scmi_has(const struct guest_resources *r, const struct guest_resource *which)
{
	return r->list.n &&
	       bsearch(which, r->list.v, r->list.n, sizeof(*r->list.v), by_number) != NULL;
}

/* What both sides say of one protocol. */
struct part {
	struct guest_resource *v;
	size_t n;
	bool served; /* the last one is the protocol itself */
};

static struct part take(struct guest_resources *r, size_t *at, uint32_t protocol)
{
	const size_t first = *at;
	struct part p = { 0 };

	while (*at < r->list.n && r->list.v[*at].protocol == protocol)
		(*at)++;
	if (*at == first)
		return p;
	p.v = r->list.v + first;
	p.n = *at - first;
	p.served = p.v[p.n - 1].id == GUEST_SCMI_ALL;
	return p;
}

static void suppress_all(struct part *p)
{
	for (size_t i = 0; i < p->n; i++)
		p->v[i].said |= p->v[i].id != GUEST_SCMI_ALL;
}

static void suppress(struct part *p, const struct guest_resources *other, size_t n)
{
	for (size_t i = 0; i < p->n && n; i++) {
		if (p->v[i].said || guest_scmi_has(other, &p->v[i]))
			continue;
		p->v[i].said = true;
		n--;
	}
}

static size_t count(const struct part *p, const struct guest_resources *other)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		n += !p->v[i].said && !guest_scmi_has(other, &p->v[i]);
	return n;
}

/* What the host's tree says of it is wrong, as another rule has said. */
static size_t suppress_doubtful(
	const struct findings *f, struct part *wants, const struct guest_resources *has)
{
	size_t n = 0;

	for (size_t i = 0; i < wants->n; i++) {
		struct guest_resource *r = &wants->v[i];

		if (!r->prop || guest_scmi_has(has, r) || !findings_about(f, r->node, r->prop))
			continue;
		r->said = true;
		n++;
	}
	return n;
}

void guest_scmi_pair(
	const struct findings *f, struct guest_resources *has, struct guest_resources *wants)
{
	size_t h = 0, w = 0, excess = 0;

	while (h < has->list.n || w < wants->list.n) {
		uint32_t protocol = UINT32_MAX;
		struct part x, y;

		if (h < has->list.n)
			protocol = has->list.v[h].protocol;
		if (w < wants->list.n && wants->list.v[w].protocol < protocol)
			protocol = wants->list.v[w].protocol;
		x = take(has, &h, protocol);
		y = take(wants, &w, protocol);
		if (x.served != y.served) {
			suppress_all(&x);
			suppress_all(&y);
			excess += x.served;
			continue;
		}
		suppress(&x, wants, suppress_doubtful(f, &y, has));
		suppress(&y, has, count(&x, wants));
	}
	for (size_t i = 0; i < wants->list.n && excess; i++) {
		struct guest_resource *r = &wants->list.v[i];

		if (r->id != GUEST_SCMI_ALL || guest_scmi_has(has, r))
			continue;
		r->said = true;
		excess--;
	}
}
