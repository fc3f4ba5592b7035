// SPDX-License-Identifier: BSD-2-Clause
/* Host nodes that no list names but whose registers the files map: for xl, devices without an
 * IOMMU are given like this. */
#include <stdlib.h>
#include <string.h>

#include "base/search.h"
#include "dt/irq.h"
#include "guests/read/read.h"
#include "xen/iommu.h"

/* Every mapping asks, so of what lies at one place so much is looked at. */
#define MAX_PLACES 256
#define MAX_KINDS  16
#define MAX_BYTES  1024

static bool share_kind(const struct dt_prop *a, const struct dt_prop *b)
{
	const char *x = NULL, *y;

	for (int i = 0; i < MAX_KINDS && (x = dt_prop_next_string(a, x)); i++) {
		y = NULL;
		for (int k = 0; k < MAX_KINDS && (y = dt_prop_next_string(b, y)); k++)
			if (!strcmp(x, y))
				return true;
	}
	return false;
}

/* A node without xen,path that is a copy of the device, whose interrupts the guest is not to have.
 */
static bool is_copy(const struct dt_node *n, const struct dt_node *device)
{
	const struct dt_prop *a = dt_prop(n, "compatible"), *b = dt_prop(device, "compatible");

	return a && b && a->len <= MAX_BYTES && b->len <= MAX_BYTES && !dt_prop(n, "xen,path") &&
	       share_kind(a, b);
}

/* Where a node of the guest's tree finds its registers. */
static bool is_looked_at(const struct guest_view *v, uint64_t host)
{
	return v->looks.n &&
	       bsearch(&host, v->looks.v, v->looks.n, sizeof(*v->looks.v), guest_by_address);
}

/* How sure it is that a node whose registers are mapped was meant. */
enum meant {
	MEANT_NOT,   /* it is Xen's own, or of no use to Dom0 either */
	MEANT_MAYBE, /* nobody else at that place was */
	MEANT,
};

static enum meant is_meant(
	const struct guest_view *v, const struct guest_mapping *m, const struct guest_place *p)
{
	if (dt_is_gic(p->node) || xen_uses_iommu(p->node))
		return MEANT_NOT;
	if (guest_is_hidden(p->node))
		return MEANT;
	if (!v->config)
		return is_copy(m->node, p->node) ? MEANT
		       : dt_available(p->node)   ? MEANT_NOT
						 : MEANT_MAYBE;
	return is_looked_at(v, p->bytes.start) ? MEANT : MEANT_MAYBE;
}

struct found {
	const struct guest_place *place;
	enum meant meant;
};

/* Those that have registers between two addresses and are of no device that is named. */
static size_t find_places(const struct guest_view *v, const struct guest_host *h,
	const struct guest_mapping *m, uint64_t end, struct found *out)
{
	size_t i, n = 0;
	uint64_t gap;

	search_sorted(i, h->places.n, h->places.v[i].pages.start < m->gap);
	for (size_t k = 0; k < MAX_PLACES && i && h->places.v[i - 1].reach > m->gap; k++)
		i--;
	for (; n < MAX_PLACES && i < h->places.n && h->places.v[i].pages.start < end; i++) {
		const struct guest_place *p = &h->places.v[i];

		if (p->pages.end > m->gap &&
			ranges_gap(v->owned.v, v->owned.n, p->pages.start, p->pages.end, &gap))
			out[n++] = (struct found){ p, is_meant(v, m, p) };
	}
	return n;
}

static bool is_outdone(const struct found *list, size_t n, const struct found *f)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].meant > f->meant && list[i].place->pages.start < f->place->pages.end &&
			f->place->pages.start < list[i].place->pages.end)
			return true;
	return false;
}

static void show_one(struct guest_view *v, const struct guest_host *h, struct guest_mapping *m)
{
	struct found list[MAX_PLACES];
	size_t n = find_places(v, h, m, m->host + m->size, list);

	for (size_t i = 0; i < n; i++) {
		const struct dt_node *device = list[i].place->node;

		m->device = m->device ? m->device : device;
		if (!list[i].meant || is_outdone(list, n, &list[i]))
			continue;
		vec_push_in(v->arena, &v->shown, device);
		if (!m->master && is_looked_at(v, list[i].place->bytes.start) &&
			xen_protects(h->c->model, device))
			m->master = device;
	}
}

void guest_shown_find(struct guest_view *v, const struct guest_host *h)
{
	for (size_t i = 0; i < v->mappings.n; i++)
		if (v->mappings.v[i].foreign)
			show_one(v, h, &v->mappings.v[i]);
	guest_sort_nodes(v->shown.v, v->shown.n);
	v->shown.n = guest_unique_nodes(v->shown.v, v->shown.n);
}
