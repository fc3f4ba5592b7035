/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XEN_BOOT_EARLY_H
#define SDC_XEN_BOOT_EARLY_H

#include "xen/boot/boot.h"

/* early_scan - boot_fdt_info(): memory, reserved memory and modules */
void early_scan(struct boot *b);

/* The cell counts that hold for a node while the blob is read (device_tree_for_each_node()). */
struct early_cells {
	uint32_t address, size;
};

#define EARLY_NUMBER 2 /* cells that a number has at most */

/* early_number - dt_read_number(): of other than one or two cells an assertion fails, or else the
 * first counts. The value has at least one. */
uint64_t early_number(const uint8_t *data, uint32_t cells);

/* early_regions - device_tree_get_meminfo(): the entries of a property into banks or reserved
 * regions. Records why Xen stops. */
void early_regions(struct boot *b, const struct dt_node *n, const char *prop, struct early_cells c,
	bool reserved);

/* early_overlap - what the region overlaps of what came before, or false; *with is its node */
bool early_overlap(const struct boot *b, const struct boot_region *r, const struct dt_node **with);

/* early_module - process_multiboot_node() */
void early_module(struct boot *b, const struct dt_node *n, struct early_cells c);

/* early_initrd - process_chosen_node() */
void early_initrd(struct boot *b, const struct dt_node *chosen);

/* early_add_module - add_boot_module(); false where it is dropped */
bool early_add_module(struct boot *b, const struct boot_module *m, const char *prop);

/* early_discard_modules - once all domains are built, before 4.18: modules that overlap */
void early_discard_modules(struct boot *b);

/* early_static_memory - process_domain_node() */
void early_static_memory(struct boot *b, const struct dt_node *n, struct early_cells c);

/* early_static_in_ram - once all banks are read */
void early_static_in_ram(struct boot *b);

/* early_shared_memory - process_shm_node() */
void early_shared_memory(struct boot *b, const struct dt_node *n, struct early_cells c);

/* early_banks - what the banks say of each other, once all are read */
void early_banks(struct boot *b);

#endif
