/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XEN_BOOT_MACHINE_H
#define SDC_XEN_BOOT_MACHINE_H

#include "xen/boot/boot.h"

/* machine_gic - find the interrupt controller that Xen drives (intc_dt_preinit()) */
void machine_gic(struct boot *b);

/* machine_console, machine_timer, machine_gic_init, machine_iommus - what Xen needs itself, in
 * Xen's order: each takes interrupts for itself, and their trigger types hold from then on */
void machine_console(struct boot *b);
void machine_timer(struct boot *b);
void machine_gic_init(struct boot *b);
void machine_iommus(struct boot *b);

/* machine_root - cell counts of the root that Xen copes with */
void machine_root(struct boot *b);

/* machine_address_bits - width of the addresses that Xen maps for domains */
unsigned int machine_address_bits(const struct boot *b);

#endif
