// SPDX-License-Identifier: BSD-2-Clause
#include <stdlib.h>
#include <string.h>

#include "dt/addr.h"
#include "dt/pci.h"
#include "plan/build.h"
#include "plan/copy/node.h"

#define COMMENT_NODES 4 /* so many nodes are named in one comment */

static int by_host(const void *a, const void *b)
{
	const struct plan_region *x = a, *y = b;

	if (x->host != y->host)
		return x->host < y->host ? -1 : 1;
	if (x->guest != y->guest)
		return x->guest < y->guest ? -1 : 1;
	return (x->node > y->node) - (x->node < y->node);
}

/* A list of nodes for a comment, in the making. */
struct comment {
	struct buf text;
	const struct dt_node *last;
	unsigned int n;
};

static void comment_add(struct comment *c, const struct dt_node *n)
{
	if (n && n == c->last)
		return;
	c->last = n;
	if (++c->n > COMMENT_NODES)
		return;
	if (c->n > 1)
		buf_puts(&c->text, ", ");
	if (n)
		dt_path(&c->text, n);
	else
		buf_puts(&c->text, "SCMI page");
}

static const char *comment_end(struct arena *a, struct comment *c)
{
	const char *s;

	if (c->n > COMMENT_NODES)
		buf_printf(&c->text, " and %u more", c->n - COMMENT_NODES);
	s = arena_strdup(a, buf_str(&c->text));
	buf_free(&c->text);
	*c = (struct comment){ 0 };
	return s;
}

static struct plan_region *sorted_regions(struct builder *b, size_t *n)
{
	struct plan_region *r = arena_array(b->a, b->g.regions.n + 1, sizeof(*r));

	*n = b->g.regions.n;
	if (*n)
		memcpy(r, b->g.regions.v, *n * sizeof(*r));
	if (b->g.page)
		r[(*n)++] = (struct plan_region){ .host = b->g.guest->page_host,
			.guest = b->g.guest->page_guest,
			.size = b->g.guest->page_size };
	qsort(r, *n, sizeof(*r), by_host);
	return r;
}

static void make_iomem(struct builder *b)
{
	size_t n, i = 0;
	const struct plan_region *r = sorted_regions(b, &n);
	struct plan_iomem *out = arena_array(b->a, n, sizeof(*out));
	struct comment c = { 0 };

	b->g.guest->iomem = out;
	while (i < n) {
		struct plan_iomem *m = &out[b->g.guest->n_iomem++];

		*m = (struct plan_iomem){ r[i].host, r[i].guest, r[i].size, NULL };
		comment_add(&c, r[i].node);
		for (i++; i < n && r[i].host <= m->host + m->size &&
			  r[i].guest - r[i].host == m->guest - m->host;
			i++) {
			if (r[i].host + r[i].size > m->host + m->size)
				m->size = r[i].host + r[i].size - m->host;
			comment_add(&c, r[i].node);
		}
		m->comment = comment_end(b->a, &c);
	}
}

static int by_spi(const void *a, const void *b)
{
	const struct plan_irq *x = a, *y = b;

	if (x->spi != y->spi)
		return x->spi < y->spi ? -1 : 1;
	return (x->node > y->node) - (x->node < y->node);
}

static void make_irqs(struct builder *b)
{
	struct plan_irq *list = arena_array(b->a, b->g.irqs.n, sizeof(*list));
	struct plan_irq_entry *out = arena_array(b->a, b->g.irqs.n, sizeof(*out));
	struct comment c = { 0 };

	if (b->g.irqs.n) {
		memcpy(list, b->g.irqs.v, b->g.irqs.n * sizeof(*list));
		qsort(list, b->g.irqs.n, sizeof(*list), by_spi);
	}
	b->g.guest->irqs = out;
	for (size_t i = 0; i < b->g.irqs.n; i++) {
		comment_add(&c, list[i].node);
		if (i + 1 < b->g.irqs.n && list[i + 1].spi == list[i].spi)
			continue;
		out[b->g.guest->n_irqs++] = (struct plan_irq_entry){ list[i].spi + DT_GIC_FIRST_SPI,
			comment_end(b->a, &c) };
	}
}

/* Xen is told of a node by its path, and where that is, wants its registers as well. */
static void tell_xen(struct builder *b, struct device *d)
{
	struct plan_node *n = d->pub.node;
	struct cells c = { 0 };

	for (size_t i = d->region; i < d->region + d->n_region; i++) {
		const struct plan_region *r = &b->g.regions.v[i];

		cells_put64(&c, r->host);
		cells_put64(&c, r->size);
		cells_put64(&c, r->guest);
	}
	cells_end(b->a, &c, n, "xen,reg")->xen = true;
	if (!d->without_path)
		node_string(b->a, n, "xen,path", d->pub.path)->xen = true;
	d->pub.force = !d->pub.protected_by_iommu;
	if (d->pub.force)
		node_empty(b->a, n, "xen,force-assign-without-iommu")->xen = true;
}

static uint32_t cells_of(const struct plan_node *n, const char *name, uint32_t fallback)
{
	const struct plan_prop *p = node_find(n, name);

	return p && p->len >= 4 ? dt_cell(p->data, 0) : fallback;
}

/* Xen reads xen,reg by its parent's cells, each 1 or 2, and looks no further up. */
static bool can_tell(const struct plan_node *parent)
{
	uint32_t na = cells_of(parent, "#address-cells", 2);
	uint32_t ns = cells_of(parent, "#size-cells", 1);

	return na >= 1 && na <= 2 && ns >= 1 && ns <= 2;
}

static void make_xen_props(struct builder *b, struct device *d)
{
	struct issue *i;

	if (!d->n_region && !d->n_irq && !d->n_stream)
		return;
	if (d->pub.top || can_tell(d->pub.node->parent)) {
		tell_xen(b, d);
		return;
	}
	i = issue_add(&b->issues, RULE_GUEST_INTERRUPT, d->pub.host, NULL, -1,
		"guest %s: a dom0less guest cannot be given the %s of a node on such a bus",
		b->g.want->name, d->n_irq ? "interrupts" : "streams");
	issue_hint(&b->issues, i, "use boot: xl, or leave the node out with with-children: false");
}

static void tell_page(struct builder *b)
{
	const struct plan_guest *g = b->g.guest;
	struct cells c = { 0 };

	cells_put64(&c, g->page_host);
	cells_put64(&c, g->page_size);
	cells_put64(&c, g->page_guest);
	cells_end(b->a, &c, b->g.page, "xen,reg")->xen = true;
	node_empty(b->a, b->g.page, "xen,force-assign-without-iommu")->xen = true;
}

/* What is behind a PCI host bridge stands in no list, but Dom0 would get its registers and
 * interrupts. */
static bool is_behind_pci(const struct builder *b, const struct device *d)
{
	const struct dt_node *n = d->pub.host;

	return dt_is_pci(d->top->node) &&
	       (dt_prop(n, "interrupts") || dt_prop(n, "interrupts-extended") ||
		       (dt_prop(n, "reg") && dt_size_cells(b->t, n->parent, DT_CELLS_INHERIT)));
}

/* A child of a device without anything of its own to assign is none. */
static bool is_device(const struct builder *b, const struct device *d)
{
	return d->pub.top || d->mapped || d->n_irq || d->n_stream || d->has_permission ||
	       is_behind_pci(b, d);
}

static void publish_devices(struct builder *b)
{
	struct plan_region *regions = arena_array(b->a, b->g.regions.n, sizeof(*regions));
	struct plan_irq *irqs = arena_array(b->a, b->g.irqs.n, sizeof(*irqs));
	struct plan_stream *streams = arena_array(b->a, b->g.streams.n, sizeof(*streams));
	struct plan_device *out = arena_array(b->a, b->g.devices.n, sizeof(*out));
	const char **dtdev = arena_array(b->a, b->g.devices.n, sizeof(*dtdev));

	if (b->g.regions.n)
		memcpy(regions, b->g.regions.v, b->g.regions.n * sizeof(*regions));
	if (b->g.irqs.n)
		memcpy(irqs, b->g.irqs.v, b->g.irqs.n * sizeof(*irqs));
	if (b->g.streams.n)
		memcpy(streams, b->g.streams.v, b->g.streams.n * sizeof(*streams));
	b->g.guest->devices = out;
	b->g.guest->dtdev = dtdev;
	for (size_t i = 0; i < b->g.devices.n; i++) {
		struct device *d = &b->g.devices.v[i];
		struct plan_device *p = &d->pub;

		if (!is_device(b, d))
			continue;
		p->regions = regions + d->region;
		p->n_regions = d->n_region;
		p->irqs = irqs + d->irq;
		p->n_irqs = d->n_irq;
		p->streams = streams + d->stream;
		p->n_streams = d->n_stream;
		b->g.guest->any_iommu |= p->protected_by_iommu;
		b->g.guest->any_force |= p->top && !p->protected_by_iommu && p->n_regions;
		if (p->protected_by_iommu)
			dtdev[b->g.guest->n_dtdev++] = p->path;
		out[b->g.guest->n_devices++] = *p;
	}
}

void lists_make(struct builder *b)
{
	for (size_t i = 0; i < b->g.devices.n; i++) {
		struct device *d = &b->g.devices.v[i];

		d->pub.path = dt_path_dup(b->a, d->pub.host);
		if (b->g.guest->boot == PLAN_DOM0LESS)
			make_xen_props(b, d);
	}
	if (b->g.guest->boot == PLAN_DOM0LESS && b->g.page)
		tell_page(b);
	make_iomem(b);
	make_irqs(b);
	publish_devices(b);
}
