// SPDX-License-Identifier: BSD-2-Clause
/* Registers of the host's devices on their way to Dom0. */
#include "rules/machine/report.h"
#include "rules/subjects.h"

static const struct rule rules[] = {
	CONSTRUCTION("device-outside", "machine", SDC_ERROR,
		"a register lies outside the ranges of its bus",
		"stops while it builds Dom0: \"Unable to retrieve address n for ...\"",
		"Xen maps the registers of every node that it does not drop: disabled ones, "
		"those marked xen,passthrough, and those that no driver knows. Only the first "
		"address of an entry has to lie in a window of ranges. Source: "
		"xen/arch/arm/device.c, handle_device()."),
	CONSTRUCTION("device-no-bus", "machine", SDC_ERROR,
		"a register lies on a bus, above which a bus has no ranges",
		"stops while it builds Dom0: \"... is not a valid bus\", \"Unable to retrieve "
		"address n for ...\"",
		"The parent has ranges, so that Xen counts the entries, and one further up "
		"has none, so that they cannot be translated. Source: "
		"xen/common/device-tree/device-tree.c, __dt_translate_address()."),
	CONSTRUCTION("device-cells", "machine", SDC_ERROR,
		"a register's number has more cells than Xen reads",
		"crashes in a debug build while it builds Dom0; a release build reads the "
		"last two cells",
		"Source: xen/include/xen/bootfdt.h, dt_read_number()."),
	CONSTRUCTION("device-beyond", "machine", SDC_ERROR,
		"a register lies beyond what can be mapped",
		"stops while it builds Dom0: \"Unable to map ...\", \"exceeds the maximum "
		"allowed PA width\"",
		"Often cells in the wrong order, or a size in the place of an address. "
		"Disabled nodes are mapped as well. The width is that of the tree's "
		"processors where it is known, else 48 bits. Source: xen/arch/arm/device.c, "
		"map_range_to_domain()."),
	CONSTRUCTION("device-empty", "machine", SDC_ERROR, "a register region has no size",
		"crashes in a debug build while it builds Dom0: \"Assertion 's <= e' failed\"; "
		"a release build maps nothing",
		"Source: xen/common/rangeset.c."),
	CONSTRUCTION("device-covers-memory", "machine", SDC_ERROR,
		"a register region covers all memory",
		"stops while it builds Dom0: \"Unable to copy the kernel in the d0 memory\"",
		"The region is mapped over the memory that Dom0 has been given. Source: "
		"xen/arch/arm/kernel.c."),
	CONSTRUCTION("device-reg-lost", "machine", SDC_WARNING, "registers that Xen does not see",
		"shows Dom0 the node and maps nothing: the driver's first access faults",
		"Xen counts no entries where the parent has no ranges or reg is shorter than "
		"one entry; it says nothing. Cell counts that the parent lacks are those of "
		"the next node above. Source: xen/common/device-tree/device-tree.c, "
		"dt_number_of_address()."),
	CONSTRUCTION("device-over-memory", "machine", SDC_WARNING,
		"a device's registers are memory",
		"maps the memory for Dom0 as well, whoever has it",
		"Xen does not ask what is at an address. Source: xen/arch/arm/device.c, "
		"map_range_to_domain()."),
	CONSTRUCTION("device-over-xen", "machine", SDC_WARNING,
		"a device's registers are Xen's own", "maps them for Dom0 as well",
		"Xen does not ask what is at an address; its console and the GIC's "
		"virtualisation interface are given away. Source: xen/arch/arm/device.c, "
		"map_range_to_domain()."),
	CONSTRUCTION("device-kept", "machine", SDC_NOTE, "Xen keeps a node from Dom0",
		"drops the node with everything below",
		"Performance monitors, memory-mapped timers and what else Xen does not share "
		"are not in Dom0's tree. Source: xen/arch/arm/domain_build.c, handle_node()."),
	CONSTRUCTION("device-memory-type", "machine", SDC_WARNING,
		"a node of device_type memory outside the root",
		"drops the node from Dom0's tree and does not use it as memory",
		"Source: xen/arch/arm/domain_build.c, handle_node()."),
	CONSTRUCTION("device-second-gic", "machine", SDC_WARNING,
		"a second interrupt controller that Xen has a driver for",
		"drops the node from Dom0's tree",
		"Xen drives one, the first, and shows Dom0 no other of its kind. Source: "
		"xen/arch/arm/domain_build.c, handle_node()."),
};

const struct rule_set rules_machine_registers = { rules, sizeof(rules) / sizeof(rules[0]) };
