// SPDX-License-Identifier: BSD-2-Clause
/*
 * Changes trees as trees: a node or property is dropped, doubled, renamed or taken from elsewhere,
 * a cell becomes another or the phandle of some node. What is no tree is left to libFuzzer. Linked
 * to every target whose input is a blob.
 */
#include <libfdt.h>
#include <stdlib.h>
#include <string.h>

#include "dt/tree.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned int seed);

enum change {
	NOTHING,
	DROP_NODE,
	DOUBLE_NODE,
	RENAME_NODE,
	MOVE_NODE, /* another one stands in its place */
	DROP_PROP,
	DOUBLE_PROP,
	RENAME_PROP,
	MOVE_PROP,
	CHANGE_CELL,
	SHORTEN_PROP,
	CHANGE_BYTES,
	N_CHANGES
};

struct mutator {
	const struct dt_tree *t;
	void *out;
	enum change change;
	const struct dt_node *node, *other_node;
	const struct dt_prop *prop, *other_prop;
	unsigned int room; /* nodes that may still be written */
};

static size_t pick(size_t n)
{
	return n ? (size_t)rand() % n : 0;
}

static uint32_t pick_cell(const struct mutator *m)
{
	static const uint32_t values[] = { 0, 1, 2, 3, 4, 0x1000, 0x47ff0000, 0x82000002,
		0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff };

	if (m->t->n_phandles && pick(2))
		return m->t->phandles[pick(m->t->n_phandles)].phandle;
	return values[pick(sizeof(values) / sizeof(values[0]))];
}

static void put_bytes(struct mutator *m, const char *name, const struct dt_prop *p)
{
	static uint8_t value[1 << 16];
	uint32_t len = p->len < sizeof(value) ? p->len : sizeof(value);
	fdt32_t cell = cpu_to_fdt32(pick_cell(m));

	memcpy(value, p->data, len);
	if (m->change == SHORTEN_PROP && p == m->prop)
		len = pick(2) ? len & ~3u : (uint32_t)pick(len + 1);
	else if (m->change == CHANGE_CELL && p == m->prop && len >= 4)
		memcpy(value + pick(len / 4) * 4, &cell, 4);
	else if (m->change == CHANGE_BYTES && p == m->prop && len)
		len = (uint32_t)LLVMFuzzerMutate(value, len, len + 16);
	fdt_property(m->out, name, value, (int)len);
}

static void put_prop(struct mutator *m, const struct dt_prop *p)
{
	if (p != m->prop) {
		put_bytes(m, p->name, p);
		return;
	}
	if (m->change == DROP_PROP)
		return;
	put_bytes(m, m->change == RENAME_PROP ? m->other_prop->name : p->name,
		m->change == MOVE_PROP ? m->other_prop : p);
	if (m->change == DOUBLE_PROP)
		put_bytes(m, p->name, p);
}

static void put_node(struct mutator *m, const struct dt_node *n);

static void put_content(struct mutator *m, const struct dt_node *n, const char *name)
{
	const struct dt_prop *p;
	const struct dt_node *c;

	if (!m->room)
		return;
	m->room--;
	fdt_begin_node(m->out, name);
	dt_for_each_prop(n, p)
		put_prop(m, p);
	dt_for_each_child(n, c)
		put_node(m, c);
	fdt_end_node(m->out);
}

static void put_node(struct mutator *m, const struct dt_node *n)
{
	const struct dt_node *from = n;

	if (n != m->node || n == m->t->nodes) {
		put_content(m, n, n->name);
		return;
	}
	if (m->change == DROP_NODE)
		return;
	/* One that is above it would never end. */
	if (m->change == MOVE_NODE && !dt_within(n, m->other_node))
		from = m->other_node;
	put_content(m, from, m->change == RENAME_NODE ? m->other_node->name : n->name);
	if (m->change == DOUBLE_NODE)
		put_content(m, n, m->other_node->name);
}

static size_t mutate(const struct dt_tree *t, uint8_t *data, size_t max)
{
	struct mutator m = {
		.t = t,
		.out = malloc(max),
		.change = (enum change)(1 + pick(N_CHANGES - 1)),
		.node = &t->nodes[pick(t->n_nodes)],
		.other_node = &t->nodes[pick(t->n_nodes)],
		.prop = &t->props[pick(t->n_props)],
		.other_prop = &t->props[pick(t->n_props)],
		.room = 4096,
	};
	size_t size = 0;

	if (m.out && t->n_props && !fdt_create(m.out, (int)max) && !fdt_finish_reservemap(m.out)) {
		put_node(&m, t->nodes);
		if (!fdt_finish(m.out))
			size = fdt_totalsize(m.out);
	}
	if (size)
		memcpy(data, m.out, size);
	free(m.out);
	return size;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned int seed)
{
	struct dt_tree *t;
	uint8_t *copy;
	size_t n = 0;

	srand(seed);
	if (!pick(8))
		return LLVMFuzzerMutate(data, size, max);
	copy = malloc(size + 1);
	if (!copy)
		abort();
	memcpy(copy, data, size);
	if (!dt_tree_build(copy, size, "seed", &t, NULL)) {
		n = mutate(t, data, max);
		dt_tree_free(t);
	}
	free(copy);
	return n ? n : LLVMFuzzerMutate(data, size, max);
}
