// SPDX-License-Identifier: BSD-2-Clause
/* What a device's node gives to whoever has the device. */
#include "report/view/reach.h"

#include <inttypes.h>
#include <string.h>

#include "dt/phandle.h"

#define MAX_REGS 64u

static void read_registers(const struct view *v, const struct view_device *d, reach_vec *list)
{
	uint32_t n =
		dt_prop(d->node, "reg") ? dt_reg_count(v->r->tree, d->node, DT_CELLS_INHERIT) : 0;

	for (uint32_t i = 0; i < n && i < MAX_REGS; i++) {
		struct dt_region reg = dt_reg(v->r->tree, d->node, i, DT_CELLS_INHERIT);

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

static void add_line(const struct view_device *d, const struct dt_irq_line *line, reach_vec *list)
{
	struct reach r = { .kind = REACH_INTERRUPT, .device = d, .at = line->controller };

	r.line = *line;
	r.first = r.last = (uint64_t)line->type << 32 | line->number;
	vec_push(list, r);
}

static void read_interrupts(const struct view *v, const struct view_device *d, reach_vec *list)
{
	struct dt_irq irq = { 0 };

	while (dt_irq_next(v->r->tree, d->node, &irq)) {
		struct dt_irq_line line;

		if (irq.error)
			continue;
		line = dt_irq_line(&irq);
		add_line(d, &line, list);
	}
}

static void read_streams(const struct view *v, const struct view_device *d, reach_vec *list)
{
	const struct dt_prop *p = dt_prop(d->node, "iommus");
	struct dt_ref ref = { 0 };

	while (p && dt_ref_next(v->r->tree, p, "#iommu-cells", &ref)) {
		struct reach r = { .kind = REACH_STREAM, .at = ref.provider, .device = d };

		if (ref.error || !ref.n_args)
			continue;
		r.first = r.last = dt_cell(ref.args, 0);
		vec_push(list, r);
	}
}

static void read_resources(const struct view_device *d, reach_vec *list)
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

static void read_planned(const struct view_device *d, reach_vec *list)
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

void reach_read(const struct view *v, const struct view_device *d, reach_vec *list)
{
	if (d->planned) {
		read_planned(d, list);
	} else {
		read_registers(v, d, list);
		read_interrupts(v, d, list);
		read_streams(v, d, list);
	}
	read_resources(d, list);
}

static void put_path(struct buf *out, const char *before, const struct dt_node *n)
{
	buf_puts(out, before);
	dt_path(out, n);
}

void reach_name(struct buf *out, const struct reach *r)
{
	switch (r->kind) {
	case REACH_REGISTERS:
		buf_printf(out, "0x%" PRIx64 " (0x%" PRIx64 ")", r->first, r->size);
		if (r->guest != r->first)
			buf_printf(out, ", 0x%" PRIx64 " in the guest", r->guest);
		break;
	case REACH_INTERRUPT:
		dt_irq_name(out, &r->line);
		if (r->at)
			put_path(out, " of ", r->at);
		break;
	case REACH_STREAM:
		buf_printf(out, "0x%" PRIx64, r->first);
		put_path(out, " of ", r->at);
		break;
	case REACH_RESOURCE:
		use_name(out, r->use);
		if (!r->use->ref.n_args)
			put_path(out, ", ", r->at);
		break;
	}
}
