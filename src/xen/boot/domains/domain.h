/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XEN_BOOT_DOMAIN_H
#define SDC_XEN_BOOT_DOMAIN_H

#include "xen/boot/boot.h"

/* Bits of capabilities. */
#define CAP_HARDWARE 2u
#define CAP_XENSTORE 4u

/* A dom0less domain that is being built. */
struct boot_guest {
	const struct dt_node *node;
	const struct dt_tree *partial;                     /* as the user gave it, or NULL */
	const struct boot_module *kernel, *ramdisk, *tree; /* or NULL */
	bool names_tree; /* a module of its node is a device tree */
	uint64_t memory; /* bytes */
	bool static_memory, direct_map, vpl011;
	uint32_t cpus;
	bool has_spis;
	uint32_t lines;                 /* interrupts that it can have, 0: unknown */
	VEC(struct boot_region) mapped; /* in its own addresses */
};

/* kernel_dom0, kernel_guest - kernel_probe(): whether there is a kernel that can be loaded */
void kernel_dom0(struct boot *b);
bool kernel_guest(struct boot *b, struct boot_guest *g);

/* kernel_dom0_fits - kernel, tree and ramdisk in so much memory */
bool kernel_dom0_fits(const struct boot *b, uint64_t memory);

/* kernel_touches - the guest's pages are where its kernel or tree is copied to */
bool kernel_touches(const struct boot_guest *g, uint64_t start, uint64_t end);

/* kernel_modules - find the modules of a domain; returns the node that names its kernel, or NULL */
const struct dt_node *kernel_modules(const struct boot *b, struct boot_guest *g);

/* kernel_fits - kernel, tree and ramdisk in the first bank */
void kernel_fits(struct boot *b, const struct boot_guest *g);

/* guest_properties - parse_dom0less_node() and its part for Arm */
void guest_properties(struct boot *b, struct boot_guest *g);

/* guest_memory - the RAM of a domain */
void guest_memory(struct boot *b, struct boot_guest *g);

/* static_built_in - Xen is taken to be built with static memory */
bool static_built_in(const struct boot *b);

/* static_memory_given - allocate_static_memory() */
void static_memory_given(struct boot *b, const struct boot_guest *g);

/* shared_memory_given - process_shm() */
void shared_memory_given(struct boot *b, const struct boot_guest *g);

/* partial_scan - domain_handle_dtb_boot_module(): what a partial tree asks for */
void partial_scan(struct boot *b, struct boot_guest *g);

/* guest_view - what the guest's kernel misses of that */
void guest_view(struct boot *b, struct boot_guest *g);

/* evtchn_connect - alloc_static_evtchn() */
void evtchn_connect(struct boot *b);

/* share_find - pages that two domains reach */
void share_find(struct boot *b);

#endif
