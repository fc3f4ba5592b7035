// SPDX-License-Identifier: BSD-2-Clause
#include "dt/irq.h"

#include <inttypes.h>
#include <string.h>

/* Longer chains of interrupt-parent are loops. */
#define MAX_STEPS 128

/* drivers/of/irq.c in Linux; device_tree.c in Xen */
const struct dt_node *dt_irq_parent(const struct dt_tree *t, const struct dt_node *n)
{
	for (int i = 0; i < MAX_STEPS; i++) {
		const struct dt_prop *p = dt_prop(n, "interrupt-parent");

		if (!p)
			n = n->parent;
		else if (p->len >= 4)
			n = dt_by_phandle(t, dt_cell(p->data, 0));
		else
			return NULL;
		if (!n || dt_prop(n, "#interrupt-cells"))
			return n;
	}
	return NULL;
}

/* Sets the controller and the specifier's length. */
static void set_controller(struct dt_irq *irq, const struct dt_node *controller, uint32_t left)
{
	irq->controller = controller;
	irq->n_cells = 0;
	if (!controller)
		irq->error = DT_IRQ_NO_PARENT;
	else if (!dt_prop_u32(controller, "#interrupt-cells", &irq->n_cells) || !irq->n_cells)
		irq->error = DT_IRQ_NO_CELLS;
	else if (irq->n_cells > left)
		irq->error = DT_IRQ_SHORT;
	if (irq->error)
		irq->n_cells = 0;
}

static bool next_extended(const struct dt_tree *t, struct dt_irq *irq)
{
	uint32_t n = irq->prop->len / 4, phandle;

	if (irq->cell >= n)
		return false;
	phandle = dt_cell(irq->prop->data, irq->cell);
	irq->spec = irq->prop->data + ((size_t)irq->cell + 1) * 4;
	irq->controller = NULL;
	irq->n_cells = 0;
	if (!phandle || phandle == UINT32_MAX)
		irq->error = DT_IRQ_EMPTY;
	else
		set_controller(irq, dt_by_phandle(t, phandle), n - irq->cell - 1);
	return true;
}

bool dt_irq_next(const struct dt_tree *t, const struct dt_node *n, struct dt_irq *irq)
{
	if (irq->prop) {
		bool extended = !strcmp(irq->prop->name, "interrupts-extended");
		if (irq->error > DT_IRQ_EMPTY)
			return false;
		irq->error = DT_IRQ_OK;
		irq->cell += irq->n_cells + extended;
		irq->index++;
		if (extended)
			return next_extended(t, irq);
		if (irq->cell >= irq->prop->len / 4)
			return false;
	} else {
		irq->prop = dt_prop(n, "interrupts-extended");
		if (irq->prop)
			return next_extended(t, irq);
		irq->prop = dt_prop(n, "interrupts");
		if (!irq->prop || irq->prop->len < 4)
			return false;
	}
	irq->spec = irq->prop->data + (size_t)irq->cell * 4;
	set_controller(irq, irq->controller ? irq->controller : dt_irq_parent(t, n),
		irq->prop->len / 4 - irq->cell);
	return true;
}

/* Sources: the GICs' bindings in Linux (arm,gic.yaml, arm,gic-v3.yaml) and Xen's drivers. */
bool dt_is_gic(const struct dt_node *n)
{
	static const char *const names[] = { "arm,gic-v3", "arm,gic-400", "arm,cortex-a15-gic",
		"arm,cortex-a9-gic", "arm,cortex-a7-gic", "arm,cortex-a5-gic", "arm,eb11mp-gic",
		"arm,pl390", "arm,gic-v1", "arm,arm1176jzf-devchip-gic", "arm,arm11mp-gic",
		"arm,tc11mp-gic", "brcm,brahma-b15-gic", "qcom,msm-8660-qgic", "qcom,msm-qgic2",
		"qcom,msm8996-gic-v3" };

	if (!dt_prop(n, "interrupt-controller"))
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (dt_compatible(n, names[i]))
			return true;
	return false;
}

struct dt_gic_irq dt_gic_irq(const struct dt_irq *irq)
{
	struct dt_gic_irq g = { .kind = DT_GIC_OTHER };
	uint32_t type;

	if (irq->n_cells < 3)
		return g;
	type = dt_cell(irq->spec, 0);
	g.number = dt_cell(irq->spec, 1);
	g.flags = dt_cell(irq->spec, 2);
	if (type == 0 && g.number < DT_GIC_SPIS)
		g.kind = DT_GIC_SPI;
	else if (type == 1 && g.number < 16)
		g.kind = DT_GIC_PPI;
	else if (type == 2 || type == 3)
		g.kind = DT_GIC_EXTENDED;
	return g;
}

struct dt_irq_line dt_irq_line(const struct dt_irq *irq)
{
	struct dt_irq_line line = { .controller = irq->controller };

	if (irq->n_cells >= 3) {
		line.type = dt_cell(irq->spec, 0);
		line.number = dt_cell(irq->spec, 1);
	} else {
		line.number = dt_cell(irq->spec, 0);
	}
	if (irq->n_cells >= 3 && dt_is_gic(irq->controller))
		line.controller = NULL;
	return line;
}

void dt_irq_name(struct buf *out, const struct dt_irq_line *line)
{
	static const char *const types[] = { "SPI ", "PPI ", "extended SPI ", "extended PPI " };

	if (!line->controller && line->type < sizeof(types) / sizeof(types[0]))
		buf_puts(out, types[line->type]);
	else if (line->type)
		buf_printf(out, "%" PRIu32 " ", line->type);
	buf_printf(out, "%" PRIu32, line->number);
}
