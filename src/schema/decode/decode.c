// SPDX-License-Identifier: BSD-2-Clause
/* The bytes of a property as JSON. */
#include "schema/decode/decode.h"

#include <stdlib.h>
#include <string.h>

void decoder_init(struct decoder *d, const struct dt_tree *t, struct type_table *types, bool strict)
{
	memset(d, 0, sizeof(*d));
	d->tree = t;
	d->types = types;
	d->strict = strict;
	marks_read(&d->marks, t);
}

void decoder_free(struct decoder *d)
{
	/* Parents first: then no node is the last to hold its children. */
	for (size_t i = 0; d->nodes && i < d->tree->n_nodes; i++)
		json_decref(d->nodes[i]);
	free(d->nodes);
	for (size_t i = 0; i < d->bits.cap; i++)
		json_decref((json_t *)(uintptr_t)d->bits.v[i].key);
	map_free(&d->bits);
	marks_free(&d->marks);
}

/* Holds the value, so that none made later can have its address. */
static void set_bits(struct decoder *d, json_t *value, uint32_t bits)
{
	map_set(&d->bits, json_incref(value), (void *)(uintptr_t)bits);
}

unsigned int decode_bits(const struct decoder *d, const json_t *value)
{
	const void *bits = map_get(&d->bits, value);

	return bits ? (unsigned int)(uintptr_t)bits : 32;
}

static json_t *no_value(void)
{
	return json_string("");
}

static json_t *strings(const struct dt_prop *p)
{
	json_t *list;
	const char *s = (const char *)p->data, *end = s + p->len;

	if (end[-1])
		return no_value();
	list = json_array();
	for (; s < end; s += strlen(s) + 1)
		json_array_append_new(list, json_string_nocheck(s));
	return list;
}

static json_t *integer(const uint8_t *data, unsigned int size, bool is_signed)
{
	uint64_t v = is_signed && data[0] & 0x80 ? UINT64_MAX : 0;

	for (unsigned int i = 0; i < size; i++)
		v = v << 8 | data[i];
	if (!is_signed && v > INT64_MAX)
		return json_real((double)v);
	return json_integer((json_int_t)v);
}

/* How many cells a row has: the first division that the schemas allow. */
static uint32_t stride(uint32_t n, const struct prop_type *t)
{
	uint32_t last = t->rows.max && t->rows.max < n ? t->rows.max : n;

	for (uint32_t rows = t->rows.min ? t->rows.min : 1; rows <= last; rows++) {
		uint32_t cells = n / rows;

		if (n % rows == 0 && cells >= t->cells.min &&
			(!t->cells.max || cells <= t->cells.max))
			return cells;
	}
	if (t->cells.min && t->cells.min == t->cells.max)
		return t->cells.min;
	if (t->rows.min && t->rows.min == t->rows.max && n >= t->rows.min)
		n /= t->rows.min;
	return n;
}

static json_t *list(const struct dt_prop *p, unsigned int size, bool is_signed)
{
	json_t *out = json_array();

	for (uint32_t i = 0; i < p->len; i += size)
		json_array_append_new(out, integer(p->data + i, size, is_signed));
	return out;
}

static json_t *rows(const struct dt_prop *p, unsigned int size, bool is_signed, uint32_t row)
{
	json_t *out = json_array(), *cells = NULL;

	for (uint32_t i = 0; i < p->len / size; i++) {
		if (i % row == 0) {
			cells = json_array();
			json_array_append_new(out, cells);
		}
		json_array_append_new(cells, integer(p->data + (size_t)i * size, size, is_signed));
	}
	return out;
}

static json_t *matrix(struct decoder *d, const struct dt_node *n, const struct dt_prop *p,
	const struct prop_type *t, uint32_t type)
{
	unsigned int size = decode_size(type);
	uint32_t count = p->len / size, row = count;
	json_t *v = NULL;

	if (t->has_dim && strcmp(p->name, "iommu-map") != 0)
		row = stride(count, t);
	if (size == 4)
		v = decode_rows(d, n, p, t, row);
	return v ? v : rows(p, size, decode_signed(type), row);
}

static bool is_matrix(uint32_t type)
{
	return type <= PROP_ADDRESS || decode_shape(type) == PROP_MATRIX;
}

/*
 * Bytes that do not fit their type: a number of their own size, for the message. dt-schema makes
 * a matrix of it where the type is one, which its schema may well allow.
 */
static json_t *misfit(struct decoder *d, const struct dt_prop *p, uint32_t type)
{
	json_t *v, *row;

	if (p->len != 1 && p->len != 2 && p->len != 4)
		return no_value();
	v = integer(p->data, p->len, false);
	if (d->strict && type != PROP_FLAG && is_matrix(type)) {
		row = json_array();
		json_array_append_new(row, v);
		v = json_array();
		json_array_append_new(v, row);
	}
	if (p->len != 4)
		set_bits(d, v, p->len * 8);
	return v;
}

static json_t *numbers(struct decoder *d, const struct dt_node *n, const struct dt_prop *p,
	const struct prop_type *t, uint32_t type)
{
	unsigned int size = decode_size(type);
	json_t *v;

	if (p->len % size)
		return misfit(d, p, type);
	if (is_matrix(type))
		v = matrix(d, n, p, t, type);
	else if (decode_shape(type) == PROP_SCALAR && p->len == size)
		v = integer(p->data, size, decode_signed(type));
	else
		v = list(p, size, decode_signed(type));
	if (size != 4)
		set_bits(d, v, size * 8);
	return v;
}

static json_t *property(struct decoder *d, const struct dt_node *n, const struct dt_prop *p)
{
	const struct prop_type *t;
	uint32_t type;

	if (!p->len)
		return json_true();
	if (!strcmp(n->name, "aliases") && strcmp(p->name, "phandle") != 0)
		return strings(p);
	t = decode_type(d->types, p->name);
	type = decode_choose(t, n, p);
	if (!type)
		return no_value();
	if (type == PROP_FLAG)
		return d->strict ? misfit(d, p, type) : no_value();
	if (type == PROP_STRING)
		return strings(p);
	return numbers(d, n, p, t, type);
}

/* A parent that is named by nobody but the tree that an overlay is for. */
static bool is_unresolved_parent(const struct dt_prop *p)
{
	return !strcmp(p->name, "interrupt-parent") && p->len == 4 &&
	       dt_cell(p->data, 0) == DECODE_UNRESOLVED;
}

static json_t *node(struct decoder *d, const struct dt_node *n)
{
	json_t *out = json_object();
	const struct dt_prop *p;
	const struct dt_node *child;

	dt_for_each_prop(n, p) {
		if (!is_unresolved_parent(p))
			json_object_set_new_nocheck(out, p->name, property(d, n, p));
	}
	dt_for_each_child(n, child) {
		if (strncmp(child->name, "__", 2) != 0)
			json_object_set_nocheck(
				out, child->name, d->nodes[dt_index(d->tree, child)]);
	}
	return out;
}

json_t *decode_node(struct decoder *d, const struct dt_node *n)
{
	size_t first = dt_index(d->tree, n);

	if (!d->nodes) {
		size_t size = d->tree->n_nodes * sizeof(json_t *);

		d->nodes = memset(xmalloc(size), 0, size);
	}
	/* A subtree is contiguous and children come after their parent. */
	for (size_t i = first + n->n_tree; i-- > first;) {
		if (!d->nodes[i])
			d->nodes[i] = node(d, &d->tree->nodes[i]);
	}
	return d->nodes[first];
}

void decode_release(struct decoder *d, const struct dt_node *n)
{
	size_t i = dt_index(d->tree, n);

	if (!d->nodes)
		return;
	json_decref(d->nodes[i]);
	d->nodes[i] = NULL;
}
