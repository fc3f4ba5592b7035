// SPDX-License-Identifier: BSD-2-Clause
#include <stdlib.h>
#include <string.h>

#include "base/search.h"
#include "dt/labels.h"
#include "dt/lookup.h"
#include "dt/source/source.h"
#include "dt/tree.h"

void dt_tree_free(struct dt_tree *t)
{
	if (!t)
		return;
	source_free(t->source);
	free(t->owned);
	arena_free(&t->arena);
	free(t);
}

const struct dt_node *dt_by_phandle(const struct dt_tree *t, uint32_t phandle)
{
	size_t i = t->n_phandles ? phandle - t->phandles[0].phandle : 0;

	/* dtc numbers them one after the other. */
	if (i && i < t->n_phandles && t->phandles[i].phandle == phandle &&
		t->phandles[i - 1].phandle != phandle)
		return &t->nodes[t->phandles[i].node];
	search_sorted(i, t->n_phandles, t->phandles[i].phandle < phandle);
	if (i == t->n_phandles || t->phandles[i].phandle != phandle)
		return NULL;
	return &t->nodes[t->phandles[i].node];
}

const struct dt_node *dt_child(const struct dt_node *n, const char *name)
{
	return dt_lookup_child(n, name, strlen(name), true);
}

static const struct dt_node *walk_path(const struct dt_node *n, const char *path)
{
	while (n && *path) {
		size_t len = strcspn(path, "/");

		if (len)
			n = dt_lookup_child(n, path, len, false);
		path += len;
		path += *path == '/';
	}
	return n;
}

const struct dt_node *dt_by_full_path(const struct dt_tree *t, const char *path)
{
	const struct dt_node *n = t->nodes;

	if (*path != '/')
		return NULL;
	/* A slash at the end is one too many. */
	if (path[1] && path[strlen(path) - 1] == '/')
		return NULL;
	for (path++; n && *path; path += *path == '/') {
		size_t len = strcspn(path, "/");

		n = len ? dt_lookup_folded(n, path, len) : NULL;
		path += len;
	}
	return n;
}

const char *dt_alias(const struct dt_tree *t, const char *alias)
{
	const struct dt_node *aliases = dt_child(t->nodes, "aliases");
	const struct dt_prop *p = aliases ? dt_prop(aliases, alias) : NULL;
	const char *path = p ? dt_prop_next_string(p, NULL) : NULL;

	return path && *path == '/' ? path : NULL;
}

static const struct dt_node *only_at(const struct dt_tree *t, const char *path)
{
	const struct dt_node *n = t->nodes;

	while (n && *path) {
		size_t len = strcspn(path, "/");

		if (len)
			n = dt_lookup_only(n, path, len);
		path += len;
		path += *path == '/';
	}
	return n;
}

const struct dt_node *dt_named(
	const struct dt_tree *t, const struct dt_labels *labels, const char *name)
{
	const struct dt_node *n = *name == '/' ? NULL : dt_by_label(labels, name);
	const char *path = *name == '/' ? name : dt_alias(t, name);

	return n || !path ? n : only_at(t, path);
}

const struct dt_node *dt_by_path(const struct dt_tree *t, const char *path)
{
	const struct dt_node *aliases;
	const struct dt_prop *p;
	size_t len;

	if (*path == '/')
		return walk_path(t->nodes, path);
	aliases = dt_child(t->nodes, "aliases");
	if (!aliases)
		return NULL;
	len = strcspn(path, "/");
	dt_for_each_prop(aliases, p) {
		const char *target;

		if (strlen(p->name) != len || strncmp(p->name, path, len))
			continue;
		target = dt_prop_next_string(p, NULL);
		if (!target || *target != '/')
			return NULL;
		return walk_path(walk_path(t->nodes, target), path + len);
	}
	return NULL;
}

bool dt_within(const struct dt_node *n, const struct dt_node *ancestor)
{
	return n >= ancestor && n < ancestor + ancestor->n_tree;
}

bool dt_name_is(const struct dt_node *n, const char *name)
{
	size_t len = strlen(name);

	return !strncmp(n->name, name, len) && (!n->name[len] || n->name[len] == '@');
}

void dt_path(struct buf *b, const struct dt_node *n)
{
	if (!n->parent) {
		buf_putc(b, '/');
		return;
	}
	if (n->parent->parent)
		dt_path(b, n->parent);
	buf_putc(b, '/');
	buf_puts(b, n->name);
}

char *dt_path_dup(struct arena *a, const struct dt_node *n)
{
	struct buf b = { 0 };
	char *s;

	dt_path(&b, n);
	s = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return s;
}

size_t dt_index(const struct dt_tree *t, const struct dt_node *n)
{
	return (size_t)(n - t->nodes);
}

size_t dt_name_offset(const struct dt_tree *t, const struct dt_prop *p)
{
	return (size_t)(p->name - t->strings);
}
