// SPDX-License-Identifier: BSD-2-Clause
/* From a schema as JSON to struct schema: one row for each keyword. */
#include "schema/jsonschema/compile.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"
#include "schema/jsonschema/value.h"

enum shape {
	SHAPE_SCHEMA,
	SHAPE_SCHEMAS, /* a list of schemas, not empty */
	SHAPE_SCHEMA_OR_LIST,
	SHAPE_SCHEMA_MAP,
	SHAPE_COUNT,
	SHAPE_NUMBER,
	SHAPE_LIST,
	SHAPE_NAMES, /* a list of strings */
	SHAPE_NAMES_MAP,
	SHAPE_STRING,
	SHAPE_BOOLEAN,
	SHAPE_ANY,
	SHAPE_TYPES,
};

static bool is_schema(const json_t *v)
{
	return json_is_object(v) || json_is_boolean(v);
}

static bool all_of(const json_t *v, bool (*test)(const json_t *))
{
	if (json_is_array(v)) {
		for (size_t i = 0; i < json_array_size(v); i++) {
			if (!test(json_array_get(v, i)))
				return false;
		}
		return true;
	}
	return false;
}

static bool all_members(json_t *v, bool (*test)(const json_t *))
{
	const char *key;
	json_t *member;

	json_object_foreach(v, key, member) {
		if (!test(member))
			return false;
	}
	return json_is_object(v);
}

static bool is_string(const json_t *v)
{
	return json_is_string(v);
}

static bool is_names(const json_t *v)
{
	return all_of(v, is_string);
}

static bool has_shape(json_t *v, enum shape shape)
{
	switch (shape) {
	case SHAPE_SCHEMA:
		return is_schema(v);
	case SHAPE_SCHEMAS:
		return json_array_size(v) > 0 && all_of(v, is_schema);
	case SHAPE_SCHEMA_OR_LIST:
		return is_schema(v) || all_of(v, is_schema);
	case SHAPE_SCHEMA_MAP:
		return all_members(v, is_schema);
	case SHAPE_COUNT:
		return value_count(v) != SIZE_MAX;
	case SHAPE_NUMBER:
		return json_is_number(v);
	case SHAPE_LIST:
		return json_is_array(v);
	case SHAPE_NAMES:
		return is_names(v);
	case SHAPE_NAMES_MAP:
		return all_members(v, is_names);
	case SHAPE_STRING:
		return json_is_string(v);
	case SHAPE_BOOLEAN:
		return json_is_boolean(v);
	case SHAPE_TYPES:
		return json_is_string(v) || is_names(v);
	default:
		return true;
	}
}

static const char *shape_name(enum shape shape)
{
	static const char *const names[] = {
		[SHAPE_SCHEMA] = "a schema",
		[SHAPE_SCHEMAS] = "a list of schemas",
		[SHAPE_SCHEMA_OR_LIST] = "a schema or a list of schemas",
		[SHAPE_SCHEMA_MAP] = "a mapping to schemas",
		[SHAPE_COUNT] = "a whole number from 0",
		[SHAPE_NUMBER] = "a number",
		[SHAPE_LIST] = "a list",
		[SHAPE_NAMES] = "a list of strings",
		[SHAPE_NAMES_MAP] = "a mapping to lists of strings",
		[SHAPE_STRING] = "a string",
		[SHAPE_BOOLEAN] = "true or false",
		[SHAPE_ANY] = "a value",
		[SHAPE_TYPES] = "a type or a list of types",
	};

	return names[shape];
}

/* Where the value of a keyword goes: a JSON pointer, a count, or a flag of struct schema. */
struct keyword {
	const char *name;
	enum shape shape;
	uint32_t check; /* CHECK_MAX: none of its own */
	size_t offset;
};

#define KW(name, shape, check, field)                              \
	{                                                          \
		name, shape, check, offsetof(struct schema, field) \
	}
#define NO_FIELD ((size_t)-1)

static const struct keyword keywords[] = {
	{ "$recursiveRef", SHAPE_STRING, CHECK_RECURSIVE, NO_FIELD },
	KW("$ref", SHAPE_STRING, CHECK_REF, ref),
	KW("additionalItems", SHAPE_SCHEMA, CHECK_MAX, other_entries),
	KW("additionalProperties", SHAPE_SCHEMA, CHECK_MEMBERS, other_members),
	KW("allOf", SHAPE_SCHEMAS, CHECK_ALL, all),
	KW("anyOf", SHAPE_SCHEMAS, CHECK_ANY, any),
	KW("const", SHAPE_ANY, CHECK_ENUM, constant_value),
	KW("contains", SHAPE_SCHEMA, CHECK_CONTAINS, contains),
	KW("dependentRequired", SHAPE_NAMES_MAP, CHECK_OBJECT, dependent_required),
	KW("dependentSchemas", SHAPE_SCHEMA_MAP, CHECK_DEPENDENT, dependent),
	KW("deprecated", SHAPE_BOOLEAN, CHECK_MAX, deprecated),
	KW("else", SHAPE_SCHEMA, CHECK_MAX, otherwise),
	KW("enum", SHAPE_LIST, CHECK_ENUM, enumeration),
	KW("exclusiveMaximum", SHAPE_NUMBER, CHECK_NUMBER, below),
	KW("exclusiveMinimum", SHAPE_NUMBER, CHECK_NUMBER, above),
	KW("if", SHAPE_SCHEMA, CHECK_IF, condition),
	KW("items", SHAPE_SCHEMA_OR_LIST, CHECK_ENTRIES, entries),
	KW("maxContains", SHAPE_COUNT, CHECK_MAX, max_contains),
	KW("maxItems", SHAPE_COUNT, CHECK_ARRAY, max_entries),
	KW("maxLength", SHAPE_COUNT, CHECK_STRING, max_length),
	KW("maxProperties", SHAPE_COUNT, CHECK_OBJECT, max_members),
	KW("maximum", SHAPE_NUMBER, CHECK_NUMBER, maximum),
	KW("minContains", SHAPE_COUNT, CHECK_MAX, min_contains),
	KW("minItems", SHAPE_COUNT, CHECK_ARRAY, min_entries),
	KW("minLength", SHAPE_COUNT, CHECK_STRING, min_length),
	KW("minProperties", SHAPE_COUNT, CHECK_OBJECT, min_members),
	KW("minimum", SHAPE_NUMBER, CHECK_NUMBER, minimum),
	KW("multipleOf", SHAPE_NUMBER, CHECK_NUMBER, multiple),
	KW("not", SHAPE_SCHEMA, CHECK_NOT, negated),
	KW("oneOf", SHAPE_SCHEMAS, CHECK_ONE, one),
	{ "pattern", SHAPE_STRING, CHECK_STRING, NO_FIELD },
	KW("patternProperties", SHAPE_SCHEMA_MAP, CHECK_MEMBERS, pattern_members),
	KW("properties", SHAPE_SCHEMA_MAP, CHECK_MEMBERS, members),
	KW("propertyNames", SHAPE_SCHEMA, CHECK_NAMES, names),
	KW("required", SHAPE_NAMES, CHECK_OBJECT, required),
	KW("then", SHAPE_SCHEMA, CHECK_MAX, then),
	{ "type", SHAPE_TYPES, CHECK_TYPE, NO_FIELD },
	{ "typeSize", SHAPE_COUNT, CHECK_TYPE_SIZE, NO_FIELD },
	KW("unevaluatedItems", SHAPE_SCHEMA, CHECK_LOOSE_ENTRIES, loose_entries),
	KW("unevaluatedProperties", SHAPE_SCHEMA, CHECK_LOOSE_MEMBERS, loose_members),
	KW("uniqueItems", SHAPE_BOOLEAN, CHECK_ARRAY, unique),
};

static int compare_keyword(const void *key, const void *row)
{
	return strcmp(key, ((const struct keyword *)row)->name);
}

static unsigned int type_bit(const char *name)
{
	static const struct {
		const char *name;
		unsigned int bit;
	} types[] = {
		{ "object", TYPE_OBJECT },
		{ "array", TYPE_ARRAY },
		{ "string", TYPE_STRING },
		{ "integer", TYPE_INTEGER },
		{ "number", TYPE_NUMBER },
		{ "boolean", TYPE_BOOLEAN },
		{ "null", TYPE_NULL },
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (!strcmp(types[i].name, name))
			return types[i].bit;
	}
	return 0;
}

bool engine_fail(struct engine *e, const char *fmt, ...)
{
	char text[sizeof(e->err->text)];
	va_list ap;

	if (!e->failed) {
		va_start(ap, fmt);
		vsnprintf(text, sizeof(text), fmt, ap);
		va_end(ap);
		set_error(e->err, SDC_EINPUT, "%s", text);
	}
	e->failed = true;
	return true;
}

static void set_types(struct engine *e, struct schema *s, const json_t *v)
{
	size_t n = json_is_array(v) ? json_array_size(v) : 1;

	for (size_t i = 0; i < n; i++) {
		const json_t *name = json_is_array(v) ? json_array_get(v, i) : v;
		unsigned int bit = type_bit(json_string_value(name));

		if (!bit)
			engine_fail(e, "%s: there is no type \"%s\"", s->resource->uri,
				json_string_value(name));
		s->types |= bit;
	}
}

static void set_field(struct engine *e, struct schema *s, const struct keyword *kw, json_t *v)
{
	void *field = (char *)s + kw->offset;

	switch (kw->shape) {
	case SHAPE_COUNT:
		*(size_t *)field = value_count(v);
		break;
	case SHAPE_BOOLEAN:
		*(bool *)field = json_is_true(v);
		break;
	case SHAPE_STRING:
		*(const char **)field = json_string_value(v);
		break;
	default:
		*(json_t **)field = v;
	}
	if (kw->shape == SHAPE_NUMBER && field == &s->multiple && json_number_value(v) <= 0)
		engine_fail(e, "%s: multipleOf of 0 or less", s->resource->uri);
}

static void set_keyword(struct engine *e, struct schema *s, const char *key, json_t *v)
{
	const struct keyword *kw = bsearch(key, keywords, sizeof(keywords) / sizeof(keywords[0]),
		sizeof(keywords[0]), compare_keyword);

	if (!kw)
		return;
	if (!has_shape(v, kw->shape)) {
		engine_fail(e, "%s: the value of %s is not %s", s->resource->uri, key,
			shape_name(kw->shape));
		return;
	}
	if (kw->check != CHECK_MAX)
		s->checks |= 1u << kw->check;
	if (kw->offset != NO_FIELD)
		set_field(e, s, kw, v);
	else if (kw->check == CHECK_TYPE)
		set_types(e, s, v);
	else if (kw->check == CHECK_TYPE_SIZE)
		s->type_size = (unsigned int)value_count(v);
	else if (kw->check == CHECK_STRING)
		s->pattern = engine_pattern(e, json_string_value(v), s->resource->uri);
}

static struct schema *new_schema(struct engine *e, json_t *json, const struct resource *r)
{
	struct schema *s = arena_alloc(&e->arena, sizeof(*s));

	s->json = json;
	s->resource = r;
	s->max_length = s->max_members = s->max_entries = s->max_contains = SIZE_MAX;
	s->min_contains = 1;
	return s;
}

static const struct schema *constant(bool verdict)
{
	static const struct schema yes = { .constant = true, .verdict = true };
	static const struct schema no = { .constant = true, .verdict = false };

	return verdict ? &yes : &no;
}

const struct schema *engine_compile(struct engine *e, json_t *json, const struct resource *from)
{
	struct schema *s;
	const char *key;
	json_t *v;

	if (json_is_boolean(json))
		return constant(json_is_true(json));
	s = map_get(&e->compiled, json);
	if (s)
		return s;
	if (!json_is_object(json)) {
		engine_fail(e, "%s: a schema that is no mapping", from->uri);
		return NULL;
	}
	v = json_object_get(json, "$id");
	if (json_is_string(v) && json != from->json)
		from = engine_add(e, json, from->uri);
	s = new_schema(e, json, from);
	json_object_foreach(json, key, v) {
		set_keyword(e, s, key, v);
	}
	if (e->failed)
		return NULL;
	map_set(&e->compiled, json, s);
	return s;
}
