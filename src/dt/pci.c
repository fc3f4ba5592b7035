// SPDX-License-Identifier: BSD-2-Clause
#include "dt/pci.h"

#include <string.h>

#define MAX_CELLS 4 /* of an address */
#define MAX_SPEC  8 /* of an interrupt */

bool dt_is_pci(const struct dt_node *n)
{
	const char *type = dt_prop_string(n, "device_type");

	return type && !strcmp(type, "pci");
}

bool dt_pci_window(
	const struct dt_tree *t, const struct dt_node *n, uint32_t index, struct dt_region *out)
{
	const struct dt_prop *p = dt_prop(n, "ranges");
	uint32_t na = dt_addr_cells(t, n, DT_CELLS_INHERIT);
	uint32_t ns = dt_size_cells(t, n, DT_CELLS_INHERIT), pna;
	const uint8_t *entry;
	uint64_t size;

	if (!p || !n->parent)
		return false;
	pna = dt_addr_cells(t, n->parent, DT_CELLS_INHERIT);
	if (!na || na > MAX_CELLS || !pna || pna > MAX_CELLS || !ns || ns > MAX_CELLS ||
		p->len / 4 / (na + pna + ns) <= index)
		return false;
	entry = p->data + (size_t)index * (na + pna + ns) * 4;
	size = dt_number(entry + (size_t)(na + pna) * 4, ns);
	*out = dt_translate(t, n->parent, entry + (size_t)na * 4, DT_CELLS_INHERIT);
	out->size = size;
	if (!out->error && !size)
		out->error = DT_ADDR_SHORT;
	return true;
}

/* A controller without the property has no address cells here. */
static uint32_t own_cells(const struct dt_node *n, const char *name)
{
	uint32_t cells;

	return dt_prop_u32(n, name, &cells) ? cells : 0;
}

static void read_target(const struct dt_tree *t, struct dt_map_entry *e, uint32_t n_cells)
{
	const uint8_t *data = e->irq.prop->data;
	uint32_t at = e->irq.cell + e->n_child, na;

	e->irq.error = DT_IRQ_SHORT;
	if (at >= n_cells)
		return;
	e->irq.controller = dt_by_phandle(t, dt_cell(data, at));
	e->irq.error = DT_IRQ_NO_PARENT;
	if (!e->irq.controller)
		return;
	na = own_cells(e->irq.controller, "#address-cells");
	e->irq.error = DT_IRQ_NO_CELLS;
	if (!dt_prop_u32(e->irq.controller, "#interrupt-cells", &e->irq.n_cells) ||
		e->irq.n_cells > MAX_SPEC || na > MAX_CELLS)
		return;
	e->irq.error = DT_IRQ_SHORT;
	at += 1 + na;
	if (at > n_cells || e->irq.n_cells > n_cells - at)
		return;
	e->irq.spec = data + (size_t)at * 4;
	e->next = at + e->irq.n_cells;
	e->irq.error = DT_IRQ_OK;
}

bool dt_map_next(const struct dt_tree *t, const struct dt_node *nexus, struct dt_map_entry *e)
{
	const struct dt_prop *p = dt_prop(nexus, "interrupt-map");
	uint32_t n_cells = p ? p->len / 4 : 0, spec;

	if (e->irq.error)
		return false;
	if (e->child)
		e->irq.index++;
	if (e->next >= n_cells || !dt_prop_u32(nexus, "#interrupt-cells", &spec) || spec > MAX_SPEC)
		return false;
	e->n_child = dt_addr_cells(t, nexus, DT_CELLS_INHERIT) + spec;
	if (!e->n_child || e->n_child > MAX_CELLS + MAX_SPEC)
		return false;
	e->irq.prop = p;
	e->irq.cell = e->next;
	e->irq.controller = NULL;
	e->child = p->data + (size_t)e->next * 4;
	read_target(t, e, n_cells);
	return true;
}

bool dt_irq_all_next(const struct dt_tree *t, const struct dt_node *n, struct dt_irq_all *all)
{
	if (!all->in_map && dt_irq_next(t, n, &all->irq))
		return true;
	all->in_map = true;
	if (!dt_is_pci(n) || !dt_map_next(t, n, &all->map))
		return false;
	all->irq = all->map.irq;
	return true;
}
