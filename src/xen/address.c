// SPDX-License-Identifier: BSD-2-Clause
/*
 * Where Xen's translation of an address ends in an assertion: its dt_read_number()
 * (xen/include/xen/bootfdt.h) takes one or two cells, while the checks before it let three and
 * four address cells and any number of size cells pass (xen/common/device-tree/device-tree.c).
 */
#include "xen/xen.h"

static bool readable(uint32_t cells)
{
	return cells == 1 || cells == 2;
}

static bool counted(uint32_t na)
{
	return na >= 1 && na <= 4;
}

/* One step of the translation: what is read of the ranges of @bus, then of its parent's space. */
static bool step_asserts(const struct dt_node *bus, const struct dt_prop *ranges, uint32_t na,
	uint32_t ns, uint32_t pna, const struct dt_region *r)
{
	bool walked = ranges->len / 4 >= (uint64_t)na + pna + ns;

	if (!ranges->len ? !readable(na) : walked && !(readable(na) && readable(ns)))
		return true;
	return !(r->error == DT_ADDR_OUTSIDE && r->at == bus) && !readable(pna);
}

bool xen_address_asserts(
	const struct dt_tree *t, const struct dt_node *n, const struct dt_region *r)
{
	const struct dt_prop *reg = dt_prop(n, "reg");
	const struct dt_node *bus = n->parent;
	uint32_t na, ns;

	if (!reg || !bus)
		return false;
	na = dt_addr_cells(t, bus, DT_CELLS_INHERIT);
	ns = dt_size_cells(t, bus, DT_CELLS_INHERIT);
	if (!counted(na) || reg->len / 4 < (uint64_t)na + ns)
		return false;
	if (!readable(ns))
		return true;
	for (; bus->parent; bus = bus->parent) {
		const struct dt_prop *ranges = dt_prop(bus, "ranges");
		uint32_t pna = dt_addr_cells(t, bus->parent, DT_CELLS_INHERIT);
		uint32_t pns = dt_size_cells(t, bus->parent, DT_CELLS_INHERIT);

		if (!counted(pna) || !pns || !ranges)
			return false;
		if (step_asserts(bus, ranges, na, ns, pna, r))
			return true;
		if (r->error && r->at == bus)
			return false;
		na = pna;
		ns = pns;
	}
	return !readable(na);
}
