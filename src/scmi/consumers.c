// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "base/vec.h"
#include "scmi/build.h"

void scmi_read_protocols(struct scmi_model *m)
{
	const struct dt_node *n;
	size_t count = 0;

	for (size_t i = 0; i < m->n_instances; i++)
		dt_for_each_child(m->instances[i].node, n)
			count += dt_name_is(n, "protocol");
	m->protocols = arena_array(&m->arena, count, sizeof(*m->protocols));
	for (size_t i = 0; i < m->n_instances; i++) {
		dt_for_each_child(m->instances[i].node, n) {
			struct scmi_protocol *p;

			if (!dt_name_is(n, "protocol"))
				continue;
			p = &m->protocols[m->n_protocols++];
			p->node = n;
			p->instance = &m->instances[i];
			p->has_id = dt_prop_u32(n, "reg", &p->id);
		}
	}
}

/* What a property holds; found out once per name. From HOLDS_REFS on references to providers. */
enum holds {
	HOLDS_UNKNOWN,
	HOLDS_NOTHING,
	HOLDS_CONTROLLERS,
	HOLDS_DEVID,
	HOLDS_REFS,
	HOLDS_MAX = UINT8_MAX,
};

struct reader {
	struct scmi_model *m;
	const char
		*cells[HOLDS_MAX]; /* of what holds references, the name of its providers' cells */
	size_t n_cells;
	const uint32_t *protocol; /* per node: the protocol that it is in, plus one */
	VEC(struct scmi_use) uses, strays;
	VEC(struct scmi_permission) permissions;
};

static uint8_t what_holds(struct reader *r, const char *name)
{
	const char *cells;
	size_t i = HOLDS_REFS;

	if (!strcmp(name, "access-controllers"))
		return HOLDS_CONTROLLERS;
	if (!strcmp(name, "scmi_devid"))
		return HOLDS_DEVID;
	/* A channel's page is no resource of a protocol. */
	cells = strcmp(name, "shmem") != 0 ? dt_ref_cells_name(name) : NULL;
	if (!cells)
		return HOLDS_NOTHING;
	while (i < r->n_cells && strcmp(r->cells[i], cells) != 0)
		i++;
	r->cells[i] = cells;
	r->n_cells = i < r->n_cells ? r->n_cells : i + 1;
	return (uint8_t)i;
}

static void read_refs(
	struct reader *r, const struct dt_node *n, const struct dt_prop *p, const char *cells)
{
	const struct dt_tree *t = r->m->tree;
	struct dt_ref ref = { 0 };

	while (dt_ref_next(t, p, *cells ? cells : NULL, &ref)) {
		size_t at = ref.provider ? dt_index(t, ref.provider) : 0;
		uint32_t in = r->protocol[at], owner = r->m->owner[at];

		if (!ref.provider)
			continue;
		if (in)
			vec_push(&r->uses,
				(struct scmi_use){ n, p, ref, &r->m->protocols[in - 1], cells });
		else if (owner && r->m->instances[owner - 1].node == ref.provider)
			vec_push(&r->strays, (struct scmi_use){ n, p, ref, NULL, cells });
	}
}

static void read_controllers(struct reader *r, const struct dt_node *n, const struct dt_prop *p)
{
	const struct dt_tree *t = r->m->tree;
	struct dt_ref ref = { 0 };

	while (dt_ref_next(t, p, "#access-controller-cells", &ref)) {
		struct scmi_permission q = { .device = n, .prop = p, .ref = ref };
		uint32_t owner = ref.provider ? r->m->owner[dt_index(t, ref.provider)] : 0;

		if (owner && r->m->instances[owner - 1].node == ref.provider)
			q.controller = &r->m->instances[owner - 1];
		q.has_id = !ref.error && ref.n_args;
		if (q.has_id)
			q.id = dt_cell(ref.args, 0);
		vec_push(&r->permissions, q);
	}
}

static void read_devid(struct reader *r, const struct dt_node *n, const struct dt_prop *p)
{
	struct scmi_permission q = { .device = n, .prop = p, .legacy = true };

	q.has_id = p->len >= 4;
	if (q.has_id)
		q.id = dt_cell(p->data, 0);
	vec_push(&r->permissions, q);
}

static void read_props(struct reader *r)
{
	const struct dt_tree *t = r->m->tree;
	uint8_t *holds = xzalloc(t->n_strings);
	const struct dt_node *n;
	const struct dt_prop *p;

	dt_for_each_node(t, n) {
		dt_for_each_prop(n, p) {
			uint8_t *what = &holds[dt_name_offset(t, p)];

			if (!*what)
				*what = what_holds(r, p->name);
			if (*what == HOLDS_CONTROLLERS)
				read_controllers(r, n, p);
			else if (*what == HOLDS_DEVID)
				read_devid(r, n, p);
			else if (*what >= HOLDS_REFS && r->m->n_protocols && !dt_is_hog(n, p))
				read_refs(r, n, p, r->cells[*what]);
		}
	}
	free(holds);
}

static const uint32_t *protocol_of_nodes(struct scmi_model *m)
{
	const struct dt_tree *t = m->tree;
	uint32_t *of = arena_array(&m->arena, t->n_nodes, sizeof(*of));

	for (size_t i = 0; i < m->n_protocols; i++)
		of[dt_index(t, m->protocols[i].node)] = (uint32_t)i + 1;
	for (size_t i = 1; i < t->n_nodes; i++)
		if (!of[i])
			of[i] = of[dt_index(t, t->nodes[i].parent)];
	return of;
}

static void *keep(struct scmi_model *m, const void *list, size_t n, size_t size)
{
	void *copy = arena_array(&m->arena, n, size);

	if (n)
		memcpy(copy, list, n * size);
	return copy;
}

void scmi_read_uses(struct scmi_model *m)
{
	struct reader r = { .m = m, .protocol = protocol_of_nodes(m) };

	read_props(&r);
	m->n_uses = r.uses.n;
	m->uses = keep(m, r.uses.v, r.uses.n, sizeof(*m->uses));
	vec_free(&r.uses);
	m->n_strays = r.strays.n;
	m->strays = keep(m, r.strays.v, r.strays.n, sizeof(*m->strays));
	vec_free(&r.strays);
	m->n_permissions = r.permissions.n;
	m->permissions = keep(m, r.permissions.v, r.permissions.n, sizeof(*m->permissions));
	vec_free(&r.permissions);
}
