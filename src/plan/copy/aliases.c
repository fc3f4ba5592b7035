// SPDX-License-Identifier: BSD-2-Clause
#include <stdlib.h>

#include "base/search.h"
#include "plan/build.h"
#include "plan/copy/node.h"

static int by_node(const void *a, const void *b)
{
	const struct alias *x = a, *y = b;

	if (x->node != y->node)
		return x->node < y->node ? -1 : 1;
	return (x->prop > y->prop) - (x->prop < y->prop);
}

void aliases_read(struct builder *b)
{
	const struct dt_node *aliases = dt_child(b->t->nodes, "aliases");
	const struct dt_prop *p;

	if (!aliases)
		return;
	b->aliases = arena_array(b->a, aliases->n_props, sizeof(*b->aliases));
	dt_for_each_prop(aliases, p) {
		const char *path = dt_prop_next_string(p, NULL);
		const struct dt_node *n;

		n = path && *path == '/' ? dt_named(b->t, b->by_label, path) : NULL;
		if (n)
			b->aliases[b->n_aliases++] = (struct alias){ n, p };
	}
	qsort(b->aliases, b->n_aliases, sizeof(*b->aliases), by_node);
}

/* The first alias of @n or a later node. */
static size_t first_from(const struct builder *b, const struct dt_node *n)
{
	size_t i;

	search_sorted(i, b->n_aliases, b->aliases[i].node < n);
	return i;
}

static void add(struct builder *b, const struct alias *alias)
{
	struct plan_node *to = copy_of(b, alias->node);
	struct buf path = { 0 };
	struct plan_prop *p;

	if (!to)
		return;
	if (!b->g.guest->aliases) {
		b->g.guest->aliases = node_new(b->a, "aliases");
		node_append(b->g.guest->tree, b->g.guest->aliases);
	}
	node_path(&path, to);
	p = node_string(b->a, b->g.guest->aliases, alias->prop->name, buf_str(&path));
	p->path = to;
	buf_free(&path);
}

void aliases_make(struct builder *b)
{
	for (size_t i = 0; i < b->g.devices.n; i++) {
		const struct dt_node *n = b->g.devices.v[i].pub.host;

		if (!b->g.devices.v[i].pub.top)
			continue;
		for (size_t j = first_from(b, n);
			j < b->n_aliases && dt_within(b->aliases[j].node, n); j++)
			add(b, &b->aliases[j]);
	}
}
