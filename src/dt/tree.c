// SPDX-License-Identifier: BSD-2-Clause
#include "dt/tree.h"

#include <libfdt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"
#include "base/search.h"
#include "dt/labels.h"
#include "dt/lookup.h"

/* Deeper trees than this exist nowhere; a limit keeps every recursion over a tree bounded. */
#define MAX_DEPTH 64

struct builder {
	struct dt_tree *t;
	const uint8_t *start, *end; /* the structure block */
	struct dt_node *nodes;
	struct dt_prop *props;
	struct {
		struct dt_node *node, *last_child;
		size_t n_children;
	} stack[MAX_DEPTH];
	uint32_t depth; /* of the node being read, plus one */
	struct sdc_error *err;
};

uint32_t dt_cell(const uint8_t *data, size_t i)
{
	const uint8_t *p = data + i * 4;

	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static int bad_structure(const struct builder *b, const char *what)
{
	return set_error(b->err, SDC_EINPUT, "%s: %s", b->t->file, what);
}

static int begin_node(struct builder *b, const char *name)
{
	struct dt_tree *t = b->t;
	struct dt_node *n = &b->nodes[t->n_nodes];

	if (b->depth == MAX_DEPTH)
		return bad_structure(b, "nodes are nested more than 64 deep");
	if (!b->depth && t->n_nodes)
		return bad_structure(b, "more than one root node");
	n->name = name;
	n->depth = b->depth;
	n->props = &b->props[t->n_props];
	if (b->depth) {
		struct dt_node *parent = b->stack[b->depth - 1].node;
		struct dt_node *last = b->stack[b->depth - 1].last_child;

		n->parent = parent;
		if (last)
			last->next = n;
		else
			parent->child = n;
		b->stack[b->depth - 1].last_child = n;
		b->stack[b->depth - 1].n_children++;
	}
	b->stack[b->depth].node = n;
	b->stack[b->depth].last_child = NULL;
	b->stack[b->depth].n_children = 0;
	b->depth++;
	t->n_nodes++;
	return 0;
}

static int end_node(struct builder *b)
{
	struct dt_node *n;

	if (!b->depth)
		return bad_structure(b, "more nodes end than begin");
	b->depth--;
	n = b->stack[b->depth].node;
	n->n_tree = (uint32_t)(&b->nodes[b->t->n_nodes] - n);
	n->lookup = dt_lookup_build(&b->t->arena, n, b->stack[b->depth].n_children);
	return 0;
}

static bool is_phandle(const struct dt_prop *p)
{
	return p->len >= 4 &&
	       (search_same(p->name, "phandle") || search_same(p->name, "linux,phandle"));
}

static int add_prop(struct builder *b, const struct dt_prop *from)
{
	struct dt_tree *t = b->t;
	struct dt_prop *p = &b->props[t->n_props];
	struct dt_node *n;

	if (!b->depth)
		return bad_structure(b, "a property outside any node");
	n = b->stack[b->depth - 1].node;
	if (n->child)
		return bad_structure(b, "a property behind a subnode");
	*p = *from;
	n->n_props++;
	t->n_props++;
	if (!n->phandle && is_phandle(p))
		n->phandle = dt_cell(p->data, 0);
	return 0;
}

/* Where the tag behind @len bytes at @p begins; NULL past the end. */
static const uint8_t *skip(const struct builder *b, const uint8_t *p, size_t len)
{
	size_t at = ((size_t)(p - b->start) + len + 3) & ~(size_t)3;

	return len > (size_t)(b->end - p) || at > (size_t)(b->end - b->start) ? NULL
									      : b->start + at;
}

static const uint8_t *read_node(struct builder *b, const uint8_t *p, int *ret)
{
	size_t len = strnlen((const char *)p, (size_t)(b->end - p));

	if (b->nodes)
		*ret = begin_node(b, (const char *)p);
	return skip(b, p, len + 1);
}

static const uint8_t *read_prop(struct builder *b, const uint8_t *p, int *ret)
{
	struct dt_prop prop;
	uint32_t name;

	if (b->end - p < 8)
		return NULL;
	prop.len = dt_cell(p, 0);
	name = dt_cell(p, 1);
	prop.data = p + 8;
	if (name >= b->t->n_strings)
		return NULL;
	prop.name = b->t->strings + name;
	if (b->nodes)
		*ret = add_prop(b, &prop);
	return skip(b, prop.data, prop.len);
}

/* One walk over the tags, which fdt_check_full() has found in order; without b->nodes it counts. */
static int walk(struct builder *b, size_t *n_nodes, size_t *n_props)
{
	const uint8_t *p = b->start;
	int ret = 0;

	while (p && !ret && b->end - p >= 4) {
		uint32_t tag = dt_cell(p, 0);

		p += 4;
		if (tag == FDT_END)
			return 0;
		if (tag == FDT_BEGIN_NODE) {
			++*n_nodes;
			p = read_node(b, p, &ret);
		} else if (tag == FDT_PROP) {
			++*n_props;
			p = read_prop(b, p, &ret);
		} else if (tag == FDT_END_NODE && b->nodes) {
			ret = end_node(b);
		}
	}
	return ret ? ret : bad_structure(b, fdt_strerror(-FDT_ERR_BADSTRUCTURE));
}

/* A radix sort: trees of any size are indexed in linear time. Stable, so nodes stay in order. */
static void index_phandles(struct dt_tree *t)
{
	size_t n = 0, i, bytes;
	void *spare;

	t->phandles = arena_array(&t->arena, t->n_nodes, sizeof(*t->phandles));
	for (i = 0; i < t->n_nodes; i++) {
		if (!t->nodes[i].phandle || t->nodes[i].phandle == UINT32_MAX)
			continue;
		t->phandles[n].phandle = t->nodes[i].phandle;
		t->phandles[n++].node = (uint32_t)i;
	}
	t->n_phandles = n;
	bytes = n * sizeof(*t->phandles);
	spare = xmalloc(bytes);
	for (unsigned int shift = 0; n && shift < 32; shift += 8) {
		__typeof__(t->phandles) to = spare, from = t->phandles;
		size_t start[257] = { 0 };

		for (i = 0; i < n; i++)
			start[((from[i].phandle >> shift) & 0xff) + 1]++;
		if (start[((from[0].phandle >> shift) & 0xff) + 1] == n)
			continue;
		for (i = 0; i < 256; i++)
			start[i + 1] += start[i];
		for (i = 0; i < n; i++)
			to[start[(from[i].phandle >> shift) & 0xff]++] = from[i];
		memcpy(from, to, bytes);
	}
	free(spare);
}

static int check_header(const struct builder *b, size_t size)
{
	const void *blob = b->t->blob;
	int ret;

	if (size < sizeof(struct fdt_header))
		return bad_structure(b, "too short for a device tree blob");
	ret = fdt_check_header(blob);
	if (ret)
		return bad_structure(b, fdt_strerror(ret));
	if (fdt_version(blob) < 16)
		return set_error(b->err, SDC_EINPUT,
			"%s: device tree blob of version %u, older than 16", b->t->file,
			fdt_version(blob));
	if (fdt_totalsize(blob) > size)
		return set_error(b->err, SDC_EINPUT, "%s: truncated: %zu bytes of 0x%x", b->t->file,
			size, fdt_totalsize(blob));
	ret = fdt_check_full(blob, size);
	if (ret)
		return bad_structure(b, fdt_strerror(ret));
	return 0;
}

/* Version 16 does not say how long the structure block is. */
static void find_structure(struct builder *b)
{
	const uint8_t *blob = b->t->blob;

	b->start = blob + fdt_off_dt_struct(blob);
	b->end = fdt_version(blob) < 17 ? blob + fdt_totalsize(blob)
					: b->start + fdt_size_dt_struct(blob);
}

static int build(struct builder *b, size_t size)
{
	struct dt_tree *t = b->t;
	size_t n_nodes = 0, n_props = 0;
	int ret;

	ret = check_header(b, size);
	if (ret)
		return ret;
	t->strings = (const char *)t->blob + fdt_off_dt_strings(t->blob);
	t->n_strings = fdt_version(t->blob) < 17 ? size - fdt_off_dt_strings(t->blob)
						 : fdt_size_dt_strings(t->blob);
	find_structure(b);
	ret = walk(b, &n_nodes, &n_props);
	if (ret)
		return ret;
	if (!n_nodes)
		return bad_structure(b, "no root node");
	b->nodes = arena_array(&t->arena, n_nodes + 1, sizeof(*b->nodes));
	b->props = arena_array(&t->arena, n_props + 1, sizeof(*b->props));
	t->nodes = b->nodes;
	t->props = b->props;
	ret = walk(b, &n_nodes, &n_props);
	if (ret)
		return ret;
	if (b->depth)
		return bad_structure(b, "a node does not end");
	index_phandles(t);
	dt_labels_read(t);
	return 0;
}

int dt_tree_build(const void *blob, size_t size, const char *file, struct dt_tree **out,
	struct sdc_error *err)
{
	struct builder b = { .err = err };
	int ret;

	b.t = xmalloc(sizeof(*b.t));
	memset(b.t, 0, sizeof(*b.t));
	b.t->file = arena_strdup(&b.t->arena, file);
	b.t->blob = blob;
	b.t->blob_size = size;
	ret = build(&b, size);
	if (ret) {
		arena_free(&b.t->arena);
		free(b.t);
		return ret;
	}
	*out = b.t;
	return 0;
}
