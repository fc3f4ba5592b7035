// SPDX-License-Identifier: BSD-2-Clause
/* Xen passes a guest the interrupts that the host's node has in interrupts: those of an
 * interrupt-map it routes for nobody but Dom0, of msi-ranges it knows nothing. What it is to know
 * must stand there as well, which harms nobody: the node is hidden from Dom0, and the guest's has
 * its own. */
#include <stdlib.h>
#include <string.h>

#include "plan/build.h"
#include "plan/copy/node.h"

/* What the node's own interrupts are. */
struct own {
	const struct dt_prop *prop; /* interrupts, or NULL */
	uint32_t n_cells;           /* of a specifier */
	bool has[DT_GIC_SPIS];
	bool odd; /* nothing can be added to them */
};

static void own_read(const struct builder *b, const struct dt_node *n, struct own *own)
{
	struct dt_irq irq = { 0 };
	const struct dt_node *gic;

	while (dt_irq_next(b->t, n, &irq)) {
		own->odd |= irq.error || !dt_is_gic(irq.controller) ||
			    strcmp(irq.prop->name, "interrupts") != 0;
		if (!irq.error && dt_is_gic(irq.controller) && dt_gic_irq(&irq).kind == DT_GIC_SPI)
			own->has[dt_gic_irq(&irq).number] = true;
	}
	own->prop = irq.prop;
	gic = dt_irq_parent(b->t, n);
	own->odd |= !gic || !dt_is_gic(gic) ||
		    !dt_prop_u32(gic, "#interrupt-cells", &own->n_cells) || own->n_cells < 3 ||
		    own->n_cells > 4;
}

static bool is_known(const struct builder *b, const struct own *own, const struct unseen_irq *u)
{
	/* Xen knows Dom0's, and xl gives what Xen knows. */
	return own->has[u->spi] || (b->plan->guests[u->guest].boot == PLAN_XL &&
					   !strcmp(u->prop->name, "interrupt-map"));
}

static void say(struct builder *b, const struct unseen_irq *u)
{
	const struct plan_guest *g = &b->plan->guests[u->guest];
	struct issue *i = issue_add(&b->issues, RULE_GUEST_INTERRUPT, u->node, u->prop->name, -1,
		g->boot == PLAN_XL ? "guest %s: Xen does not know the interrupts of %s, and xl "
				     "cannot pass them"
				   : "guest %s: Xen routes no interrupts of %s to a dom0less guest",
		g->name, u->prop->name);

	if (g->boot == PLAN_DOM0LESS)
		issue_warn(&b->issues, i);
	issue_hint(&b->issues, i,
		"write the host's node such that its interrupts are those of the GIC, to which they "
		"can be added");
}

/* The node's own, and behind them the others in the GIC's form. */
static void complete(struct builder *b, struct plan_mark *m, struct own *own,
	const struct unseen_irq *u, size_t n)
{
	size_t n_own = own->prop ? own->prop->len / 4 : 0;
	uint32_t *cells = arena_array(b->a, n_own + n * own->n_cells, sizeof(*cells)), *at = cells;

	for (size_t i = 0; i < n_own; i++)
		*at++ = dt_cell(own->prop->data, i);
	for (size_t i = 0; i < n; i++) {
		if (is_known(b, own, &u[i]))
			continue;
		own->has[u[i].spi] = true;
		*at++ = 0;
		*at++ = u[i].spi;
		*at++ = u[i].flags;
		if (own->n_cells == 4)
			*at++ = 0;
	}
	m->interrupts = cells;
	m->n_interrupts = (size_t)(at - cells);
}

static int by_node(const void *key, const void *mark)
{
	const struct dt_node *n = key;
	const struct plan_mark *m = mark;

	return (n > m->node) - (n < m->node);
}

/* All of one node. */
static void resolve(
	struct builder *b, struct plan_mark *marks, const struct unseen_irq *u, size_t n)
{
	struct plan_mark *m = bsearch(u->node, marks, b->plan->n_marks, sizeof(*marks), by_node);
	struct own own = { 0 };
	size_t i = 0;

	own_read(b, u->node, &own);
	while (i < n && is_known(b, &own, &u[i]))
		i++;
	if (!m || i == n)
		return;
	if (own.odd)
		say(b, &u[i]);
	else
		complete(b, m, &own, u, n);
}

void unseen_resolve(struct builder *b, struct plan_mark *marks)
{
	size_t n;

	for (size_t i = 0; i < b->unseen.n; i += n) {
		const struct unseen_irq *u = &b->unseen.v[i];

		for (n = 1; i + n < b->unseen.n && u[n].node == u->node; n++)
			;
		if (!b->manifest->guests[u->guest].derived)
			resolve(b, marks, u, n);
	}
}
