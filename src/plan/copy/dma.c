// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>
#include <string.h>

#include "dt/addr.h"
#include "plan/build.h"
#include "plan/copy/node.h"

/*
 * How the addresses that a device writes to reach memory: dma-ranges of the buses above it. The
 * guest's device stands in /passthrough, so there they have to be the same for all its devices.
 */

#define MAX_CELLS   4
#define MAX_ENTRIES 256 /* of a bus: they are searched for each of a bus below */

/* Physical addresses of an Arm CPU have no more. */
#define ADDRESS_END (UINT64_C(1) << 52)

struct window {
	uint64_t bus, cpu, size;
};

struct windows {
	struct window *v;
	size_t n, cap;
};

/* A bus's dma-ranges, taken apart. */
struct entries {
	const uint8_t *data;
	uint32_t na, pna, ns;
	size_t left;
};

/* entries_of - returns false where there is nothing that translates */
static bool entries_of(const struct builder *b, const struct dt_node *n, struct entries *e)
{
	const struct dt_prop *p = dt_prop(n, "dma-ranges");

	if (!p || !p->len || !n->parent)
		return false;
	*e = (struct entries){ .data = p->data,
		.na = dt_addr_cells(b->t, n, DT_CELLS_INHERIT),
		.pna = dt_addr_cells(b->t, n->parent, DT_CELLS_INHERIT),
		.ns = dt_size_cells(b->t, n, DT_CELLS_INHERIT) };
	if (!e->na || e->na > MAX_CELLS || !e->pna || e->pna > MAX_CELLS || !e->ns ||
		e->ns > MAX_CELLS)
		return false;
	e->left = p->len / 4 / (e->na + e->pna + e->ns);
	if (e->left > MAX_ENTRIES)
		e->left = MAX_ENTRIES;
	return e->left != 0;
}

static bool entries_next(struct entries *e, struct window *w)
{
	if (!e->left)
		return false;
	e->left--;
	w->bus = dt_number(e->data, e->na);
	w->cpu = dt_number(e->data + (size_t)e->na * 4, e->pna);
	w->size = dt_number(e->data + (size_t)(e->na + e->pna) * 4, e->ns);
	e->data += (size_t)(e->na + e->pna + e->ns) * 4;
	return true;
}

static const struct dt_node *bus_above(
	const struct builder *b, const struct dt_node *n, struct entries *e)
{
	for (n = n->parent; n; n = n->parent)
		if (entries_of(b, n, e))
			return n;
	return NULL;
}

/* From the space above @n to the CPU's. What no window of a bus holds has no address there. */
static bool translate(const struct builder *b, const struct dt_node *n, struct window *w)
{
	struct entries e;

	while ((n = bus_above(b, n, &e))) {
		struct window up;
		bool found = false;

		while (!found && entries_next(&e, &up))
			found = w->cpu >= up.bus && w->cpu - up.bus < up.size;
		if (!found)
			return false;
		if (w->size > up.size - (w->cpu - up.bus))
			w->size = up.size - (w->cpu - up.bus);
		w->cpu = up.cpu + (w->cpu - up.bus);
	}
	return true;
}

/* Returns the bus whose windows they are, NULL: all addresses are the CPU's. */
static const struct dt_node *read_windows(
	const struct builder *b, const struct dt_node *device, struct windows *out)
{
	struct entries e;
	const struct dt_node *n = bus_above(b, device, &e);
	struct window w;

	out->n = 0;
	while (n && entries_next(&e, &w))
		if (translate(b, n, &w))
			vec_push(out, w);
	if (out->n == 1 && !out->v[0].bus && !out->v[0].cpu && out->v[0].size >= ADDRESS_END)
		n = NULL;
	if (!n)
		out->n = 0;
	return n;
}

static bool equal(const struct windows *x, const struct windows *y)
{
	return x->n == y->n && (!x->n || !memcmp(x->v, y->v, x->n * sizeof(*x->v)));
}

static void write_windows(struct builder *b, const struct windows *w)
{
	struct cells c = { 0 };

	for (size_t i = 0; i < w->n; i++) {
		cells_put64(&c, w->v[i].bus);
		cells_put64(&c, w->v[i].cpu);
		cells_put64(&c, w->v[i].size);
	}
	cells_end(b->a, &c, b->g.guest->passthrough, "dma-ranges");
}

static void differ(struct builder *b, const struct dt_node *device, const struct dt_node *bus)
{
	struct issue *i = issue_add(&b->issues, RULE_GUEST_DMA_RANGES, device, NULL, -1,
		"guest %s: the bus of this device translates or limits DMA addresses, that of "
		"another of its devices does not do the same",
		b->g.want->name);

	issue_relate(&b->issues, i, bus, "the bus with dma-ranges");
	issue_hint(&b->issues, i,
		"give the guest the bus with its children, or the devices to different guests");
}

static bool does_dma(const struct device *d)
{
	return d->pub.top && d->n_region && !is_free_of_dma(d->pub.host);
}

void dma_make(struct builder *b)
{
	struct windows first = { 0 }, w = { 0 };
	const struct dt_node *bus = NULL;
	bool same = true;

	for (size_t i = 0; i < b->g.devices.n && same; i++) {
		const struct dt_node *n = b->g.devices.v[i].pub.host;

		if (!does_dma(&b->g.devices.v[i]) || n->parent == bus)
			continue;
		read_windows(b, n, bus ? &w : &first);
		same = !bus || equal(&first, &w);
		bus = n->parent;
	}
	if (same && first.n)
		write_windows(b, &first);
	for (size_t i = 0; i < b->g.devices.n && !same; i++) {
		const struct dt_node *n = b->g.devices.v[i].pub.host;

		bus = does_dma(&b->g.devices.v[i]) ? read_windows(b, n, &w) : NULL;
		if (bus)
			differ(b, n, bus);
	}
	vec_free(&first);
	vec_free(&w);
}
