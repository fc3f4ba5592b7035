// SPDX-License-Identifier: BSD-2-Clause
#include "schema/decode/types.h"

#include <stdlib.h>
#include <string.h>

#include "schema/fixup/fixup_value.h"

#define MAX_DEPTH 24

struct type_entry {
	struct prop_type type;
	const json_t *last; /* the binding that spoke of it last */
	const char *alias;  /* another property that has its type */
};

void types_init(struct type_builder *b)
{
	memset(b, 0, sizeof(*b));
	b->names.strings = true;
	b->patterns.strings = true;
}

/* The type has rows: some matrix or a list of phandles. */
static bool is_matrix(uint32_t types)
{
	for (unsigned int log2 = 0; log2 < 4; log2++) {
		if (types & (PROP_INT(log2, 0, PROP_MATRIX) | PROP_INT(log2, 1, PROP_MATRIX)))
			return true;
	}
	return types & PROP_PHANDLE_ARRAY;
}

static uint32_t integer_type(const char *name)
{
	static const char *const sizes[] = { "8", "16", "32", "64" };
	bool is_signed = *name != 'u';

	name += !is_signed;
	if (strncmp(name, "int", 3) != 0)
		return 0;
	name += 3;
	for (unsigned int log2 = 0; log2 < 4; log2++) {
		size_t n = strlen(sizes[log2]);

		if (strncmp(name, sizes[log2], n) != 0)
			continue;
		if (!strcmp(name + n, "-array"))
			return PROP_INT(log2, is_signed, PROP_ARRAY);
		if (!strcmp(name + n, "-matrix"))
			return PROP_INT(log2, is_signed, PROP_MATRIX);
		return name[n] ? 0 : PROP_INT(log2, is_signed, PROP_SCALAR);
	}
	return 0;
}

/* The type that a reference to a definition of types.yaml means, or 0. */
static uint32_t named_type(const char *ref)
{
	const char *name = strstr(ref, "types.yaml#/definitions/");

	if (!name)
		return 0;
	name = strrchr(name, '/') + 1;
	if (!strcmp(name, "flag"))
		return PROP_FLAG;
	if (!strcmp(name, "address"))
		return PROP_ADDRESS;
	if (!strcmp(name, "phandle"))
		return PROP_PHANDLE;
	if (!strcmp(name, "phandle-array"))
		return PROP_PHANDLE_ARRAY;
	if (strstr(name, "string"))
		return PROP_STRING;
	return integer_type(name);
}

static bool ends_in(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && !strcmp(s + n - m, end);
}

/* Lists of strings need no type, and two units are always rows. */
static uint32_t implied_type(const json_t *schema, const char *property)
{
	const json_t *items = json_object_get(schema, "items");
	const json_t *type = json_object_get(schema, "type");
	const json_t *first = json_is_array(items) ? json_array_get(items, 0) : items;

	if (json_is_string(type) && !strcmp(json_string_value(type), "boolean"))
		return PROP_FLAG;
	if (!items)
		return 0;
	if (fixup_is_string(first))
		return PROP_STRING;
	if (ends_in(property, "-microvolt"))
		return PROP_INT(2, 1, PROP_MATRIX);
	if (ends_in(property, "-hz") && strncmp(property, "opp", 3) != 0)
		return PROP_INT(2, 0, PROP_MATRIX);
	return 0;
}

static uint32_t number(const json_t *schema, const char *key, uint32_t missing)
{
	const json_t *v = json_object_get(schema, key);
	json_int_t n = json_integer_value(v);

	return json_is_integer(v) && n >= 0 && n <= UINT16_MAX ? (uint32_t)n : missing;
}

static struct prop_dim range(const json_t *schema)
{
	const json_t *items = json_object_get(schema, "items");
	struct prop_dim d;

	if (json_is_array(items)) {
		d.max = (uint32_t)json_array_size(items);
		d.min = number(schema, "minItems", d.max);
	} else {
		d.min = number(schema, "minItems", 1);
		d.max = number(schema, "maxItems", number(schema, "minItems", 0));
	}
	return d;
}

static bool dimensions(const json_t *schema, struct prop_type *t)
{
	const json_t *items = json_object_get(schema, "items");

	if (!items && !json_object_get(schema, "minItems") && !json_object_get(schema, "maxItems"))
		return false;
	t->rows = range(schema);
	t->cells = (struct prop_dim){ 0, 0 };
	if (items)
		t->cells = range(json_is_array(items) ? json_array_get(items, 0) : items);
	return true;
}

static struct prop_dim join(struct prop_dim a, struct prop_dim b)
{
	struct prop_dim d = { a.min < b.min ? a.min : b.min, a.max > b.max ? a.max : b.max };

	if (!a.max || !b.max)
		d.max = 0;
	if (d.max == 1)
		d.min = 1;
	return d;
}

static void merge(struct prop_type *t, uint32_t type, const json_t *schema)
{
	struct prop_type own = { 0 };

	own.has_dim = is_matrix(type) && dimensions(schema, &own);
	if (own.has_dim && is_matrix(t->types)) {
		t->rows = t->has_dim ? join(t->rows, own.rows) : own.rows;
		t->cells = t->has_dim ? join(t->cells, own.cells) : own.cells;
		t->has_dim = true;
		return;
	}
	if (own.has_dim && !t->has_dim) {
		t->rows = own.rows;
		t->cells = own.cells;
		t->has_dim = true;
	}
	t->types |= type;
}

static struct type_entry *entry(struct type_builder *b, const char *name, bool pattern)
{
	struct map *m = pattern ? &b->patterns : &b->names;
	struct type_entry *e = map_get(m, name);

	if (e)
		return e;
	e = arena_alloc(&b->arena, sizeof(*e));
	e->type.name = name;
	map_set(m, name, e);
	if (pattern)
		vec_push(&b->pattern_list, e);
	else
		vec_push(&b->name_list, e);
	return e;
}

/* What is being walked: the binding, and how deep in it. */
struct walk {
	struct type_builder *b;
	json_t *binding;
	unsigned int depth;
};

static void add_members(struct walk w, json_t *schema);

static json_t *local_target(json_t *binding, const char *ref)
{
	json_t *json = binding;

	for (ref++; json && *ref == '/';) {
		size_t n = strcspn(++ref, "/");
		char key[256];

		if (n >= sizeof(key))
			return NULL;
		memcpy(key, ref, n);
		key[n] = '\0';
		json = json_object_get(json, key);
		ref += n;
	}
	return json;
}

static void add_property(struct walk w, const char *name, json_t *schema, bool pattern);

static void add_reference(struct walk w, const char *name, json_t *schema, bool pattern)
{
	const char *ref = json_string_value(json_object_get(schema, "$ref"));
	struct type_entry *e;

	if (!ref)
		return;
	if (ref[0] == '#') {
		e = map_get(pattern ? &w.b->patterns : &w.b->names, name);
		if (!e || e->last != w.binding)
			add_property(w, name, local_target(w.binding, ref), pattern);
	} else if (strstr(ref, "/properties/")) {
		e = entry(w.b, name, pattern);
		e->alias = strrchr(ref, '/') + 1;
	}
}

static bool is_node(const json_t *schema)
{
	const json_t *type = json_object_get(schema, "type");

	return (json_is_string(type) && !strcmp(json_string_value(type), "object")) ||
	       json_object_get(schema, "properties") ||
	       json_object_get(schema, "patternProperties") ||
	       json_object_get(schema, "additionalProperties");
}

static void add_lists(struct walk w, const char *name, json_t *schema, bool pattern)
{
	static const char *const lists[] = { "allOf", "oneOf", "anyOf" };

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		json_t *list = json_object_get(schema, lists[i]);

		for (size_t j = 0; j < json_array_size(list); j++) {
			json_t *part = json_array_get(list, j);

			if (name)
				add_property(w, name, part, pattern);
			else
				add_members(w, part);
		}
	}
}

static void add_property(struct walk w, const char *name, json_t *schema, bool pattern)
{
	const char *ref = json_string_value(json_object_get(schema, "$ref"));
	struct type_entry *e;
	uint32_t type;

	if (name[0] == '$' || !json_is_object(schema) || w.depth++ > MAX_DEPTH)
		return;
	add_reference(w, name, schema, pattern);
	add_lists(w, name, schema, pattern);
	if (is_node(schema)) {
		add_members(w, schema);
		return;
	}
	type = ref ? named_type(ref) : 0;
	if (!type)
		type = implied_type(schema, name);
	if (!type)
		return;
	e = entry(w.b, name, pattern);
	e->last = w.binding;
	/* Of a pattern the first type counts. */
	if (!pattern || !e->type.types)
		merge(&e->type, type, schema);
}

static void add_members(struct walk w, json_t *schema)
{
	const char *name;
	json_t *v;

	if (!json_is_object(schema) || w.depth++ > MAX_DEPTH)
		return;
	add_members(w, json_object_get(schema, "additionalProperties"));
	add_lists(w, NULL, schema, false);
	json_object_foreach(json_object_get(schema, "properties"), name, v) {
		add_property(w, name, v, false);
	}
	json_object_foreach(json_object_get(schema, "patternProperties"), name, v) {
		add_property(w, name, v, true);
	}
}

void types_add(struct type_builder *b, json_t *schema)
{
	add_members((struct walk){ .b = b, .binding = schema }, schema);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(((const struct prop_type *)a)->name, ((const struct prop_type *)b)->name);
}

static void resolve_alias(const struct type_builder *b, struct type_entry *e)
{
	const struct type_entry *other = e->alias ? map_get(&b->names, e->alias) : NULL;

	if (other && !e->type.types) {
		const char *name = e->type.name;

		e->type = other->type;
		e->type.name = name;
	}
}

static struct prop_type *flatten(
	struct type_builder *b, struct arena *a, struct type_entry **v, size_t n, size_t *count)
{
	struct prop_type *out = arena_array(a, n + 1, sizeof(*out));

	*count = 0;
	for (size_t i = 0; i < n; i++) {
		resolve_alias(b, v[i]);
		if (v[i]->type.types)
			out[(*count)++] = v[i]->type;
	}
	return out;
}

void types_finish(struct type_builder *b, struct arena *a, struct prop_type **names,
	size_t *n_names, struct prop_type **patterns, size_t *n_patterns)
{
	*names = flatten(b, a, b->name_list.v, b->name_list.n, n_names);
	*patterns = flatten(b, a, b->pattern_list.v, b->pattern_list.n, n_patterns);
	qsort(*names, *n_names, sizeof(**names), compare_names);
	qsort(*patterns, *n_patterns, sizeof(**patterns), compare_names);
	vec_free(&b->name_list);
	vec_free(&b->pattern_list);
	map_free(&b->names);
	map_free(&b->patterns);
	arena_free(&b->arena);
}
