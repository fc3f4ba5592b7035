// SPDX-License-Identifier: BSD-2-Clause
/* Memory and reserved memory. */
#include "rules/machine/report.h"
#include "rules/subjects.h"

static const struct rule rules[] = {
	CONSTRUCTION("memory-missing", "machine", SDC_ERROR, "Xen finds no memory",
		"stops before its console works: \"Frametable too small\"",
		"Xen takes the children of the root that are called memory or memory@..., "
		"have device_type = \"memory\" and are not disabled; reg is read with the "
		"root's cell counts, and entries of size 0 do not count. Versions before 4.20 "
		"take any node of that name.\n\n"
		"A tree without boot modules is one that the bootloader completes: nothing is "
		"said of it. Source: xen/common/device-tree/bootinfo-fdt.c, "
		"early_scan_node()."),
	CONSTRUCTION("memory-reg", "machine", SDC_ERROR, "a memory node has no reg",
		"stops before its console works: \"Early FDT parsing failed (-2)\"",
		"Most bootloaders write the node's reg. Where the tree names boot modules it "
		"is taken to be complete. Source: xen/common/device-tree/bootinfo-fdt.c, "
		"device_tree_get_meminfo()."),
	CONSTRUCTION("memory-overlap", "machine", SDC_ERROR, "two memory banks overlap",
		"crashes before its console works: a BUG in page_alloc.c",
		"Xen gives each bank to its boot allocator, which finds pages there twice. "
		"Source: xen/common/page_alloc.c, bootmem_region_add()."),
	CONSTRUCTION("memory-count", "machine", SDC_ERROR, "more memory banks than Xen holds",
		"stops before its console works: \"Max number of supported memory regions "
		"reached.\"",
		"Xen has room for 256 banks. Source: xen/common/device-tree/bootinfo-fdt.c, "
		"device_tree_get_meminfo()."),
	CONSTRUCTION("reserved-overlap", "machine", SDC_ERROR,
		"a reserved region overlaps another, or a boot module before it",
		"stops before its console works: \"Region: ... overlapping\", \"Early FDT "
		"parsing failed (-22)\"",
		"Regions of /reserved-memory, static memory and the static heap must not "
		"overlap each other, a boot module that stands before them in the tree, Xen "
		"or the tree itself. A region that lies wholly in a /memreserve/ is allowed. "
		"A module that stands behind the region is dropped instead. Where Xen and the "
		"tree are loaded is not in the tree. Since 4.18. Source: "
		"xen/common/device-tree/bootinfo.c, check_reserved_regions_overlap()."),
	CONSTRUCTION("reserved-cells", "machine", SDC_ERROR,
		"cell counts with which a reserved region cannot be read",
		"stops before its console works: \"invalid #address-cells or #size-cells\"",
		"Numbers have one or two cells in Xen. Source: "
		"xen/common/device-tree/bootinfo-fdt.c, device_tree_get_meminfo()."),
	CONSTRUCTION("reserved-count", "machine", SDC_ERROR, "more reserved regions than Xen holds",
		"stops or crashes before its console works",
		"Xen has room for 256 regions, and its boot allocator for 256 pieces of free "
		"memory; each region in memory, and each module, splits one. So about 250 "
		"regions are the limit. Source: xen/common/page_alloc.c, "
		"xen/common/device-tree/bootinfo-fdt.c."),
};

const struct rule_set rules_machine_memory = { rules, sizeof(rules) / sizeof(rules[0]) };
