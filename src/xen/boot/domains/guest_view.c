// SPDX-License-Identifier: BSD-2-Clause
/* What a guest's kernel finds of its partial tree: registers that are mapped, interrupts that are
 * routed. */
#include <string.h>
#include <strings.h>

#include "base/search.h"
#include "dt/irq.h"
#include "xen/boot/domains/domain.h"
#include "xen/boot/machine/irq.h"

#define PHANDLE_GIC 65000u
#define MAX_STEPS   64

static void lost(
	struct boot *b, const struct boot_guest *g, const struct dt_node *n, const char *rule)
{
	boot_add(b, BOOT_LOSS, rule, g->node, NULL, -1, NULL)->path = boot_path(b, n);
}

static void private(struct boot *b, const struct boot_guest *g, const struct dt_node *n)
{
	const char *path = boot_path(b, n);
	struct boot_event *e = boot_add(b, BOOT_LOSS, "guest-irq-private", g->node, NULL, -1,
		"%s in the guest's tree has a private interrupt (PPI)", path);

	e->path = path;
	boot_in_guest(e, g->partial, n, "interrupts");
	boot_hint(b, e, "write the interrupt that the host's node has");
}

static int by_start(const void *a, const void *b)
{
	const struct boot_region *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

static bool mapped(const struct boot_guest *g, uint64_t start)
{
	size_t i;

	search_sorted(i, g->mapped.n, g->mapped.v[i].end <= start);
	return i < g->mapped.n && g->mapped.v[i].start <= start;
}

static void check_reg(struct boot *b, const struct boot_guest *g, const struct dt_node *n)
{
	const struct dt_tree *t = g->partial;
	uint32_t count = dt_reg_count(t, n, DT_CELLS_SPEC);

	if (!count || !dt_size_cells(t, n->parent, DT_CELLS_SPEC))
		return;
	for (uint32_t i = 0; i < count && i < 64; i++) {
		struct dt_region r = dt_reg(t, n, i, DT_CELLS_SPEC);

		if (r.error == DT_ADDR_NO_RANGES && dt_prop(n, "xen,reg")) {
			lost(b, g, n, "guest-passthrough-bus");
			return;
		}
		if (!r.error && r.size && !mapped(g, r.addr)) {
			lost(b, g, n, "guest-reg-unmapped");
			return;
		}
	}
}

/* The node that interrupts of @n go to; NULL: the guest's GIC. Returns a rule where it is lost. */
static const char *interrupt_parent(
	const struct dt_tree *t, const struct dt_node *n, const struct dt_node **parent)
{
	const struct dt_node *gic = dt_child(t->nodes, "gic");

	for (int i = 0; i < MAX_STEPS; i++) {
		uint32_t phandle;

		if (!boot_u32(n, "interrupt-parent", &phandle)) {
			n = n->parent;
			if (!n || !n->parent)
				return "guest-irq-parent";
		} else if (phandle == PHANDLE_GIC || (gic && gic->phandle == phandle)) {
			*parent = NULL;
			return NULL;
		} else {
			n = dt_by_phandle(t, phandle);
			if (!n)
				return "guest-reference-lost";
		}
		if (dt_prop(n, "#interrupt-cells")) {
			*parent = n;
			return NULL;
		}
	}
	return NULL;
}

static void check_irqs(struct boot *b, const struct boot_guest *g, const struct dt_node *n)
{
	const struct dt_prop *p = dt_prop(n, "interrupts");
	const struct dt_node *parent = NULL, *user;
	const char *rule;

	if (!p || p->len < 12)
		return;
	rule = interrupt_parent(g->partial, n, &parent);
	if (rule) {
		lost(b, g, n, rule);
		return;
	}
	for (uint32_t i = 0; !parent && i + 3 <= p->len / 4 && i < 3 * IRQ_DESCS; i += 3) {
		struct boot_irq irq = irq_translate(p->data + (size_t)i * 4, 3);

		if (irq.irq >= IRQ_LOCAL && irq_owner(b, irq.irq, &user) == b->current)
			continue;
		if (irq.irq < IRQ_LOCAL) {
			private(b, g, n);
			return;
		}
		lost(b, g, n, "guest-irq-unrouted");
		return;
	}
}

void guest_view(struct boot *b, struct boot_guest *g)
{
	const struct dt_node *top, *end;

	if (g->mapped.n)
		qsort(g->mapped.v, g->mapped.n, sizeof(*g->mapped.v), by_start);
	dt_for_each_child(g->partial->nodes, top) {
		if (strcasecmp(top->name, "passthrough") != 0)
			continue;
		end = top + top->n_tree;
		for (const struct dt_node *n = top + 1; n < end; n++) {
			/* A device model behind the page needs no mapping. */
			if (!dt_available(n) || dt_compatible(n, "virtio,mmio"))
				continue;
			check_reg(b, g, n);
			check_irqs(b, g, n);
		}
	}
}
