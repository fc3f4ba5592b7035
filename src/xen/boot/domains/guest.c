// SPDX-License-Identifier: BSD-2-Clause
/* The properties of a dom0less domain, in Xen's order (common/device-tree/dom0less-bindings.c,
 * arch/arm/dom0less-build.c). */
#include <inttypes.h>
#include <string.h>

#include "xen/boot/domains/domain.h"
#include "xen/boot/machine/machine.h"
#include "xen/boot/machine/memory.h"
#include "xen/boot/node.h"

#define CAPS_KNOWN  7u
#define MAX_SPIS    960u
#define GIC_V2_CPUS 8u
#define MAX_CPUS    128u
#define VPL011_IRQ  32u
#define FRAME_BYTES UINT64_C(8) /* at least, in Xen's tables for a frame */
#define MAX_P2M_MIB (UINT32_C(1) << 24)

static void stop(struct boot *b, const struct boot_guest *g, const char *rule, const char *prop,
	const char *message, const char *hint)
{
	boot_hint(b, boot_add(b, BOOT_STOP, rule, g->node, prop, -1, "%s", message), "%s", hint);
}

static void refuse_bits(struct boot *b, const struct boot_guest *g, uint32_t bits,
	const char *message, const char *hint)
{
	struct boot_event *e = boot_add(
		b, BOOT_STOP, "domain-capabilities", g->node, "capabilities", -1, "%s", message);

	e->wrong_bits = bits;
	boot_hint(b, e, "%s", hint);
}

/* What the hardware domain cannot have. */
static void check_hardware(struct boot *b, struct boot_guest *g)
{
	const struct dt_node *n = g->node, *end = b->tree->nodes + b->tree->n_nodes;

	if (dt_prop_string(g->node, "passthrough"))
		stop(b, g, "domain-capabilities", "passthrough",
			"passthrough is not for the hardware domain", "leave it out");
	if (dt_prop(g->node, "nr_spis"))
		stop(b, g, "domain-capabilities", "nr_spis",
			"the hardware domain has all interrupts", "leave nr_spis out");
	/* Xen's search does not end with the domain. */
	while (n < end && !(boot_class(b, n) & CLASS_GUEST_DTB))
		n++;
	if (n < end)
		stop(b, g, "domain-capabilities", "capabilities",
			"a device tree module in the hardware domain, or behind it",
			"write the hardware domain last, and no multiboot,device-tree into it");
}

static void check_capabilities(struct boot *b, struct boot_guest *g)
{
	uint32_t caps;

	if (!b->caps->capabilities || !boot_u32(g->node, "capabilities", &caps))
		return;
	if (caps & ~CAPS_KNOWN)
		refuse_bits(b, g, caps & ~CAPS_KNOWN,
			"capabilities has bits that Xen does not know",
			"write the sum of 1 (control), 2 (hardware) and 4 (xenstore)");
	if (caps & CAP_HARDWARE && boot_builds_dom0(b)) {
		refuse_bits(b, g, CAP_HARDWARE, "a second hardware domain beside Dom0",
			"leave the bit 2 out, or Dom0's kernel");
	} else if (caps & CAP_HARDWARE) {
		if (!b->iommu && !g->direct_map)
			refuse_bits(b, g, CAP_HARDWARE,
				"a hardware domain that is not mapped directly needs an IOMMU",
				"write direct-map and xen,static-mem, or leave the bit 2 out");
		check_hardware(b, g);
	}
	if (caps & CAP_XENSTORE) {
		if (b->have_xenstore || boot_builds_dom0(b))
			refuse_bits(b, g, CAP_XENSTORE, "a second xenstore domain",
				"leave the bit 4 out");
		b->have_xenstore = true;
	}
}

static void check_cpus(struct boot *b, struct boot_guest *g)
{
	uint32_t max = b->gic_v2 ? GIC_V2_CPUS : MAX_CPUS;
	struct boot_event *e;

	if (!boot_u32(g->node, "cpus", &g->cpus)) {
		stop(b, g, "domain-cpus", "cpus", "the domain has no cpus", "write cpus = <1>;");
		return;
	}
	if (g->cpus && g->cpus <= max)
		return;
	e = boot_add(b, BOOT_STOP, "domain-cpus", g->node, "cpus", 0,
		g->cpus ? "more processors than Xen gives a domain on this machine: %" PRIu32
			: "the domain has %" PRIu32 " processors",
		g->cpus);
	boot_hint(b, e, "write one cell, 1 to %" PRIu32, max);
}

static void check_direct_map(struct boot *b, struct boot_guest *g)
{
	g->static_memory = dt_prop(g->node, "xen,static-mem") != NULL;
	g->direct_map = dt_prop(g->node, "direct-map") != NULL;
	if (g->direct_map && !g->static_memory)
		stop(b, g, "domain-direct-map", "direct-map", "direct-map without xen,static-mem",
			"write xen,static-mem = <ADDRESS SIZE>, or leave direct-map out");
}

/* Xen allocates its tables for as many frames as there may be. */
static void check_frames(
	struct boot *b, struct boot_guest *g, const char *prop, bool grants, uint32_t frames)
{
	if (grants && !frames)
		stop(b, g, "domain-grants", prop, "a domain has one frame at least", "write 1");
	else if (b->free && frames * FRAME_BYTES > memory_left(b->free))
		stop(b, g, "domain-grants", prop,
			"the tables for so many frames need more memory than is left",
			"write less");
}

static void check_grants(struct boot *b, struct boot_guest *g)
{
	static const char *const frames[] = { "max_grant_frames", "max_maptrack_frames" };
	uint32_t v;

	if (b->caps->grants && boot_u32(g->node, "max_grant_version", &v) && v != 1)
		stop(b, g, "domain-grants", "max_grant_version",
			"a version of grant tables that Xen does not have on Arm", "write 1");
	for (size_t i = 0; i < sizeof(frames) / sizeof(frames[0]); i++)
		if (b->caps->grants && boot_u32(g->node, frames[i], &v) && v > INT32_MAX)
			stop(b, g, "domain-grants", frames[i], "the number is too large",
				"write less");
		else if (b->caps->grants && boot_u32(g->node, frames[i], &v))
			check_frames(b, g, frames[i], i == 0, v);
}

static void check_accesses(struct boot *b, struct boot_guest *g)
{
	uint32_t v;

	if (b->caps->capabilities && boot_u32(g->node, "trap-unmapped-accesses", &v) && v > 1)
		stop(b, g, "domain-accesses", "trap-unmapped-accesses",
			"trap-unmapped-accesses is neither 0 nor 1", "write 0 or 1");
}

/* Xen is taken to have what the domain asks for, and it is said. */
static bool as_needed(
	struct boot *b, const struct boot_guest *g, const char *prop, enum boot_assumed what)
{
	if (!b->in->built_as_needed)
		return false;
	b->assumed |= what;
	boot_hint(b,
		boot_add(b, BOOT_NOTE, "domain-not-built-in", g->node, prop, -1,
			"Xen is taken to be built with what %s needs, and set up for it", prop),
		"see --xen-build");
	return true;
}

static void check_built_in(struct boot *b, struct boot_guest *g)
{
	if (b->caps->colours && dt_prop_string(g->node, "llc-colors") &&
		!as_needed(b, g, "llc-colors", BOOT_ASSUMED_COLOURS))
		stop(b, g, "domain-not-built-in", "llc-colors", "cache colouring is off by default",
			"leave llc-colors out, or build Xen with CONFIG_LLC_COLORING and "
			"switch it on");
	if (b->caps->v8r && dt_prop(g->node, "v8r_el1_msa"))
		stop(b, g, "domain-not-built-in", "v8r_el1_msa",
			"v8r_el1_msa is for processors without an MMU", "leave it out");
	if (b->caps->sve && dt_prop(g->node, "sve") && !as_needed(b, g, "sve", BOOT_ASSUMED_SVE))
		stop(b, g, "domain-not-built-in", "sve", "SVE is not built into Xen by default",
			"leave sve out, or build Xen with CONFIG_ARM64_SVE and switch this rule off");
}

static void check_lines(struct boot *b, struct boot_guest *g)
{
	uint32_t spis;

	g->vpl011 = dt_prop(g->node, "vpl011") != NULL;
	g->has_spis = boot_u32(g->node, "nr_spis", &spis);
	if (!g->has_spis) {
		g->lines = b->gic_lines;
		return;
	}
	/* Rounded up to a multiple of 32, where it may wrap. */
	spis = (spis + 31u) & ~31u;
	g->lines = spis + 32;
	if (spis > MAX_SPIS) {
		stop(b, g, "domain-spis", "nr_spis", "more SPIs than a virtual GIC has",
			"write at most 960, or leave nr_spis out");
		g->lines = 0;
	} else if (g->vpl011 && !spis && b->caps->vpl011_errors_stop) {
		stop(b, g, "domain-spis", "nr_spis",
			"no SPI is left for the domain's UART (vpl011)", "write at least 1");
	}
}

void guest_properties(struct boot *b, struct boot_guest *g)
{
	check_direct_map(b, g);
	check_capabilities(b, g);
	check_cpus(b, g);
	check_grants(b, g);
	check_built_in(b, g);
	check_lines(b, g);
	check_accesses(b, g);
}

static bool read_memory(struct boot *b, struct boot_guest *g)
{
	const struct dt_prop *p = dt_prop(g->node, "memory");
	uint64_t kib;

	if (!p || p->len < 8) {
		boot_hint(b,
			boot_add(b, BOOT_STOP, "domain-memory", g->node, "memory", -1,
				p ? "memory is one number of two cells"
				  : "the domain has no memory"),
			"write memory = <0x0 0x40000>; for 256 MiB: KiB in two cells");
		return false;
	}
	kib = dt_number(p->data, 2);
	g->memory = kib << 10;
	if (kib % 4) {
		boot_hint(b,
			boot_add(b, BOOT_HANG, "domain-memory-odd", g->node, "memory", 0,
				"%" PRIu64 " KiB are not a whole number of pages", kib),
			"write a multiple of 4");
		return false;
	}
	if (!kib) {
		boot_hint(b,
			boot_add(b, BOOT_STOP, "domain-memory", g->node, "memory", 0,
				"the domain has no memory"),
			"write memory = <0x0 0x40000>; for 256 MiB");
		return false;
	}
	return true;
}

/* domain_p2m_set_allocation(): bytes for the page tables, or more than there are. */
static bool take_p2m(struct boot *b, struct boot_guest *g)
{
	uint32_t mib;
	uint64_t bytes = MIB(g->cpus) + g->memory / 256 + (128u << 12);
	bool said = boot_u32(g->node, "xen,domain-p2m-mem-mb", &mib);

	if (said)
		bytes = MIB((uint64_t)mib);
	if (said && !mib) {
		stop(b, g, "domain-p2m", "xen,domain-p2m-mem-mb",
			"no memory for the domain's page tables", "leave it out");
		return false;
	}
	if (!b->free || bytes <= memory_left(b->free)) {
		if (b->free)
			memory_guest(b->free, bytes);
		return true;
	}
	stop(b, g, said ? "domain-p2m" : "domain-memory-large",
		said ? "xen,domain-p2m-mem-mb" : "memory",
		"the page tables alone need more memory than is left",
		said ? "leave it out"
		     : "memory is in KiB, of all domains together less than the "
		       "machine has");
	return false;
}

void guest_memory(struct boot *b, struct boot_guest *g)
{
	uint64_t left;
	struct boot_event *e;

	if (!read_memory(b, g) || !take_p2m(b, g))
		return;
	if (!kernel_guest(b, g))
		return;
	if (g->static_memory) {
		static_memory_given(b, g);
		kernel_fits(b, g);
		return;
	}
	left = b->free ? memory_guest(b->free, g->memory) : 0;
	if (left) {
		e = boot_add(b, BOOT_STOP, "domain-memory-large", g->node, "memory", 0,
			"the domain is to have %" PRIu64 " MiB, and %" PRIu64
			" MiB of that are not left",
			g->memory >> 20, (left >> 20) + 1);
		boot_hint(b, e,
			"memory is in KiB, of all domains together less than the machine "
			"has");
		return;
	}
	kernel_fits(b, g);
}
