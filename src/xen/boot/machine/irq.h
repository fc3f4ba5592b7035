/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XEN_BOOT_IRQ_H
#define SDC_XEN_BOOT_IRQ_H

#include "dt/irq.h"
#include "xen/boot/node.h"

/* Interrupts as Xen resolves them, and what becomes of each line. */

#define IRQ_LOCAL DT_GIC_FIRST_SPI
#define IRQ_LINES 1020u /* of any GIC */
#define IRQ_DESCS 1024u /* that Xen has room for */

enum irq_error {
	IRQ_OK,
	IRQ_FOREIGN,    /* goes to another controller than the GIC */
	IRQ_UNRESOLVED, /* no way to a controller */
	IRQ_LOOP,       /* the way never ends */
};

/* What dt_device_get_raw_irq() and dt_irq_translate() make of an interrupt. */
struct boot_irq {
	enum irq_error error;
	bool translated; /* the GIC's driver can read it */
	uint32_t irq;    /* as Xen counts: SPIs from 32 */
	uint32_t type;
	const uint8_t *spec; /* what the GIC's driver reads, in the blob; NULL: nothing */
};

/* Who gave a line its trigger type. */
struct irq_typed {
	const struct dt_node *node; /* NULL: nobody */
	uint32_t type;
};

/* The interrupts of a node, one after the other. */
struct irq_walk {
	const struct boot *b;
	const struct dt_node *node;
	const struct boot_props *props;
	uint32_t count;               /* dt_number_of_irq() */
	uint32_t index;               /* of the next one */
	bool loop;                    /* Xen never comes back from counting them */
	uint32_t cell;                /* of the next entry of interrupts-extended */
	uint32_t good;                /* so many of its entries are whole */
	const struct dt_node *parent; /* of interrupts, with so many cells */
	uint32_t cells;
};

struct irq_walk irq_walk(const struct boot *b, const struct dt_node *n, const struct boot_props *p);

/* irq_next - false at the end */
bool irq_next(struct irq_walk *w, struct boot_irq *irq);

/* irq_translate - a specifier for the GIC */
struct boot_irq irq_translate(const uint8_t *spec, uint32_t cells);

/* irq_cells - #interrupt-cells, as it stands in the blob */
uint32_t irq_cells(const struct boot *b, const struct dt_node *n);

/* irq_lines_new - no line has a type or an owner */
struct boot_irqs *irq_lines_new(void);

/* irq_set_type - false where the line has another trigger type already, given by *first (NULL:
 * unasked) */
bool irq_set_type(
	struct boot *b, const struct boot_irq *i, const struct dt_node *n, struct irq_typed *first);

/* irq_trigger - the cell of @n that gives the line its type, and the type of the first; without a
 * property where it stands elsewhere */
struct boot_trigger irq_trigger(
	const struct dt_node *n, const struct boot_irq *irq, const struct irq_typed *first);

/* irq_take - Xen uses the line itself */
void irq_take(struct boot *b, const struct boot_irq *i, const struct dt_node *n);

#define IRQ_FREE -2

/* irq_owner - IRQ_FREE, BOOT_XEN or a domain; *node is what it was routed for */
int irq_owner(const struct boot *b, uint32_t irq, const struct dt_node **node);

/* irq_give - to a domain */
void irq_give(struct boot *b, uint32_t irq, int domain, const struct dt_node *n);

#endif
