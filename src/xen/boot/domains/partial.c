// SPDX-License-Identifier: BSD-2-Clause
/* A guest's partial tree: what Xen maps and routes for it (domain_handle_dtb_boot_module(),
 * handle_prop_pfdt() and handle_passthrough_prop() in common/device-tree/dom0less-build.c). */
#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "xen/boot/device.h"
#include "xen/boot/domains/domain.h"
#include "xen/boot/machine/machine.h"
#include "xen/boot/machine/memory.h"

#define PHANDLE_GIC  65000u
#define RAM_START    UINT64_C(0x40000000)
#define RAM_BANK     UINT64_C(0xc0000000)
#define VPL011_START UINT64_C(0x22000000)
#define VPL011_END   UINT64_C(0x22001000)
#define GIC_START    UINT64_C(0x3001000)
#define GIC_V2_END   UINT64_C(0x3004000)
#define GIC_V3_END   UINT64_C(0x4020000)

struct scan {
	struct boot *b;
	struct boot_guest *g;
};

static const char *path_in(struct scan *s, const struct dt_node *n)
{
	return boot_path(s->b, n);
}

/* An event about a node of the guest's tree. */
static struct boot_event *at_guest(struct scan *s, enum boot_how how, const char *rule,
	const struct dt_node *n, const char *fmt, ...) __attribute__((format(printf, 5, 6)));

static struct boot_event *at_guest(struct scan *s, enum boot_how how, const char *rule,
	const struct dt_node *n, const char *fmt, ...)
{
	struct boot_event *e;
	char *text = NULL;
	va_list ap;

	if (fmt) {
		va_start(ap, fmt);
		text = arena_vprintf(s->b->arena, fmt, ap);
		va_end(ap);
	}
	e = boot_add(s->b, how, rule, s->g->node, NULL, -1, text ? "%s: %s" : NULL,
		n ? path_in(s, n) : "its tree", text);
	e->path = n ? path_in(s, n) : NULL;
	if (n)
		boot_in_guest(e, s->g->partial, n, dt_prop(n, "xen,reg") ? "xen,reg" : NULL);
	return e;
}

/* device_tree_get_u32(), which takes any length but 0 for a cell. */
static uint32_t cells_of(
	const struct scan *s, const struct dt_node *n, const char *name, uint32_t fallback)
{
	const struct dt_prop *p = dt_prop(n, name);

	return p && p->len ? dt_raw_cell(s->g->partial, p) : fallback;
}

/* What a page of the guest's would cover in its own address space. */
static void check_guest_place(struct scan *s, const struct dt_node *n, uint64_t at, uint64_t size)
{
	uint64_t gic_end = s->b->gic_v2 ? GIC_V2_END : GIC_V3_END, end = at + size;
	uint64_t ram = s->g->memory < RAM_BANK ? s->g->memory : RAM_BANK;

	if (s->g->direct_map)
		return;
	/* Over a page of RAM Xen maps without a word; a region that reaches into RAM from below it
	 * fails to map. */
	if (at < RAM_START + ram && end > RAM_START)
		at_guest(s, at < RAM_START ? BOOT_STOP : BOOT_LOSS, "isolation-guest-address", n,
			NULL);
	else if (at < gic_end && end > GIC_START)
		at_guest(s, BOOT_LOSS, "isolation-guest-address", n, NULL);
	else if (s->g->vpl011 && at < VPL011_END && end > VPL011_START)
		boot_hint(s->b,
			at_guest(s, BOOT_LOSS, "guest-over-uart", n,
				"the guest's address 0x%" PRIx64 " covers its UART", at),
			"choose another guest address, or leave vpl011 out");
}

static bool check_entry(
	struct scan *s, const struct dt_node *n, uint64_t host, uint64_t size, uint64_t guest)
{
	struct boot *b = s->b;
	unsigned int bits = b->address_bits;

	if ((host | size | guest) & ~SCMI_PAGE_MASK) {
		at_guest(s, BOOT_STOP, "guest-reg-unaligned", n, NULL);
		return false;
	}
	if (!size) {
		boot_hint(s->b,
			at_guest(s, BOOT_ASSERT, "guest-reg-empty", n,
				"an entry of xen,reg has size 0"),
			"write the size, or as many cells as the parent says");
		return false;
	}
	if (host + size < host || (host + size - 1) >> 48) {
		boot_hint(s->b,
			at_guest(s, BOOT_ASSERT, "guest-reg-beyond", n,
				"the host's address 0x%" PRIx64 " is wider than 48 bits", host),
			"look at the cell counts and the order of the cells");
		return false;
	}
	if (guest + size < guest || (guest + size - 1) >> bits) {
		boot_hint(s->b,
			at_guest(s, BOOT_STOP, "guest-reg-beyond", n,
				"the guest's address 0x%" PRIx64 " is wider than the processor's",
				guest),
			"look at the cell counts and the order of the cells");
		return false;
	}
	vec_push(&b->guest_pages, ((struct boot_guest_page){ host, host + size, b->current,
					  path_in(s, n), s->g->node }));
	if (memory_bank(b, host, host + size) && !memory_reserved(b, host, host + size))
		at_guest(s, BOOT_HAZARD, "guest-reg-foreign", n, NULL);
	vec_push(&s->g->mapped, ((struct boot_region){ guest, guest + size, n }));
	check_guest_place(s, n, guest, size);
	return true;
}

static bool check_reg(struct scan *s, const struct dt_node *n, const struct dt_prop *reg,
	uint32_t na, uint32_t ns)
{
	uint64_t one = (uint64_t)na * 2 + ns;
	uint32_t count;

	if (!na || na > 2 || !ns || ns > 2) {
		at_guest(s, s->b->caps->checks_partial_cells ? BOOT_STOP : BOOT_LOSS,
			"guest-reg-cells", n, NULL);
		return false;
	}
	count = (uint32_t)(reg->len / 4 / one);
	for (uint32_t i = 0; i < count; i++) {
		const uint8_t *at = reg->data + (size_t)i * one * 4;

		if (!check_entry(s, n, dt_number(at, na), dt_number(at + (size_t)na * 4, ns),
			    dt_number(at + ((size_t)na + ns) * 4, na)))
			return false;
	}
	return true;
}

/* A line that the guest's virtual GIC does not have. */
static bool lines_fit(struct scan *s, const struct dt_node *n, const struct boot_device *d)
{
	struct irq_walk w = irq_walk(s->b, d->node, &d->props);
	struct boot_irq irq;

	while (s->b->gic && s->g->lines && irq_next(&w, &irq)) {
		if (irq.error || !irq.translated || irq.irq < s->g->lines || irq.irq < IRQ_LOCAL)
			continue;
		boot_hint(s->b,
			at_guest(s, BOOT_STOP, "guest-irq-lines", n,
				"SPI %" PRIu32 " of the device is beyond the domain's %" PRIu32
				" (nr_spis)",
				irq.irq - IRQ_LOCAL, s->g->lines - IRQ_LOCAL),
			"write a larger nr_spis, or leave it out");
		return false;
	}
	return true;
}

static bool on_uart_line(struct scan *s, const struct boot_device *d)
{
	struct irq_walk w = irq_walk(s->b, d->node, &d->props);
	struct boot_irq irq;

	while (s->b->gic && s->g->vpl011 && irq_next(&w, &irq))
		if (!irq.error && irq.irq == IRQ_LOCAL)
			return true;
	return false;
}

static void assign(struct scan *s, const struct dt_node *n, const char *path, bool force)
{
	struct boot *b = s->b;
	struct boot_device d = { .node = dt_by_full_path(b->tree, path), .own = true };
	const struct dt_prop *iommus;
	const struct dt_node *iommu;
	const char *rule;
	unsigned int class;
	bool guarded;

	if (!d.node) {
		at_guest(s, BOOT_STOP, "guest-path-unknown", n, NULL);
		return;
	}
	d.props = boot_props(b, d.node);
	if (!lines_fit(s, n, &d) || !device_irqs(b, &d, true))
		return;
	if (on_uart_line(s, &d))
		boot_hint(s->b,
			at_guest(s, BOOT_LOSS, "guest-irq-uart", n,
				"the device's interrupt is that of the domain's UART"),
			"leave vpl011 out of the domain");
	rule = b->sci.assign && d.props.v[KEY_ACCESS_CONTROLLERS]
		       ? b->sci.assign(b->sci.ctx, d.node)
		       : NULL;
	if (rule) {
		at_guest(s, BOOT_STOP, rule, n, NULL);
		return;
	}
	iommus = d.props.v[KEY_IOMMUS];
	iommu = iommus && iommus->len >= 4 ? dt_by_phandle(b->tree, dt_cell(iommus->data, 0))
					   : NULL;
	class = iommu ? boot_class(b, iommu) : 0;
	guarded = b->iommu && class & CLASS_IOMMU;
	if (guarded || force)
		return;
	/* Printed, and nothing is lost by it. */
	if (b->lenient)
		return;
	if (class & CLASS_OTHER_IOMMU && dt_available(iommu))
		boot_hint(s->b,
			at_guest(s, BOOT_STOP, "guest-iommu-unused", n,
				"no driver for the IOMMU of %s is built into Xen by default", path),
			"build Xen with it, and switch this rule off, or write "
			"xen,force-assign-without-iommu; there, if the device may reach all memory");
	else if (iommus)
		at_guest(s, BOOT_STOP, "guest-iommu-disabled", n, NULL);
	else
		at_guest(s, BOOT_STOP, "guest-force-missing", n, NULL);
}

static void scan_props(struct scan *s, const struct dt_node *n, uint32_t na, uint32_t ns)
{
	const struct dt_prop *reg = dt_prop(n, "xen,reg"), *path = dt_prop(n, "xen,path");
	bool force = dt_prop(n, "xen,force-assign-without-iommu") != NULL;

	if ((path && !reg) || (reg && !path && !force)) {
		at_guest(s, BOOT_STOP, "guest-assign-incomplete", n, NULL);
		return;
	}
	if (reg && check_reg(s, n, reg, na, ns) && path)
		assign(s, n, (const char *)path->data, force);
}

static void scan_node(struct scan *s, const struct dt_node *top)
{
	const struct dt_node *end = top + top->n_tree;

	for (const struct dt_node *n = top; n < end; n++) {
		uint32_t na = 2, ns = 1;

		if (n != top) {
			na = cells_of(s, n->parent, "#address-cells", 2);
			ns = cells_of(s, n->parent, "#size-cells", 1);
		}
		scan_props(s, n, na, ns);
	}
}

/* fdt_generate_phandle() must not come to Xen's own phandles. */
static bool phandles_fit(struct scan *s)
{
	const struct dt_tree *t = s->g->partial;
	uint32_t max = t->n_phandles ? t->phandles[t->n_phandles - 1].phandle : 0;
	const struct dt_node *top = dt_child(t->nodes, "passthrough");

	if (!s->b->caps->checks_phandles || (uint64_t)max + 1 < PHANDLE_GIC)
		return true;
	/* One that is Xen's own has a rule of its own. */
	for (uint32_t own = PHANDLE_GIC; top && own <= PHANDLE_GIC + 1; own++) {
		const struct dt_node *n = dt_by_phandle(t, own);

		if (n && dt_within(n, top)) {
			at_guest(s, BOOT_STOP, "guest-phandle-reserved", n, NULL);
			return false;
		}
	}
	boot_hint(s->b,
		at_guest(s, BOOT_STOP, "guest-phandle-range", NULL,
			"the highest phandle is %" PRIu32, max),
		"let dtc choose the phandles, or write them below 64999");
	return false;
}

/* check_partial_fdt(): Xen looks at no more than the module holds. */
static bool fits_module(struct scan *s)
{
	const struct boot_module *m = s->g->tree;
	uint64_t size = m ? m->at.end - m->at.start : 0;
	struct boot_event *e;

	if (!m || s->g->partial->blob_size <= size)
		return true;
	e = boot_add(s->b, BOOT_STOP, "guest-module-small", m->at.node, "reg", 1,
		"the module has 0x%" PRIx64 " bytes, and the partial tree 0x%zx", size,
		s->g->partial->blob_size);
	boot_hint(s->b, e, "write the size of the file, or more");
	return false;
}

/* Pages over the guest's RAM: Xen copies kernel and tree there afterwards. */
static void check_ram_pages(struct scan *s)
{
	for (size_t i = 0; !s->g->direct_map && i < s->g->mapped.n; i++) {
		const struct boot_region *r = &s->g->mapped.v[i];

		if (r->end <= RAM_START || !kernel_touches(s->g, r->start, r->end))
			continue;
		at_guest(s, BOOT_STOP, "isolation-guest-address", r->node, NULL);
		return;
	}
}

/* Nodes that Xen drops for standing elsewhere. */
static bool has_other_nodes(const struct dt_node *root)
{
	const struct dt_node *n;

	dt_for_each_child(root, n)
		if (strcasecmp(n->name, "gic") != 0 && strcasecmp(n->name, "aliases") != 0)
			return true;
	return false;
}

void partial_scan(struct boot *b, struct boot_guest *g)
{
	struct scan s = { b, g };
	const struct dt_node *n;
	bool found = false;

	if (!g->partial || !fits_module(&s))
		return;
	if (!phandles_fit(&s))
		return;
	b->lenient = !b->caps->partial_errors_stop;
	dt_for_each_child(g->partial->nodes, n) {
		if (strcasecmp(n->name, "passthrough"))
			continue;
		found = true;
		scan_node(&s, n);
	}
	b->lenient = false;
	check_ram_pages(&s);
	if (!found && has_other_nodes(g->partial->nodes))
		at_guest(&s, BOOT_LOSS, "guest-passthrough-missing", NULL, NULL);
	if (!b->stop || b->stop->domain != b->current)
		guest_view(b, g);
	vec_free(&g->mapped);
}
