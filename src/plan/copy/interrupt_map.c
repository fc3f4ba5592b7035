// SPDX-License-Identifier: BSD-2-Clause
/* Interrupts that stand in other properties than interrupts: those of PCI host bridges and of MSI
 * controllers. */
#include <string.h>

#include "dt/pci.h"
#include "plan/build.h"
#include "plan/copy/node.h"

static void add_irq(struct builder *b, const struct pending_node *w, const struct dt_prop *p,
	uint32_t spi, uint32_t flags)
{
	struct device *d = w->device == SIZE_MAX ? NULL : &b->g.devices.v[w->device];
	struct plan_irq out = { spi, flags & 0xf, w->host };
	struct unseen_irq unseen = { w->host, p, spi, flags & 0xf, b->g.guest_index };

	/* Those of a device stand together. */
	if (!d || (d->n_irq && d->irq + d->n_irq != b->g.irqs.n))
		return;
	if (!d->n_irq)
		d->irq = b->g.irqs.n;
	vec_push(&b->g.irqs, out);
	d->n_irq++;
	vec_push(&b->unseen, unseen);
}

static void put_zeros(struct cells *c, const struct plan_node *to)
{
	const struct plan_prop *p = to ? node_find(to, "#address-cells") : NULL;
	uint32_t n = p && p->len >= 4 ? dt_cell(p->data, 0) : 0;

	while (n--)
		cells_put(c, 0);
}

/* An entry without a controller that the guest has is left out. */
static bool put_entry(struct builder *b, const struct pending_node *w, const struct dt_map_entry *e,
	struct cells *c)
{
	const struct dt_irq *irq = &e->irq;
	const struct plan_node *to = copy_of(b, irq->controller);
	bool gic = !to && dt_is_gic(irq->controller) && dt_gic_irq(irq).kind == DT_GIC_SPI;

	if (!to && !gic)
		return false;
	for (uint32_t i = 0; i < e->n_child; i++)
		cells_put(c, dt_cell(e->child, i));
	cells_ref(c, gic ? b->g.guest->gic : to);
	if (to) {
		put_zeros(c, to);
		for (uint32_t i = 0; i < irq->n_cells; i++)
			cells_put(c, dt_cell(irq->spec, i));
		return true;
	}
	cells_put(c, 0);
	cells_put(c, dt_gic_irq(irq).number);
	cells_put(c, dt_gic_irq(irq).flags & 0xf);
	add_irq(b, w, irq->prop, dt_gic_irq(irq).number, dt_gic_irq(irq).flags);
	return true;
}

bool write_map(struct builder *b, const struct pending_node *w, const struct dt_prop *p)
{
	struct dt_map_entry e = { 0 };
	struct cells c = { 0 };

	if (!dt_is_pci(w->host) || strcmp(p->name, "interrupt-map") != 0)
		return false;
	while (dt_map_next(b->t, w->host, &e))
		if (e.irq.error || !put_entry(b, w, &e, &c)) {
			cells_free(&c);
			return false;
		}
	cells_end(b->a, &c, w->node, p->name);
	return true;
}

/* <&gic type number flags count>, as brcm,bcm2712-mip has it: Linux,
 * Documentation/devicetree/bindings/interrupt-controller/msi-controller.yaml */
bool write_msi_ranges(struct builder *b, const struct pending_node *w, const struct dt_prop *p)
{
	struct dt_irq irq = { .prop = p };
	struct cells c = { 0 };
	uint32_t n_cells = p->len / 4, count;

	irq.controller = n_cells ? dt_by_phandle(b->t, dt_cell(p->data, 0)) : NULL;
	if (!irq.controller || !dt_is_gic(irq.controller) ||
		!dt_prop_u32(irq.controller, "#interrupt-cells", &irq.n_cells) || irq.n_cells < 3 ||
		irq.n_cells > 4 || n_cells != irq.n_cells + 2)
		return false;
	irq.spec = p->data + 4;
	count = dt_cell(p->data, n_cells - 1);
	if (dt_gic_irq(&irq).kind != DT_GIC_SPI || count > DT_GIC_SPIS - dt_gic_irq(&irq).number)
		return false;
	cells_ref(&c, b->g.guest->gic);
	cells_put(&c, 0);
	cells_put(&c, dt_gic_irq(&irq).number);
	cells_put(&c, dt_gic_irq(&irq).flags & 0xf);
	cells_put(&c, count);
	for (uint32_t i = 0; i < count; i++)
		add_irq(b, w, p, dt_gic_irq(&irq).number + i, dt_gic_irq(&irq).flags);
	cells_end(b->a, &c, w->node, p->name);
	return true;
}
