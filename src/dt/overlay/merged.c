// SPDX-License-Identifier: BSD-2-Clause
#include "dt/overlay/merged.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "dt/lookup.h"
#include "dt/overlay/merged_impl.h"

#define MAX_ALIASES 16 /* that lead to each other */
#define FEW         8  /* up to so many are searched one by one */

void merged_free(struct merged *m)
{
	for (struct merged_node *n = m->large; n; n = n->all_next) {
		if (n->props)
			map_free(n->props);
		if (n->children)
			map_free(n->children);
	}
	map_free(&m->phandles);
	arena_free(&m->arena);
	free(m);
}

struct arena *merged_arena(struct merged *m)
{
	return &m->arena;
}

static struct merged_node *new_node(
	struct merged *m, struct merged_node *parent, const char *name, const struct dt_node *base)
{
	struct merged_node *n = arena_alloc(&m->arena, sizeof(*n));

	n->parent = parent;
	n->name = name;
	n->base = base;
	return n;
}

/* The one that stands for a node of the base, made when it is first asked for. */
static struct merged_node *of_base(struct merged *m, const struct dt_node *base)
{
	struct merged_node **slot = &m->nodes[dt_index(m->base, base)];

	if (!*slot)
		*slot = new_node(
			m, base->parent ? of_base(m, base->parent) : NULL, base->name, base);
	return *slot;
}

struct merged_node *merged_root(struct merged *m)
{
	return of_base(m, m->base->nodes);
}

static struct map *new_map(struct merged *m, struct merged_node *n)
{
	struct map *map = arena_alloc(&m->arena, sizeof(*map));

	map->strings = true;
	if (!n->props && !n->children) {
		n->all_next = m->large;
		m->large = n;
	}
	return map;
}

static bool answers(const struct merged_node *n, const char *name, size_t len)
{
	return !strncmp(n->name, name, len) &&
	       (!n->name[len] || (n->name[len] == '@' && !memchr(name, '@', len)));
}

static struct merged_node *added_child(
	struct merged *m, const struct merged_node *parent, const char *name, size_t len)
{
	struct merged_node *n = parent->added;

	if (parent->children)
		return map_get(parent->children, arena_strndup(&m->arena, name, len));
	while (n && !answers(n, name, len))
		n = n->next;
	return n;
}

struct merged_node *merged_child(
	struct merged *m, const struct merged_node *parent, const char *name, size_t len)
{
	struct merged_node *n = added_child(m, parent, name, len);
	const struct dt_node *base = NULL;

	if (!n && parent->base)
		base = dt_lookup_child(parent->base, name, len, false);
	return base ? of_base(m, base) : n;
}

/* A node also answers to its name without the unit address, before those that are older. */
static void index_child(struct merged *m, struct merged_node *parent, struct merged_node *n)
{
	const char *unit = strchr(n->name, '@');

	map_set(parent->children, n->name, n);
	if (unit)
		map_set(parent->children,
			arena_strndup(&m->arena, n->name, (size_t)(unit - n->name)), n);
}

/* The oldest first. */
static void index_children(struct merged *m, struct merged_node *parent)
{
	struct merged_node *list[FEW + 1], *n = parent->added;
	size_t count = 0;

	parent->children = new_map(m, parent);
	for (; n; n = n->next)
		list[count++] = n;
	while (count--)
		index_child(m, parent, list[count]);
}

struct merged_node *merged_add(struct merged *m, struct merged_node *parent, const char *name)
{
	struct merged_node *n = new_node(m, parent, name, NULL);

	n->next = parent->added;
	parent->added = n;
	parent->n_added++;
	if (parent->children)
		index_child(m, parent, n);
	else if (parent->n_added > FEW)
		index_children(m, parent);
	return n;
}

struct merged_prop *merged_change(const struct merged_node *n, const char *name)
{
	struct merged_prop *p = n->changes;

	if (n->props)
		return map_get(n->props, name);
	while (p && strcmp(p->name, name) != 0)
		p = p->next;
	return p;
}

const struct merged_prop *merged_prop(
	const struct merged_node *n, const char *name, struct merged_prop *out)
{
	const struct merged_prop *changed = merged_change(n, name);
	const struct dt_prop *p = NULL;

	if (!changed && n->base)
		p = dt_prop(n->base, name);
	if (changed)
		*out = *changed;
	else if (p)
		*out = (struct merged_prop){ p->name, p->data, p->len, NULL, NULL };
	return changed || p ? out : NULL;
}

static void add_change(struct merged *m, struct merged_node *n, struct merged_prop *p)
{
	p->next = n->changes;
	n->changes = p;
	n->n_changes++;
	if (n->props) {
		map_set(n->props, p->name, p);
	} else if (n->n_changes > FEW) {
		n->props = new_map(m, n);
		for (; p; p = p->next)
			map_set(n->props, p->name, p);
	}
}

static void note_phandle(struct merged *m, struct merged_node *n, const struct merged_prop *p)
{
	uint32_t phandle;

	if (p->len != 4 ||
		(strcmp(p->name, "phandle") != 0 && strcmp(p->name, "linux,phandle") != 0))
		return;
	phandle = dt_cell(p->data, 0);
	if (phandle)
		map_set(&m->phandles, (const void *)(uintptr_t)phandle, n);
}

void merged_set(
	struct merged *m, struct merged_node *n, const char *name, const void *data, uint32_t len)
{
	struct merged_prop *p = merged_change(n, name);

	if (!p) {
		p = arena_alloc(&m->arena, sizeof(*p));
		p->name = name;
		p->replaced = n->base ? dt_prop(n->base, name) : NULL;
		add_change(m, n, p);
	}
	p->data = data;
	p->len = len;
	note_phandle(m, n, p);
}

uint32_t merged_phandle(const struct merged_node *n)
{
	struct merged_prop p;

	if ((merged_prop(n, "phandle", &p) && p.len == 4) ||
		(merged_prop(n, "linux,phandle", &p) && p.len == 4))
		return dt_cell(p.data, 0);
	return 0;
}

/* The tree's own table asks the two properties in Xen's order. */
static void note_base_phandles(struct merged *m)
{
	const struct dt_node *base;

	dt_for_each_node(m->base, base) {
		struct merged_node probe = { .base = base };
		uint32_t phandle = merged_phandle(&probe);

		if (phandle && !map_get(&m->phandles, (const void *)(uintptr_t)phandle))
			map_set(&m->phandles, (const void *)(uintptr_t)phandle, of_base(m, base));
	}
}

struct merged *merged_new(const struct dt_tree *base)
{
	struct merged *m = xmalloc(sizeof(*m));

	memset(m, 0, sizeof(*m));
	m->base = base;
	m->nodes = arena_array(&m->arena, base->n_nodes, sizeof(struct merged_node *));
	note_base_phandles(m);
	return m;
}

struct merged_node *merged_by_phandle(struct merged *m, uint32_t phandle)
{
	struct merged_node *n;

	if (!phandle || phandle == UINT32_MAX)
		return NULL;
	n = map_get(&m->phandles, (const void *)(uintptr_t)phandle);
	return n && merged_phandle(n) == phandle ? n : NULL;
}

static struct merged_node *walk(struct merged *m, struct merged_node *n, const char *path)
{
	while (n && *path) {
		size_t len = strcspn(path, "/");

		if (len)
			n = merged_child(m, n, path, len);
		path += len;
		path += *path == '/';
	}
	return n;
}

static struct merged_node *by_path(struct merged *m, const char *path, unsigned int aliases)
{
	size_t len = strcspn(path, "/");
	struct merged_node *n;
	struct merged_prop p;
	const char *name;

	if (*path == '/')
		return walk(m, merged_root(m), path);
	n = aliases < MAX_ALIASES ? walk(m, merged_root(m), "/aliases") : NULL;
	name = arena_strndup(&m->arena, path, len);
	if (!n || !merged_prop(n, name, &p) || !p.len || p.data[p.len - 1])
		return NULL;
	return walk(m, by_path(m, (const char *)p.data, aliases + 1), path + len);
}

struct merged_node *merged_by_path(struct merged *m, const char *path)
{
	return by_path(m, path, 0);
}

void merged_path(struct buf *out, const struct merged_node *n)
{
	if (n->parent && n->parent->parent)
		merged_path(out, n->parent);
	buf_putc(out, '/');
	buf_puts(out, n->name);
}
