/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_ADDR_H
#define SDC_DT_ADDR_H

#include "dt/tree.h"

/* How a node without #address-cells or #size-cells is understood. */
enum dt_cells {
	DT_CELLS_SPEC,    /* 2 and 1, Devicetree Specification 2.3.5 */
	DT_CELLS_INHERIT, /* taken from the parents, then 2 and 1, as Xen and Linux do */
};

enum dt_addr_error {
	DT_ADDR_OK,
	DT_ADDR_NO_REG,    /* no reg property */
	DT_ADDR_SHORT,     /* reg has no such entry */
	DT_ADDR_BAD_CELLS, /* no address cells or more than four, or no size cells, on the way up */
	DT_ADDR_NO_RANGES, /* a parent without ranges */
	DT_ADDR_OUTSIDE,   /* no range covers the address */
};

/* A reg entry as the CPU sees it. */
struct dt_region {
	uint64_t addr; /* bus address where error is not DT_ADDR_OK and the entry was read */
	uint64_t size;
	enum dt_addr_error error;
	const struct dt_node *at; /* the node that stopped the translation, else NULL */
};

/* dt_addr_cells, dt_size_cells - the counts that hold for reg in the children of @n */
uint32_t dt_addr_cells(const struct dt_tree *t, const struct dt_node *n, enum dt_cells how);
uint32_t dt_size_cells(const struct dt_tree *t, const struct dt_node *n, enum dt_cells how);

/*
 * dt_reg - translate entry @index of reg to a CPU address
 *
 * Walks every parent up to the root; an empty ranges is 1:1 (Devicetree
 * Specification 2.3.8; Xen: xen/common/device-tree/device-tree.c,
 * dt_device_get_address()). Of each bus the first 256 ranges count, of which trees in
 * use have a quarter; so time is bounded by the depth.
 */
struct dt_region dt_reg(
	const struct dt_tree *t, const struct dt_node *n, uint32_t index, enum dt_cells how);

/* What all registers on a bus have in common. */
struct dt_bus {
	const struct dt_node *node;
	enum dt_cells how;
	uint32_t address_cells, size_cells;
	bool identity; /* its addresses are the CPU's */
};

/* dt_bus_read - work it out once; dt_bus_reg - dt_reg() for a node on that bus, fast where
 * addresses need no translation */
struct dt_bus dt_bus_read(const struct dt_tree *t, const struct dt_node *bus, enum dt_cells how);
struct dt_region dt_bus_reg(
	const struct dt_tree *t, const struct dt_bus *bus, const struct dt_node *n, uint32_t index);

/* dt_translate - a CPU address for one of the space that @bus gives its children, whose cells
 * @addr holds. The region's size is 0. */
struct dt_region dt_translate(
	const struct dt_tree *t, const struct dt_node *bus, const uint8_t *addr, enum dt_cells how);

/* dt_reg_count - number of entries of reg under its parent's cell counts */
uint32_t dt_reg_count(const struct dt_tree *t, const struct dt_node *n, enum dt_cells how);

#endif
