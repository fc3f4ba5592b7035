/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCMI_CELLS_H
#define SDC_SCMI_CELLS_H

#include "dt/addr.h"

#define SCMI_MAX_CELLS 4

/* The counts that hold for the children of a node. */
struct scmi_cells {
	const struct dt_node *bus;
	uint32_t na, ns;
};

/* scmi_cells - as Xen finds them, in the nodes above where the node lacks them */
struct scmi_cells scmi_cells(const struct dt_tree *t, const struct dt_node *bus);

/* scmi_range_bytes - of one entry of the ranges of a node below the root; 0 where counts make no
 * sense */
uint32_t scmi_range_bytes(const struct dt_tree *t, const struct dt_node *bus);

/* scmi_ranges_ragged - the ranges are not a whole number of entries */
bool scmi_ranges_ragged(const struct dt_tree *t, const struct dt_node *bus);

/* Cell counts that Xen lets pass and then asserts not to be there. */
struct scmi_cells_fault {
	const struct dt_node *bus; /* for whose children they hold */
	const char *name;          /* "#address-cells" or "#size-cells" */
	uint32_t value;
};

/*
 * scmi_cells_fault - whether translating reg[0] of @n, whose region is @r, ends in an assertion
 *
 * Xen reads numbers of one or two cells (dt_read_number() in xen/include/xen/bootfdt.h), while
 * its checks let three and four address cells and any number of size cells pass
 * (xen/common/device-tree/device-tree.c). A debug build stops there.
 */
bool scmi_cells_fault(const struct dt_tree *t, const struct dt_node *n, const struct dt_region *r,
	struct scmi_cells_fault *fault);

#endif
