// SPDX-License-Identifier: BSD-2-Clause
/* What becomes of each interrupt line (arch/arm/irq.c). */
#include <string.h>

#include "xen/boot/machine/irq.h"

#define NO_TYPE -1

struct line {
	int type;
	int owner;
	const struct dt_node *typed, *routed;
};

struct boot_irqs {
	struct line lines[IRQ_DESCS];
};

struct boot_irqs *irq_lines_new(void)
{
	struct boot_irqs *irqs = xmalloc(sizeof(*irqs));

	for (size_t i = 0; i < IRQ_DESCS; i++)
		irqs->lines[i] = (struct line){ NO_TYPE, IRQ_FREE, NULL, NULL };
	return irqs;
}

bool irq_set_type(struct boot *b, const struct boot_irq *i, const struct dt_node *n,
	const struct dt_node **first)
{
	struct line *l;

	*first = NULL;
	if (!i->translated || i->irq >= IRQ_DESCS)
		return false;
	l = &b->irqs->lines[i->irq];
	if (l->type != NO_TYPE && l->type != (int)i->type) {
		*first = l->typed;
		return false;
	}
	if (l->type == NO_TYPE) {
		l->type = (int)i->type;
		l->typed = n;
	}
	return true;
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
		*l = (struct line){ l->type, domain, l->typed, n };
}
