// SPDX-License-Identifier: BSD-2-Clause
/* Devices whose number for permissions is known. */
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "dt/labels.h"
#include "init/init.h"

struct permissions {
	struct init_plan *plan;
	struct dt_labels *by_label;
	const char **owner; /* per node: the guest that has it */
	VEC(struct init_permission) list;
};

static void add(struct permissions *s, const struct dt_node *n, uint32_t id, const char *guest)
{
	/* Another provider's entries are not to be lost. */
	if (!dt_prop(n, "access-controllers"))
		vec_push(&s->list, (struct init_permission){ n, id, guest });
}

/* scmi_devid, and entries that name the host's SCMI node. */
static void read_early(struct permissions *s)
{
	const struct scmi_model *m = s->plan->model;

	for (size_t i = 0; i < m->n_permissions; i++) {
		const struct scmi_permission *p = &m->permissions[i];
		bool only = !dt_prop(p->device, "access-controllers");

		if (p->has_id && (p->legacy ? only : p->controller != NULL))
			vec_push(&s->list,
				(struct init_permission){ p->device, p->id, "the device" });
	}
}

static void read_guest(struct permissions *s, size_t index)
{
	const struct manifest_guest *g = &s->plan->manifest->guests[index];

	for (size_t i = 0; i < g->n_devices; i++) {
		const struct manifest_device *d = &g->devices[i];
		const struct dt_node *n = dt_named(s->plan->tree, s->by_label, d->selector);
		const char **owner = n ? &s->owner[dt_index(s->plan->tree, n)] : NULL;

		for (uint32_t k = 0; n && k < (d->with_children ? n->n_tree : 1); k++)
			owner[k] = g->name;
		if (n && d->has_device_id)
			add(s, n, d->device_id, g->name);
	}
}

static int by_node(const void *a, const void *b)
{
	const struct init_permission *x = a, *y = b;

	if (x->device != y->device)
		return (x->device > y->device) - (x->device < y->device);
	return (x->id > y->id) - (x->id < y->id);
}

void init_permissions(struct init_plan *p)
{
	struct permissions s = { .plan = p };
	const struct firmware *fw = p->firmware;

	s.by_label = dt_labels_index(p->tree, &p->arena);
	s.owner = arena_array(&p->arena, p->tree->n_nodes, sizeof(*s.owner));
	for (size_t i = 0; p->manifest && i < p->manifest->n_guests; i++)
		read_guest(&s, i);
	for (size_t i = 0; fw && i < fw->n_devices; i++) {
		const struct dt_node *n = dt_named(p->tree, s.by_label, fw->devices[i].node);
		const char *owner = n ? s.owner[dt_index(p->tree, n)] : NULL;

		if (owner)
			add(&s, n, fw->devices[i].id, owner);
		else if (n && p->dom0)
			add(&s, n, fw->devices[i].id, p->dom0->user);
	}
	if (p->early.kind && p->early.kind != SCMI_EARLY_NODE)
		read_early(&s);
	if (s.list.n)
		qsort(s.list.v, s.list.n, sizeof(*s.list.v), by_node);
	p->permissions = arena_array(&p->arena, s.list.n, sizeof(*p->permissions));
	for (size_t i = 0; i < s.list.n; i++)
		if (!i || s.list.v[i].device != s.list.v[i - 1].device)
			p->permissions[p->n_permissions++] = s.list.v[i];
	vec_free(&s.list);
}
