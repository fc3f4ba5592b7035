// SPDX-License-Identifier: BSD-2-Clause
/* What Xen reads from the blob before anything else (common/device-tree/bootinfo-fdt.c). */
#include "xen/boot/machine/early.h"

#include <inttypes.h>
#include <libfdt.h>
#include <string.h>
#include <strings.h>

#include "xen/boot/machine/machine.h"
#include "xen/boot/node.h"

#define MAX_DEPTH 16

static bool depth_of(const struct dt_node *n, uint32_t depth)
{
	return n->depth == depth;
}

/* device_tree_is_memory_node(); before 4.20 any node of that name. */
static bool is_memory(const struct boot *b, const struct dt_node *n)
{
	const struct dt_prop *type = dt_prop(n, "device_type");

	if (!dt_name_is(n, "memory"))
		return false;
	if (!b->caps->strict_memory)
		return true;
	return depth_of(n, 1) && type && type->len > strlen("memory") &&
	       dt_string_is(type, "memory");
}

static uint32_t count(const struct boot *b, const struct dt_node *n, const char *name, uint32_t up)
{
	const struct dt_prop *p = dt_prop(n, name);

	return p && p->len ? dt_raw_cell(b->tree, p) : up;
}

static struct early_cells cells_below(
	const struct boot *b, const struct dt_node *n, struct early_cells up)
{
	return (struct early_cells){ count(b, n, "#address-cells", up.address),
		count(b, n, "#size-cells", up.size) };
}

/* Every node below /reserved-memory. */
static void scan_reserved(struct boot *b, const struct dt_node *top, struct early_cells up)
{
	struct early_cells below[MAX_DEPTH] = { cells_below(b, top, up) };

	for (const struct dt_node *n = top + 1; n < top + top->n_tree; n++) {
		uint32_t depth = n->depth - top->depth;

		if (depth >= MAX_DEPTH)
			continue;
		below[depth] = cells_below(b, n, below[depth - 1]);
		early_regions(b, n, "reg", below[depth - 1], true);
	}
}

static void scan_node(struct boot *b, const struct dt_node *n, struct early_cells c)
{
	unsigned int class = boot_class(b, n);

	if (is_memory(b, n)) {
		early_regions(b, n, "reg", c, false);
	} else if (depth_of(n, 1) && !strcasecmp(n->name, "reserved-memory")) {
		scan_reserved(b, n, c);
	} else if (n->depth <= 3 && class & CLASS_MODULE) {
		early_module(b, n, c);
	} else if (depth_of(n, 1) && dt_name_is(n, "chosen")) {
		if (dt_prop(n, "xen,static-heap")) {
			b->static_heap = true;
			early_regions(b, n, "xen,static-heap", c, true);
		}
		early_initrd(b, n);
	} else if (depth_of(n, 2) && class & CLASS_DOMAIN) {
		early_static_memory(b, n, c);
	} else if (n->depth <= 3 && class & CLASS_SHM) {
		early_shared_memory(b, n, c);
	}
}

/* The blob's /memreserve/ entries. */
static void scan_memreserve(struct boot *b)
{
	int n = fdt_num_mem_rsv(b->tree->blob);
	uint64_t at, size;

	for (int i = 0; b->caps->counts_memreserve && i < n; i++) {
		if (fdt_get_mem_rsv(b->tree->blob, i, &at, &size))
			continue;
		vec_push(&b->reserved, ((struct boot_region){ at, at + size, NULL }));
	}
	b->n_memreserve = b->reserved.n;
}

static bool describes_machine(const struct boot *b)
{
	const struct dt_node *n;

	if (b->has_modules || dt_child(b->tree->nodes, "cpus"))
		return true;
	dt_for_each_child(b->tree->nodes, n)
		if (dt_name_is(n, "memory"))
			return true;
	return false;
}

/* Before 4.19 an error in reading ends it: what stands behind is not seen. A module that cannot be
 * read stops Xen at once. */
static bool scan_ended(struct boot *b)
{
	struct boot_event *e = (struct boot_event *)b->stop;

	if (b->caps->early_errors_stop)
		return false;
	if (!e && b->memory_without_reg && b->has_modules) {
		boot_add(b, BOOT_NOTE, "memory-reg", b->memory_without_reg, "reg", -1,
			"the memory node has no reg, and Xen reads no further");
		b->memory_without_reg = NULL;
		return true;
	}
	/* With cell counts of the root that make no sense no memory is read either. */
	if (!e || e->how != BOOT_STOP || !strncmp(e->rule, "module-", strlen("module-")) ||
		!strcmp(e->rule, "root-cells"))
		return false;
	e->how = BOOT_NOTE;
	b->stop = NULL;
	return true;
}

/* Before the fix of 4.22 Xen does not come out of such depths. */
static void check_depth(struct boot *b)
{
	const struct dt_node *n;

	dt_for_each_node(b->tree, n) {
		if (n->depth < MAX_DEPTH)
			continue;
		boot_hint(b,
			boot_add(b, b->caps->reads_deep_trees ? BOOT_NOTE : BOOT_HANG, "tree-depth",
				n, NULL, -1, "%" PRIu32 " nodes stand above this one",
				(uint32_t)n->depth),
			"keep to 15 levels below the root");
		return;
	}
}

void early_scan(struct boot *b)
{
	struct early_cells below[MAX_DEPTH] = { cells_below(
		b, b->tree->nodes, (struct early_cells){ 2, 1 }) };
	const struct dt_node *end = b->tree->nodes + b->tree->n_nodes;

	b->has_modules = boot_class_first(b, CLASS_MODULE | CLASS_KERNEL) != NULL;
	b->whole = describes_machine(b);
	machine_root(b);
	scan_memreserve(b);
	if (b->whole)
		check_depth(b);
	for (const struct dt_node *n = b->tree->nodes + 1; n < end; n++) {
		if (n->depth >= MAX_DEPTH)
			continue;
		if (n->child)
			below[n->depth] = cells_below(b, n, below[n->depth - 1]);
		scan_node(b, n, below[n->depth - 1]);
		if (scan_ended(b))
			break;
	}
	early_banks(b);
	/* Where the bootloader has yet to add modules it may write the memory as well. */
	if (b->ram_known && b->has_modules && !(b->assumed & BOOT_ASSUMED_KERNEL))
		early_static_in_ram(b);
}
