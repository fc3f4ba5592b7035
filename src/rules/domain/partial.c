// SPDX-License-Identifier: BSD-2-Clause
/* What a partial tree asks of Xen. */
#include "rules/machine/report.h"
#include "rules/subjects.h"

static const struct rule rules[] = {
	CONSTRUCTION("guest-module-small", "guest", SDC_ERROR,
		"the module of a guest's tree is smaller than the tree",
		"stops without a message of its own: \"Could not set up domain ... (rc = -22)\"",
		"Source: xen/common/device-tree/dom0less-build.c, check_partial_fdt()."),
	CONSTRUCTION("guest-reg-empty", "guest", SDC_ERROR, "an entry of xen,reg has no size",
		"crashes in a debug build: \"Assertion 's <= e' failed\"; a release build maps "
		"nothing",
		"Often entries of two size cells that are read with one, where /passthrough "
		"has no #size-cells. Source: xen/common/rangeset.c."),
	CONSTRUCTION("guest-reg-beyond", "guest", SDC_ERROR, "an address of xen,reg is too wide",
		"stops: \"Failed to map ... to the guest\"",
		"Source: xen/common/device-tree/dom0less-build.c, handle_passthrough_prop()."),
	CONSTRUCTION("guest-irq-lines", "guest", SDC_ERROR,
		"a guest's interrupt is beyond its nr_spis", "stops: \"invalid vIRQ number\"",
		"A device's interrupt has the same number in the guest. Source: "
		"xen/arch/arm/irq.c, route_irq_to_guest()."),
	CONSTRUCTION("guest-irq-uart", "guest", SDC_WARNING,
		"a guest's interrupt is that of its UART",
		"routes the device's interrupt to the line of vpl011",
		"vpl011 has SPI 0. Source: xen/arch/arm/vpl011.c."),
	CONSTRUCTION("guest-phandle-range", "guest", SDC_ERROR,
		"a phandle of the guest's tree is in Xen's range",
		"stops: \"Phandle allocation overlaps Xen reserved range\", "
		"\"Device tree generation failed (-75).\"",
		"Xen numbers its own nodes above the highest phandle of the partial tree, and has "
		"to stay below 65000: 64998 is the highest that it takes, in /gic as well. Since "
		"4.22. Source: xen/common/device-tree/dom0less-build.c, "
		"domain_handle_dtb_boot_module()."),
	CONSTRUCTION("guest-scmi-disabled", "guest", SDC_ERROR,
		"the SCMI node of the guest's tree is disabled",
		"gives the domain the agent, which the guest's kernel does not use",
		"Source: Linux, drivers/of/base.c."),
	CONSTRUCTION("guest-page-lost", "guest", SDC_ERROR, "the guest does not find its SCMI page",
		"maps the page, or not, and the guest's kernel cannot tell where",
		"shmem of the guest's SCMI node has to lead to a node in /passthrough, with a reg "
		"that translates through each ranges above. A node elsewhere is not copied."),
	CONSTRUCTION("guest-scmi-without-agent", "guest", SDC_WARNING,
		"the guest's tree has an SCMI node, and the domain has no agent",
		"forwards none of the guest's calls",
		"The agent of a dom0less domain is that of xen,sci_type and xen,sci-agent-id in its "
		"node."),
	CONSTRUCTION("guest-irq-private", "guest", SDC_WARNING,
		"an interrupt of the guest's tree is private", "routes no PPI to the guest",
		"The guest's tree repeats the interrupts of the host's node, which are SPIs. "
		"Source: xen/arch/arm/irq.c, route_irq_to_guest()."),
	CONSTRUCTION("guest-iommu-unused", "guest", SDC_WARNING,
		"a device is behind an IOMMU that Xen has no driver for by default",
		"stops: \"Failed to assign device to ...\"",
		"Drivers for SMMUv3 and Renesas' IPMMU are not in Xen's default configuration. "
		"Without one the device counts as unprotected and has to be forced. Source: "
		"xen/common/device-tree/dom0less-build.c, handle_passthrough_prop()."),
};

const struct rule_set rules_domain_partial = { rules, sizeof(rules) / sizeof(rules[0]) };
