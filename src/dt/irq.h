/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_IRQ_H
#define SDC_DT_IRQ_H

#include "base/buf.h"
#include "dt/tree.h"

enum dt_irq_error {
	DT_IRQ_OK,
	DT_IRQ_EMPTY,     /* an entry of interrupts-extended that is left out on purpose */
	DT_IRQ_NO_PARENT, /* no interrupt parent, or a phandle that leads nowhere */
	DT_IRQ_NO_CELLS,  /* the controller lacks #interrupt-cells */
	DT_IRQ_SHORT,     /* the specifier runs past the property's end */
};

/* One interrupt of a node. */
struct dt_irq {
	const struct dt_prop *prop;       /* interrupts or interrupts-extended */
	const struct dt_node *controller; /* NULL where error says why */
	const uint8_t *spec;
	uint32_t n_cells; /* of the specifier */
	uint32_t index;   /* which interrupt */
	uint32_t cell;    /* where in the property its entry starts */
	enum dt_irq_error error;
};

/*
 * dt_irq_next - walk the interrupts of a node
 * @irq: zeroed before the first call
 *
 * interrupts-extended comes before interrupts, which is then ignored (Devicetree Specification
 * 2.4.1). Returns true while there is one. One whose length is unknown (NO_PARENT, NO_CELLS,
 * SHORT) is the last.
 */
bool dt_irq_next(const struct dt_tree *t, const struct dt_node *n, struct dt_irq *irq);

/* dt_irq_parent - the node that the interrupts property of @n speaks to, whether or not it has one:
 * the nearest interrupt-parent of the node and its parents, followed until a node has
 * #interrupt-cells; NULL: none */
const struct dt_node *dt_irq_parent(const struct dt_tree *t, const struct dt_node *n);

/* dt_is_gic - an Arm GIC, version 1 to 3, that is the root of the interrupt tree */
bool dt_is_gic(const struct dt_node *n);

#define DT_GIC_FIRST_SPI 32u  /* SPI n is interrupt n + 32 of the GIC */
#define DT_GIC_SPIS      988u /* interrupts 32 to 1019 */

enum dt_gic_kind {
	DT_GIC_SPI,
	DT_GIC_PPI,
	DT_GIC_EXTENDED, /* extended SPI or PPI */
	DT_GIC_OTHER,    /* no such type, or a number past its range */
};

struct dt_gic_irq {
	enum dt_gic_kind kind;
	uint32_t number; /* within its kind */
	uint32_t flags;
};

/* dt_gic_irq - read a specifier for a GIC: type, number, flags and, with four or more cells, a
 * set of CPUs for PPIs. @irq's error is DT_IRQ_OK. */
struct dt_gic_irq dt_gic_irq(const struct dt_irq *irq);

/* Which interrupt line it is: equal for all who have it, whatever their flags. */
struct dt_irq_line {
	const struct dt_node *controller; /* NULL: the GIC */
	uint32_t type;                    /* of a GIC's; of others, the first of three cells */
	uint32_t number;
};

/* dt_irq_line - @irq's error is DT_IRQ_OK */
struct dt_irq_line dt_irq_line(const struct dt_irq *irq);

/* dt_irq_name - append "SPI 164" or "PPI 9", and of another controller's the number alone */
void dt_irq_name(struct buf *out, const struct dt_irq_line *line);

#endif
