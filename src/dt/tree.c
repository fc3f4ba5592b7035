// SPDX-License-Identifier: BSD-2-Clause
#include "dt/tree.h"

#include <libfdt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "util/file.h"

/* Deeper trees than this exist nowhere; a limit keeps every recursion over a tree bounded. */
#define MAX_DEPTH 64

struct builder {
	struct dt_tree *t;
	struct dt_node *nodes;
	struct dt_prop *props;
	struct dt_node *stack[MAX_DEPTH];
	struct dt_node *last_child[MAX_DEPTH];
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

static int begin_node(struct builder *b, int offset)
{
	struct dt_tree *t = b->t;
	struct dt_node *n = &b->nodes[t->n_nodes];
	int len;

	if (b->depth == MAX_DEPTH)
		return bad_structure(b, "nodes are nested more than 64 deep");
	if (!b->depth && t->n_nodes)
		return bad_structure(b, "more than one root node");
	n->name = fdt_get_name(t->blob, offset, &len);
	if (!n->name)
		return bad_structure(b, fdt_strerror(len));
	n->depth = b->depth;
	n->props = &b->props[t->n_props];
	if (b->depth) {
		struct dt_node *parent = b->stack[b->depth - 1];
		struct dt_node **last = &b->last_child[b->depth - 1];

		n->parent = parent;
		if (*last)
			(*last)->next = n;
		else
			parent->child = n;
		*last = n;
	}
	b->stack[b->depth] = n;
	b->last_child[b->depth] = NULL;
	b->depth++;
	t->n_nodes++;
	return 0;
}

static bool is_phandle(const struct dt_prop *p)
{
	return p->len >= 4 && (!strcmp(p->name, "phandle") || !strcmp(p->name, "linux,phandle"));
}

static int read_prop(struct builder *b, int offset)
{
	struct dt_tree *t = b->t;
	struct dt_prop *p = &b->props[t->n_props];
	struct dt_node *n;
	const char *name;
	const void *data;
	int len;

	if (!b->depth)
		return bad_structure(b, "a property outside any node");
	n = b->stack[b->depth - 1];
	if (n->child)
		return bad_structure(b, "a property behind a subnode");
	data = fdt_getprop_by_offset(t->blob, offset, &name, &len);
	if (!data)
		return bad_structure(b, fdt_strerror(len));
	p->name = name;
	p->data = data;
	p->len = (uint32_t)len;
	n->n_props++;
	t->n_props++;
	if (!n->phandle && is_phandle(p))
		n->phandle = dt_cell(p->data, 0);
	return 0;
}

static int read_tag(struct builder *b, uint32_t tag, int offset)
{
	struct dt_node *n;

	switch (tag) {
	case FDT_BEGIN_NODE:
		return begin_node(b, offset);
	case FDT_PROP:
		return read_prop(b, offset);
	case FDT_END_NODE:
		if (!b->depth)
			return bad_structure(b, "more nodes end than begin");
		b->depth--;
		n = b->stack[b->depth];
		n->n_tree = (uint32_t)(&b->nodes[b->t->n_nodes] - n);
		return 0;
	default:
		return 0;
	}
}

/* One walk over the tags; @read is NULL in the counting pass. */
static int walk(struct builder *b, size_t *n_nodes, size_t *n_props)
{
	int offset = 0, next;
	uint32_t tag;
	int ret;

	do {
		tag = fdt_next_tag(b->t->blob, offset, &next);
		if (next < 0)
			return bad_structure(b, fdt_strerror(next));
		if (n_nodes) {
			*n_nodes += tag == FDT_BEGIN_NODE;
			*n_props += tag == FDT_PROP;
		} else {
			ret = read_tag(b, tag, offset);
			if (ret)
				return ret;
		}
		offset = next;
	} while (tag != FDT_END);
	return 0;
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

static void set_labels(struct dt_tree *t)
{
	const struct dt_node *symbols = dt_child(t->nodes, "__symbols__");
	const struct dt_prop *p;

	if (!symbols)
		return;
	dt_for_each_prop(symbols, p) {
		struct dt_node *n;

		if (!p->len || p->data[p->len - 1] || p->data[0] != '/')
			continue;
		n = (struct dt_node *)dt_by_path(t, (const char *)p->data);
		if (n && !n->label)
			n->label = p->name;
	}
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

static int build(struct builder *b, size_t size)
{
	struct dt_tree *t = b->t;
	size_t n_nodes = 0, n_props = 0;
	int ret;

	ret = check_header(b, size);
	if (ret)
		return ret;
	t->strings = (const char *)t->blob + fdt_off_dt_strings(t->blob);
	t->n_strings = size - fdt_off_dt_strings(t->blob);
	ret = walk(b, &n_nodes, &n_props);
	if (ret)
		return ret;
	if (!n_nodes || n_nodes > UINT32_MAX)
		return bad_structure(b, "no root node");
	b->nodes = arena_array(&t->arena, n_nodes + 1, sizeof(*b->nodes));
	b->props = arena_array(&t->arena, n_props + 1, sizeof(*b->props));
	t->nodes = b->nodes;
	t->props = b->props;
	ret = walk(b, NULL, NULL);
	if (ret)
		return ret;
	if (b->depth)
		return bad_structure(b, "a node does not end");
	index_phandles(t);
	set_labels(t);
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
