/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_INIT_DEVICES_H
#define SDC_INIT_DEVICES_H

#include "init/init.h"

/* What a guest could be given, found out by planning each device alone. */

struct init_device {
	const struct dt_node *node;
	const char *class;
	const char *selector;         /* label, else path */
	bool iommu;                   /* protected by one that Xen drives */
	bool can;                     /* a plan with it alone has no error */
	const char *why;              /* what stands against it, or NULL */
	const char *hint;             /* how to get past that, or NULL */
	bool kept;                    /* Xen's own, or its console */
	const char *scmi;             /* resources, or NULL */
	const char *irqs;             /* interrupts, or NULL */
	const struct dt_node *shares; /* a device with registers in one of its pages, or NULL */
};

struct init_devices {
	struct init_device *v; /* by class, then in the tree's order */
	size_t n;
	size_t left_out; /* past the number that are looked at */
};

/* init_devices_find - time is bounded by a fixed number of plans */
struct init_devices init_devices_find(const struct init_plan *p, struct arena *a);

/* init_class - what a device is called in a list, by its generic name */
const char *init_class(const struct dt_node *n);

#endif
