/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XEN_BOOT_DEVICE_H
#define SDC_XEN_BOOT_DEVICE_H

#include "xen/boot/machine/irq.h"

/* A node of the host tree on its way to Dom0 (arch/arm/device.c). */
struct boot_device {
	const struct dt_node *node;
	struct boot_props props;
	bool own; /* Dom0's: not marked xen,passthrough */
};

/* device_uses_ppi - one of the interrupts is a PPI: Xen drops the node. Gives lines their types, as
 * Xen does in looking. */
bool device_uses_ppi(struct boot *b, const struct boot_device *d);

/* device_handle - handle_device(): interrupts, regions, and what a PCI bridge has besides */
void device_handle(struct boot *b, const struct boot_device *d);

/* device_irqs - map_device_irqs_to_domain() for the domain that is being built; @route: not only
 * permitted. Returns false where one stops Xen. */
bool device_irqs(struct boot *b, const struct boot_device *d, bool route);

/* device_route - give a line to the domain; false where that stops Xen */
bool device_route(
	struct boot *b, const struct dt_node *n, const char *prop, int index, uint32_t irq);

/* device_map - map_range_to_domain() */
bool device_map(struct boot *b, const struct boot_device *d, const char *prop, int index,
	uint64_t addr, uint64_t size);

/* device_pci - map_device_children() */
void device_pci(struct boot *b, const struct boot_device *d);

/* device_own_memory - whether the region is what Xen keeps for itself; says so */
void device_hazards(struct boot *b, const struct boot_device *d, const char *prop, int index,
	uint64_t start, uint64_t end);

#endif
