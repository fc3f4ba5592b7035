// SPDX-License-Identifier: BSD-2-Clause
/* Interrupts and PCI bridges of the host's devices on their way to Dom0. */
#include "rules/machine/report.h"
#include "rules/subjects.h"

static const struct rule rules[] = {
	CONSTRUCTION("device-irq-type", "machine", SDC_ERROR, "an SPI has two trigger types",
		"stops while it builds Dom0: \"Unable to get irq n for ...\"",
		"The first node that names the line decides; 0 counts as a type of its own. "
		"Nodes that are disabled or marked xen,passthrough count like any other, and "
		"what Xen uses itself comes first. Source: xen/arch/arm/irq.c, "
		"irq_set_spi_type()."),
	CONSTRUCTION("device-irq-xen", "machine", SDC_ERROR, "an SPI that Xen uses itself",
		"stops while it builds Dom0: \"IRQ n is already used by Xen\"",
		"That of Xen's console, or of an IOMMU; often the UART stands in the tree a "
		"second time, in a disabled node. Source: xen/arch/arm/irq.c, "
		"route_irq_to_guest()."),
	CONSTRUCTION("device-irq-number", "machine", SDC_ERROR,
		"an interrupt that the GIC cannot have",
		"stops while it builds Dom0: \"invalid vIRQ number\", \"Unable to get irq\"",
		"SPIs are numbered from 0 to 987 at most, in the tree without the 32 that "
		"Xen's messages add. How many lines a GIC has is not in the tree. Source: "
		"xen/arch/arm/irq.c, route_irq_to_guest()."),
	CONSTRUCTION("device-irq-unresolved", "machine", SDC_ERROR,
		"an interrupt leads to no controller",
		"stops while it builds Dom0: \"Unable to retrieve irq n for ...\"",
		"An interrupt-map without a match, with a phandle that leads nowhere, or cut "
		"off; a specifier of more than four cells. Disabled nodes count. Source: "
		"xen/common/device-tree/device-tree.c, dt_irq_map_raw()."),
	CONSTRUCTION("device-irq-loop", "machine", SDC_ERROR, "interrupt parents lead in a ring",
		"hangs while it builds Dom0",
		"A node that is its own interrupt-parent is the shortest one. Source: "
		"xen/common/device-tree/device-tree.c, dt_irq_find_parent()."),
	CONSTRUCTION("device-irq-lost", "machine", SDC_WARNING,
		"an interrupt that Xen does not see", "shows Dom0 the node and routes nothing",
		"interrupt-parent leads nowhere, or the list is shorter than one specifier; "
		"Xen counts no interrupts and says nothing. A broken interrupts-extended is "
		"left for interrupts. Source: xen/common/device-tree/device-tree.c, "
		"dt_number_of_irq()."),
	CONSTRUCTION("device-ppi", "machine", SDC_WARNING, "a node with a private interrupt",
		"drops the node from Dom0's tree with everything below, without a word",
		"Xen routes no PPI to a domain, and Dom0 does not see a node that has one. On "
		"a bus it takes the whole bus. What refers to the node refers to nothing. "
		"Extended SPIs and PPIs count as PPIs if their number is below 16. Source: "
		"xen/arch/arm/domain_build.c, handle_node()."),
	CONSTRUCTION("pci-ranges", "machine", SDC_ERROR, "a PCI bridge has no ranges",
		"stops while it builds Dom0: \"DT: no ranges; cannot enumerate ...\"",
		"Root ports and disabled bridges count: each node with device_type = \"pci\" "
		"needs ranges, an empty one if nothing else. Source: "
		"xen/common/device-tree/device-tree.c, dt_for_each_range()."),
	CONSTRUCTION("pci-window", "machine", SDC_ERROR,
		"a PCI window lies outside the ranges of its bus",
		"stops while it builds Dom0: \"exceeds the maximum allowed PA width\"",
		"Source: xen/arch/arm/device.c, map_range_to_domain()."),
	CONSTRUCTION("pci-interrupt-map", "machine", SDC_ERROR,
		"a PCI bridge's interrupt-map cannot be read",
		"stops while it builds Dom0, mostly without naming the bridge",
		"Entries to other controllers than the GIC are passed over. Before 4.18 Xen "
		"printed the error and went on. Source: xen/common/device-tree/device-tree.c, "
		"dt_for_each_irq_map()."),
	CONSTRUCTION("pci-device-type", "machine", SDC_WARNING, "a PCI bridge has no device_type",
		"does not give Dom0 the bridge's windows and interrupts",
		"The name alone makes it a PCI bus for addresses, with a warning, but not for "
		"mapping. Source: xen/arch/arm/device.c, map_device_children()."),
};

const struct rule_set rules_machine_interrupts = { rules, sizeof(rules) / sizeof(rules[0]) };
