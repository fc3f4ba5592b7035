// SPDX-License-Identifier: BSD-2-Clause
/* Trigger types of the board's own tree at which Xen stops before any domain has its agent. */
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "init/overlay.h"

static int by_cell(const void *a, const void *b)
{
	const struct boot_trigger *x = &((const struct init_trigger *)a)->at;
	const struct boot_trigger *y = &((const struct init_trigger *)b)->at;

	if (x->prop != y->prop)
		return (x->prop > y->prop) - (x->prop < y->prop);
	return (x->cell > y->cell) - (x->cell < y->cell);
}

void init_triggers(struct init_plan *p, const struct boot *b)
{
	VEC(struct init_trigger) list = { 0 };

	for (size_t i = 0; i < b->events.n; i++) {
		const struct boot_event *e = b->events.v[i];

		/* Other lists hold phandles, whose numbers are another tree's. */
		if (e->trigger.prop && !strcmp(e->trigger.prop->name, "interrupts"))
			vec_push(&list, ((struct init_trigger){ e->trigger, e->other }));
	}
	if (list.n) {
		qsort(list.v, list.n, sizeof(*list.v), by_cell);
		p->triggers = arena_array(&p->arena, list.n, sizeof(*list.v));
		memcpy(p->triggers, list.v, list.n * sizeof(*list.v));
		p->n_triggers = list.n;
	}
	vec_free(&list);
}

/* The whole property, with the types that differ. */
static void put(struct overlay *o, const struct init_trigger *list, size_t n)
{
	const struct dt_prop *p = list->at.prop;
	uint32_t *cells = arena_array(o->a, p->len / 4, sizeof(*cells));
	struct plan_node *content = overlay_fragment(o, dt_path_dup(o->a, list->at.node),
		"Xen stops at an SPI with two trigger types: look up which of the two is true");

	for (uint32_t i = 0; i < p->len / 4; i++)
		cells[i] = dt_cell(p->data, i);
	for (size_t i = 0; i < n; i++)
		cells[list[i].at.cell] = list[i].at.value;
	node_cells(o->a, content, "interrupts", cells, p->len / 4)->comment =
		arena_printf(o->a, "proposed: as in %s", dt_path_dup(o->a, list->other));
}

void overlay_triggers(struct overlay *o)
{
	const struct init_plan *p = o->plan;

	for (size_t i = 0, next; i < p->n_triggers; i = next) {
		for (next = i + 1;
			next < p->n_triggers && p->triggers[next].at.prop == p->triggers[i].at.prop;
			next++)
			;
		put(o, &p->triggers[i], next - i);
	}
}
