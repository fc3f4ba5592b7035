// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "plan/build.h"
#include "plan/copy/node.h"

/* What can become of an interrupt. */
enum kind {
	TO_GIC,  /* an SPI of the GIC */
	TO_NODE, /* to a controller that the guest has */
	TO_NOBODY,
	REFUSED,
};

static const char *gic_name(const struct dt_irq *irq)
{
	switch (dt_gic_irq(irq).kind) {
	case DT_GIC_PPI:
		return "is private to a CPU (PPI)";
	case DT_GIC_EXTENDED:
		return "is of the GIC's extended range";
	default:
		return "is none that a GIC has";
	}
}

static enum kind refuse(struct builder *b, const struct pending_node *w, const struct dt_irq *irq,
	const char *what, const struct dt_node *controller)
{
	struct issue *i = issue_add(&b->issues, RULE_GUEST_INTERRUPT, w->host, irq->prop->name,
		(int)irq->index, "guest %s: interrupt %u %s", b->g.want->name, irq->index, what);

	issue_hint(&b->issues, i,
		controller ? "give the guest the controller too, or remove: [%s] where the "
			     "driver works without"
			   : "only shared interrupts (SPI) of the GIC can be passed: leave the "
			     "device to Dom0, or remove: [%s] where the driver works without",
		irq->prop->name);
	if (controller)
		issue_relate(&b->issues, i, controller, "the interrupt's controller");
	return REFUSED;
}

static void add_irq(struct builder *b, const struct pending_node *w, const struct dt_irq *irq)
{
	struct dt_gic_irq g = dt_gic_irq(irq);
	struct plan_irq out = { g.number, g.flags & 0xf, w->host };

	vec_push(&b->g.irqs, out);
}

/* Xen reads the host's node, whatever the guest's says. */
static void refuse_left_out(
	struct builder *b, const struct pending_node *w, const struct dt_irq *irq)
{
	struct issue *i = issue_add(&b->issues, RULE_GUEST_INTERRUPT, w->host, irq->prop->name,
		(int)irq->index,
		"guest %s: interrupt %u %s, and Xen takes the interrupts of this device from the "
		"host's node",
		b->g.want->name, irq->index, gic_name(irq));

	issue_hint(&b->issues, i,
		"use boot: xl, or leave the device to Dom0: for its streams or its permission Xen "
		"has to be told of the host's node");
}

void interrupts_left_out(struct builder *b, const struct pending_node *w)
{
	struct dt_irq irq = { 0 };
	struct device *d;

	if (b->g.guest->boot != PLAN_DOM0LESS || w->device == SIZE_MAX)
		return;
	d = &b->g.devices.v[w->device];
	if (!d->n_irq && !d->n_stream &&
		!(d->has_permission && b->g.want->sci == PLAN_SCI_MULTI_AGENT)) {
		d->without_path = true;
		return;
	}
	if (!d->n_irq)
		d->irq = b->g.irqs.n;
	while (dt_irq_next(b->t, w->host, &irq)) {
		if (irq.error || copy_of(b, irq.controller) || !dt_is_gic(irq.controller))
			continue;
		if (dt_gic_irq(&irq).kind == DT_GIC_SPI)
			add_irq(b, w, &irq);
		else
			refuse_left_out(b, w, &irq);
	}
	d->n_irq = b->g.irqs.n - d->irq;
}

static enum kind classify(struct builder *b, const struct pending_node *w, const struct dt_irq *irq)
{
	struct issue *i;

	if (irq->error == DT_IRQ_EMPTY)
		return TO_NOBODY;
	if (irq->error) {
		i = issue_add(&b->issues, RULE_GUEST_INTERRUPT_BROKEN, w->host, irq->prop->name,
			(int)irq->index, "guest %s: interrupt %u cannot be read: %s",
			b->g.want->name, irq->index,
			irq->error == DT_IRQ_NO_PARENT ? "it has no controller"
			: irq->error == DT_IRQ_SHORT   ? "the specifier is too short"
						       : "its controller lacks #interrupt-cells");
		issue_hint(&b->issues, i, "fix the host's tree, or remove: [%s]", irq->prop->name);
		return REFUSED;
	}
	if (copy_of(b, irq->controller))
		return TO_NODE;
	if (dt_is_gic(irq->controller)) {
		if (dt_gic_irq(irq).kind == DT_GIC_SPI)
			return TO_GIC;
		return refuse(b, w, irq, gic_name(irq), NULL);
	}
	if (dt_prop(irq->controller, "interrupt-map"))
		return refuse(b, w, irq, "goes through an interrupt-map", NULL);
	return refuse(b, w, irq,
		arena_printf(b->a, "goes to a nested controller, %s", name_of(b, irq->controller)),
		irq->controller);
}

/* What the interrupts of a node without interrupt-parent speak to. */
struct inherited {
	bool gic;
	const struct plan_node *node;
};

static struct inherited inherited(const struct builder *b, const struct plan_node *n)
{
	struct inherited in = { 0 };

	for (n = n->parent; n && n != b->g.guest->passthrough; n = n->parent) {
		const struct plan_prop *p;

		if (node_find(n, "#interrupt-cells")) {
			in.node = n;
			return in;
		}
		p = node_find(n, "interrupt-parent");
		if (p && p->n_refs) {
			in.node = p->refs[0].node;
			in.gic = in.node == b->g.guest->gic;
			return in;
		}
	}
	/* The toolstack gives the root an interrupt-parent, Xen does not. */
	in.gic = b->g.guest->boot == PLAN_XL;
	return in;
}

static void put_parent(struct builder *b, const struct pending_node *w, const struct plan_node *n)
{
	struct cells c = { 0 };

	cells_ref(&c, n);
	cells_end(b->a, &c, w->node, "interrupt-parent");
}

static void put_gic(struct cells *c, const struct dt_irq *irq)
{
	struct dt_gic_irq g = dt_gic_irq(irq);

	cells_put(c, 0);
	cells_put(c, g.number);
	cells_put(c, g.flags & 0xf);
}

static void put_spec(struct cells *c, const struct dt_irq *irq)
{
	for (uint32_t i = 0; i < irq->n_cells; i++)
		cells_put(c, dt_cell(irq->spec, i));
}

/* All to one controller: no need to name it per interrupt. */
static void write_plain(struct builder *b, const struct pending_node *w, bool gic)
{
	struct inherited in = inherited(b, w->node);
	struct dt_irq irq = { 0 };
	struct cells c = { 0 };
	const struct plan_node *to = b->g.guest->gic;

	while (dt_irq_next(b->t, w->host, &irq)) {
		if (gic) {
			put_gic(&c, &irq);
		} else {
			put_spec(&c, &irq);
			to = copy_of(b, irq.controller);
		}
	}
	if (gic ? !in.gic : in.node != to)
		put_parent(b, w, to);
	cells_end(b->a, &c, w->node, "interrupts");
}

static void write_extended(struct builder *b, const struct pending_node *w)
{
	struct dt_irq irq = { 0 };
	struct cells c = { 0 };

	while (dt_irq_next(b->t, w->host, &irq)) {
		if (irq.error == DT_IRQ_EMPTY) {
			cells_put(&c, 0);
		} else if (copy_of(b, irq.controller)) {
			cells_ref(&c, copy_of(b, irq.controller));
			put_spec(&c, &irq);
		} else {
			cells_ref(&c, b->g.guest->gic);
			put_gic(&c, &irq);
		}
	}
	cells_end(b->a, &c, w->node, "interrupts-extended");
}

void write_interrupts(struct builder *b, const struct pending_node *w)
{
	struct dt_irq irq = { 0 };
	unsigned int n[REFUSED + 1] = { 0 };
	size_t first = b->g.irqs.n;

	while (dt_irq_next(b->t, w->host, &irq)) {
		enum kind kind = classify(b, w, &irq);

		n[kind]++;
		if (kind == TO_GIC)
			add_irq(b, w, &irq);
	}
	if (w->device != SIZE_MAX) {
		struct device *d = &b->g.devices.v[w->device];

		/* Behind those that other properties have. */
		if (!d->n_irq)
			d->irq = first;
		d->n_irq = b->g.irqs.n - d->irq;
	}
	if (n[REFUSED] || !(n[TO_GIC] + n[TO_NODE] + n[TO_NOBODY]))
		return;
	if (n[TO_GIC] && !n[TO_NODE] && !n[TO_NOBODY])
		write_plain(b, w, true);
	else if (!strcmp(irq.prop->name, "interrupts"))
		write_plain(b, w, false);
	else
		write_extended(b, w);
}
