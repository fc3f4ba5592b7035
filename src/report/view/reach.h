/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_REPORT_VIEW_REACH_H
#define SDC_REPORT_VIEW_REACH_H

#include "dt/irq.h"
#include "report/view/view.h"

/* Something that who has the device can reach. */
enum reach_kind {
	REACH_REGISTERS, /* pages: first and last address of the registers' pages */
	REACH_INTERRUPT, /* a line of a controller */
	REACH_STREAM,    /* IOMMU, and the first cell of the specifier */
	REACH_RESOURCE,  /* protocol, and the first cell, or the node behind a bare phandle */
};

struct reach {
	enum reach_kind kind;
	const struct dt_node *at; /* NULL for registers and interrupts of the GIC */
	uint64_t first, last;     /* last: of registers alone, else equal to first */
	uint64_t size;            /* of registers, in bytes */
	uint64_t guest;           /* where the guest has the registers; else equal to first */
	struct dt_irq_line line;  /* of an interrupt */
	const struct view_device *device;
	const struct scmi_use *use; /* of a resource, else NULL */
};

typedef VEC(struct reach) reach_vec;

/* reach_read - append all that a device gives: registers, interrupts, streams, as planned or else
 * of its own node, and SCMI resources. What does not translate, or leads nowhere, is left to the
 * findings. */
void reach_read(const struct view *v, const struct view_device *d, reach_vec *list);

/* reach_read_all - the same for every device that somebody has, sorted by what it is */
void reach_read_all(const struct view *v, reach_vec *list);

/* reach_group_end - the end of the group that begins at @i of a sorted list: the same thing, or
 * registers whose pages meet */
size_t reach_group_end(const reach_vec *list, size_t i);

/* reach_name - append what it is, for people: "SPI 164", "0xe6800000 (0x1000)", "clock 0x3" */
void reach_name(struct buf *out, const struct reach *r);

#endif
