// SPDX-License-Identifier: BSD-2-Clause
/* What Xen needs of the tree for itself: GIC, timer, IOMMUs. */
#include "xen/boot/machine/machine.h"

#include <inttypes.h>
#include <string.h>

#include "xen/boot/machine/cmdline.h"
#include "xen/boot/machine/irq.h"

#define TIMER_IRQS   4
#define MIN_RATE     500u /* Hz; rounded to kHz it must not be 0 */
#define GICC_SIZE    0x2000u
#define QEMU_LINES   288u /* of QEMU's virt machine, "linux,dummy-virt" */
#define DEFAULT_BITS 48u

static void need(struct boot *b, const char *rule, const struct dt_node *n, const char *prop,
	const char *message, const char *hint)
{
	boot_hint(b, boot_add(b, BOOT_STOP, rule, n, prop, -1, "%s", message), "%s", hint);
}

/* A node that would be the one, but for something. */
static const struct dt_node *nearly(const struct boot *b, unsigned int classes)
{
	return boot_class_first(b, classes);
}

void machine_gic(struct boot *b)
{
	const unsigned int gics = CLASS_GIC_V2 | CLASS_GIC_V3;

	for (size_t i = 1; i < b->tree->n_nodes && !b->gic; i++) {
		const struct dt_node *n = &b->tree->nodes[i];

		if (boot_class(b, n) & gics && dt_prop(n, "interrupt-controller") &&
			dt_available(n) && !dt_prop(n, "xen,passthrough"))
			b->gic = n;
	}
	if (b->gic) {
		b->gic_v2 = boot_class(b, b->gic) & CLASS_GIC_V2;
	} else if (b->whole) {
		const struct dt_node *n = nearly(b, gics);

		need(b, "gic-missing", n ? n : b->tree->nodes, NULL,
			n ? "Xen does not take this node for the interrupt controller"
			  : "the tree has no interrupt controller that Xen drives",
			"the node needs interrupt-controller; and compatible = \"arm,gic-400\" or "
			"\"arm,gic-v3\", and must be neither disabled nor marked xen,passthrough");
	}
	if (dt_compatible(b->tree->nodes, "linux,dummy-virt"))
		b->gic_lines = QEMU_LINES;
}

/* platform_get_irq(): the interrupt, or false where Xen gets none. @first, or NULL: who has
 * given it another trigger type, where that is the reason. */
static bool get_irq(struct boot *b, const struct dt_node *n, uint32_t index, struct boot_irq *irq,
	struct irq_typed *first)
{
	struct boot_props p = boot_props(b, n);
	struct irq_walk w = irq_walk(b, n, &p);

	do {
		if (w.loop || !irq_next(&w, irq))
			return false;
	} while (index--);
	return !irq->error && irq_set_type(b, irq, n, first);
}

/* Where a timer's interrupt stands by its name, -1: nowhere. */
static int named_index(const struct dt_prop *list, unsigned int i)
{
	static const char *const names[TIMER_IRQS] = { "sec-phys", "phys", "virt", "hyp-phys" };
	const char *s = NULL;

	for (int at = 0; (s = dt_prop_next_string(list, s)); at++)
		if (!strcmp(s, names[i]))
			return at;
	return -1;
}

static int timer_index(const struct boot *b, unsigned int i)
{
	const struct dt_prop *p = dt_prop(b->timer, "interrupt-names");

	return p && b->caps->timer_names ? named_index(p, i) : (int)i;
}

/* Older versions go by the order alone, and wait for an interrupt that never comes. */
static void check_timer_order(struct boot *b)
{
	const struct dt_prop *p = dt_prop(b->timer, "interrupt-names");

	for (unsigned int i = 0; p && !b->caps->timer_names && i < TIMER_IRQS; i++) {
		int at = named_index(p, i);

		if (at < 0 || at == (int)i)
			continue;
		boot_hint(b,
			boot_add(b, BOOT_HANG, "timer-interrupts", b->timer, "interrupt-names", -1,
				"Xen %s does not read interrupt-names, and the order is another",
				b->caps->version),
			"write the secure, physical, virtual and hypervisor's interrupt first");
		return;
	}
}

static void check_timer(struct boot *b)
{
	uint32_t rate;

	if (b->caps->timer_rate && boot_u32(b->timer, "clock-frequency", &rate) && rate < MIN_RATE)
		boot_hint(b,
			boot_add(b, BOOT_STOP, "timer-frequency", b->timer, "clock-frequency", 0,
				"the timer runs at %" PRIu32 " Hz", rate),
			"write the frequency in Hz, or leave it out");
	check_timer_order(b);
}

static void timer_lacks(struct boot *b, unsigned int i, bool by_name)
{
	struct boot_event *e = boot_add(b, BOOT_STOP, "timer-interrupts", b->timer,
		by_name ? "interrupt-names" : "interrupts", -1,
		"Xen cannot find interrupt %u of the timer", i);

	boot_hint(b, e,
		by_name ? "write interrupt-names = \"sec-phys\", \"phys\", \"virt\", \"hyp-phys\", or "
			  "leave it out"
			: "the timer needs four, secure, physical, virtual, hypervisor's; the root "
			  "or the node needs an interrupt-parent");
}

/* What was set up before, the console, has given the line another type. */
static void timer_clash(struct boot *b, unsigned int i, const struct irq_typed *first)
{
	struct boot_event *e = boot_add(b, BOOT_STOP, "timer-interrupts", b->timer, "interrupts",
		-1,
		"interrupt %u of the timer has another trigger type in a node that Xen reads before",
		i);

	boot_other(e, first->node, "the node that names it first");
	boot_hint(b, e,
		"give the other node the interrupt that it has; Xen takes all that are no SPI, extended "
		"SPIs too, for private ones");
}

void machine_timer(struct boot *b)
{
	b->timer = boot_class_first(b, CLASS_TIMER);
	if (!b->whole || !b->gic)
		return;
	if (!b->timer) {
		need(b, "timer-missing", b->tree->nodes, NULL,
			"the tree has no timer that Xen drives",
			"write timer { compatible = \"arm,armv8-timer\"; interrupts = ...; };");
		return;
	}
	check_timer(b);
	for (unsigned int i = 0; i < TIMER_IRQS; i++) {
		int index = timer_index(b, i);
		struct irq_typed first = { 0 };
		struct boot_irq irq;

		if (index >= 0 && get_irq(b, b->timer, (uint32_t)index, &irq, &first))
			continue;
		if (first.node)
			timer_clash(b, i, &first);
		else
			timer_lacks(b, i, index < 0);
		return;
	}
}

static bool region(struct boot *b, const struct dt_node *n, uint32_t i, struct boot_address *at)
{
	struct boot_props p = boot_props(b, n);

	if (i >= boot_reg_count(b, n, &p))
		return false;
	*at = boot_reg(b, n, &p, i);
	return at->error == ADDRESS_OK;
}

static const char *const gic_v2_regions[] = { "distributor", "processor interface",
	"hypervisor interface", "virtual processor interface" };

/* gicv2_extension_dt_init(): frames for message signalled interrupts */
static void check_v2m(struct boot *b)
{
	const struct dt_node *n;
	struct boot_address at;

	dt_for_each_child(b->gic, n) {
		if (!(boot_class(b, n) & CLASS_V2M) || region(b, n, 0, &at))
			continue;
		boot_hint(b,
			boot_add(b, BOOT_STOP, "gic-regions", n, "reg", 0,
				"Xen finds no address for the GIC's v2m frame"),
			"write reg with the cell counts of the GIC's node, and ranges into it");
		return;
	}
}

static void check_v2_alignment(struct boot *b, const struct boot_address *at)
{
	for (uint32_t i = 0; i < 4; i++) {
		if (at[i].addr % 0x1000 == 0)
			continue;
		boot_hint(b,
			boot_add(b, BOOT_STOP, "gic-regions", b->gic, "reg", (int)i,
				"the GIC's %s does not start at a page", gic_v2_regions[i]),
			"write addresses that are multiples of 0x1000");
		return;
	}
}

static void init_gic_v2(struct boot *b)
{
	struct boot_address at[4];
	struct boot_event *e;
	struct boot_irq irq;

	for (uint32_t i = 0; i < 4; i++) {
		if (region(b, b->gic, i, &at[i]))
			continue;
		e = boot_add(b, BOOT_STOP, "gic-regions", b->gic, "reg", (int)i,
			"Xen finds no address for the GIC's %s", gic_v2_regions[i]);
		boot_hint(b, e,
			"write four regions: distributor, processor interface, hypervisor "
			"interface, virtual processor interface");
		return;
	}
	if (!get_irq(b, b->gic, 0, &irq, NULL)) {
		need(b, "gic-interrupt", b->gic, "interrupts", "Xen finds no maintenance interrupt",
			"write interrupts = <1 9 4>;");
		return;
	}
	if (at[1].size < GICC_SIZE)
		at[1].size = GICC_SIZE;
	if (at[1].size != at[3].size) {
		e = boot_add(b, BOOT_STOP, "gic-sizes", b->gic, "reg", 1,
			"the processor interface has 0x%" PRIx64
			" bytes and the virtual one 0x%" PRIx64,
			at[1].size, at[3].size);
		boot_hint(b, e, "write equal sizes");
	}
	check_v2m(b);
	check_v2_alignment(b, at);
}

static void init_gic_v3(struct boot *b)
{
	uint32_t regions = 1;
	struct boot_address at;
	struct boot_irq irq;

	boot_u32(b->gic, "#redistributor-regions", &regions);
	for (uint32_t i = 0; i <= regions && i < 64; i++) {
		if (region(b, b->gic, i, &at))
			continue;
		boot_hint(b,
			boot_add(b, BOOT_STOP, "gic-regions", b->gic, "reg", (int)i,
				i ? "Xen finds no address for the GIC's redistributors"
				  : "Xen finds no address for the GIC's distributor"),
			"write the distributor's region and, behind it, as many as "
			"#redistributor-regions says");
		return;
	}
	if (!get_irq(b, b->gic, 0, &irq, NULL))
		need(b, "gic-interrupt", b->gic, "interrupts", "Xen finds no maintenance interrupt",
			"write interrupts = <1 9 4>;");
}

void machine_gic_init(struct boot *b)
{
	if (!b->whole || !b->gic || b->bad_root)
		return;
	if (b->gic_v2)
		init_gic_v2(b);
	else
		init_gic_v3(b);
}

/* The context interrupts' number, SIZE_MAX where the driver does not start. */
static bool starts(struct boot *b, const struct dt_node *n)
{
	struct boot_props p = boot_props(b, n);
	struct irq_walk w = irq_walk(b, n, &p);
	uint32_t global;
	struct boot_irq irq;

	if (!boot_u32(n, "#global-interrupts", &global) || w.count <= global)
		return false;
	for (uint32_t i = 0; irq_next(&w, &irq); i++) {
		if (irq.error || !irq_set_type(b, &irq, n, NULL))
			return false;
		if (i < global)
			irq_take(b, &irq, n);
	}
	return true;
}

static void start_iommu(struct boot *b, const struct dt_node *n)
{
	struct boot_address at;

	if (!dt_available(n) || dt_prop(n, "xen,passthrough"))
		return;
	if (!region(b, n, 0, &at)) {
		need(b, "iommu-reg", n, "reg", "the IOMMU's registers have no address",
			"write reg, and ranges into each bus above, or disable the node");
		b->iommu = true;
		return;
	}
	/* What is not at the start of a page is none. */
	if (at.addr % SCMI_PAGE_SIZE == 0 && starts(b, n))
		b->iommu = true;
}

void machine_iommus(struct boot *b)
{
	if (!b->whole || !b->gic || cmdline_off(b, "iommu"))
		return;
	for (size_t i = 1; i < b->tree->n_nodes; i++)
		if (boot_class(b, &b->tree->nodes[i]) & CLASS_IOMMU)
			start_iommu(b, &b->tree->nodes[i]);
}

void machine_root(struct boot *b)
{
	const struct boot_cells *c = boot_cells(b, b->tree->nodes);
	struct boot_event *e;

	if (!b->whole || (c->address && c->address <= 2 && c->size && c->size <= 2))
		return;
	e = boot_add(b, BOOT_STOP, "root-cells", b->tree->nodes,
		c->address && c->address <= 2 ? "#size-cells" : "#address-cells", -1,
		"Xen copes with one or two address and size cells in the root");
	boot_hint(b, e, "write 1 or 2, and reg of the root's children with as many");
	b->bad_root = true;
}

unsigned int machine_address_bits(const struct boot *b)
{
	static const struct {
		const char *cpu;
		unsigned int bits;
	} known[] = {
		{ "arm,cortex-a53", 40 },
		{ "arm,cortex-a55", 40 },
		{ "arm,cortex-a76", 40 },
	};
	const struct dt_node *cpus = dt_by_full_path(b->tree, "/cpus"), *n;
	unsigned int bits = 0;

	if (!cpus)
		return DEFAULT_BITS;
	dt_for_each_child(cpus, n) {
		unsigned int here = DEFAULT_BITS;

		if (!dt_name_is(n, "cpu"))
			continue;
		for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
			if (dt_compatible(n, known[i].cpu))
				here = known[i].bits;
		if (!bits || here < bits)
			bits = here;
	}
	return bits ? bits : DEFAULT_BITS;
}
