/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XEN_BOOT_CAPS_H
#define SDC_XEN_BOOT_CAPS_H

#include <stdbool.h>
#include <stddef.h>

/* What a version of Xen does in building domains that another does not; asked by name. */
struct xen_caps {
	const char *version;
	bool checks_overlaps;   /* regions and modules, while it reads the blob */
	bool early_errors_stop; /* else the rest of the tree is not scanned */
	bool skips_disabled_memory;
	bool counts_memreserve;   /* as reserved regions */
	bool strict_memory;       /* device_type and depth 1; else any node called memory */
	bool timer_names;         /* reads the timer's interrupt-names */
	bool partial_errors_stop; /* an error in a guest's tree ends the boot */
	bool irq_map_errors_stop; /* one in an interrupt-map that Dom0 gets */
	bool hides_evtchn;        /* static event channels are dropped from Dom0's tree */
	bool vpl011_errors_stop;
	bool checks_phandles; /* of a partial tree, against Xen's own */
	bool checks_partial_cells;
	bool refuses_static_memory; /* where it is not built in */
	bool capabilities;          /* of domains: control, hardware, xenstore */
	bool vcpu_nodes;
	bool reads_deep_trees; /* past 16 levels; else it loops */
	bool sci;              /* xen,sci_type of a domain */
	bool grants;           /* max_grant_version and frames of a domain */
	bool timer_rate;       /* refuses a timer of less than 1 kHz */
	bool colours;          /* llc-colors */
	bool v8r;              /* v8r_el1_msa */
	bool sve;              /* of a domain */
	bool sbsa_uart;        /* arm,sbsa-uart as a console */
	bool xl_nr_spis;       /* its xl knows nr_spis; arm_sci came with sci */
	bool debug;            /* assertions hold: not released yet */
};

/* xen_caps_find - by its name, "4.21" for instance; NULL: the newest. NULL where none is known. */
const struct xen_caps *xen_caps_find(const char *version);

/* xen_caps_at - in the order of their age; NULL past the end */
const struct xen_caps *xen_caps_at(size_t index);

#endif
