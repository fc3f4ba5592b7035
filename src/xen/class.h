/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XEN_CLASS_H
#define SDC_XEN_CLASS_H

#include "dt/tree.h"

/* The one table of the compatible strings that Xen knows. */

/* What compatible strings make of a node, without regard to case as Xen compares them. */
enum xen_class {
	CLASS_NONE,
	CLASS_SKIPPED = 1 << 0, /* dropped from Dom0's tree with all below */
	CLASS_DOMAIN = 1 << 1,  /* xen,domain */
	CLASS_MODULE = 1 << 2,  /* a boot module */
	CLASS_SHM = 1 << 3,     /* static shared memory */
	CLASS_EVTCHN = 1 << 4,  /* a static event channel */
	CLASS_GIC_V2 = 1 << 5,
	CLASS_GIC_V3 = 1 << 6,
	CLASS_TIMER = 1 << 7,
	CLASS_IOMMU = 1 << 8, /* an SMMU before version 3: its driver is built in by default */
	CLASS_PMU = 1 << 9,
	CLASS_PSCI = 1 << 10,
	CLASS_UART = 1 << 11, /* Xen has a driver for it */
	CLASS_KERNEL = 1 << 12,
	CLASS_RAMDISK = 1 << 13,
	CLASS_XSM = 1 << 14,
	CLASS_GUEST_DTB = 1 << 15,
	CLASS_MICROCODE = 1 << 16,
	CLASS_VCPU = 1 << 17,
	CLASS_OTHER_IOMMU = 1 << 21, /* that Xen may be built with a driver for */
	CLASS_SBSA_UART = 1 << 23,   /* likewise, in newer versions */
	CLASS_V2M = 1 << 22,         /* a frame of a GICv2 for message signalled interrupts */
	CLASS_SCI = 1 << 20,         /* the container of the multi-agent mediator */
	CLASS_ENDLESS = 1 << 19,     /* the list has no end: Xen reads on for ever */
};

/* xen_class_of - of a property compatible, or NULL: a set of enum xen_class */
unsigned int xen_class_of(const struct dt_prop *compatible);

/* xen_class - the same of a node */
unsigned int xen_class(const struct dt_node *n);

#endif
