// SPDX-License-Identifier: BSD-2-Clause
/* The way from a device to the GIC (common/device-tree/device-tree.c). */
#include "xen/boot/machine/irq.h"

#include <string.h>

#define MAX_STEPS   128 /* longer chains of interrupt parents are rings */
#define IRQ_PPI     16u /* the first private one */
#define MAX_ENTRIES 4096
#define MAX_SPEC    4

/* Four bytes at any place, as code reads them that checks no length. */
static uint32_t raw(const struct boot *b, const uint8_t *at)
{
	const uint8_t *end = (const uint8_t *)b->tree->blob + b->tree->blob_size;

	return at + 4 <= end ? dt_cell(at, 0) : 0;
}

static bool number(const struct boot *b, const struct dt_node *n, const char *name, uint32_t *value)
{
	const struct dt_prop *p = dt_prop(n, name);

	if (p)
		*value = raw(b, p->data);
	return p != NULL;
}

uint32_t irq_cells(const struct boot *b, const struct dt_node *n)
{
	uint32_t cells = 0;

	number(b, n, "#interrupt-cells", &cells);
	return cells;
}

/* dt_irq_find_parent() */
static const struct dt_node *find_parent(const struct boot *b, const struct dt_node *n, bool *loop)
{
	for (int i = 0; i < MAX_STEPS; i++) {
		const struct dt_prop *p = dt_prop(n, "interrupt-parent");

		n = p ? dt_by_phandle(b->tree, raw(b, p->data)) : n->parent;
		if (!n || dt_prop(n, "#interrupt-cells"))
			return n;
	}
	*loop = true;
	return NULL;
}

/* The entry of interrupts-extended at cell @i; its length, or 0 where it is broken. */
static uint32_t entry(const struct boot *b, const struct dt_prop *p, uint32_t i,
	const struct dt_node **controller, uint32_t *cells)
{
	uint32_t phandle = dt_cell(p->data, i), left = p->len / 4 - i - 1;

	*controller = NULL;
	*cells = 0;
	if (!phandle)
		return 1;
	*controller = dt_by_phandle(b->tree, phandle);
	if (!*controller || !boot_u32(*controller, "#interrupt-cells", cells) || *cells > left)
		return 0;
	return 1 + *cells;
}

/* Counts the whole entries; returns false where one is broken. */
static bool count_extended(const struct boot *b, const struct dt_prop *p, uint32_t *good)
{
	const struct dt_node *controller;
	uint32_t cells, len;

	*good = 0;
	for (uint32_t i = 0; i < p->len / 4; i += len, ++*good) {
		len = entry(b, p, i, &controller, &cells);
		if (!len)
			return false;
	}
	return true;
}

struct irq_walk irq_walk(const struct boot *b, const struct dt_node *n, const struct boot_props *p)
{
	const struct dt_prop *extended = p->v[KEY_INTERRUPTS_EXTENDED];
	const struct dt_prop *list = p->v[KEY_INTERRUPTS];
	struct irq_walk w = { .b = b, .node = n, .props = p };
	bool whole = extended && count_extended(b, extended, &w.good);

	if (list) {
		w.parent = find_parent(b, n, &w.loop);
		w.cells = w.parent ? irq_cells(b, w.parent) : 0;
	}
	if (whole) {
		w.count = w.good;
		w.loop = false;
	} else if (list && w.cells) {
		w.count = list->len / 4 / w.cells;
	}
	return w;
}

/* Where the search stands: a specifier for a node, and the address that a map compares. */
struct cursor {
	const struct dt_node *at;
	const uint8_t *spec, *addr; /* addr NULL: the device has no reg */
	uint32_t cells, addr_cells;
};

static bool matches(const struct boot *b, const struct cursor *c, const uint8_t *entry,
	const struct dt_prop *mask)
{
	for (uint32_t i = 0; i < c->addr_cells + c->cells; i++) {
		const uint8_t *ours = i < c->addr_cells ? c->addr + (size_t)i * 4
							: c->spec + (size_t)(i - c->addr_cells) * 4;
		uint32_t m = mask ? raw(b, mask->data + (size_t)i * 4) : UINT32_MAX;

		if ((raw(b, ours) ^ raw(b, entry + (size_t)i * 4)) & m)
			return false;
	}
	return true;
}

/* Goes on to what the nexus' map says. Returns false where it says nothing. */
static bool follow_map(const struct boot *b, struct cursor *c, const struct dt_prop *map)
{
	const struct dt_prop *mask = dt_prop(c->at, "interrupt-map-mask");
	uint64_t own = (uint64_t)c->addr_cells + c->cells;
	uint64_t left = map->len / 4, tried = 0;
	const uint8_t *at = map->data;
	bool found = false;

	if ((!c->addr && c->addr_cells) || own > left)
		return false;
	while (left > own + 1 && !found && tried++ < MAX_ENTRIES) {
		uint32_t cells, addr_cells = 0;

		found = matches(b, c, at, mask);
		at += own * 4;
		left -= own + 1;
		c->at = dt_by_phandle(b->tree, raw(b, at));
		at += 4;
		if (!c->at || !number(b, c->at, "#interrupt-cells", &cells))
			return false;
		number(b, c->at, "#address-cells", &addr_cells);
		if (left < (uint64_t)cells + addr_cells)
			return false;
		if (found) {
			c->addr = at;
			c->spec = at + (size_t)addr_cells * 4;
			c->addr_cells = addr_cells;
			c->cells = cells;
		}
		at += ((size_t)cells + addr_cells) * 4;
		left -= (uint64_t)cells + addr_cells;
	}
	return found;
}

/* #address-cells of the node or of the nearest above it */
static uint32_t address_cells(const struct boot *b, const struct dt_node *n)
{
	uint32_t cells;

	for (; n; n = n->parent)
		if (number(b, n, "#address-cells", &cells))
			return cells;
	return 2;
}

struct boot_irq irq_translate(const uint8_t *spec, uint32_t cells)
{
	struct boot_irq out = { .error = IRQ_OK, .spec = spec };

	if (cells < 3)
		return out;
	out.translated = true;
	out.irq = dt_cell(spec, 1) + (dt_cell(spec, 0) ? IRQ_PPI : IRQ_LOCAL);
	out.type = dt_cell(spec, 2) & 0xf;
	return out;
}

/* dt_irq_map_raw() */
static struct boot_irq map_raw(const struct boot *b, struct cursor c)
{
	struct boot_irq out = { .error = IRQ_UNRESOLVED };
	bool loop = false;
	uint32_t cells;

	while (c.at && !number(b, c.at, "#interrupt-cells", &cells))
		c.at = find_parent(b, c.at, &loop);
	if (!c.at || c.cells != cells)
		goto out;
	c.addr_cells = address_cells(b, c.at);
	for (int i = 0; c.at && i < MAX_STEPS; i++) {
		const struct dt_prop *map;

		if (dt_prop(c.at, "interrupt-controller")) {
			if (c.cells > MAX_SPEC)
				return out;
			if (c.at != b->gic)
				return (struct boot_irq){ .error = IRQ_FOREIGN };
			return irq_translate(c.spec, c.cells);
		}
		map = dt_prop(c.at, "interrupt-map");
		if (!map)
			c.at = find_parent(b, c.at, &loop);
		else if (!follow_map(b, &c, map))
			return out;
	}
	loop |= c.at != NULL;
out:
	if (loop)
		out.error = IRQ_LOOP;
	return out;
}

bool irq_next(struct irq_walk *w, struct boot_irq *irq)
{
	const struct dt_prop *extended = w->props->v[KEY_INTERRUPTS_EXTENDED];
	const struct dt_prop *list = w->props->v[KEY_INTERRUPTS], *reg = w->props->v[KEY_REG];
	struct cursor c = { .addr = reg ? reg->data : NULL };
	uint32_t i = w->index;

	if (i >= w->count)
		return false;
	w->index++;
	*irq = (struct boot_irq){ .error = IRQ_UNRESOLVED };
	if (i < w->good) {
		uint32_t len = entry(w->b, extended, w->cell, &c.at, &c.cells);

		c.spec = extended->data + ((size_t)w->cell + 1) * 4;
		w->cell += len;
	} else if (((uint64_t)i + 1) * w->cells <= list->len / 4) {
		c.at = w->parent;
		c.cells = w->cells;
		c.spec = list->data + (size_t)i * w->cells * 4;
	}
	if (c.at)
		*irq = map_raw(w->b, c);
	return true;
}
