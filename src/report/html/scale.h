/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_REPORT_HTML_SCALE_H
#define SDC_REPORT_HTML_SCALE_H

#include "report/view/view.h"

/* Who reaches which memory: the pages of SCMI channels, the registers of devices and static
 * memory, by address. */

/* What one party reaches at one place. */
struct region {
	uint64_t first, last;
	int party;
	const struct view_agent *agent; /* a channel's page, or */
	const struct dt_node *node;     /* a device's registers, or the domain's own memory */
	bool memory;
};

typedef VEC(struct region) region_vec;

/* Neighbours in a sorted list whose pages meet. */
struct group {
	size_t first, end;
	uint64_t from, to; /* first and last address */
	int party;         /* the only one, or PARTY_SEVERAL */
};

typedef VEC(struct group) group_vec;

struct scale {
	region_vec regions;
	group_vec groups;
	VEC(int) lanes; /* parties that reach anything, Xen first */
};

/* scale_read - all of it, from an empty one; scale_free() frees it */
void scale_read(struct scale *s, const struct view *v);
void scale_free(struct scale *s);

#endif
