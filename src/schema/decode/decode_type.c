// SPDX-License-Identifier: BSD-2-Clause
/* Which type a property has, and which of several its bytes have. The rules are dt-schema's. */
#include <stdlib.h>
#include <string.h>

#include "schema/decode/decode.h"

static const struct prop_type unknown = { .name = "" };

static uint32_t matrix_bits(uint32_t types)
{
	uint32_t out = types & PROP_PHANDLE_ARRAY;

	for (unsigned int log2 = 0; log2 < 4; log2++)
		out |= types & (PROP_INT(log2, 0, PROP_MATRIX) | PROP_INT(log2, 1, PROP_MATRIX));
	return out;
}

void types_open(struct type_table *t, const struct schema_index *x)
{
	memset(t, 0, sizeof(*t));
	t->index = x;
	t->names.strings = true;
}

void types_close(struct type_table *t)
{
	for (size_t i = 0; t->patterns && i < t->index->n_patterns; i++) {
		if (t->patterns[i])
			pattern_free(t->patterns[i]);
	}
	map_free(&t->names);
	arena_free(&t->arena);
}

static int compare_name(const void *key, const void *type)
{
	return strcmp(key, ((const struct prop_type *)type)->name);
}

/* The pattern's entry of the index where it is about the name; not one that any name matches. */
static const struct prop_type *match(struct type_table *table, size_t i, const char *name)
{
	if (!table->patterns)
		table->patterns = arena_array(
			&table->arena, table->index->n_patterns + 1, sizeof(struct pattern *));
	if (!table->patterns[i])
		table->patterns[i] =
			pattern_compile(&table->arena, table->index->patterns[i].name, NULL);
	if (!table->patterns[i] || !pattern_match(table->patterns[i], name) ||
		pattern_match(table->patterns[i], "any-name"))
		return NULL;
	return &table->index->patterns[i];
}

static void take_dim(struct prop_type *t, const struct prop_type *p)
{
	if (!p->has_dim || t->has_dim)
		return;
	t->has_dim = true;
	t->rows = p->rows;
	t->cells = p->cells;
}

/* The types of all patterns that the name matches. */
static const struct prop_type *pattern_type(struct type_table *table, const char *name)
{
	struct prop_type *t = arena_alloc(&table->arena, sizeof(*t));

	t->name = arena_strdup(&table->arena, name);
	for (size_t i = 0; i < table->index->n_patterns; i++) {
		const struct prop_type *p = match(table, i, name);

		if (!p)
			continue;
		t->types |= p->types;
		take_dim(t, p);
	}
	return t->types ? t : &unknown;
}

/* What the name does not say, a pattern may. */
static const struct prop_type *with_dim(struct type_table *table, const struct prop_type *named)
{
	struct prop_type *t = NULL;

	for (size_t i = 0; i < table->index->n_patterns && !t; i++) {
		const struct prop_type *p =
			table->index->patterns[i].has_dim ? match(table, i, named->name) : NULL;

		if (!p)
			continue;
		t = arena_alloc(&table->arena, sizeof(*t));
		*t = *named;
		take_dim(t, p);
	}
	return t ? t : named;
}

const struct prop_type *decode_type(struct type_table *table, const char *name)
{
	const struct prop_type *t = map_get(&table->names, name);

	if (t)
		return t;
	t = bsearch(name, table->index->types, table->index->n_types, sizeof(*t), compare_name);
	if (!t)
		t = pattern_type(table, name);
	else if (!t->has_dim && matrix_bits(t->types))
		t = with_dim(table, t);
	/* The index has names that stay. */
	name = t->types && !strcmp(t->name, name) ? t->name : arena_strdup(&table->arena, name);
	map_set(&table->names, name, (void *)(uintptr_t)t);
	return t;
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

unsigned int decode_log2(uint32_t type)
{
	return ((unsigned int)__builtin_ctz(type) - PROP_INT_FIRST) / 3 % 4;
}

bool decode_signed(uint32_t type)
{
	return type > PROP_ADDRESS &&
	       ((unsigned int)__builtin_ctz(type) - PROP_INT_FIRST) / 12 != 0;
}

enum prop_shape decode_shape(uint32_t type)
{
	if (type <= PROP_ADDRESS)
		return PROP_MATRIX;
	return (enum prop_shape)(((unsigned int)__builtin_ctz(type) - PROP_INT_FIRST) % 3);
}

unsigned int decode_size(uint32_t type)
{
	return type > PROP_ADDRESS ? 1u << decode_log2(type) : 4;
}

/* Whether a value of that length may have the type, where it has several. */
static bool is_possible(uint32_t bit, uint32_t len)
{
	unsigned int size;

	if (bit == PROP_FLAG)
		return false;
	if (bit == PROP_PHANDLE)
		return len == 4;
	if (bit == PROP_PHANDLE_ARRAY)
		return len % 4 == 0;
	if (bit <= PROP_ADDRESS || decode_shape(bit) == PROP_MATRIX)
		return true;
	size = decode_size(bit);
	if (len % size)
		return false;
	return decode_shape(bit) == PROP_ARRAY || size == 8 || len == size;
}

static uint32_t possible(uint32_t types, uint32_t len)
{
	uint32_t out = 0;

	for (uint32_t rest = types; rest; rest &= rest - 1) {
		uint32_t bit = rest & -rest;

		if (is_possible(bit, len))
			out |= bit;
	}
	return out;
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

static bool single_bit(uint32_t types)
{
	return types && !(types & (types - 1));
}

/* Properties whose types collide between bindings. */
static uint32_t known_collision(const struct dt_node *n, const struct dt_prop *p)
{
	if (!strcmp(p->name, "dma-masters") || !strcmp(p->name, "mode-gpios"))
		return PROP_PHANDLE_ARRAY;
	if (!strcmp(p->name, "gpios"))
		return strstr(n->name, "hog") ? PROP_INT(2, 0, PROP_MATRIX) : PROP_PHANDLE_ARRAY;
	/* Levels are below 256, so that cells begin with zeros. */
	if (!strcmp(p->name, "cooling-levels"))
		return p->len > 1 && !p->data[0] && !p->data[1] ? PROP_INT(2, 0, PROP_ARRAY)
								: PROP_INT(0, 0, PROP_ARRAY);
	return 0;
}

/* One type of several: rows where the value is long enough for them. */
static uint32_t choose(const struct prop_type *t, uint32_t types, uint32_t len)
{
	uint32_t matrices = matrix_bits(types), others = types & ~matrices;

	if (matrices && single_bit(others) && others > PROP_ADDRESS) {
		uint32_t least = t->has_dim ? (t->cells.min ? t->cells.min : 1) * t->rows.min : 1;

		return len / decode_size(others) >= least ? matrices & -matrices : others;
	}
	return types & -types;
}

uint32_t decode_choose(const struct prop_type *t, const struct dt_node *n, const struct dt_prop *p)
{
	uint32_t types = t->types, known;

	if (!single_bit(types))
		types = prefer_signed(possible(types, p->len));
	if (!types || single_bit(types))
		return types;
	known = known_collision(n, p);
	if (known)
		return known;
	if (types & PROP_STRING) {
		if (looks_like_text(p))
			return PROP_STRING;
		types &= ~PROP_STRING;
	}
	return choose(t, types, p->len);
}

const char *decode_type_name(uint32_t type)
{
	static const char *const names[][2][3] = {
		{ { "uint8", "uint8-array", "uint8-matrix" },
			{ "int8", "int8-array", "int8-matrix" } },
		{ { "uint16", "uint16-array", "uint16-matrix" },
			{ "int16", "int16-array", "int16-matrix" } },
		{ { "uint32", "uint32-array", "uint32-matrix" },
			{ "int32", "int32-array", "int32-matrix" } },
		{ { "uint64", "uint64-array", "uint64-matrix" },
			{ "int64", "int64-array", "int64-matrix" } },
	};

	if (type == PROP_FLAG)
		return "flag";
	if (type == PROP_STRING)
		return "string";
	if (type == PROP_PHANDLE)
		return "phandle";
	if (type == PROP_PHANDLE_ARRAY)
		return "phandle-array";
	if (type == PROP_ADDRESS)
		return "address";
	return names[decode_log2(type)][decode_signed(type)][decode_shape(type)];
}

const char *decode_misfit(
	struct type_table *table, const struct dt_node *n, const struct dt_prop *p)
{
	uint32_t type;

	if (!p->len || (!strcmp(n->name, "aliases") && strcmp(p->name, "phandle") != 0))
		return NULL;
	type = decode_choose(decode_type(table, p->name), n, p);
	if (!type || type == PROP_STRING || (type != PROP_FLAG && p->len % decode_size(type) == 0))
		return NULL;
	return decode_type_name(type);
}
