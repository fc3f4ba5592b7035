// SPDX-License-Identifier: BSD-2-Clause
#include "plan/copy/node.h"

#include <string.h>

struct plan_node *node_new(struct arena *a, const char *name)
{
	struct plan_node *n = arena_alloc(a, sizeof(*n));

	n->name = name;
	n->props_end = &n->props;
	n->child_end = &n->child;
	return n;
}

void node_append(struct plan_node *parent, struct plan_node *child)
{
	child->parent = parent;
	*parent->child_end = child;
	parent->child_end = &child->next;
}

struct plan_prop *node_prop(struct arena *a, struct plan_node *n, const char *name,
	enum plan_type type, const void *data, size_t len)
{
	struct plan_prop *p = arena_alloc(a, sizeof(*p));

	p->name = name;
	p->type = len ? type : PLAN_EMPTY;
	p->data = data;
	p->len = (uint32_t)len;
	*n->props_end = p;
	n->props_end = &p->next;
	return p;
}

static void put_cell(uint8_t *to, uint32_t v)
{
	to[0] = (uint8_t)(v >> 24);
	to[1] = (uint8_t)(v >> 16);
	to[2] = (uint8_t)(v >> 8);
	to[3] = (uint8_t)v;
}

struct plan_prop *node_cells(struct arena *a, struct plan_node *n, const char *name,
	const uint32_t *cells, size_t n_cells)
{
	uint8_t *data = arena_array(a, n_cells, 4);

	for (size_t i = 0; i < n_cells; i++)
		put_cell(data + i * 4, cells[i]);
	return node_prop(a, n, name, PLAN_CELLS, data, n_cells * 4);
}

struct plan_prop *node_cell(struct arena *a, struct plan_node *n, const char *name, uint32_t cell)
{
	return node_cells(a, n, name, &cell, 1);
}

struct plan_prop *node_string(struct arena *a, struct plan_node *n, const char *name, const char *s)
{
	return node_prop(a, n, name, PLAN_STRINGS, arena_strdup(a, s), strlen(s) + 1);
}

struct plan_prop *node_empty(struct arena *a, struct plan_node *n, const char *name)
{
	return node_prop(a, n, name, PLAN_EMPTY, NULL, 0);
}

struct plan_prop *node_find(const struct plan_node *n, const char *name)
{
	struct plan_prop *p = n->props;

	while (p && strcmp(p->name, name))
		p = p->next;
	return p;
}

void node_drop(struct plan_node *n, const char *name)
{
	struct plan_prop **link = &n->props;

	while (*link && strcmp((*link)->name, name))
		link = &(*link)->next;
	if (!*link)
		return;
	*link = (*link)->next;
	if (!*link)
		n->props_end = link;
}

void cells_put(struct cells *c, uint32_t cell)
{
	put_cell((uint8_t *)buf_reserve(&c->data, 4), cell);
	c->data.len += 4;
}

void cells_put64(struct cells *c, uint64_t v)
{
	cells_put(c, (uint32_t)(v >> 32));
	cells_put(c, (uint32_t)v);
}

void cells_ref(struct cells *c, const struct plan_node *target)
{
	struct plan_ref r = { (uint32_t)(c->data.len / 4), target };

	buf_write(&c->refs, &r, sizeof(r));
	cells_put(c, PLAN_GIC);
}

struct plan_prop *cells_end(struct arena *a, struct cells *c, struct plan_node *n, const char *name)
{
	uint8_t *data = arena_alloc(a, c->data.len);
	struct plan_ref *refs = arena_alloc(a, c->refs.len);
	struct plan_prop *p;

	if (c->data.len)
		memcpy(data, c->data.data, c->data.len);
	if (c->refs.len)
		memcpy(refs, c->refs.data, c->refs.len);
	p = node_prop(a, n, name, PLAN_CELLS, data, c->data.len);
	p->refs = refs;
	p->n_refs = c->refs.len / sizeof(*refs);
	cells_free(c);
	return p;
}

void cells_free(struct cells *c)
{
	buf_free(&c->data);
	buf_free(&c->refs);
}

void node_path(struct buf *b, const struct plan_node *n)
{
	if (!n->parent) {
		buf_putc(b, '/');
		return;
	}
	if (n->parent->parent)
		node_path(b, n->parent);
	buf_putc(b, '/');
	buf_puts(b, n->name);
}

static bool is_strings(const uint8_t *data, uint32_t len)
{
	if (data[len - 1] || !data[0])
		return false;
	for (uint32_t i = 0; i < len; i++)
		if (data[i] ? data[i] < ' ' || data[i] > '~' : i && !data[i - 1])
			return false;
	return true;
}

enum plan_type node_type(const uint8_t *data, uint32_t len)
{
	if (!len)
		return PLAN_EMPTY;
	if (is_strings(data, len))
		return PLAN_STRINGS;
	return len % 4 ? PLAN_BYTES : PLAN_CELLS;
}
