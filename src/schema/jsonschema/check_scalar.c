// SPDX-License-Identifier: BSD-2-Clause
/* Keywords that look at one value: type, enum, const, numbers and strings. */
#include <string.h>

#include "schema/jsonschema/check.h"
#include "schema/jsonschema/value.h"

static unsigned int types_of(const json_t *v)
{
	switch (json_typeof(v)) {
	case JSON_OBJECT:
		return TYPE_OBJECT;
	case JSON_ARRAY:
		return TYPE_ARRAY;
	case JSON_STRING:
		return TYPE_STRING;
	case JSON_INTEGER:
	case JSON_REAL:
		return TYPE_NUMBER | (value_is_integer(v) ? TYPE_INTEGER : 0);
	case JSON_NULL:
		return TYPE_NULL;
	default:
		return TYPE_BOOLEAN;
	}
}

bool check_type(struct engine *e, const struct schema *s, const struct at *at)
{
	if (types_of(at->value) & s->types)
		return true;
	return check_failed(e, s, at, "type", json_object_get(s->json, "type"), NULL);
}

/*
 * Numbers that came from no property, or whose size nobody recorded, are cells. What is no number
 * is none of this keyword's business, but for dt-schema.
 */
bool check_type_size(struct engine *e, const struct schema *s, const struct at *at)
{
	unsigned int bits = e->bits && json_is_number(at->value) ? e->bits : 32;

	if (bits == s->type_size || (!e->cascade && !json_is_number(at->value)))
		return true;
	return check_failed(e, s, at, "typeSize", json_object_get(s->json, "typeSize"), NULL);
}

bool check_enum(struct engine *e, const struct schema *s, const struct at *at)
{
	bool ok = true;

	if (s->constant_value && !value_equal(s->constant_value, at->value))
		ok = check_failed(e, s, at, "const", s->constant_value, NULL);
	if (s->enumeration && !value_find(s->enumeration, at->value))
		ok = check_failed(e, s, at, "enum", s->enumeration, NULL);
	return ok;
}

bool check_number(struct engine *e, const struct schema *s, const struct at *at)
{
	const json_t *v = at->value;
	bool ok = true;

	if (!json_is_number(v))
		return true;
	if (s->minimum && value_compare(v, s->minimum) < 0)
		ok = check_failed(e, s, at, "minimum", s->minimum, NULL);
	if (s->maximum && value_compare(v, s->maximum) > 0)
		ok = check_failed(e, s, at, "maximum", s->maximum, NULL);
	if (s->above && value_compare(v, s->above) <= 0)
		ok = check_failed(e, s, at, "exclusiveMinimum", s->above, NULL);
	if (s->below && value_compare(v, s->below) >= 0)
		ok = check_failed(e, s, at, "exclusiveMaximum", s->below, NULL);
	if (s->multiple && !value_is_multiple(v, s->multiple))
		ok = check_failed(e, s, at, "multipleOf", s->multiple, NULL);
	return ok;
}

static const json_t *keyword(const struct schema *s, const char *name)
{
	return json_object_get(s->json, name);
}

bool check_string(struct engine *e, const struct schema *s, const struct at *at)
{
	const char *v = json_string_value(at->value);
	size_t len;
	bool ok = true;

	if (!v)
		return true;
	len = s->min_length || s->max_length != SIZE_MAX ? value_string_len(v) : 0;
	if (len < s->min_length)
		ok = check_failed(e, s, at, "minLength", keyword(s, "minLength"), NULL);
	if (len > s->max_length)
		ok = check_failed(e, s, at, "maxLength", keyword(s, "maxLength"), NULL);
	if (s->pattern && !pattern_match(s->pattern, v))
		ok = check_failed(e, s, at, "pattern", keyword(s, "pattern"), NULL);
	return ok;
}
