// SPDX-License-Identifier: BSD-2-Clause
/* What a device's node gives to whoever has the device. */
#include "report/html/reach.h"

#include <inttypes.h>
#include <string.h>

#include "dt/phandle.h"

#define MAX_REGS 64u

static void read_registers(const struct html *h, const struct html_device *d, reach_vec *list)
{
	uint32_t n =
		dt_prop(d->node, "reg") ? dt_reg_count(h->r->tree, d->node, DT_CELLS_INHERIT) : 0;

	for (uint32_t i = 0; i < n && i < MAX_REGS; i++) {
		struct dt_region reg = dt_reg(h->r->tree, d->node, i, DT_CELLS_INHERIT);

		if (reg.error || !reg.size || reg.addr + reg.size - 1 < reg.addr)
			continue;
		vec_push(list, (struct reach){
				       .kind = REACH_REGISTERS,
				       .first = reg.addr,
				       .last = reg.addr + reg.size - 1,
				       .size = reg.size,
				       .guest = reg.addr,
				       .device = d,
			       });
	}
}

/* Devicetree Specification 2.4.1: the nearest interrupt-parent from the node upwards. */
static const struct dt_node *interrupt_parent(const struct html *h, const struct dt_node *n)
{
	uint32_t phandle;

	for (; n; n = n->parent)
		if (dt_prop_u32(n, "interrupt-parent", &phandle))
			return dt_by_phandle(h->r->tree, phandle);
	return NULL;
}

static bool is_gic(const struct dt_node *n)
{
	static const char *const names[] = { "arm,gic-400", "arm,gic-v3", "arm,cortex-a15-gic",
		"arm,cortex-a9-gic", "arm,cortex-a7-gic", "arm,pl390" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (dt_compatible(n, names[i]))
			return true;
	return false;
}

/* A GIC's specifier is kind, number and flags; of others the first cell is taken. */
static void add_interrupt(const struct html_device *d, const struct dt_node *controller,
	const uint8_t *cells, uint32_t n, reach_vec *list)
{
	struct reach r = { .kind = REACH_INTERRUPT, .at = controller, .device = d };

	if (!n)
		return;
	r.first = dt_cell(cells, 0);
	if (n >= 3)
		r.first = r.first << 32 | dt_cell(cells, 1);
	if (n >= 3 && !(r.first >> 32) && is_gic(controller))
		r.at = NULL;
	r.size = n;
	r.last = r.first;
	vec_push(list, r);
}

static void read_interrupts(const struct html *h, const struct html_device *d, reach_vec *list)
{
	const struct dt_prop *extended = dt_prop(d->node, "interrupts-extended");
	const struct dt_prop *p = dt_prop(d->node, "interrupts");
	const struct dt_node *controller;
	struct dt_ref ref = { 0 };
	uint32_t n;

	while (extended && dt_ref_next(h->r->tree, extended, "#interrupt-cells", &ref))
		if (!ref.error)
			add_interrupt(d, ref.provider, ref.args, ref.n_args, list);
	controller = !extended && p ? interrupt_parent(h, d->node) : NULL;
	if (!controller || !dt_prop_u32(controller, "#interrupt-cells", &n) || !n || n > 8)
		return;
	for (uint32_t at = 0; at + 4 * n <= p->len; at += 4 * n)
		add_interrupt(d, controller, p->data + at, n, list);
}

static void read_streams(const struct html *h, const struct html_device *d, reach_vec *list)
{
	const struct dt_prop *p = dt_prop(d->node, "iommus");
	struct dt_ref ref = { 0 };

	while (p && dt_ref_next(h->r->tree, p, "#iommu-cells", &ref)) {
		struct reach r = { .kind = REACH_STREAM, .at = ref.provider, .device = d };

		if (ref.error || !ref.n_args)
			continue;
		r.first = r.last = dt_cell(ref.args, 0);
		vec_push(list, r);
	}
}

static void read_resources(const struct html_device *d, reach_vec *list)
{
	for (size_t i = 0; i < d->uses.n_uses; i++) {
		const struct scmi_use *u = &d->uses.uses[i];
		struct reach r = { .kind = REACH_RESOURCE, .device = d, .use = u };

		if (u->ref.error)
			continue;
		r.at = u->ref.n_args ? u->protocol->node : u->ref.provider;
		r.first = r.last = u->ref.n_args ? dt_cell(u->ref.args, 0) : 0;
		vec_push(list, r);
	}
}

static void read_planned(const struct html_device *d, reach_vec *list)
{
	const struct plan_device *p = d->planned;
	struct reach r = { .device = d };

	for (size_t i = 0; i < p->n_regions; i++) {
		const struct plan_region *reg = &p->regions[i];

		r.first = reg->host;
		r.last = reg->host + reg->size - 1;
		r.size = reg->size;
		r.guest = reg->guest;
		vec_push(list, r);
	}
	for (size_t i = 0; i < p->n_irqs; i++) {
		r = (struct reach){ .kind = REACH_INTERRUPT, .device = d };
		r.first = r.last = p->irqs[i].spi;
		vec_push(list, r);
	}
	for (size_t i = 0; i < p->n_streams; i++) {
		r = (struct reach){ .kind = REACH_STREAM, .device = d };
		r.at = p->streams[i].controller;
		r.first = r.last = p->streams[i].id;
		vec_push(list, r);
	}
}

void reach_read(const struct html *h, const struct html_device *d, reach_vec *list)
{
	if (d->planned) {
		read_planned(d, list);
	} else {
		read_registers(h, d, list);
		read_interrupts(h, d, list);
		read_streams(h, d, list);
	}
	read_resources(d, list);
}

static void put_interrupt(struct buf *out, const struct reach *r)
{
	uint32_t kind = (uint32_t)(r->first >> 32), number = (uint32_t)r->first;

	if (!r->at || (r->size >= 3 && kind <= 1 && is_gic(r->at))) {
		buf_printf(out, "%s 0x%" PRIx32, kind ? "PPI" : "SPI", number);
		return;
	}
	if (r->size >= 3)
		buf_printf(out, "0x%" PRIx32 " 0x%" PRIx32 " of ", kind, number);
	else
		buf_printf(out, "0x%" PRIx32 " of ", number);
	html_path(out, r->at);
}

void reach_put(struct buf *out, const struct reach *r)
{
	struct buf name = { 0 };

	switch (r->kind) {
	case REACH_REGISTERS:
		buf_printf(out, "<code>0x%" PRIx64 "</code> (<code>0x%" PRIx64 "</code>)", r->first,
			r->size);
		if (r->guest != r->first)
			buf_printf(out, ", <code>0x%" PRIx64 "</code> in the guest", r->guest);
		break;
	case REACH_INTERRUPT:
		put_interrupt(out, r);
		break;
	case REACH_STREAM:
		buf_printf(out, "0x%" PRIx64 " of ", r->first);
		html_path(out, r->at);
		break;
	case REACH_RESOURCE:
		use_name(&name, r->use);
		html_text(out, buf_str(&name));
		if (!r->use->ref.n_args) {
			buf_puts(out, ", ");
			html_path(out, r->at);
		}
		buf_free(&name);
		break;
	}
}
