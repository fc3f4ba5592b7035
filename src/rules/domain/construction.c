// SPDX-License-Identifier: BSD-2-Clause
/* Dom0less domains, as Xen builds them. */
#include "rules/machine/report.h"
#include "rules/subjects.h"

static const struct rule rules[] = {
	CONSTRUCTION("domain-compatible", "domains", SDC_WARNING,
		"a node that describes a domain is not compatible with xen,domain",
		"builds no such domain, without a word; its kernel becomes Dom0's",
		"Source: xen/common/device-tree/dom0less-bindings.c, parse_dom0less_node()."),
	CONSTRUCTION("domain-cpus", "domains", SDC_ERROR, "a domain has no usable cpus",
		"stops: \"Missing property 'cpus'\", \"Error creating domain ... (rc = -22)\"",
		"One cell, at least 1. A GICv2 serves 8 virtual processors, a GICv3 128; more "
		"than the machine has is fine. Of two cells the first counts. Source: "
		"xen/common/device-tree/dom0less-bindings.c, parse_dom0less_node()."),
	CONSTRUCTION("domain-memory", "domains", SDC_ERROR, "a domain has no usable memory",
		"stops: \"cannot read \"memory\" property\"",
		"Two cells, in KiB. Source: xen/common/device-tree/dom0less-build.c, "
		"construct_domU()."),
	CONSTRUCTION("domain-memory-odd", "domains", SDC_ERROR,
		"a domain's memory is no whole number of pages", "hangs while it builds the domain",
		"memory is in KiB and has to be a multiple of 4. Source: "
		"xen/common/device-tree/domain-build.c, allocate_domheap_memory()."),
	CONSTRUCTION("domain-memory-large", "domains", SDC_ERROR, "a domain's memory is not there",
		"stops: \"Failed to allocate requested domain memory\", \"Failed to allocate P2M "
		"pages.\"",
		"memory is in KiB. What Dom0 and the domains before have is gone; so is what "
		"Xen needs itself, of which an estimate is taken off. Source: "
		"xen/common/device-tree/domain-build.c, allocate_memory()."),
	CONSTRUCTION("domain-memory-small", "domains", SDC_ERROR,
		"a domain's memory does not hold its kernel",
		"stops: \"Not enough memory in the first bank for the kernel+dtb+initrd\"",
		"memory is in KiB. Kernel, ramdisk and tree are placed at multiples of 2 MiB; "
		"the kernel is taken to need as much as its module has. Source: "
		"xen/arch/arm/kernel.c, place_dtb_initrd()."),
	CONSTRUCTION("domain-kernel", "domains", SDC_ERROR, "a domain has no kernel",
		"stops: \"Missing kernel boot module?\"",
		"The module is a child of the domain's node, compatible with multiboot,kernel "
		"and multiboot,module. It is looked up by its address, read with the domain's "
		"cell counts; one that was dropped for overlapping is not found. Source: "
		"xen/common/device-tree/kernel.c, kernel_probe()."),
	CONSTRUCTION("domain-direct-map", "domains", SDC_ERROR,
		"a domain is mapped directly without static memory",
		"stops: \"direct-map is not valid for domain ... without static allocation.\"",
		"Source: xen/common/device-tree/dom0less-bindings.c, parse_dom0less_node()."),
	CONSTRUCTION("domain-capabilities", "domains", SDC_ERROR,
		"a domain has capabilities that it cannot have",
		"stops: \"Invalid capabilities\", \"Only 1 hardware domain can be specified!\"",
		"A sum of 1 (control), 2 (hardware) and 4 (xenstore); Dom0 has all of them. "
		"Since 4.21. Source: xen/common/device-tree/dom0less-bindings.c, "
		"parse_dom0less_node()."),
	CONSTRUCTION("domain-grants", "domains", SDC_ERROR,
		"a domain's grant tables cannot be made",
		"stops: \"Error creating domain ... (rc = -22)\", \"overflow\"",
		"Source: xen/common/grant_table.c, grant_table_init()."),
	CONSTRUCTION("domain-not-built-in", "domains", SDC_WARNING,
		"a domain asks for what is not built into Xen", "stops",
		"Cache colouring, SVE and domains for processors without an MMU are off in "
		"Xen's default configuration. Switch the rule off where yours has them."),
	CONSTRUCTION("domain-static-memory", "domains", SDC_WARNING, "static memory for a domain",
		"stops before its console works: \"CONFIG_STATIC_MEMORY must be enabled\"",
		"Not in Xen's default configuration. Before 4.23 the property was ignored "
		"without it, and the domain refused later. Switch the rule off where your Xen "
		"has it. Source: xen/common/device-tree/bootinfo-fdt.c, "
		"process_domain_node()."),
	CONSTRUCTION("domain-shared-memory", "domains", SDC_WARNING, "static shared memory",
		"stops before its console works: \"CONFIG_STATIC_SHM must be enabled\"",
		"Not in Xen's default configuration. Switch the rule off where your Xen has "
		"it. Source: xen/common/device-tree/bootinfo-fdt.c, process_shm_node()."),
	CONSTRUCTION("domain-spis", "domains", SDC_ERROR, "a domain's nr_spis does not fit",
		"stops: \"Error creating domain ... (rc = -22)\", \"Could not set up domain ... "
		"(rc = -22)\"",
		"Rounded up to a multiple of 32, at most 960; a domain with vpl011 needs one "
		"for its UART. Source: xen/arch/arm/vgic.c, domain_vgic_init()."),
	CONSTRUCTION("domain-p2m", "domains", SDC_ERROR, "a domain's page tables have no memory",
		"stops: \"Failed to allocate requested domain memory\", \"Failed to allocate P2M "
		"pages.\"",
		"Source: xen/common/device-tree/dom0less-build.c, "
		"domain_p2m_set_allocation()."),
	CONSTRUCTION("domain-vcpu", "domains", SDC_ERROR,
		"a virtual processor's node does not fit its domain",
		"stops: \"Invalid vcpu_id\", \"Invalid xen,vcpu node\"",
		"Since 4.21. Source: xen/common/device-tree/dom0less-build.c, "
		"domain_vcpu_affinity()."),
	CONSTRUCTION("domain-xenstore", "domains", SDC_ERROR,
		"a domain wants xenstore, and nobody has it",
		"stops after all domains are built: \"xenstore requested, but xenstore domain "
		"not present\"",
		"xen,enhanced with no value, \"enabled\" or \"legacy\" asks for it. Dom0 has it, "
		"or a domain with the capability. Source: "
		"xen/common/device-tree/dom0less-build.c, create_domUs()."),
	CONSTRUCTION("domain-tree-missing", "domains", SDC_WARNING,
		"a domain has an agent and no device tree",
		"gives the domain the agent, of which it learns nothing",
		"Xen makes no SCMI node for a guest: it comes with a partial tree, a module "
		"compatible with multiboot,device-tree. One that the bootloader adds is given with "
		"--guest."),
	CONSTRUCTION("domain-id-with-none", "domains", SDC_WARNING,
		"a domain names an agent and is of type none", "makes the domain no agent",
		"Source: xen/arch/arm/dom0less-build.c, domu_dt_sci_parse()."),
	CONSTRUCTION("domain-evtchn", "domains", SDC_ERROR,
		"a static event channel has no other end",
		"stops after all domains are built: \"Could not set up domains evtchn\"",
		"Each end is a node compatible with xen,evtchn-v1 in the node of a domain, or "
		"in /chosen for Dom0; xen,evtchn names its port and the other end, which "
		"names it. Source: xen/common/device-tree/static-evtchn.c."),
	CONSTRUCTION("domain-irq-taken", "domains", SDC_ERROR,
		"a guest's interrupt belongs to another domain",
		"stops: \"IRQ n is already used by domain d\"",
		"Dom0 has the interrupts of every device that is not marked xen,passthrough, "
		"of disabled ones as well; a guest those of the host nodes that its partial "
		"tree names in xen,path. Source: xen/arch/arm/irq.c, route_irq_to_guest()."),
};

const struct rule_set rules_domain_construction = { rules, sizeof(rules) / sizeof(rules[0]) };
