// SPDX-License-Identifier: BSD-2-Clause
/* Addresses as Xen translates them (common/device-tree/device-tree.c). */
#include <string.h>

#include "xen/boot/node.h"

#define MAX_CELLS  4
#define MAX_RANGES 4096 /* of a bus; past them an address is taken to be inside */

bool boot_cells_sane(const struct boot_cells *c)
{
	return c->address && c->address <= MAX_CELLS && c->size && c->size != UINT8_MAX;
}

struct boot_cells boot_bus_cells(const struct boot *b, const struct dt_node *bus)
{
	struct boot_cells c = *boot_cells(b, bus);

	if (c.bus == BUS_PCI) {
		c.address = 3;
		c.size = 2;
	}
	return c;
}

const struct dt_prop *boot_reg_prop(
	const struct boot *b, const struct dt_node *n, const struct boot_props *p)
{
	if (!n->parent)
		return NULL;
	switch (boot_cells(b, n->parent)->bus) {
	case BUS_PCI:
		return p->v[KEY_ASSIGNED_ADDRESSES];
	case BUS_DEFAULT:
		return p->v[KEY_REG];
	default:
		return NULL;
	}
}

uint32_t boot_reg_count(const struct boot *b, const struct dt_node *n, const struct boot_props *p)
{
	const struct dt_prop *reg = boot_reg_prop(b, n, p);
	struct boot_cells c;

	if (!reg)
		return 0;
	c = boot_bus_cells(b, n->parent);
	return boot_cells_sane(&c) ? reg->len / 4 / (c.address + c.size) : 0;
}

/* dt_bus_pci_get_flags(): which space the address is in. */
static unsigned int pci_space(const uint8_t *cell)
{
	unsigned int space = cell[0] & 3;

	return space == 3 ? 2 : space;
}

/* The offset of @addr in a range, UINT64_MAX where it is outside. */
static uint64_t range_offset(const uint8_t *range, const uint8_t *addr, const struct boot_cells *c,
	uint32_t parent_address)
{
	uint32_t skip = c->bus == BUS_PCI; /* the first cell of PCI's is no number */
	uint64_t start = dt_number(range + skip * 4, c->address - skip);
	uint64_t size = dt_number(range + 4 * ((size_t)c->address + parent_address), c->size);
	uint64_t a = dt_number(addr + skip * 4, c->address - skip);

	if (skip ? pci_space(range) != pci_space(addr)
		 : c->address > 2 && memcmp(range, addr, (size_t)c->address * 4))
		return UINT64_MAX;
	return a < start || a - start >= size ? UINT64_MAX : a - start;
}

static void put_number(uint8_t *addr, uint32_t cells, uint64_t v)
{
	for (uint32_t i = cells * 4; i > 0; i--) {
		addr[i - 1] = (uint8_t)(v & 0xff);
		v >>= 8;
	}
}

/* The numbers of a default bus have two cells at most, or a debug build stops. */
static bool number_fits(const struct boot_cells *c)
{
	return c->bus == BUS_PCI || (c->address <= 2 && c->size <= 2);
}

/* dt_translate_one() */
static enum boot_address_error translate_one(const struct dt_prop *ranges, uint8_t *addr,
	const struct boot_cells *c, const struct boot_cells *up)
{
	uint32_t one = (uint32_t)c->address + up->address + c->size;
	uint32_t skip = up->bus == BUS_PCI; /* likewise for the parent's */
	uint32_t n = 0;

	if (!ranges)
		return ADDRESS_NO_BUS;
	if (!number_fits(c))
		return ADDRESS_CRASH;
	if (!ranges->len) {
		uint64_t v = dt_number(addr, c->address);

		put_number(addr, up->address, v);
		return ADDRESS_OK;
	}
	for (const uint8_t *r = ranges->data; n < ranges->len / 4 / one && n < MAX_RANGES;
		n++, r += one * 4) {
		uint64_t offset = range_offset(r, addr, c, up->address);
		const uint8_t *to = r + (size_t)c->address * 4;

		if (offset == UINT64_MAX)
			continue;
		memcpy(addr, to, (size_t)up->address * 4);
		put_number(addr + skip * 4, up->address - skip,
			dt_number(to + skip * 4, up->address - skip) + offset);
		return ADDRESS_OK;
	}
	return n == MAX_RANGES ? ADDRESS_OK : ADDRESS_OUTSIDE;
}

struct boot_address boot_translate(
	const struct boot *b, const struct dt_node *dev, const uint8_t *cells)
{
	const struct dt_node *bus = dev->parent;
	struct boot_address out = { .error = ADDRESS_NO_BUS, .at = bus };
	struct boot_cells c = boot_bus_cells(b, bus);
	uint8_t addr[MAX_CELLS * 4];

	if (c.bus == BUS_NONE || !boot_cells_sane(&c))
		return out;
	memcpy(addr, cells, (size_t)c.address * 4);
	for (; bus->parent; bus = bus->parent) {
		struct boot_cells up = boot_bus_cells(b, bus->parent);

		out.at = bus->parent;
		if (up.bus == BUS_NONE || !boot_cells_sane(&up))
			return out;
		out.at = bus;
		out.error = translate_one(dt_prop(bus, "ranges"), addr, &c, &up);
		if (out.error)
			return out;
		out.error = ADDRESS_NO_BUS;
		c = up;
	}
	out.at = NULL;
	out.error = c.address > 2 && c.bus != BUS_PCI ? ADDRESS_CRASH : ADDRESS_OK;
	out.addr = dt_number(addr, c.address);
	return out;
}

struct boot_address boot_reg(
	const struct boot *b, const struct dt_node *n, const struct boot_props *p, uint32_t index)
{
	struct boot_cells c = boot_bus_cells(b, n->parent);
	const uint8_t *entry =
		boot_reg_prop(b, n, p)->data + (size_t)index * ((size_t)c.address + c.size) * 4;
	struct boot_address out = { 0 };
	uint64_t size = dt_number(entry + (size_t)c.address * 4, c.size);

	if (c.identity) {
		out.addr = dt_number(entry, c.address);
	} else {
		out = boot_translate(b, n, entry);
		if (!out.error && !number_fits(&c)) {
			out.error = ADDRESS_CRASH;
			out.at = n->parent;
		}
	}
	out.size = size;
	return out;
}
