// SPDX-License-Identifier: BSD-2-Clause
#include "dt/addr.h"

#include <string.h>

#define MAX_CELLS      4
#define MAX_SIZE_CELLS 0x10000 /* no limit but that sums do not overflow */
#define MAX_RANGES     256     /* of a bus: a search per device must not be long */

static uint32_t cells(const struct dt_tree *t, const struct dt_node *n, const char *name,
	uint32_t fallback, enum dt_cells how)
{
	do {
		const struct dt_prop *p = dt_prop(n, name);

		if (p)
			return dt_raw_cell(t, p);
		n = n->parent;
	} while (n && how == DT_CELLS_INHERIT);
	return fallback;
}

uint32_t dt_addr_cells(const struct dt_tree *t, const struct dt_node *n, enum dt_cells how)
{
	return cells(t, n, "#address-cells", 2, how);
}

uint32_t dt_size_cells(const struct dt_tree *t, const struct dt_node *n, enum dt_cells how)
{
	return cells(t, n, "#size-cells", 1, how);
}

uint32_t dt_reg_count(const struct dt_tree *t, const struct dt_node *n, enum dt_cells how)
{
	const struct dt_prop *reg = dt_prop(n, "reg");
	uint32_t na, ns;

	if (!reg || !n->parent)
		return 0;
	na = dt_addr_cells(t, n->parent, how);
	ns = dt_size_cells(t, n->parent, how);
	if (na > MAX_CELLS || ns > MAX_SIZE_CELLS || !(na + ns))
		return 0;
	return reg->len / 4 / (na + ns);
}

/* The offset of @addr in a range, UINT64_MAX where it is outside. */
static uint64_t range_offset(
	const uint8_t *range, const uint8_t *addr, uint32_t na, uint32_t pna, uint32_t ns)
{
	uint64_t start = dt_number(range, na);
	uint64_t size = dt_number(range + 4 * (size_t)(na + pna), ns);
	uint64_t a = dt_number(addr, na);

	/* More than two cells are no number but a name, and must match whole. */
	if (na > 2 && memcmp(range, addr, (size_t)na * 4))
		return UINT64_MAX;
	if (a < start || a - start >= size)
		return UINT64_MAX;
	return a - start;
}

static void put_number(uint8_t *addr, uint32_t cells, uint64_t v)
{
	for (uint32_t i = cells * 4; i > 0; i--) {
		addr[i - 1] = (uint8_t)(v & 0xff);
		v >>= 8;
	}
}

/* Rewrites @addr from @bus's child space to its parent's. */
static enum dt_addr_error translate_one(
	const struct dt_node *bus, uint8_t *addr, uint32_t na, uint32_t ns, uint32_t pna)
{
	const struct dt_prop *ranges = dt_prop(bus, "ranges");
	size_t one = na + pna + ns, n, left = MAX_RANGES;
	const uint8_t *r;

	if (!ranges)
		return DT_ADDR_NO_RANGES;
	if (!ranges->len) {
		put_number(addr, pna, dt_number(addr, na));
		return DT_ADDR_OK;
	}
	for (r = ranges->data, n = ranges->len / 4; n >= one && left--; n -= one, r += one * 4) {
		uint64_t offset = range_offset(r, addr, na, pna, ns);

		if (offset == UINT64_MAX)
			continue;
		put_number(addr, pna, dt_number(r + (size_t)na * 4, pna) + offset);
		return DT_ADDR_OK;
	}
	return DT_ADDR_OUTSIDE;
}

static bool sane(uint32_t na, uint32_t ns)
{
	return na && na <= MAX_CELLS && ns && ns <= MAX_SIZE_CELLS;
}

static void translate(const struct dt_tree *t, const struct dt_node *bus, const uint8_t *reg,
	enum dt_cells how, struct dt_region *r)
{
	uint32_t na = dt_addr_cells(t, bus, how), ns = dt_size_cells(t, bus, how);
	uint8_t addr[MAX_CELLS * 4];

	if (!sane(na, ns)) {
		r->error = DT_ADDR_BAD_CELLS;
		r->at = bus;
		return;
	}
	memcpy(addr, reg, (size_t)na * 4);
	for (; bus->parent; bus = bus->parent) {
		uint32_t pna = dt_addr_cells(t, bus->parent, how);
		uint32_t pns = dt_size_cells(t, bus->parent, how);

		r->at = bus;
		r->error = DT_ADDR_BAD_CELLS;
		if (!sane(pna, pns)) {
			r->at = bus->parent;
			return;
		}
		r->error = translate_one(bus, addr, na, ns, pna);
		if (r->error)
			return;
		na = pna;
		ns = pns;
	}
	r->error = DT_ADDR_OK;
	r->at = NULL;
	r->addr = dt_number(addr, na);
}

/* Whether every bus up to the root passes addresses on as they are. */
static bool is_identity(const struct dt_tree *t, const struct dt_bus *b)
{
	uint32_t na = b->address_cells, ns = b->size_cells;

	for (const struct dt_node *bus = b->node; bus->parent; bus = bus->parent) {
		const struct dt_prop *ranges = dt_prop(bus, "ranges");
		uint32_t pna = dt_addr_cells(t, bus->parent, b->how);

		/* Fewer cells above, or more than a number has, are for translate(). */
		if (!sane(na, ns) || !ranges || ranges->len || na > 2 || pna < na)
			return false;
		na = pna;
		ns = dt_size_cells(t, bus->parent, b->how);
	}
	return sane(na, ns) && na <= 2;
}

struct dt_bus dt_bus_read(const struct dt_tree *t, const struct dt_node *bus, enum dt_cells how)
{
	struct dt_bus b = { .node = bus, .how = how };

	b.address_cells = dt_addr_cells(t, bus, how);
	b.size_cells = dt_size_cells(t, bus, how);
	b.identity = is_identity(t, &b);
	return b;
}

struct dt_region dt_bus_reg(
	const struct dt_tree *t, const struct dt_bus *bus, const struct dt_node *n, uint32_t index)
{
	struct dt_region r = { .error = DT_ADDR_NO_REG, .at = n };
	const struct dt_prop *reg = dt_prop(n, "reg");
	uint32_t na = bus->address_cells, ns = bus->size_cells;
	const uint8_t *entry;

	if (!reg)
		return r;
	if (!na || na > MAX_CELLS || ns > MAX_SIZE_CELLS) {
		r.error = DT_ADDR_BAD_CELLS;
		r.at = bus->node;
		return r;
	}
	if (reg->len / 4 / (na + ns) <= index) {
		r.error = DT_ADDR_SHORT;
		return r;
	}
	entry = reg->data + (size_t)index * (na + ns) * 4;
	r.addr = dt_number(entry, na);
	r.size = dt_number(entry + (size_t)na * 4, ns);
	if (bus->identity) {
		r.error = DT_ADDR_OK;
		r.at = NULL;
	} else {
		translate(t, bus->node, entry, bus->how, &r);
	}
	return r;
}

struct dt_region dt_reg(
	const struct dt_tree *t, const struct dt_node *n, uint32_t index, enum dt_cells how)
{
	struct dt_bus bus = { .node = n->parent, .how = how };

	if (!n->parent || !dt_prop(n, "reg"))
		return (struct dt_region){ .error = DT_ADDR_NO_REG, .at = n };
	bus.address_cells = dt_addr_cells(t, n->parent, how);
	bus.size_cells = dt_size_cells(t, n->parent, how);
	return dt_bus_reg(t, &bus, n, index);
}

struct dt_region dt_translate(
	const struct dt_tree *t, const struct dt_node *bus, const uint8_t *addr, enum dt_cells how)
{
	struct dt_region r = { 0 };

	translate(t, bus, addr, how, &r);
	return r;
}
