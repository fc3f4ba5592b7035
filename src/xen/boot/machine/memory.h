/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XEN_BOOT_MEMORY_H
#define SDC_XEN_BOOT_MEMORY_H

#include "xen/boot/boot.h"

#define MIB(n) ((uint64_t)(n) << 20)

/*
 * The memory that Xen has to give away: declared RAM without reserved regions and modules, in
 * blocks of powers of two as its allocator keeps them. Where Xen itself, the tree and Xen's tables
 * lie is not in the tree: their size is taken off.
 */

/* memory_new - NULL where no RAM is known */
struct boot_free *memory_new(struct boot *b);
void memory_free(struct boot_free *f);

/* memory_dom0 - allocate_memory_11(): bytes that are left over, 0 where all are found */
uint64_t memory_dom0(struct boot_free *f, uint64_t size);

/* memory_guest - allocate_domheap_memory(): likewise */
uint64_t memory_guest(struct boot_free *f, uint64_t size);

/* memory_left - how much there is */
uint64_t memory_left(const struct boot_free *f);

/* memory_is_ram - the bank that the region touches, or NULL */
const struct boot_region *memory_bank(const struct boot *b, uint64_t start, uint64_t end);

/* memory_covered - the region leaves nothing of RAM that a domain could get */
bool memory_covered(const struct boot *b, uint64_t start, uint64_t end);

/* memory_reserved - the region lies in a reserved one */
bool memory_reserved(const struct boot *b, uint64_t start, uint64_t end);

#endif
