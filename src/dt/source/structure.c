// SPDX-License-Identifier: BSD-2-Clause
#include "dt/source/structure.h"

#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "dt/lookup.h"

#define MAX_DEPTH 64 /* of a tree */

struct open_node {
	struct dt_node *node; /* NULL: it is not in the tree any more */
	struct scan_point brace;
};

struct reader {
	struct scan *s;
	struct dt_tree *t;
	struct dt_place *nodes, *props;
	const char **labels;   /* per node: the one that dtc would write first */
	struct map by_label;   /* to the node; labels of deleted ones may stay */
	VEC(const char *) own; /* labels in front of what comes next */
	struct open_node open[MAX_DEPTH + 2];
	unsigned int depth;
	unsigned int fragments; /* of an overlay */
	bool plugin;
};

static struct dt_place place_between(const struct scan_point *from, const struct scan_point *to)
{
	struct dt_place p = { from->file, from->line, from->column, from->line, from->column,
		from->from, false };

	/* A node may begin in one file and end in another. */
	if (!strcmp(from->file, to->file)) {
		p.end_line = to->line;
		p.end_column = to->column;
	}
	return p;
}

static struct dt_node *child(const struct dt_node *n, const char *name, size_t len)
{
	return n ? (struct dt_node *)dt_lookup_child(n, name, len, true) : NULL;
}

/* dtc writes those of a node's first definition in their order, of a later one the last. */
static void give_labels(struct reader *r, struct dt_node *n, bool first)
{
	const char **label = n ? &r->labels[dt_index(r->t, n)] : NULL;

	for (size_t i = 0; n && i < r->own.n; i++) {
		if (*label && map_get(&r->by_label, r->own.v[i]) == n)
			continue;
		map_set(&r->by_label, r->own.v[i], n);
		if (!*label || !first || !i)
			*label = r->own.v[i];
	}
	r->own.n = 0;
}

static bool begin_node(struct reader *r, struct dt_node *n)
{
	bool first = n && !r->nodes[dt_index(r->t, n)].line;

	if (scan_skip(r->s) != '{' || r->depth > MAX_DEPTH)
		return false;
	give_labels(r, n, first);
	r->open[r->depth++] = (struct open_node){ n, scan_point(r->s) };
	/* So that a definition within itself is no first one. */
	if (n)
		r->nodes[dt_index(r->t, n)] =
			place_between(&r->open[r->depth - 1].brace, &r->open[r->depth - 1].brace);
	scan_char(r->s);
	return true;
}

static bool end_node(struct reader *r)
{
	struct open_node *o = &r->open[--r->depth];
	struct scan_point end;

	scan_char(r->s);
	if (scan_skip(r->s) != ';')
		return false;
	end = scan_point(r->s);
	scan_char(r->s);
	if (o->node)
		r->nodes[dt_index(r->t, o->node)] = place_between(&o->brace, &end);
	return true;
}

static bool read_prop(
	struct reader *r, const struct dt_node *n, const char *name, const struct scan_point *from)
{
	const struct dt_prop *p = n ? dt_prop(n, name) : NULL;
	struct scan_point end;

	r->own.n = 0;
	if (!scan_to_semicolon(r->s))
		return false;
	end = scan_point(r->s);
	scan_char(r->s);
	if (p)
		r->props[p - r->t->props] = place_between(from, &end);
	return true;
}

/* A label has its colon right behind it. */
static bool read_label(struct reader *r, const char *word, size_t len)
{
	if (scan_skip(r->s) != ':')
		return false;
	scan_char(r->s);
	vec_push(&r->own, arena_strndup(r->s->arena, word, len));
	return true;
}

static bool pass_statement(struct reader *r)
{
	bool found = scan_to_semicolon(r->s);

	r->own.n = 0;
	if (found)
		scan_char(r->s);
	return found;
}

/* A node that is deleted loses its labels, and may come back under its name. */
static void forget(struct reader *r, const struct dt_node *n)
{
	size_t first = n ? dt_index(r->t, n) : 0;

	if (!n || !r->nodes[first].line)
		return;
	for (size_t i = first; i < first + n->n_tree; i++) {
		r->nodes[i] = (struct dt_place){ 0 };
		r->labels[i] = NULL;
	}
}

static bool delete_node(struct reader *r, const struct dt_node *parent)
{
	const char *name;
	size_t len;

	scan_skip(r->s);
	len = scan_word(r->s, &name);
	forget(r, child(parent, name, len));
	return pass_statement(r);
}

/* By a reference. */
static bool delete_node_at(struct reader *r)
{
	const char *name;
	size_t len;

	if (scan_skip(r->s) != '&')
		return false;
	scan_char(r->s);
	if (scan_skip(r->s) == '{')
		scan_char(r->s), len = scan_path(r->s, &name);
	else
		len = scan_word(r->s, &name);
	name = arena_strndup(r->s->arena, name, len);
	forget(r, *name == '/' ? dt_by_path(r->t, name) : map_get(&r->by_label, name));
	return pass_statement(r);
}

/* What stands in a node: a label, a property, a node, or the order to delete one. */
static bool read_member(struct reader *r)
{
	const struct dt_node *n = r->open[r->depth - 1].node;
	struct scan_point from = scan_point(r->s);
	const char *word, *name;
	size_t len;

	if (scan_keyword(r->s, "/delete-property/"))
		return pass_statement(r);
	if (scan_keyword(r->s, "/delete-node/"))
		return delete_node(r, n);
	if (scan_keyword(r->s, "/omit-if-no-ref/"))
		return true;
	len = scan_word(r->s, &word);
	if (!len)
		return false;
	switch (scan_skip(r->s)) {
	case ':':
		return read_label(r, word, len);
	case '{':
		return begin_node(r, child(n, word, len));
	case '=':
	case ';':
		name = arena_strndup(r->s->arena, word, len);
		return read_prop(r, n, name, &from);
	default:
		return false;
	}
}

/* The content of a new fragment, as dtc numbers them. */
static struct dt_node *next_fragment(struct reader *r)
{
	char name[32];
	int len = snprintf(name, sizeof(name), "fragment@%u", r->fragments++);

	return child(child(r->t->nodes, name, (size_t)len), "__overlay__", 11);
}

/* &label or &{/path}; the reference has been passed over up to the &. */
static bool read_reference(struct reader *r)
{
	const char *word, *name;
	struct dt_node *n;
	size_t len;

	scan_char(r->s);
	if (scan_skip(r->s) == '{') {
		scan_char(r->s);
		len = scan_path(r->s, &word);
		name = arena_strndup(r->s->arena, word, len);
		n = r->plugin ? next_fragment(r) : (struct dt_node *)dt_by_path(r->t, name);
		return scan_skip(r->s) == '{' && begin_node(r, n);
	}
	len = scan_word(r->s, &word);
	name = arena_strndup(r->s->arena, word, len);
	n = map_get(&r->by_label, name);
	if (!n && r->plugin)
		n = next_fragment(r);
	return len && begin_node(r, n);
}

static bool read_top(struct reader *r, char c)
{
	const char *word;
	size_t len;

	if (scan_keyword(r->s, "/plugin/")) {
		r->plugin = true;
		return pass_statement(r);
	}
	if (scan_keyword(r->s, "/dts-v1/") || scan_keyword(r->s, "/memreserve/") ||
		scan_keyword(r->s, "/omit-if-no-ref/"))
		return pass_statement(r);
	if (scan_keyword(r->s, "/delete-node/"))
		return delete_node_at(r);
	if (c == '/') {
		scan_char(r->s);
		return begin_node(r, (struct dt_node *)r->t->nodes);
	}
	if (c == '&')
		return read_reference(r);
	len = scan_word(r->s, &word);
	return len && read_label(r, word, len);
}

static bool read_all(struct reader *r)
{
	char c;

	while ((c = scan_skip(r->s))) {
		bool ok;

		if (!r->depth)
			ok = read_top(r, c);
		else if (c == '}')
			ok = end_node(r);
		else
			ok = read_member(r);
		if (!ok)
			return false;
	}
	return !r->depth && !r->s->failed;
}

/* What dtc adds by itself: symbols, fixups, the frame of an overlay, phandles. */
static bool is_generated(const struct dt_node *n)
{
	while (n->depth > 1)
		n = n->parent;
	return n->depth && (!strncmp(n->name, "__", 2) || !strncmp(n->name, "fragment@", 9));
}

static bool is_phandle(const char *name)
{
	return !strcmp(name, "phandle") || !strcmp(name, "linux,phandle");
}

static bool is_complete(const struct reader *r)
{
	const struct dt_node *n;
	const struct dt_prop *p;

	dt_for_each_node(r->t, n) {
		if (is_generated(n))
			continue;
		if (!r->nodes[dt_index(r->t, n)].line && !(r->plugin && !n->parent))
			return false;
		dt_for_each_prop(n, p)
			if (!r->props[p - r->t->props].line && !is_phandle(p->name))
				return false;
	}
	return true;
}

bool structure_read(
	struct scan *s, struct dt_tree *t, struct dt_place *nodes, struct dt_place *props)
{
	struct reader r = { .s = s, .t = t, .nodes = nodes, .props = props };
	bool ok;

	r.by_label.strings = true;
	r.labels = xmalloc(t->n_nodes * sizeof(*r.labels));
	memset(r.labels, 0, t->n_nodes * sizeof(*r.labels));
	ok = read_all(&r) && is_complete(&r);
	for (size_t i = 0; ok && i < t->n_nodes; i++)
		if (!t->nodes[i].label)
			((struct dt_node *)t->nodes)[i].label = r.labels[i];
	map_free(&r.by_label);
	vec_free(&r.own);
	free(r.labels);
	return ok;
}
