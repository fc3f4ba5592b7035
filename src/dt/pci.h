/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_PCI_H
#define SDC_DT_PCI_H

#include "dt/addr.h"
#include "dt/irq.h"

/* PCI host bridges: windows into the CPU's address space, and interrupts by a map (PCI Bus Binding
 * to Open Firmware; Devicetree Specification 2.4.3). */

/* dt_is_pci - device_type = "pci": a host bridge or a port of one */
bool dt_is_pci(const struct dt_node *n);

/* dt_pci_window - entry @index of ranges as the CPU sees it; false past the last one. An empty
 * entry, or one that does not translate, has an error. */
bool dt_pci_window(
	const struct dt_tree *t, const struct dt_node *n, uint32_t index, struct dt_region *out);

/* An entry of interrupt-map. */
struct dt_map_entry {
	const uint8_t *child; /* unit address and interrupt of the child */
	uint32_t n_child;     /* cells */
	struct dt_irq irq;    /* what it leads to; its prop is interrupt-map */
	uint32_t next;        /* for the next call */
};

/* dt_map_next - walk interrupt-map; @e zeroed before the first call. One whose length is unknown
 * (irq.error) is the last. */
bool dt_map_next(const struct dt_tree *t, const struct dt_node *nexus, struct dt_map_entry *e);

/* dt_irq_all_next - the interrupts of a node as dt_irq_next(), and behind them those that a PCI
 * host bridge's interrupt-map leads to */
struct dt_irq_all {
	struct dt_irq irq;
	struct dt_map_entry map;
	bool in_map;
};
bool dt_irq_all_next(const struct dt_tree *t, const struct dt_node *n, struct dt_irq_all *all);

#endif
