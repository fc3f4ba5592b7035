// SPDX-License-Identifier: BSD-2-Clause
/* What a binding leaves unsaid about the value of a property. */
#include "schema/fixup/fixup_value.h"

#include <string.h>

static const json_t *first_of(const json_t *v)
{
	return json_is_array(v) ? json_array_get(v, 0) : v;
}

bool fixup_is_integer(const json_t *schema)
{
	return json_is_integer(first_of(json_object_get(schema, "const"))) ||
	       json_is_integer(first_of(json_object_get(schema, "enum"))) ||
	       json_is_integer(json_object_get(schema, "minimum")) ||
	       json_is_integer(json_object_get(schema, "maximum"));
}

bool fixup_is_string(const json_t *schema)
{
	return json_is_string(first_of(json_object_get(schema, "const"))) ||
	       json_is_string(first_of(json_object_get(schema, "enum"))) ||
	       json_is_string(json_object_get(schema, "pattern"));
}

/* Moves what is said of one value into a schema of its own. */
static json_t *take_single(json_t *schema)
{
	static const char *const keys[] = { "const", "enum", "pattern", "minimum", "maximum",
		"multipleOf" };
	json_t *single = json_object();

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		json_t *v = json_object_get(schema, keys[i]);

		if (v) {
			json_object_set(single, keys[i], v);
			json_object_del(schema, keys[i]);
		}
	}
	return single;
}

static json_t *list_of(json_t *schema)
{
	json_t *list = json_array();

	json_array_append_new(list, schema);
	return list;
}

/* A list with one entry, which is a row with one cell. */
static json_t *row_of(json_t *single)
{
	return list_of(json_pack("{s:o}", "items", list_of(single)));
}

static void fixup_reg(json_t *schema)
{
	json_t *items = json_object_get(schema, "items");
	json_t *single = items ? (json_is_array(items) ? json_array_get(items, 0) : items) : schema;

	if (!json_is_object(single) || !fixup_is_integer(single))
		return;
	json_incref(single);
	json_object_set_new(schema, "items", row_of(take_single(single)));
	json_decref(single);
}

static bool says_nothing(const json_t *schema)
{
	return json_is_object(schema) &&
	       json_object_size(schema) == (json_object_get(schema, "description") ? 1 : 0);
}

/* Entries that are only described: their number is what counts. */
static void drop_empty_items(json_t *schema)
{
	json_t *items = json_object_get(schema, "items");
	json_int_t n;

	if (json_is_object(items)) {
		drop_empty_items(items);
		return;
	}
	if (!json_is_array(items))
		return;
	for (size_t i = 0; i < json_array_size(items); i++) {
		json_t *item = json_array_get(items, i);

		if (!json_is_object(item))
			continue;
		drop_empty_items(item);
		if (!says_nothing(item))
			return;
	}
	n = (json_int_t)json_array_size(items);
	if (!json_object_get(schema, "type"))
		json_object_set_new(schema, "type", json_string("array"));
	if (!json_object_get(schema, "maxItems"))
		json_object_set_new(schema, "maxItems", json_integer(n));
	if (!json_object_get(schema, "minItems"))
		json_object_set_new(schema, "minItems", json_integer(n));
	json_object_del(schema, "items");
}

static bool has_shape(const json_t *schema)
{
	return json_object_get(schema, "items") || json_object_get(schema, "minItems") ||
	       json_object_get(schema, "maxItems");
}

static bool is_matrix(const json_t *schema)
{
	const json_t *items = json_object_get(schema, "items");

	if (json_is_object(items))
		return has_shape(items);
	for (size_t i = 0; i < json_array_size(items); i++) {
		if (has_shape(json_array_get(items, i)))
			return true;
	}
	return false;
}

static bool ends_in(const char *name, const char *const *suffixes)
{
	size_t len = strlen(name);

	for (; *suffixes; suffixes++) {
		size_t n = strlen(*suffixes);

		if (len >= n && !strcmp(name + len - n, *suffixes))
			return true;
	}
	return false;
}

/* Names that end in a unit: most are lists of cells, hertz and microvolt are lists of rows. */
static void fixup_unit(json_t *schema, const char *property)
{
	static const char *const arrays[] = { "-kBps", "-bits", "-percent", "-bp", "-db", "-mhz",
		"-sec", "-ms", "-us", "-ns", "-ps", "-mm", "-nanoamp", "-ohms", "-micro-ohms",
		"-microamp", "-microwatt", "-microamp-hours", "-microwatt-hours", "-milliwatt",
		"-femtofarads", "-picofarads", "-celsius", "-millicelsius", "-kelvin", "-pascal",
		"-kpascal", NULL };
	static const char *const matrices[] = { "-hz", "-microvolt", NULL };

	if (!property || json_object_get(schema, "$ref"))
		return;
	if (ends_in(property, arrays)) {
		if (fixup_is_integer(schema))
			json_object_set_new(schema, "items", list_of(take_single(schema)));
	} else if (ends_in(property, matrices) && !is_matrix(schema)) {
		if (has_shape(schema)) {
			json_object_set_new(schema, "items", list_of(json_deep_copy(schema)));
			json_object_del(schema, "minItems");
			json_object_del(schema, "maxItems");
		} else if (fixup_is_integer(schema)) {
			json_object_set_new(schema, "items", row_of(take_single(schema)));
		}
	}
}

static void default_to(json_t *schema, const char *key, json_t *v)
{
	if (!json_object_get(schema, key))
		json_object_set(schema, key, v);
}

static void fix_size(json_t *schema, bool in_branch)
{
	json_t *items = json_object_get(schema, "items");
	json_t *min = json_object_get(schema, "minItems");
	json_t *max = json_object_get(schema, "maxItems");

	if (items) {
		json_object_set_new(schema, "type", json_string("array"));
		if (json_is_array(items)) {
			json_t *n = json_integer((json_int_t)json_array_size(items));

			default_to(schema, "minItems", n);
			default_to(schema, "maxItems", n);
			json_decref(n);
			for (size_t i = 0; i < json_array_size(items); i++) {
				if (json_is_object(json_array_get(items, i)))
					fix_size(json_array_get(items, i), in_branch);
			}
		} else if (json_is_object(items)) {
			fix_size(items, in_branch);
		}
	} else if (!in_branch && max && !min) {
		json_object_set(schema, "minItems", max);
	} else if (!in_branch && min && !max) {
		json_object_set(schema, "maxItems", min);
	}
}

/* Alternatives that are only constants are an enumeration, which makes better messages. */
static void join_constants(json_t *schema)
{
	const char *keyword = json_object_get(schema, "anyOf") ? "anyOf" : "oneOf";
	json_t *parts = json_object_get(schema, keyword);
	json_t *values;

	if (!json_is_array(parts)) {
		if (json_is_object(json_object_get(schema, "items")))
			join_constants(json_object_get(schema, "items"));
		return;
	}
	values = json_array();
	for (size_t i = 0; i < json_array_size(parts); i++) {
		json_t *part = json_array_get(parts, i);
		json_t *v = json_object_get(part, "const");
		size_t n = json_object_get(part, "description") ? 2 : 1;

		if (!v || json_object_size(part) != n) {
			json_decref(values);
			return;
		}
		json_array_append(values, v);
	}
	json_object_del(schema, keyword);
	json_object_set_new(schema, "enum", values);
}

static void fixup_lists(json_t *schema, struct fixup_place place)
{
	static const char *const lists[] = { "allOf", "oneOf", "anyOf" };

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		json_t *list = json_object_get(schema, lists[i]);

		for (size_t j = 0; j < json_array_size(list); j++)
			fixup_value(json_array_get(list, j), place);
	}
}

void fixup_value(json_t *schema, struct fixup_place place)
{
	if (!json_is_object(schema))
		return;
	join_constants(schema);
	fixup_lists(schema, place);
	if (json_object_get(schema, "then")) {
		struct fixup_place branch = place;

		branch.in_branch = true;
		fixup_value(json_object_get(schema, "then"), branch);
	}
	if (place.in_reg)
		fixup_reg(schema);
	drop_empty_items(schema);
	fixup_unit(schema, place.property);
	if (fixup_is_string(schema))
		json_object_set_new(schema, "items", list_of(take_single(schema)));
	fix_size(schema, place.in_branch);
	fixup_dependencies(schema);
}
