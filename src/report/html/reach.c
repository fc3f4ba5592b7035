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

static void add_line(const struct html_device *d, const struct dt_irq_line *line, reach_vec *list)
{
	struct reach r = { .kind = REACH_INTERRUPT, .device = d, .at = line->controller };

	r.line = *line;
	r.first = r.last = (uint64_t)line->type << 32 | line->number;
	vec_push(list, r);
}

static void read_interrupts(const struct html *h, const struct html_device *d, reach_vec *list)
{
	struct dt_irq irq = { 0 };

	while (dt_irq_next(h->r->tree, d->node, &irq)) {
		struct dt_irq_line line;

		if (irq.error)
			continue;
		line = dt_irq_line(&irq);
		add_line(d, &line, list);
	}
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
	for (size_t i = 0; i < p->n_irqs; i++)
		add_line(d, &(struct dt_irq_line){ .number = p->irqs[i].spi }, list);
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
	dt_irq_name(out, &r->line);
	if (!r->at)
		return;
	buf_puts(out, " of ");
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
