// SPDX-License-Identifier: BSD-2-Clause
#include "blob.h"

#include <libfdt.h>
#include <stdlib.h>
#include <string.h>

#include "dt/addr.h"
#include "dt/irq.h"
#include "dt/phandle.h"
#include "scmi/pages.h"

static const char *check_refs(
	const struct dt_tree *t, const struct dt_node *n, const struct dt_prop *p)
{
	const char *cells = dt_ref_cells_name(p->name);
	struct dt_ref ref = { 0 };

	if (!cells || dt_prop(n, "gpio-hog") || !p->len)
		return NULL;
	if (!strcmp(p->name, "interrupts-extended"))
		return NULL;
	while (dt_ref_next(t, p, *cells ? cells : NULL, &ref))
		if (ref.error > DT_REF_EMPTY)
			return p->name;
	return NULL;
}

static const char *check_cells(const struct dt_tree *t, const struct dt_node *n)
{
	uint32_t na = dt_addr_cells(t, n->parent, DT_CELLS_SPEC);
	uint32_t ns = dt_size_cells(t, n->parent, DT_CELLS_SPEC);
	const struct dt_prop *reg = dt_prop(n, "reg"), *ranges = dt_prop(n, "ranges");
	const struct dt_prop *xen = dt_prop(n, "xen,reg");

	if (reg && (!(na + ns) || reg->len % (4 * (na + ns))))
		return "cells of reg";
	if (ranges && ranges->len &&
		ranges->len % (4 * (na + dt_addr_cells(t, n, DT_CELLS_SPEC) +
					   dt_size_cells(t, n, DT_CELLS_SPEC))))
		return "cells of ranges";
	if (!xen)
		return NULL;
	if (na < 1 || na > 2 || ns < 1 || ns > 2 || xen->len % (4 * (2 * na + ns)))
		return "cells of xen,reg";
	for (uint32_t i = 0; i < xen->len / 4; i += 2 * na + ns)
		if ((dt_cell(xen->data, i + na - 1) | dt_cell(xen->data, i + na + ns - 1) |
			    dt_cell(xen->data, i + 2 * na + ns - 1)) &
			(SCMI_PAGE_SIZE - 1))
			return "xen,reg is not page aligned";
	return NULL;
}

/* Under xl the parent of most interrupts is no node of this tree. */
static const char *check_interrupts(
	const struct plan_guest *g, const struct dt_tree *t, const struct dt_node *n)
{
	const struct dt_prop *parent = dt_prop(n, "interrupt-parent");
	struct dt_irq irq = { 0 };

	if (parent && g->boot == PLAN_XL && dt_cell(parent->data, 0) == PLAN_GIC)
		return NULL;
	while (dt_irq_next(t, n, &irq)) {
		if (irq.error > DT_IRQ_EMPTY && g->boot == PLAN_XL && irq.error == DT_IRQ_NO_PARENT)
			return NULL;
		if (irq.error > DT_IRQ_EMPTY)
			return "interrupts";
	}
	return NULL;
}

static const char *check_node(
	const struct plan_guest *g, const struct dt_tree *t, const struct dt_node *n)
{
	const struct dt_prop *p;
	const char *bad = NULL;

	if (n->phandle >= PLAN_GIC)
		return "phandle too large";
	dt_for_each_prop(n, p)
		if (!bad)
			bad = check_refs(t, n, p);
	if (!bad && n->parent)
		bad = check_cells(t, n);
	return bad ? bad : check_interrupts(g, t, n);
}

static const char *check_lists(const struct plan_guest *g)
{
	for (size_t i = 0; i < g->n_iomem; i++)
		if ((g->iomem[i].host | g->iomem[i].guest | g->iomem[i].size) &
			(SCMI_PAGE_SIZE - 1))
			return "iomem is not page aligned";
	for (size_t i = 0; i < g->n_irqs; i++)
		if (g->irqs[i].irq < DT_GIC_FIRST_SPI || g->irqs[i].irq > 1019)
			return "irqs";
	return NULL;
}

const char *plan_check(const struct plan_guest *g, const void *blob, size_t size)
{
	const char *bad = check_lists(g);
	const struct dt_node *n;
	struct dt_tree *t;

	if (dt_tree_build(blob, size, g->name, &t, NULL))
		return "the blob cannot be read";
	dt_for_each_node(t, n)
		if (!bad)
			bad = check_node(g, t, n);
	dt_tree_free(t);
	return bad;
}
