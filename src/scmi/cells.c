// SPDX-License-Identifier: BSD-2-Clause
#include "scmi/cells.h"

struct scmi_cells scmi_cells(const struct dt_tree *t, const struct dt_node *bus)
{
	return (struct scmi_cells){ bus, dt_addr_cells(t, bus, DT_CELLS_INHERIT),
		dt_size_cells(t, bus, DT_CELLS_INHERIT) };
}

uint32_t scmi_range_bytes(const struct dt_tree *t, const struct dt_node *bus)
{
	struct scmi_cells own = scmi_cells(t, bus), up = scmi_cells(t, bus->parent);

	if (own.na > SCMI_MAX_CELLS || own.ns > SCMI_MAX_CELLS || up.na > SCMI_MAX_CELLS)
		return 0;
	return 4 * (own.na + own.ns + up.na);
}

bool scmi_ranges_ragged(const struct dt_tree *t, const struct dt_node *bus)
{
	const struct dt_prop *p = dt_prop(bus, "ranges");
	uint32_t one = bus->parent ? scmi_range_bytes(t, bus) : 0;

	return p && one && p->len % one;
}

static bool readable(uint32_t cells)
{
	return cells == 1 || cells == 2;
}

static bool counted(uint32_t na)
{
	return na >= 1 && na <= SCMI_MAX_CELLS;
}

static bool fault_address(const struct scmi_cells *k, struct scmi_cells_fault *fault)
{
	*fault = (struct scmi_cells_fault){ k->bus, "#address-cells", k->na };
	return !readable(k->na);
}

static bool fault_size(const struct scmi_cells *k, struct scmi_cells_fault *fault)
{
	*fault = (struct scmi_cells_fault){ k->bus, "#size-cells", k->ns };
	return !readable(k->ns);
}

/* One step of the translation: what is read of the ranges of a bus, then of its parent's space. */
static bool step(const struct scmi_cells *k, const struct scmi_cells *up,
	const struct dt_prop *ranges, const struct dt_region *r, struct scmi_cells_fault *fault)
{
	bool walked = ranges->len / 4 >= (uint64_t)k->na + up->na + k->ns;

	if ((walked || !ranges->len) && fault_address(k, fault))
		return true;
	if (walked && ranges->len && fault_size(k, fault))
		return true;
	return !(r->error == DT_ADDR_OUTSIDE && r->at == k->bus) && fault_address(up, fault);
}

/* dt_bus_default_match(): Xen asks that before it counts cells. */
static bool is_bus(const struct dt_node *n)
{
	return !n->parent || dt_prop(n, "ranges");
}

bool scmi_cells_fault(const struct dt_tree *t, const struct dt_node *n, const struct dt_region *r,
	struct scmi_cells_fault *fault)
{
	const struct dt_prop *reg = dt_prop(n, "reg");
	struct scmi_cells k;

	if (!reg || !n->parent || !is_bus(n->parent))
		return false;
	k = scmi_cells(t, n->parent);
	if (!counted(k.na) || reg->len / 4 < (uint64_t)k.na + k.ns)
		return false;
	if (fault_size(&k, fault))
		return true;
	while (k.bus->parent) {
		const struct dt_prop *ranges = dt_prop(k.bus, "ranges");
		struct scmi_cells up = scmi_cells(t, k.bus->parent);

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
