// SPDX-License-Identifier: BSD-2-Clause
/* What Xen needs itself. */
#include "rules/machine/report.h"
#include "rules/subjects.h"

static const struct rule rules[] = {
	CONSTRUCTION("gic-missing", "machine", SDC_ERROR, "Xen finds no interrupt controller",
		"stops before its console works: \"Unable to find compatible interrupt "
		"controller in the device tree\"",
		"Xen drives arm,gic-400, arm,cortex-a15-gic, arm,cortex-a7-gic and "
		"arm,gic-v3. The node needs interrupt-controller, must not be disabled nor "
		"marked xen,passthrough, and cannot be the root. Source: "
		"xen/common/device-tree/intc.c, intc_dt_preinit()."),
	CONSTRUCTION("gic-regions", "machine", SDC_ERROR, "the GIC lacks a register region",
		"stops: \"GICv2: Cannot find a valid address\", \"GICv3: No rdist base found\"",
		"A GICv2 needs distributor, processor interface, hypervisor interface and "
		"virtual processor interface; a GICv3 distributor and redistributors. Source: "
		"xen/arch/arm/gic-v2.c, gic-v3.c."),
	CONSTRUCTION("gic-interrupt", "machine", SDC_ERROR, "the GIC has no maintenance interrupt",
		"stops: \"Cannot find the maintenance IRQ\"",
		"Xen manages its guests' interrupts with it. Source: xen/arch/arm/gic-v2.c, "
		"gic-v3.c."),
	CONSTRUCTION("gic-sizes", "machine", SDC_ERROR,
		"the GIC's processor interfaces differ in size",
		"stops: \"Sizes of GICC and GICV don't match\"",
		"A processor interface below 8 KiB is taken for 8 KiB; then it has to be as "
		"large as the virtual one, which guests see in its place. Source: "
		"xen/arch/arm/gic-v2.c, gicv2_dt_init()."),
	CONSTRUCTION("timer-missing", "machine", SDC_ERROR, "Xen finds no timer",
		"stops before its console works: \"Unable to find a compatible timer in the "
		"device tree\"",
		"Xen drives arm,armv8-timer and arm,armv7-timer, whatever their status. "
		"Source: xen/arch/arm/time.c, preinit_dt_xen_time()."),
	CONSTRUCTION("timer-interrupts", "machine", SDC_ERROR, "the timer lacks an interrupt",
		"stops: \"Timer: Unable to retrieve IRQ n from the device tree\"",
		"Four are needed. With interrupt-names, since 4.18, they are called sec-phys, "
		"phys, virt and hyp-phys. A timer without interrupt-parent of its own takes "
		"that of the root. Source: xen/arch/arm/time.c, init_dt_xen_time()."),
	CONSTRUCTION("cpu-missing", "machine", SDC_ERROR, "the tree has no processor",
		"stops while it builds Dom0: \"Device tree generation failed (-2)\"",
		"Dom0's processors are made after the first child of /cpus that has "
		"device_type = \"cpu\" and a compatible. Source: xen/arch/arm/domain_build.c, "
		"make_cpus_node()."),
	CONSTRUCTION("root-cells", "machine", SDC_ERROR,
		"cell counts of the root that Xen does not cope with",
		"stops: \"Cannot cope with this size\", or finds no memory",
		"One or two address and size cells. Source: xen/arch/arm/domain_build.c."),
	CONSTRUCTION("console-missing", "machine", SDC_WARNING, "Xen has no console",
		"runs, and prints nothing; the UART is Dom0's",
		"The console is the device that dtuart= on Xen's command line or stdout-path "
		"in /chosen names, by an alias or by its whole path. It must be one that Xen "
		"has a driver for, with registers and an interrupt, neither disabled nor "
		"marked xen,passthrough. Source: xen/drivers/char/uart-init.c."),
	CONSTRUCTION("compatible-endless", "machine", SDC_ERROR, "a compatible does not end",
		"hangs: each search of the tree reads on for ever",
		"Xen goes through the strings until their lengths add up to that of the "
		"property; without a NUL byte at the end they never do. Source: "
		"xen/common/device-tree/device-tree.c, dt_device_is_compatible()."),
	CONSTRUCTION("iommu-reg", "machine", SDC_ERROR, "an IOMMU's registers have no address",
		"stops: \"Couldn't configure correctly all the IOMMUs.\"",
		"The node is available and Xen has a driver for it, but reg does not "
		"translate. Source: xen/drivers/passthrough/arm/smmu.c."),
	CONSTRUCTION("iommu-unused", "machine", SDC_WARNING,
		"an IOMMU is hidden from Dom0 and not used",
		"takes the IOMMU's node, and iommus of the devices behind it, out of Dom0's "
		"tree and protects nothing",
		"Xen drops the node of each IOMMU that it has a driver for, and references to "
		"it, whether the driver started or not. Source: xen/arch/arm/domain_build.c, "
		"handle_node() and write_properties()."),
};

const struct rule_set rules_machine_needs = { rules, sizeof(rules) / sizeof(rules[0]) };
