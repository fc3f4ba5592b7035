// SPDX-License-Identifier: BSD-2-Clause
/* Boot modules and what Dom0 is made of. */
#include "rules/machine/report.h"
#include "rules/subjects.h"

static const struct rule rules[] = {
	CONSTRUCTION("module-overlap", "machine", SDC_ERROR,
		"a boot module overlaps another, or a reserved region",
		"drops the module: \"Region: ... overlapping\"",
		"A module that overlaps a reserved region or another module before it in the "
		"tree does not exist for Xen. A kernel that is dropped is missing later; a "
		"ramdisk is just not there. Two domains may name one module: it is found "
		"under its first mention. Since 4.18. Source: "
		"xen/common/device-tree/bootinfo.c, add_boot_module()."),
	CONSTRUCTION("module-reg", "machine", SDC_ERROR, "a boot module has no usable reg",
		"stops before its console works: \"node ... missing `reg' property\", \"length "
		"is too short\"",
		"reg is one address and one size, with the cell counts of the parent. They "
		"hold for modules of guests as well: a domain's node without #address-cells "
		"and #size-cells takes those of /chosen. Source: "
		"xen/common/device-tree/bootinfo-fdt.c, process_multiboot_node()."),
	CONSTRUCTION("module-count", "machine", SDC_WARNING, "more boot modules than Xen holds",
		"ignores those past the limit: \"too many\"",
		"Xen has room for 32, itself and the tree among them. Source: "
		"xen/common/device-tree/bootinfo.c, add_boot_module()."),
	CONSTRUCTION("module-bootargs", "machine", SDC_ERROR,
		"a boot module's command line is too long",
		"stops before its console works: \"module ... command line too long\"",
		"1024 characters are the limit. Source: xen/common/device-tree/bootinfo.c, "
		"add_boot_cmdline()."),
	CONSTRUCTION("initrd-limits", "machine", SDC_ERROR,
		"linux,initrd-start and -end are no range", "stops before its console works",
		"Both have to be there, with 4 or 8 bytes, the end behind the start. Source: "
		"xen/common/device-tree/bootinfo-fdt.c, process_chosen_node()."),
	CONSTRUCTION("kernel-size", "machine", SDC_ERROR,
		"a kernel's module is too short to be one",
		"stops while it builds the domain: \"Missing kernel boot module?\" or no word "
		"at all",
		"A module of size 0 counts as missing; one that is shorter than a kernel's "
		"header is refused with -22 and no message. Source: "
		"xen/common/device-tree/kernel.c, kernel_probe()."),
	CONSTRUCTION("dom0-kernel", "machine", SDC_ERROR, "Dom0 has no kernel",
		"stops while it builds Dom0: \"Missing kernel boot module?\"",
		"Xen looks for modules in the children of /chosen and in their children, "
		"compatible with multiboot,module or xen,multiboot-module. A tree that names "
		"no module at all is taken for one to which the bootloader adds Dom0's "
		"kernel. Source: xen/common/device-tree/bootinfo-fdt.c, "
		"process_multiboot_node()."),
	CONSTRUCTION("dom0-kernel-taken", "machine", SDC_WARNING,
		"Dom0's kernel belongs to a guest that stands before",
		"builds no Dom0, without a word",
		"Of two modules with one address the first decides whose it is. Where that is "
		"a guest's, Xen has no kernel for Dom0, finds one for a guest and boots "
		"dom0less. Since 4.18. Source: xen/common/device-tree/bootinfo.c, "
		"add_boot_module(); dom0less-build.c, is_dom0less_mode()."),
	CONSTRUCTION("dom0-memory", "machine", SDC_ERROR, "Dom0's memory is not there",
		"stops while it builds Dom0: \"Failed to allocate requested dom0 memory\"",
		"Without dom0_mem Dom0 gets 512 MiB. Xen's command line is xen,xen-bootargs; "
		"else bootargs of /chosen, but only where xen,dom0-bootargs or the kernel "
		"module's own bootargs are Dom0's. A number without a unit is KiB. Dom0 gets "
		"blocks of 4 MiB and more, 1:1. Source: xen/arch/arm/domain_build.c, "
		"allocate_memory_11()."),
	CONSTRUCTION("dom0-vcpus", "machine", SDC_ERROR,
		"Dom0 is to have more processors than the GIC serves",
		"stops while it creates Dom0: \"Error creating domain 0 (rc = -22)\"",
		"A GICv2 serves eight. Source: xen/arch/arm/domain.c, "
		"arch_sanitise_domain_config()."),
};

const struct rule_set rules_machine_modules = { rules, sizeof(rules) / sizeof(rules[0]) };
