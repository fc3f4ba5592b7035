// SPDX-License-Identifier: BSD-2-Clause
/* The manifest that somebody would have written for the files of a guest. */
#include <stdlib.h>
#include <string.h>

#include "dt/addr.h"
#include "guests/compare/compare.h"
#include "guests/view.h"

#define SEVERAL   UINT32_MAX
#define XL_MEMORY (UINT64_C(32) << 20) /* of a domain that says nothing */

struct wisher {
	const struct check *c;
	struct manifest *m;
	uint32_t *named; /* per node: the guest that names it, plus one; or SEVERAL */
	uint32_t guest;
	const struct guest_view *v;
};

/* A host node that a guest's files name. */
struct named {
	const struct dt_node *node;
	const struct guest_device *device; /* NULL: in no list, but mapped */
};

static int by_node(const void *a, const void *b)
{
	const struct named *x = a, *y = b;

	return (x->node > y->node) - (x->node < y->node);
}

/* What names in a manifest is a pattern is no path that could be looked up. */
static bool can_name(struct arena *a, const struct dt_node *n)
{
	return n->parent && !strpbrk(dt_path_dup(a, n), "*?");
}

static size_t list_named(struct wisher *w, const struct guest_view *v, struct named *out)
{
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < v->devices.n; i++)
		if (v->devices.v[i].host && !v->devices.v[i].repeated)
			out[n++] = (struct named){ v->devices.v[i].host, &v->devices.v[i] };
	for (size_t i = 0; i < v->shown.n; i++)
		out[n++] = (struct named){ v->shown.v[i], NULL };
	guest_sort(out, n, sizeof(*out), by_node);
	for (size_t i = 0; i < n; i++)
		if ((!kept || out[kept - 1].node != out[i].node) &&
			can_name(&w->m->arena, out[i].node))
			out[kept++] = out[i];
	return kept;
}

/* A device comes with its children, unless one of them is another guest's or those with registers
 * have been left out. */
static bool has_children(const struct wisher *w, const struct dt_node *n)
{
	const uint32_t *named = &w->named[dt_index(w->c->tree, n)];
	bool any = false, used = false;
	struct range s;

	for (uint32_t i = 1; i < n->n_tree; i++) {
		if (named[i] && named[i] != w->guest + 1)
			return false;
		used |= named[i] != 0;
		if (!guest_pages(w->c->tree, n + i, 0, &s))
			continue;
		any = true;
		used |= guest_from(w->v, s.start) != NULL;
	}
	return used || !any;
}

/* Where the files put its registers; nothing where that is the host's addresses. */
static void find_addresses(struct wisher *w, struct manifest_device *d, const struct dt_node *n)
{
	uint32_t n_regs = dt_reg_count(w->c->tree, n, DT_CELLS_INHERIT);
	uint64_t *out = arena_array(&w->m->arena, n_regs, sizeof(*out));
	bool moved = false;

	for (uint32_t i = 0; i < n_regs; i++) {
		struct dt_region r = dt_reg(w->c->tree, n, i, DT_CELLS_INHERIT);
		const struct guest_mapping *m = r.error ? NULL : guest_from(w->v, r.addr);

		out[i] = m && !m->unaligned ? m->guest + (r.addr - m->host) : r.addr;
		moved |= out[i] != r.addr;
	}
	if (!moved)
		return;
	d->addresses = out;
	d->n_addresses = n_regs;
}

static void add_devices(struct wisher *w, struct manifest_guest *g)
{
	size_t n = w->v->devices.n + w->v->shown.n;
	struct named *named = arena_array(&w->m->arena, n, sizeof(*named));
	struct manifest_device *out = arena_array(&w->m->arena, n, sizeof(*out));
	const struct dt_node *end = NULL;

	g->devices = out;
	n = list_named(w, w->v, named);
	for (size_t i = 0; i < n; i++) {
		struct manifest_device *d = &out[g->n_devices];
		const struct dt_node *node = named[i].node;

		if (end && node < end)
			continue;
		d->selector = dt_path_dup(&w->m->arena, node);
		d->consent = named[i].device && named[i].device->force;
		d->shown = !named[i].device;
		d->with_children = has_children(w, node);
		find_addresses(w, d, node);
		end = node + (d->with_children ? node->n_tree : 1);
		g->n_devices++;
	}
}

static void find_memory(
	const struct scmi_model *m, const struct guest_view *v, struct manifest_guest *g)
{
	const struct scmi_domain *d;

	if (v->config) {
		g->memory = xlcfg_memory(v->config);
		/* libxl__domain_build_info_setdefault() */
		if (!g->memory && !xlcfg_find(v->config, "memory")) {
			g->memory = XL_MEMORY;
			g->memory_assumed = true;
		}
		return;
	}
	d = scmi_domain_of(m, v->domain);
	if (!d)
		return;
	g->direct_map = d->direct_map;
	g->memory = d->direct_map ? 0 : d->memory;
}

static void find_gic(const struct guest_view *v, struct manifest_guest *g)
{
	const struct xl_setting *s = v->config ? xlcfg_find(v->config, "gic_version") : NULL;

	if (!s || s->is_list)
		return;
	g->gic_version = !strcasecmp(s->items[0].text, "v2")   ? 2
			 : !strcasecmp(s->items[0].text, "v3") ? 3
							       : 0;
}

static void add_guest(struct wisher *w, struct manifest_guest *g)
{
	const struct guest_view *v = w->v;
	struct range page;

	g->name = v->name;
	g->derived = true;
	g->boot = v->config ? PLAN_XL : PLAN_DOM0LESS;
	g->sci = !v->has_channel                ? PLAN_SCI_NONE
		 : v->sci.type == SCMI_TYPE_SMC ? PLAN_SCI_SMC
						: PLAN_SCI_MULTI_AGENT;
	g->agent_id = v->sci.id;
	g->has_page = v->scmi.shmem && guest_region(v->tree, v->scmi.shmem, 0, &page);
	if (g->has_page)
		g->page = page.start;
	find_memory(w->c->model, v, g);
	find_gic(v, g);
	add_devices(w, g);
}

static void mark_named(struct wisher *w, const struct dt_node *n, uint32_t guest)
{
	uint32_t *named = &w->named[dt_index(w->c->tree, n)];

	*named = *named && *named != guest + 1 ? SEVERAL : guest + 1;
}

static void mark_all(struct wisher *w)
{
	for (uint32_t g = 0; g < w->c->n_guests; g++) {
		const struct guest_view *v = &w->c->guest_views[g];

		for (size_t i = 0; i < v->devices.n; i++)
			if (v->devices.v[i].host)
				mark_named(w, v->devices.v[i].host, g);
		for (size_t i = 0; i < v->shown.n; i++)
			mark_named(w, v->shown.v[i], g);
	}
}

struct manifest *infer_manifest(const struct check *c, const struct manifest *given)
{
	size_t n_given = given ? given->n_guests : 0;
	struct wisher w = { .c = c, .m = xmalloc(sizeof(*w.m)) };
	struct manifest_guest *guests;

	memset(w.m, 0, sizeof(*w.m));
	guests = arena_array(&w.m->arena, n_given + c->n_guests, sizeof(*guests));
	if (n_given)
		memcpy(guests, given->guests, n_given * sizeof(*guests));
	w.m->file = given ? given->file : c->tree->file;
	w.m->guests = guests;
	w.m->n_guests = n_given;
	w.named = arena_array(&w.m->arena, c->tree->n_nodes, sizeof(*w.named));
	mark_all(&w);
	for (w.guest = 0; w.guest < c->n_guests; w.guest++) {
		w.v = &c->guest_views[w.guest];
		if (!manifest_has_guest(w.m, w.v->name))
			add_guest(&w, &guests[w.m->n_guests++]);
	}
	if (w.m->n_guests > n_given)
		return w.m;
	manifest_free(w.m);
	return NULL;
}
