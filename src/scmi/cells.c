// SPDX-License-Identifier: BSD-2-Clause
#include "scmi/cells.h"

/* The counts of the bus that a number belongs to. */
struct counts {
	const struct dt_node *bus;
	uint32_t na, ns;
};

static struct counts counts_of(const struct dt_tree *t, const struct dt_node *bus)
{
	return (struct counts){ bus, dt_addr_cells(t, bus, DT_CELLS_INHERIT),
		dt_size_cells(t, bus, DT_CELLS_INHERIT) };
}

static bool readable(uint32_t cells)
{
	return cells == 1 || cells == 2;
}

static bool counted(uint32_t na)
{
	return na >= 1 && na <= 4;
}

static bool fault_address(const struct counts *k, struct scmi_cells_fault *fault)
{
	*fault = (struct scmi_cells_fault){ k->bus, "#address-cells", k->na };
	return !readable(k->na);
}

static bool fault_size(const struct counts *k, struct scmi_cells_fault *fault)
{
	*fault = (struct scmi_cells_fault){ k->bus, "#size-cells", k->ns };
	return !readable(k->ns);
}

/* One step of the translation: what is read of the ranges of a bus, then of its parent's space. */
static bool step(const struct counts *k, const struct counts *up, const struct dt_prop *ranges,
	const struct dt_region *r, struct scmi_cells_fault *fault)
{
	bool walked = ranges->len / 4 >= (uint64_t)k->na + up->na + k->ns;

	if ((walked || !ranges->len) && fault_address(k, fault))
		return true;
	if (walked && ranges->len && fault_size(k, fault))
		return true;
	return !(r->error == DT_ADDR_OUTSIDE && r->at == k->bus) && fault_address(up, fault);
}

bool scmi_cells_fault(const struct dt_tree *t, const struct dt_node *n, const struct dt_region *r,
	struct scmi_cells_fault *fault)
{
	const struct dt_prop *reg = dt_prop(n, "reg");
	struct counts k;

	if (!reg || !n->parent)
		return false;
	k = counts_of(t, n->parent);
	if (!counted(k.na) || reg->len / 4 < (uint64_t)k.na + k.ns)
		return false;
	if (fault_size(&k, fault))
		return true;
	while (k.bus->parent) {
		const struct dt_prop *ranges = dt_prop(k.bus, "ranges");
		struct counts up = counts_of(t, k.bus->parent);

		if (!counted(up.na) || !up.ns || !ranges)
			return false;
		if (step(&k, &up, ranges, r, fault))
			return true;
		if (r->error && r->at == k.bus)
			return false;
		k = up;
	}
	return fault_address(&k, fault);
}
