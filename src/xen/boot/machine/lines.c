// SPDX-License-Identifier: BSD-2-Clause
/* What becomes of each interrupt line (arch/arm/irq.c). */
#include <string.h>

#include "xen/boot/machine/irq.h"

struct line {
	int owner;
	struct irq_typed typed;
	const struct dt_node *routed;
};

struct boot_irqs {
	struct line lines[IRQ_DESCS];
};

struct boot_irqs *irq_lines_new(void)
{
	struct boot_irqs *irqs = xmalloc(sizeof(*irqs));

	for (size_t i = 0; i < IRQ_DESCS; i++)
		irqs->lines[i] = (struct line){ .owner = IRQ_FREE };
	return irqs;
}

bool irq_set_type(
	struct boot *b, const struct boot_irq *i, const struct dt_node *n, struct irq_typed *first)
{
	struct line *l;

	if (first)
		*first = (struct irq_typed){ 0 };
	if (!i->translated || i->irq >= IRQ_DESCS)
		return false;
	l = &b->irqs->lines[i->irq];
	if (l->typed.node && l->typed.type != i->type) {
		if (first)
			*first = l->typed;
		return false;
	}
	if (!l->typed.node)
		l->typed = (struct irq_typed){ n, i->type };
	return true;
}

struct boot_trigger irq_trigger(
	const struct dt_node *n, const struct boot_irq *irq, const struct irq_typed *first)
{
	static const char *const names[] = { "interrupts", "interrupts-extended", "interrupt-map" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct dt_prop *p = dt_prop(n, names[i]);
		uintptr_t start = p ? (uintptr_t)p->data : 0, at = (uintptr_t)irq->spec;

		if (p && at >= start && at - start < p->len)
			return (struct boot_trigger){ n, p, (uint32_t)(at - start) / 4 + 2,
				(dt_cell(irq->spec, 2) & ~0xfu) | first->type };
	}
	return (struct boot_trigger){ 0 };
}

void irq_take(struct boot *b, const struct boot_irq *i, const struct dt_node *n)
{
	if (i->error || !i->translated || i->irq >= IRQ_DESCS)
		return;
	irq_give(b, i->irq, BOOT_XEN, n);
}

int irq_owner(const struct boot *b, uint32_t irq, const struct dt_node **node)
{
	*node = NULL;
	if (irq >= IRQ_DESCS)
		return IRQ_FREE;
	*node = b->irqs->lines[irq].routed;
	return b->irqs->lines[irq].owner;
}

void irq_give(struct boot *b, uint32_t irq, int domain, const struct dt_node *n)
{
	struct line *l = &b->irqs->lines[irq];

	if (l->owner == IRQ_FREE)
		*l = (struct line){ domain, l->typed, n };
}
