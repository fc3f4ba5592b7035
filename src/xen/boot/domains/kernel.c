// SPDX-License-Identifier: BSD-2-Clause
/* The kernel of a domain (common/device-tree/kernel.c, arch/arm/kernel.c). */
#include <inttypes.h>
#include <string.h>

#include "xen/boot/domains/domain.h"
#include "xen/boot/machine/memory.h"
#include "xen/boot/node.h"

#define HEADER     64u /* of an arm64 Image */
#define STEP       MIB(2)
#define PADDR_BITS 48
#define RAM_START  UINT64_C(0x40000000) /* of a guest */
#define TREE_PLACE MIB(128)             /* above the start of RAM, where there is so much */

static const struct boot_module *by_kind(const struct boot *b, enum boot_kind kind)
{
	for (size_t i = 0; i < b->modules.n; i++)
		if (b->modules.v[i].kind == kind && !b->modules.v[i].domu)
			return &b->modules.v[i];
	return NULL;
}

static const struct boot_module *by_address(
	const struct boot *b, enum boot_kind kind, uint64_t start)
{
	for (size_t i = 0; i < b->modules.n; i++)
		if (b->modules.v[i].kind == kind && b->modules.v[i].at.start == start)
			return &b->modules.v[i];
	return NULL;
}

static uint64_t size_of(const struct boot_module *m)
{
	return m ? m->at.end - m->at.start : 0;
}

/* mfn_to_xen_entry() in arch/arm/mmu/pt.c; without assertions the upper bits are lost. */
static bool reached(struct boot *b, const struct boot_module *m)
{
	struct boot_event *e;

	if (!m || !(m->at.start >> PADDR_BITS))
		return true;
	e = boot_add(b, BOOT_ASSERT, "module-beyond", m->at.node, "reg", 0,
		"the module at 0x%" PRIx64 " lies beyond %d bits", m->at.start, PADDR_BITS);
	boot_hint(b, e, "look at the cell counts and the order of the cells");
	return e->how != BOOT_CRASH;
}

/* Whether the module can be a kernel; says why not. */
static bool usable(struct boot *b, const struct boot_module *m)
{
	if (m->inside) {
		boot_other(
			boot_add(b, BOOT_STOP, "module-overlap", m->at.node, "reg", 0,
				"the kernel at 0x%" PRIx64 " lies in another kernel", m->at.start),
			m->inside, "the other kernel");
		return false;
	}
	if (size_of(m) >= HEADER)
		return reached(b, m);
	boot_hint(b,
		boot_add(b, BOOT_STOP, "kernel-size", m->at.node, "reg", 0,
			size_of(m) ? "the kernel's module is shorter than the header of a kernel"
				   : "the kernel's module has size 0"),
		"write the size of the file");
	return false;
}

/* A module node that means to be Dom0's kernel and that Xen does not look at. */
static const struct dt_node *meant(const struct boot *b)
{
	const struct dt_node *n;

	dt_for_each_node(b->tree, n)
		if (boot_class(b, n) & (CLASS_KERNEL | CLASS_MODULE) &&
			!(n->parent && boot_class(b, n->parent) & CLASS_DOMAIN))
			return n;
	return NULL;
}

void kernel_dom0(struct boot *b)
{
	const struct boot_module *m = by_kind(b, BOOT_KERNEL);
	const struct dt_node *n;

	if (m) {
		if (usable(b, m))
			reached(b, by_kind(b, BOOT_RAMDISK));
		return;
	}
	if (b->assumed & BOOT_ASSUMED_KERNEL || !b->whole)
		return;
	n = meant(b);
	boot_hint(b,
		boot_add(b, BOOT_STOP, "dom0-kernel",
			n           ? n
			: b->chosen ? b->chosen
				    : b->tree->nodes,
			NULL, -1, "Xen finds no kernel for Dom0"),
		"write a child of /chosen with compatible = \"multiboot,kernel\", "
		"\"multiboot,module\" and the reg of a place that nothing else has");
}

/* dt_get_range(): the module's address, with the counts that hold for the node. */
static bool module_start(const struct boot *b, const struct dt_node *n, uint64_t *start)
{
	const struct dt_prop *reg = dt_prop(n, "reg");
	uint32_t cells = boot_cells(b, n->parent)->address;

	if (!reg || cells > 2 || reg->len < cells * 4)
		return false;
	*start = dt_number(reg->data, cells);
	return true;
}

static const struct boot_module *find(
	const struct boot *b, const struct dt_node *n, enum boot_kind kind)
{
	uint64_t start;

	return module_start(b, n, &start) ? by_address(b, kind, start) : NULL;
}

const struct dt_node *kernel_modules(const struct boot *b, struct boot_guest *g)
{
	const struct dt_node *n, *named = NULL;

	dt_for_each_child(g->node, n) {
		unsigned int class = boot_class(b, n);

		if (class & CLASS_KERNEL) {
			g->kernel = find(b, n, BOOT_KERNEL);
			named = n;
		} else if (class & CLASS_RAMDISK) {
			g->ramdisk = find(b, n, BOOT_RAMDISK);
		} else if (class & CLASS_GUEST_DTB) {
			g->tree = find(b, n, BOOT_GUEST_DTB);
			g->names_tree = true;
		}
	}
	return named;
}

bool kernel_guest(struct boot *b, struct boot_guest *g)
{
	const struct dt_node *named = kernel_modules(b, g);

	if (g->kernel)
		return usable(b, g->kernel) && reached(b, g->ramdisk) && reached(b, g->tree);
	if (!named && b->assumed & BOOT_ASSUMED_KERNEL)
		return false;
	boot_hint(b,
		boot_add(b, BOOT_STOP, "domain-kernel", named ? named : g->node, NULL, -1,
			named ? "Xen has not kept this module: it overlaps another, or its reg "
				"is read with other cell counts"
			      : "the domain has no kernel"),
		"write a module compatible with multiboot,kernel and multiboot,module, at a place "
		"of its own, and #address-cells and #size-cells into the domain's node");
	return false;
}

static uint64_t round_up(uint64_t v)
{
	return (v + STEP - 1) / STEP * STEP;
}

/* place_dtb_initrd(), for a kernel at the start of RAM. */
static bool fits(
	const struct boot_module *kernel_at, const struct boot_module *ramdisk, uint64_t ram)
{
	uint64_t kernel = round_up(size_of(kernel_at)), rest = round_up(size_of(ramdisk)) + STEP;

	if (ram > MIB(3072))
		ram = MIB(3072);
	if (kernel + rest > ram)
		return false;
	return (ram >= TREE_PLACE + rest && kernel < TREE_PLACE) ||
	       (ram > rest && ram - rest > kernel);
}

bool kernel_touches(const struct boot_guest *g, uint64_t start, uint64_t end)
{
	uint64_t kernel = size_of(g->kernel), rest = round_up(size_of(g->ramdisk)) + STEP;
	uint64_t ram = g->memory < MIB(3072) ? g->memory : MIB(3072), tree = RAM_START;

	if (ram >= TREE_PLACE + rest && round_up(kernel) < TREE_PLACE)
		tree += TREE_PLACE;
	else if (ram > rest)
		tree += ram - rest;
	/* How large Xen makes the tree nobody knows, but it has a page. */
	return (start < RAM_START + kernel && end > RAM_START) || (start <= tree && end > tree);
}

bool kernel_dom0_fits(const struct boot *b, uint64_t memory)
{
	const struct boot_module *kernel = by_kind(b, BOOT_KERNEL);

	return !kernel || fits(kernel, by_kind(b, BOOT_RAMDISK), memory);
}

void kernel_fits(struct boot *b, const struct boot_guest *g)
{
	if (fits(g->kernel, g->ramdisk, g->memory))
		return;
	boot_hint(b,
		boot_add(b, BOOT_STOP, "domain-memory-small", g->node, "memory", 0,
			"%" PRIu64 " KiB do not hold kernel, ramdisk and tree", g->memory >> 10),
		"memory is in KiB; write <0x0 0x40000> for 256 MiB");
}
