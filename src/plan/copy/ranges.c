// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "dt/addr.h"
#include "dt/pci.h"
#include "plan/build.h"
#include "plan/copy/node.h"

#define MAX_CELLS 4

/* /passthrough has two cells for both, so what its children say in their parent's cells changes. */

static void write_reg(struct builder *b, const struct device *d)
{
	uint32_t n = dt_reg_count(b->t, d->pub.host, DT_CELLS_INHERIT);
	struct cells c = { 0 };

	if (!dt_prop(d->pub.host, "reg"))
		return;
	for (uint32_t i = 0; i < n; i++) {
		struct dt_region r = dt_reg(b->t, d->pub.host, i, DT_CELLS_INHERIT);

		cells_put64(&c, registers_guest(d, i, r.addr));
		cells_put64(&c, r.size);
	}
	cells_end(b->a, &c, d->pub.node, "reg");
}

/* The cell counts of a bus and of its parent. */
struct bus {
	uint32_t na, pna, ns;
};

static bool bus_read(const struct builder *b, const struct dt_node *n, struct bus *bus)
{
	bus->na = dt_addr_cells(b->t, n, DT_CELLS_INHERIT);
	bus->ns = dt_size_cells(b->t, n, DT_CELLS_INHERIT);
	bus->pna = dt_addr_cells(b->t, n->parent, DT_CELLS_INHERIT);
	return bus->na && bus->na <= MAX_CELLS && bus->pna && bus->pna <= MAX_CELLS && bus->ns &&
	       bus->ns <= MAX_CELLS;
}

static void put_number(struct cells *c, uint32_t cells, uint64_t v)
{
	for (uint32_t i = cells; i > 0; i--)
		cells_put(c, i > 2 ? 0 : (uint32_t)(v >> (32 * (i - 1))));
}

static bool fits(uint32_t cells, uint64_t v)
{
	return cells > 1 || !(v >> 32);
}

/* Entries of @from's ranges, whose child space is that of @d's children, as seen from the CPU. */
static void put_ranges(struct builder *b, const struct device *d, const struct dt_node *from,
	const struct bus *bus, struct cells *c)
{
	const struct dt_prop *p = dt_prop(from, "ranges");
	struct bus own = *bus;
	size_t one, left = p->len / 4;

	if (from != d->pub.host && !bus_read(b, from, &own))
		return;
	one = own.na + own.pna + own.ns;
	for (const uint8_t *r = p->data; left >= one; left -= one, r += one * 4) {
		const uint8_t *size = r + (size_t)(own.na + own.pna) * 4;
		struct dt_region to =
			dt_translate(b->t, from->parent, r + (size_t)own.na * 4, DT_CELLS_INHERIT);

		if (to.error || !fits(bus->ns, dt_number(size, own.ns)) ||
			(own.na != bus->na && !fits(bus->na, dt_number(r, own.na))))
			continue;
		if (own.na == bus->na)
			for (uint32_t i = 0; i < own.na; i++)
				cells_put(c, dt_cell(r, i));
		else
			put_number(c, bus->na, dt_number(r, own.na));
		cells_put64(c, to.addr + d->delta);
		put_number(c, bus->ns, dt_number(size, own.ns));
	}
}

/* Where bus and CPU addresses are the same: the pages of the children, one by one. */
static void put_regions(
	const struct builder *b, const struct device *d, const struct bus *bus, struct cells *c)
{
	for (size_t i = d->n_own; i < d->n_region; i++) {
		const struct plan_region *r = &b->g.regions.v[d->region + i];

		put_number(c, bus->na, r->host);
		cells_put64(c, r->guest);
		put_number(c, bus->ns, r->size);
	}
}

static const struct dt_node *translating_parent(const struct dt_node *n)
{
	for (n = n->parent; n && n->parent; n = n->parent) {
		const struct dt_prop *p = dt_prop(n, "ranges");

		if (p && p->len)
			return n;
	}
	return NULL;
}

static void write_ranges(struct builder *b, const struct device *d)
{
	const struct dt_node *n = d->pub.host, *above = translating_parent(n);
	const struct dt_prop *p = dt_prop(n, "ranges");
	struct cells c = { 0 };
	struct bus bus;

	if (!p || d->n_region == d->n_own || !bus_read(b, n, &bus))
		return;
	if (p->len)
		put_ranges(b, d, n, &bus, &c);
	else if (above)
		put_ranges(b, d, above, &bus, &c);
	else if (d->delta || bus.na != 2 || bus.ns != 2)
		put_regions(b, d, &bus, &c);
	cells_end(b->a, &c, d->pub.node, "ranges");
}

static void write_dma_ranges(struct builder *b, const struct device *d)
{
	const struct dt_prop *p = dt_prop(d->pub.host, "dma-ranges");
	struct cells c = { 0 };
	struct bus bus;
	size_t one, left;

	if (!p || (!d->pub.node->child && !dt_is_pci(d->pub.host)) ||
		!bus_read(b, d->pub.host, &bus))
		return;
	one = bus.na + bus.pna + bus.ns;
	left = p->len / 4;
	for (const uint8_t *r = p->data; left >= one; left -= one, r += one * 4) {
		for (uint32_t i = 0; i < bus.na; i++)
			cells_put(&c, dt_cell(r, i));
		cells_put64(&c, dt_number(r + (size_t)bus.na * 4, bus.pna));
		for (uint32_t i = 0; i < bus.ns; i++)
			cells_put(&c, dt_cell(r, bus.na + bus.pna + i));
	}
	cells_end(b->a, &c, d->pub.node, "dma-ranges");
}

/* Whether the cell counts of @top, which it is below, say how the node's reg is read: those of a
 * bus in between do, but the bus's own ranges are again in the counts of what it is on. */
static bool takes_cells(const struct dt_node *n, const struct dt_node *top)
{
	bool address = true, size = true;

	for (n = n->parent; n != top; n = n->parent) {
		address = address && !dt_prop(n, "#address-cells");
		size = size && !dt_prop(n, "#size-cells");
		if (dt_prop(n, "ranges") || dt_prop(n, "dma-ranges"))
			address = size = true;
	}
	return address || size;
}

static bool has_addresses(const struct builder *b, const struct device *d)
{
	const struct dt_prop *dma = dt_prop(d->pub.host, "dma-ranges");

	if (dt_is_pci(d->pub.host) || (dma && dma->len && d->pub.node->child))
		return true;
	for (size_t i = (size_t)(d - b->g.devices.v) + 1;
		i < b->g.devices.n && !b->g.devices.v[i].pub.top; i++) {
		const struct dt_node *n = b->g.devices.v[i].pub.host;

		if (dt_prop(n, "reg") && takes_cells(n, d->pub.host))
			return true;
	}
	return false;
}

/* Counts that the host's node takes from its parents must stand in the guest's, where something
 * is read by them. */
static void write_cells(struct builder *b, const struct device *d)
{
	const struct dt_node *n = d->pub.host;

	if (has_addresses(b, d)) {
		node_cell(b->a, d->pub.node, "#address-cells",
			dt_addr_cells(b->t, n, DT_CELLS_INHERIT));
		node_cell(
			b->a, d->pub.node, "#size-cells", dt_size_cells(b->t, n, DT_CELLS_INHERIT));
	} else if (dt_prop(n, "interrupt-controller")) {
		node_cell(b->a, d->pub.node, "#address-cells", 0);
	}
}

void registers_write(struct builder *b, const struct device *d)
{
	write_reg(b, d);
	write_cells(b, d);
	write_ranges(b, d);
	write_dma_ranges(b, d);
}
