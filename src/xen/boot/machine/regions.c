// SPDX-License-Identifier: BSD-2-Clause
/* Memory banks and reserved regions (common/device-tree/bootinfo-fdt.c). */
#include <inttypes.h>
#include <string.h>

#include "xen/boot/machine/early.h"
#include "xen/boot/node.h"

#define MAX_REGIONS 256

static void stop(struct boot *b, enum boot_how how, const char *rule, const struct dt_node *n,
	const char *prop, const char *message, const char *hint)
{
	boot_hint(b, boot_add(b, how, rule, n, prop, -1, "%s", message), "%s", hint);
}

static bool cells_readable(struct boot *b, const struct dt_node *n, const char *prop,
	struct early_cells c, bool reserved)
{
	if (!reserved && b->bad_root)
		return false;
	if (!c.address || !c.size) {
		stop(b, BOOT_STOP, reserved ? "reserved-cells" : "root-cells", n, prop,
			"cell counts of 0 hold for this node",
			"write #address-cells and #size-cells of 1 or 2 into its parent");
		return false;
	}
	return true;
}

static void no_reg(struct boot *b, const struct dt_node *n, bool reserved)
{
	/* A region that is placed when it is needed has none. Of memory it is the bootloader's. */
	if (reserved)
		return;
	b->memory_without_reg = n;
}

static void add_reserved(struct boot *b, const struct dt_node *n, const char *prop, int index,
	const struct boot_region *r)
{
	const struct dt_node *with = NULL;
	struct boot_event *e;

	if (b->caps->checks_overlaps && early_overlap(b, r, &with)) {
		e = boot_add(b, BOOT_STOP, "reserved-overlap", n, prop, index,
			"the region 0x%" PRIx64 " to 0x%" PRIx64
			" overlaps one that stands before it",
			r->start, r->end - 1);
		if (with)
			boot_other(e, with, "what it overlaps");
		boot_hint(b, e,
			with ? "take the common part out of one of them"
			     : "take the /memreserve/ out, or let it hold the whole region");
		return;
	}
	if (r->end == r->start)
		return;
	vec_push(&b->reserved, *r);
}

void early_regions(struct boot *b, const struct dt_node *n, const char *prop, struct early_cells c,
	bool reserved)
{
	const struct dt_prop *p;
	uint64_t one = (uint64_t)c.address + c.size;
	size_t *have = reserved ? &b->reserved.n : &b->banks.n;

	if ((reserved || b->caps->skips_disabled_memory) && !dt_available(n))
		return;
	p = dt_prop(n, prop);
	if (!p) {
		no_reg(b, n, reserved);
		return;
	}
	if (!cells_readable(b, n, prop, c, reserved))
		return;
	for (uint32_t i = 0; i < p->len / 4 / one; i++) {
		const uint8_t *at = p->data + (size_t)i * one * 4;
		struct boot_region r = { .start = early_number(at, c.address), .node = n };

		if (!i && (c.address > EARLY_NUMBER || c.size > EARLY_NUMBER)) {
			stop(b, BOOT_ASSERT, reserved ? "reserved-cells" : "root-cells", n, prop,
				"numbers of more than 2 cells",
				"write #address-cells and #size-cells of 1 or 2 into its parent");
			if (b->caps->debug)
				return;
		}
		if (*have >= MAX_REGIONS) {
			stop(b, BOOT_STOP, reserved ? "reserved-count" : "memory-count", n, prop,
				"more than 256 regions", "join neighbours");
			return;
		}
		r.end = r.start + early_number(at + (size_t)c.address * 4, c.size);
		if (r.end < r.start)
			r.end = UINT64_MAX;
		if (reserved)
			add_reserved(b, n, prop, (int)i, &r);
		else if (r.end != r.start)
			vec_push(&b->banks, r);
	}
}

static int by_start(const void *a, const void *b)
{
	const struct boot_region *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

static void check_banks_apart(struct boot *b)
{
	for (size_t i = 1; i < b->banks.n; i++) {
		const struct boot_region *low = &b->banks.v[i - 1], *r = &b->banks.v[i];
		struct boot_event *e;

		if (r->start >= low->end)
			continue;
		e = boot_add(b, BOOT_CRASH, "memory-overlap", r->node, "reg", -1,
			"the bank at 0x%" PRIx64 " overlaps the one at 0x%" PRIx64, r->start,
			low->start);
		if (low->node != r->node)
			boot_other(e, low->node, "the other bank");
		boot_hint(b, e, "write each piece of memory once");
	}
}

/* The node that means to be memory and is not seen as such. */
static const struct dt_node *meant_as_memory(const struct boot *b)
{
	const struct dt_node *n, *found = NULL;

	dt_for_each_child(b->tree->nodes, n) {
		const struct dt_prop *type = dt_prop(n, "device_type");

		if (dt_name_is(n, "memory") || (type && dt_string_is(type, "memory")))
			found = found ? found : n;
	}
	return found;
}

static void report_no_memory(struct boot *b)
{
	const struct dt_node *n = meant_as_memory(b);
	struct boot_event *e;

	e = boot_add(b, BOOT_STOP, "memory-missing", n ? n : b->tree->nodes, NULL, -1,
		n ? "Xen finds no memory in this node" : "the tree has no memory node");
	boot_hint(b, e,
		"write memory@ADDRESS { device_type = \"memory\"; reg = <ADDRESS SIZE>; }; in the "
		"root, with as many cells as the root says, and not disabled");
}

void early_banks(struct boot *b)
{
	if (b->banks.n)
		qsort(b->banks.v, b->banks.n, sizeof(*b->banks.v), by_start);
	check_banks_apart(b);
	b->ram_known = b->banks.n > 0;
	if (b->bad_root)
		return;
	if (!b->has_modules || !b->whole) {
		if (!b->ram_known)
			b->assumed |= BOOT_ASSUMED_MEMORY;
		return;
	}
	if (b->memory_without_reg)
		stop(b, BOOT_STOP, "memory-reg", b->memory_without_reg, "reg",
			"the memory node has no reg",
			"write reg = <ADDRESS SIZE>, unless the bootloader does");
	else if (!b->ram_known)
		report_no_memory(b);
}
