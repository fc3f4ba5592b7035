// SPDX-License-Identifier: BSD-2-Clause
/* The bytes of a property as JSON. */
#include "schema/decode.h"

#include <stdlib.h>
#include <string.h>

static const struct prop_type unknown = { .name = "" };

void decoder_init(struct decoder *d, const struct dt_tree *t, const struct schema_index *x)
{
	memset(d, 0, sizeof(*d));
	d->tree = t;
	d->index = x;
	d->types.strings = true;
}

void decoder_free(struct decoder *d)
{
	/* Parents first: then no node is the last to hold its children. */
	for (size_t i = 0; d->nodes && i < d->tree->n_nodes; i++)
		json_decref(d->nodes[i]);
	free(d->nodes);
	for (size_t i = 0; d->patterns && i < d->index->n_patterns; i++) {
		if (d->patterns[i])
			pattern_free(d->patterns[i]);
	}
	for (size_t i = 0; i < d->bits.cap; i++)
		json_decref((json_t *)(uintptr_t)d->bits.v[i].key);
	map_free(&d->types);
	map_free(&d->bits);
	arena_free(&d->arena);
}

static int compare_name(const void *key, const void *type)
{
	return strcmp(key, ((const struct prop_type *)type)->name);
}

/* The types of all patterns that the name matches, but for those that any name matches. */
static const struct prop_type *pattern_type(struct decoder *d, const char *name)
{
	struct prop_type *t = arena_alloc(&d->arena, sizeof(*t));

	if (!d->patterns)
		d->patterns =
			arena_array(&d->arena, d->index->n_patterns + 1, sizeof(struct pattern *));
	t->name = name;
	for (size_t i = 0; i < d->index->n_patterns; i++) {
		const struct prop_type *p = &d->index->patterns[i];

		if (!d->patterns[i])
			d->patterns[i] = pattern_compile(&d->arena, p->name, NULL);
		if (!d->patterns[i] || !pattern_match(d->patterns[i], name) ||
			pattern_match(d->patterns[i], "any-name"))
			continue;
		t->types |= p->types;
		if (p->has_dim && !t->has_dim) {
			t->has_dim = true;
			t->rows = p->rows;
			t->cells = p->cells;
		}
	}
	return t->types ? t : &unknown;
}

/* What the schemas say of a property; types 0 where they say nothing. */
static const struct prop_type *type_of(struct decoder *d, const char *name)
{
	const struct prop_type *t = map_get(&d->types, name);

	if (t)
		return t;
	t = bsearch(name, d->index->types, d->index->n_types, sizeof(*t), compare_name);
	if (!t || t->weak) {
		const struct prop_type *p = pattern_type(d, name);

		t = t && !p->types ? t : p;
	}
	map_set(&d->types, name, (void *)(uintptr_t)t);
	return t;
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

/* Text where other types are possible too: printable, and no string empty. */
static bool looks_like_text(const struct dt_prop *p)
{
	for (uint32_t i = 0; i < p->len; i++) {
		bool end = !p->data[i];

		if (end ? !i || !p->data[i - 1] : p->data[i] < 0x20 || p->data[i] > 0x7e)
			return false;
	}
	return !p->data[p->len - 1];
}

/* Of an integer type's bit, where it is in the order of PROP_INT(). */
static unsigned int log2_of(uint32_t type)
{
	return ((unsigned int)__builtin_ctz(type) - PROP_INT_FIRST) / 3 % 4;
}

static bool signed_of(uint32_t type)
{
	return ((unsigned int)__builtin_ctz(type) - PROP_INT_FIRST) / 12 != 0;
}

static enum prop_shape shape_of(uint32_t type)
{
	if (type < PROP_INT(0, 0, PROP_SCALAR))
		return PROP_MATRIX;
	return (enum prop_shape)(((unsigned int)__builtin_ctz(type) - PROP_INT_FIRST) % 3);
}

/* Some types are ruled out by the length alone. Same rules as dt-schema's. */
static uint32_t possible(uint32_t types, uint32_t len)
{
	uint32_t out = 0;

	for (uint32_t rest = types; rest; rest &= rest - 1) {
		uint32_t bit = rest & -rest;
		unsigned int size = bit > PROP_ADDRESS ? 1u << log2_of(bit) : 4;

		if (bit == PROP_FLAG)
			continue;
		if (bit == PROP_STRING || bit == PROP_ADDRESS) {
			out |= bit;
			continue;
		}
		if (len % size || len < size)
			continue;
		if ((bit == PROP_PHANDLE || shape_of(bit) == PROP_SCALAR) && len > size)
			continue;
		out |= bit;
	}
	return out ? out : types;
}

/* Signed and unsigned are read alike but for the sign; the schema that says "signed" knows. */
static uint32_t prefer_signed(uint32_t types)
{
	for (unsigned int log2 = 0; log2 < 4; log2++) {
		for (unsigned int shape = 0; shape < PROP_MATRIX; shape++) {
			if (types & PROP_INT(log2, 1, shape))
				types &= ~PROP_INT(log2, 0, shape);
		}
	}
	return types;
}

static uint32_t matrix_bits(uint32_t types)
{
	uint32_t out = types & PROP_PHANDLE_ARRAY;

	for (unsigned int log2 = 0; log2 < 4; log2++)
		out |= types & (PROP_INT(log2, 0, PROP_MATRIX) | PROP_INT(log2, 1, PROP_MATRIX));
	return out;
}

static bool single_bit(uint32_t types)
{
	return types && !(types & (types - 1));
}

/* One type of several: rows where the value is long enough for them. */
static uint32_t choose(const struct prop_type *t, uint32_t types, uint32_t len)
{
	uint32_t matrices = matrix_bits(types), others = types & ~matrices;

	if (matrices && single_bit(others) && others > PROP_ADDRESS) {
		uint32_t size = 1u << log2_of(others);
		uint32_t least = t->has_dim ? (t->cells.min ? t->cells.min : 1) * t->rows.min : 1;

		return len / size >= least ? matrices & -matrices : others;
	}
	return types & -types;
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

static json_t *numbers(const struct dt_prop *p, const struct prop_type *t, uint32_t type)
{
	unsigned int size = type > PROP_ADDRESS ? 1u << log2_of(type) : 4;
	bool is_signed = type > PROP_ADDRESS && signed_of(type);
	enum prop_shape shape = shape_of(type);
	uint32_t n = p->len / size, row = n;
	json_t *out, *cells = NULL;

	if (shape != PROP_MATRIX && shape != PROP_ARRAY && n == 1)
		return integer(p->data, size, is_signed);
	if (shape == PROP_MATRIX && t->has_dim)
		row = stride(n, t);
	out = json_array();
	for (uint32_t i = 0; i < n; i++) {
		if (shape == PROP_MATRIX && i % row == 0) {
			cells = json_array();
			json_array_append_new(out, cells);
		}
		json_array_append_new(shape == PROP_MATRIX ? cells : out,
			integer(p->data + (size_t)i * size, size, is_signed));
	}
	return out;
}

/* Bytes that do not fit their type: a number of their own size, for the message. */
static json_t *misfit(struct decoder *d, const struct dt_prop *p)
{
	json_t *v;

	if (p->len != 1 && p->len != 2 && p->len != 4)
		return no_value();
	v = integer(p->data, p->len, false);
	if (p->len != 4)
		set_bits(d, v, p->len * 8);
	return v;
}

static json_t *typed_numbers(
	struct decoder *d, const struct dt_prop *p, const struct prop_type *t, uint32_t type)
{
	unsigned int size = type > PROP_ADDRESS ? 1u << log2_of(type) : 4;
	json_t *v;

	if (p->len % size)
		return misfit(d, p);
	v = numbers(p, t, type);
	if (size != 4)
		set_bits(d, v, size * 8);
	return v;
}

/* No schema gives a type: text if it looks like that, else cells, as dt-schema 2022.08 guesses. */
static json_t *guess(const struct dt_prop *p)
{
	json_t *row, *out;

	if (looks_like_text(p))
		return strings(p);
	if (p->len % 4)
		return no_value();
	row = json_array();
	for (uint32_t i = 0; i < p->len / 4; i++)
		json_array_append_new(row, json_integer(dt_cell(p->data, i)));
	out = json_array();
	json_array_append_new(out, row);
	return out;
}

static json_t *property(struct decoder *d, const struct dt_node *n, const struct dt_prop *p)
{
	const struct prop_type *t;
	uint32_t types;
	json_t *v;

	if (!p->len)
		return json_true();
	if (!strcmp(n->name, "aliases") && strcmp(p->name, "phandle") != 0)
		return strings(p);
	t = type_of(d, p->name);
	v = decode_rows(d, n, p, t);
	if (v)
		return v;
	types = t->types;
	if (!types)
		return guess(p);
	if (!single_bit(types))
		types = prefer_signed(possible(types, p->len));
	if (types == PROP_FLAG)
		return no_value();
	if (types & PROP_STRING && (types == PROP_STRING || looks_like_text(p)))
		return strings(p);
	types &= ~(PROP_STRING | PROP_FLAG);
	return types ? typed_numbers(d, p, t, choose(t, types, p->len)) : no_value();
}

static json_t *node(struct decoder *d, const struct dt_node *n)
{
	json_t *out = json_object();
	const struct dt_prop *p;
	const struct dt_node *child;

	dt_for_each_prop(n, p)
		json_object_set_new_nocheck(out, p->name, property(d, n, p));
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
