// SPDX-License-Identifier: BSD-2-Clause
/*
 * __fixups__ and __local_fixups__: of a tree that refers to another one they say which cells are
 * phandles, though these have no value yet.
 */
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "schema/decode/decode.h"

typedef VEC(struct mark) mark_list;

/* "/path:property:offset" */
static void add_fixup(mark_list *list, const struct dt_tree *t, const char *text)
{
	char *copy = xstrdup(text), *prop = copy ? strchr(copy, ':') : NULL;
	char *offset = prop ? strchr(prop + 1, ':') : NULL;
	const struct dt_node *n;
	struct mark m = { 0 };

	if (offset) {
		*prop++ = *offset++ = '\0';
		n = dt_by_path(t, copy);
		m.prop = n ? dt_prop(n, prop) : NULL;
		m.offset = (uint32_t)strtoul(offset, NULL, 10);
	}
	if (m.prop)
		vec_push(list, m);
	free(copy);
}

static void read_fixups(mark_list *list, const struct dt_tree *t, const struct dt_node *n)
{
	const struct dt_prop *p;

	dt_for_each_prop(n, p) {
		const char *s = NULL;

		while ((s = dt_prop_next_string(p, s)))
			add_fixup(list, t, s);
	}
}

/* A copy of the tree's nodes, whose properties hold the offsets of phandles. */
static void read_local(mark_list *list, const struct dt_node *n, const struct dt_node *meant)
{
	const struct dt_node *child;
	const struct dt_prop *p;

	dt_for_each_prop(n, p) {
		struct mark m = { .prop = dt_prop(meant, p->name) };

		for (uint32_t i = 0; m.prop && i < p->len / 4; i++) {
			m.offset = dt_cell(p->data, i);
			vec_push(list, m);
		}
	}
	dt_for_each_child(n, child) {
		const struct dt_node *to = dt_child(meant, child->name);

		if (to)
			read_local(list, child, to);
	}
}

static int compare(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	if (x->prop != y->prop)
		return x->prop > y->prop ? 1 : -1;
	return (x->offset > y->offset) - (x->offset < y->offset);
}

void marks_read(struct marks *m, const struct dt_tree *t)
{
	const struct dt_node *fixups = dt_child(t->nodes, "__fixups__");
	const struct dt_node *local = dt_child(t->nodes, "__local_fixups__");
	mark_list list = { 0 };

	if (fixups)
		read_fixups(&list, t, fixups);
	if (local)
		read_local(&list, local, t->nodes);
	if (list.n)
		qsort(list.v, list.n, sizeof(*list.v), compare);
	m->v = list.v;
	m->n = list.n;
}

void marks_free(struct marks *m)
{
	free(m->v);
}

bool marks_has(const struct marks *m, const struct dt_prop *p, uint32_t cell)
{
	struct mark key = { p, cell * 4 };

	return m->n && bsearch(&key, m->v, m->n, sizeof(*m->v), compare);
}
