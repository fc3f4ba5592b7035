// SPDX-License-Identifier: BSD-2-Clause
/* Interrupts of a device: resolving, trigger types, routing (arch/arm/device.c, arch/arm/irq.c). */
#include "xen/boot/device.h"

#include <inttypes.h>
#include <string.h>

static const char *list_name(const struct boot_device *d)
{
	return d->props.v[KEY_INTERRUPTS_EXTENDED] ? "interrupts-extended" : "interrupts";
}

bool device_uses_ppi(struct boot *b, const struct boot_device *d)
{
	struct irq_walk w = irq_walk(b, d->node, &d->props);
	struct boot_irq irq;

	while (irq_next(&w, &irq)) {
		if (irq.error || !irq_set_type(b, &irq, d->node, NULL))
			continue;
		if (irq.irq >= 16 && irq.irq < IRQ_LOCAL)
			return true;
	}
	return false;
}

static const char *trigger(uint32_t type)
{
	switch (type) {
	case 0:
		return "no trigger type";
	case 1:
		return "rising edge";
	case 2:
		return "falling edge";
	case 4:
		return "level high";
	case 8:
		return "level low";
	default:
		return "another trigger type";
	}
}

static void wrong_type(struct boot *b, const struct boot_device *d, int index,
	const struct boot_irq *irq, const struct irq_typed *first)
{
	struct boot_event *e;

	if (first->node && irq->irq >= IRQ_LOCAL) {
		e = boot_add(b, BOOT_STOP, "device-irq-type", d->node, list_name(d), index,
			"SPI %" PRIu32 " is %s here, and something else where the tree names it "
			"before",
			irq->irq - IRQ_LOCAL, trigger(irq->type));
		e->trigger = irq_trigger(d->node, irq, first);
		boot_other(e, first->node, "the node that names it first");
		boot_hint(
			b, e, "write the same trigger type in both nodes, or remove the wrong one");
		return;
	}
	e = boot_add(b, BOOT_STOP, "device-irq-number", d->node, list_name(d), index,
		irq->translated ? "Xen cannot use interrupt %d of this node"
				: "the GIC's driver cannot read interrupt %d of this node",
		index);
	boot_hint(b, e, "write <0 SPI TYPE> with an SPI below 988");
}

/* An interrupt that cannot be resolved. */
static void unresolved(struct boot *b, const struct boot_device *d, int index)
{
	struct boot_event *e;

	e = boot_add(b, BOOT_STOP, "device-irq-unresolved", d->node, list_name(d), index,
		"interrupt %d leads to no controller", index);
	boot_hint(b, e,
		"fix interrupt-parent, #interrupt-cells or the interrupt-map on its way, or "
		"remove the interrupt");
}

static void endless(struct boot *b, const struct boot_device *d)
{
	struct boot_event *e;

	e = boot_add(b, BOOT_HANG, "device-irq-loop", d->node, list_name(d), -1,
		"the interrupt parents of this node lead in a ring");
	boot_hint(b, e, "name the controller in interrupt-parent");
}

/* A list that Xen takes for no interrupts at all. */
static void none_found(struct boot *b, const struct boot_device *d)
{
	const struct dt_prop *list = d->props.v[KEY_INTERRUPTS_EXTENDED]
					     ? d->props.v[KEY_INTERRUPTS_EXTENDED]
					     : d->props.v[KEY_INTERRUPTS];
	struct boot_event *e;

	if (!list || !list->len || !b->gic || !d->own)
		return;
	e = boot_add(b, BOOT_LOSS, "device-irq-lost", d->node, list_name(d), -1,
		"Xen finds no interrupt in %s", list->name);
	boot_hint(b, e,
		"interrupt-parent, or the phandle, must lead to a node with #interrupt-cells, and "
		"the list hold that many cells");
}

bool device_route(
	struct boot *b, const struct dt_node *n, const char *prop, int index, uint32_t irq)
{
	const struct dt_node *user;
	int owner = irq_owner(b, irq, &user);
	struct boot_event *e;

	if (irq >= IRQ_LINES || (b->gic_lines && irq >= b->gic_lines)) {
		e = boot_add(b, BOOT_STOP, "device-irq-number", n, prop, index,
			"SPI %" PRIu32 " is beyond the GIC's lines", irq - IRQ_LOCAL);
		boot_hint(b, e, "write the line that the device has");
		return false;
	}
	if (owner == BOOT_XEN) {
		e = boot_add(b, BOOT_STOP, "device-irq-xen", n, prop, index,
			"SPI %" PRIu32 " is one that Xen uses itself", irq - IRQ_LOCAL);
		boot_other(e, user, "Xen's device");
		boot_hint(b, e, "remove the interrupt here, or the node, disabled or not");
		return false;
	}
	if (owner != IRQ_FREE && owner != b->current) {
		e = boot_add(b, BOOT_STOP, "domain-irq-taken", n, prop, index,
			"SPI %" PRIu32 " belongs to %s already", irq - IRQ_LOCAL,
			owner ? "another guest" : "Dom0");
		if (user)
			boot_other(e, user, "the device that it was routed for");
		boot_hint(b, e,
			"mark the host's node, and each that shares the interrupt, with "
			"xen,passthrough");
		return false;
	}
	irq_give(b, irq, b->current, n);
	return true;
}

static bool one_irq(struct boot *b, const struct boot_device *d, int index,
	const struct boot_irq *irq, bool route)
{
	struct irq_typed first;

	if (irq->error == IRQ_FOREIGN)
		return true;
	if (irq->error == IRQ_LOOP) {
		endless(b, d);
		return false;
	}
	if (irq->error) {
		unresolved(b, d, index);
		return false;
	}
	if (!irq_set_type(b, irq, d->node, &first)) {
		wrong_type(b, d, index, irq, &first);
		return false;
	}
	if (!route)
		return true;
	if (irq->irq < IRQ_LOCAL) {
		boot_hint(b,
			boot_add(b, BOOT_STOP, "device-irq-number", d->node, list_name(d), index,
				"interrupt %d is no SPI, and Xen can route no other", index),
			"only devices with SPIs can be given to a domain");
		return false;
	}
	return device_route(b, d->node, list_name(d), index, irq->irq);
}

bool device_irqs(struct boot *b, const struct boot_device *d, bool route)
{
	struct irq_walk w = irq_walk(b, d->node, &d->props);
	struct boot_irq irq;
	bool good = true;

	if (!b->gic)
		return true;
	if (w.loop) {
		endless(b, d);
		return false;
	}
	if (!w.count)
		none_found(b, d);
	for (int i = 0; irq_next(&w, &irq); i++)
		good &= one_irq(b, d, i, &irq, route);
	return good;
}
