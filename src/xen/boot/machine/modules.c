// SPDX-License-Identifier: BSD-2-Clause
/* Boot modules, as bootinfo-fdt.c and bootinfo.c in Xen's common/device-tree take them. */
#include <inttypes.h>
#include <string.h>

#include "scmi/pages.h"
#include "xen/boot/machine/early.h"
#include "xen/boot/node.h"

#define MAX_MODULES 32
#define OWN_MODULES 2 /* Xen and the tree */
#define MAX_CMDLINE 1024

static bool overlaps(const struct boot_region *a, const struct boot_region *r)
{
	return r->end > a->start && r->start < a->end;
}

bool early_overlap(const struct boot *b, const struct boot_region *r, const struct dt_node **with)
{
	for (size_t i = 0; i < b->reserved.n; i++) {
		const struct boot_region *o = &b->reserved.v[i];

		if (!overlaps(o, r))
			continue;
		/* What lies wholly in a /memreserve/ is allowed. */
		if (i < b->n_memreserve && r->start >= o->start && r->end <= o->end)
			continue;
		*with = o->node;
		return true;
	}
	for (size_t i = 0; i < b->modules.n; i++) {
		if (!overlaps(&b->modules.v[i].at, r))
			continue;
		*with = b->modules.v[i].at.node;
		return true;
	}
	return false;
}

/* A kernel in the middle of another file is none. */
static void mark_inside(struct boot *b, const struct boot_module *m)
{
	for (size_t i = 0; m->kind == BOOT_KERNEL && i < b->modules.n; i++) {
		struct boot_module *o = &b->modules.v[i];

		if (o->kind == BOOT_KERNEL && o->at.start > m->at.start && o->at.start < m->at.end)
			o->inside = m->at.node;
	}
}

static const struct boot_module *same(const struct boot *b, const struct boot_module *m)
{
	for (size_t i = 0; i < b->modules.n; i++)
		if (b->modules.v[i].kind == m->kind && b->modules.v[i].at.start == m->at.start)
			return &b->modules.v[i];
	return NULL;
}

static const char *kind_name(enum boot_kind kind)
{
	static const char *const names[] = { "kernel", "ramdisk", "policy", "device tree",
		"microcode", "module" };

	return names[kind];
}

static void report_dropped(
	struct boot *b, const struct boot_module *m, const char *prop, const struct dt_node *with)
{
	struct boot_event *e;

	e = boot_add(b, m->kind == BOOT_RAMDISK ? BOOT_LOSS : BOOT_NOTE, "module-overlap",
		m->at.node, prop, 0,
		"the %s at 0x%" PRIx64 " overlaps what stands before it in the tree",
		kind_name(m->kind), m->at.start);
	if (with)
		boot_other(e, with, "what it overlaps");
	boot_hint(b, e, "give it a place of its own, as the bootloader loads it");
}

bool early_add_module(struct boot *b, const struct boot_module *m, const char *prop)
{
	const struct dt_node *with = NULL;
	const struct boot_module *first = same(b, m);

	if (b->modules.n >= MAX_MODULES - OWN_MODULES) {
		boot_hint(b,
			boot_add(b, BOOT_LOSS, "module-count", m->at.node, NULL, -1,
				"more than %d modules", MAX_MODULES - OWN_MODULES),
			"let domains share modules");
		return false;
	}
	if (b->caps->checks_overlaps && early_overlap(b, &m->at, &with)) {
		/* A module that two domains name is found under its first mention. */
		if (!first) {
			report_dropped(b, m, prop, with);
			mark_inside(b, m);
		}
		return false;
	}
	if (first) {
		((struct boot_module *)first)->domu &= m->domu;
		return true;
	}
	vec_push(&b->modules, *m);
	return true;
}

static enum boot_kind kind_of(struct boot *b, unsigned int class)
{
	if (class & CLASS_KERNEL)
		return BOOT_KERNEL;
	if (class & CLASS_RAMDISK)
		return BOOT_RAMDISK;
	if (class & CLASS_XSM)
		return BOOT_XSM;
	if (class & CLASS_GUEST_DTB)
		return BOOT_GUEST_DTB;
	if (class & CLASS_MICROCODE)
		return BOOT_MICROCODE;
	switch (b->unknown_modules++) {
	case 0:
		return BOOT_KERNEL;
	case 1:
		return BOOT_RAMDISK;
	default:
		return BOOT_UNKNOWN;
	}
}

uint64_t early_number(const uint8_t *data, uint32_t cells)
{
	return cells == EARLY_NUMBER ? dt_number(data, cells) : dt_cell(data, 0);
}

static bool in_chosen(const struct boot *b, const struct dt_node *n)
{
	for (; n->depth > 1; n = n->parent)
		;
	return b->tree->nodes != n && !strncmp(n->name, "chosen", strlen("chosen"));
}

static bool is_number(uint32_t cells)
{
	return cells && cells <= EARLY_NUMBER;
}

static bool read_reg(
	struct boot *b, const struct dt_node *n, struct early_cells c, struct boot_region *at)
{
	const struct dt_prop *reg = dt_prop(n, "reg");
	struct boot_event *e;

	if (!reg && !strchr(n->name, '@')) {
		/* Without a unit address it is a place that the bootloader fills in. */
		b->assumed |= BOOT_ASSUMED_KERNEL;
		return false;
	}
	if (!reg) {
		e = boot_add(
			b, BOOT_STOP, "module-reg", n, "reg", -1, "the boot module has no reg");
		boot_hint(b, e, "write reg = <ADDRESS SIZE>, where the bootloader loads it");
		return false;
	}
	if ((uint64_t)reg->len < ((uint64_t)c.address + c.size) * 4) {
		e = boot_add(b, BOOT_STOP, "module-reg", n, "reg", -1,
			"reg of the boot module has %u bytes, less than %" PRIu32
			" address and %" PRIu32 " size cells",
			reg->len, c.address, c.size);
		boot_hint(b, e, "write both numbers with as many cells as the parent says");
		return false;
	}
	if (!is_number(c.address) || !is_number(c.size)) {
		e = boot_add(b, BOOT_ASSERT, "module-reg", n, "reg", -1,
			"the boot module's address has %" PRIu32 " cells and its size %" PRIu32
			", not one or two",
			c.address, c.size);
		boot_hint(b, e, "write #address-cells and #size-cells of 1 or 2 into the parent");
		/* Of a count of 0 a cell is read all the same. */
		if (b->caps->debug || reg->len < ((uint64_t)c.address + c.size + 1) * 4)
			return false;
	}
	at->start = early_number(reg->data, c.address);
	at->end = at->start + early_number(reg->data + (size_t)c.address * 4, c.size);
	if (at->end < at->start)
		at->end = UINT64_MAX;
	at->node = n;
	return true;
}

static void check_cmdline(struct boot *b, const struct dt_node *n)
{
	const struct dt_prop *args = dt_prop(n, "bootargs");

	if (!args || strnlen((const char *)args->data, args->len) <= MAX_CMDLINE)
		return;
	boot_hint(b,
		boot_add(b, BOOT_STOP, "module-bootargs", n, "bootargs", -1,
			"the module's command line has more than %d characters", MAX_CMDLINE),
		"shorten it");
}

void early_module(struct boot *b, const struct dt_node *n, struct early_cells c)
{
	unsigned int class = boot_class(b, n);
	struct boot_module m = { 0 };

	if (!in_chosen(b, n))
		return;
	if (!read_reg(b, n, c, &m.at))
		return;
	m.kind = kind_of(b, class);
	m.domu = (boot_class(b, n->parent) & CLASS_DOMAIN) != 0;
	early_add_module(b, &m, "reg");
	check_cmdline(b, n);
}

void early_initrd(struct boot *b, const struct dt_node *chosen)
{
	const struct dt_prop *start = dt_prop(chosen, "linux,initrd-start");
	const struct dt_prop *end = dt_prop(chosen, "linux,initrd-end");
	struct boot_module m = { .kind = BOOT_RAMDISK };
	const char *wrong = NULL;

	if (!start)
		return;
	if ((start->len != 4 && start->len != 8) || (end && end->len != 4 && end->len != 8)) {
		wrong = "linux,initrd-start and -end are numbers of 4 or 8 bytes";
	} else if (!end) {
		wrong = "linux,initrd-start without linux,initrd-end";
	} else {
		m.at.start = dt_number(start->data, start->len / 4);
		m.at.end = dt_number(end->data, end->len / 4);
		m.at.node = chosen;
		if (m.at.start >= m.at.end)
			wrong = "linux,initrd-end does not lie behind linux,initrd-start";
	}
	if (wrong) {
		boot_hint(b,
			boot_add(b, BOOT_STOP, "initrd-limits", chosen, "linux,initrd-start", -1,
				"%s", wrong),
			"write both, or a module compatible with multiboot,ramdisk");
		return;
	}
	early_add_module(b, &m, "linux,initrd-start");
}

/* discard_initial_modules(): pages that lie in memory and in no reserved region are freed. */
static bool is_freed(const struct boot *b, uint64_t start, uint64_t end)
{
	bool ram = false;

	for (size_t i = 0; i < b->banks.n; i++)
		ram |= b->banks.v[i].start <= start && b->banks.v[i].end >= end;
	for (size_t i = 0; i < b->reserved.n; i++)
		if (b->reserved.v[i].start <= start && b->reserved.v[i].end >= end)
			return false;
	return ram;
}

static bool freed_twice(
	const struct boot *b, const struct boot_module *m, const struct boot_module *o)
{
	const uint64_t mask = SCMI_PAGE_SIZE - 1;
	uint64_t start = m->at.start > o->at.start ? m->at.start : o->at.start;
	uint64_t end = m->at.end < o->at.end ? m->at.end : o->at.end;

	start = (start + mask) & ~mask;
	end = (end + mask) & ~mask;
	return start < end && is_freed(b, start, end);
}

void early_discard_modules(struct boot *b)
{
	if (b->caps->checks_overlaps || b->stop || !b->domains.n)
		return;
	b->current = (int)b->domains.n - 1;
	for (size_t i = 0; i < b->modules.n; i++) {
		for (size_t j = i + 1; j < b->modules.n; j++) {
			const struct boot_module *m = &b->modules.v[j];
			struct boot_event *e;

			if (!freed_twice(b, &b->modules.v[i], m))
				continue;
			e = boot_add(b, BOOT_CRASH, "module-overlap", m->at.node,
				m->kind == BOOT_RAMDISK && m->at.node == b->chosen
					? "linux,initrd-start"
					: "reg",
				0, "the %s at 0x%" PRIx64 " overlaps another module",
				kind_name(m->kind), m->at.start);
			boot_other(e, b->modules.v[i].at.node, "what it overlaps");
			boot_effect(b, e,
				"frees the memory of both once the domains are built, and "
				"stops: \"Xen BUG at common/page_alloc.c\"");
			boot_hint(b, e, "give it a place of its own, as the bootloader loads it");
		}
	}
	b->current = BOOT_XEN;
}
