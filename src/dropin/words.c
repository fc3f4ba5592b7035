// SPDX-License-Identifier: BSD-2-Clause
#include "dropin/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"

static void put_string(struct buf *out, const char *s)
{
	char quote = strchr(s, '\'') && !strchr(s, '"') ? '"' : '\'';

	buf_putc(out, quote);
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == (unsigned char)quote || c == '\\')
			buf_printf(out, "\\%c", c);
		else if (c == '\n')
			buf_puts(out, "\\n");
		else if (c == '\t')
			buf_puts(out, "\\t");
		else if (c == '\r')
			buf_puts(out, "\\r");
		else if (c < 0x20 || c == 0x7f)
			buf_printf(out, "\\x%02x", c);
		else
			buf_putc(out, (char)c);
	}
	buf_putc(out, quote);
}

static void put_bytes(struct buf *out, const struct dt_prop *p)
{
	char quote = memchr(p->data, '\'', p->len) && !memchr(p->data, '"', p->len) ? '"' : '\'';

	buf_printf(out, "b%c", quote);
	for (uint32_t i = 0; i < p->len; i++) {
		unsigned char c = p->data[i];

		if (c == (unsigned char)quote || c == '\\')
			buf_printf(out, "\\%c", c);
		else if (c == '\n' || c == '\t' || c == '\r')
			buf_printf(out, "\\%c", c == '\n' ? 'n' : c == '\t' ? 't' : 'r');
		else if (c < 0x20 || c >= 0x7f)
			buf_printf(out, "\\x%02x", c);
		else
			buf_putc(out, (char)c);
	}
	buf_putc(out, quote);
}

static void put_object(struct buf *out, const json_t *v)
{
	const char *key, *between = "";
	json_t *member;

	buf_putc(out, '{');
	json_object_foreach((json_t *)(uintptr_t)v, key, member) {
		buf_puts(out, between);
		put_string(out, key);
		buf_puts(out, ": ");
		words_python(out, member, NULL);
		between = ", ";
	}
	buf_putc(out, '}');
}

void words_python(struct buf *out, const json_t *v, const struct dt_prop *p)
{
	switch (json_typeof(v)) {
	case JSON_STRING:
		if (!json_string_length(v) && p && p->len)
			put_bytes(out, p);
		else
			put_string(out, json_string_value(v));
		break;
	case JSON_INTEGER:
		buf_printf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(v));
		break;
	case JSON_REAL:
		buf_printf(out, "%.0f", json_real_value(v));
		break;
	case JSON_ARRAY:
		buf_putc(out, '[');
		for (size_t i = 0; i < json_array_size(v); i++) {
			buf_puts(out, i ? ", " : "");
			words_python(out, json_array_get(v, i), NULL);
		}
		buf_putc(out, ']');
		break;
	case JSON_OBJECT:
		put_object(out, v);
		break;
	case JSON_NULL:
		buf_puts(out, "None");
		break;
	default:
		buf_puts(out, json_is_true(v) ? "True" : "False");
	}
}

static bool is(const struct failure *f, const char *keyword)
{
	return !strcmp(f->keyword, keyword);
}

bool words_same(const struct failure *f, const struct failure *next)
{
	return !next->note && next->value == f->value && next->schema == f->schema &&
	       is(next, f->keyword) &&
	       (is(f, "additionalProperties") || is(f, "unevaluatedProperties"));
}

static size_t words_count(const struct failure *f)
{
	size_t n = 1;

	for (const struct failure *g = f->next; g; g = g->next)
		n += words_same(f, g);
	return n;
}

/* The property that a failure's value is, or is of. */
static const struct dt_prop *property(const struct words *w)
{
	const struct dt_node *n = w->node;
	const struct failure *f = w->first;

	for (size_t i = 0; n && i < f->n_path && f->path[i].key; i++) {
		const struct dt_prop *p = dt_prop(n, f->path[i].key);

		if (p)
			return i + 1 == f->n_path ? p : NULL;
		n = dt_child(n, f->path[i].key);
	}
	return NULL;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void put_names(struct buf *out, const struct words *w, bool sort)
{
	VEC(const char *) names = { 0 };
	const struct failure *f = w->first;

	for (const struct failure *g = f; g; g = g->next) {
		if (g == f || words_same(f, g))
			vec_push(&names, g->name);
	}
	if (sort)
		qsort(names.v, names.n, sizeof(*names.v), compare_names);
	for (size_t i = 0; i < names.n; i++) {
		buf_puts(out, i ? ", " : "");
		put_string(out, names.v[i]);
	}
	vec_free(&names);
}

static void put_patterns(struct buf *out, const json_t *patterns)
{
	VEC(const char *) names = { 0 };
	const char *key;
	json_t *v;

	json_object_foreach((json_t *)(uintptr_t)patterns, key, v) {
		vec_push(&names, key);
	}
	if (names.n)
		qsort(names.v, names.n, sizeof(*names.v), compare_names);
	for (size_t i = 0; i < names.n; i++) {
		buf_puts(out, i ? ", " : "");
		put_string(out, names.v[i]);
	}
	vec_free(&names);
}

static void put_unknown(struct buf *out, const struct words *w)
{
	const json_t *patterns = json_object_get(w->first->schema, "patternProperties");
	bool one = words_count(w->first) == 1;

	if (is(w->first, "unevaluatedProperties")) {
		bool none = json_is_false(w->first->wanted);

		buf_puts(out,
			none ? "Unevaluated properties are not allowed ("
			     : "Unevaluated properties are not valid under the given schema (");
		put_names(out, w, none);
		buf_printf(out, none ? " %s unexpected)" : " %s unevaluated and invalid)",
			one ? "was" : "were");
	} else if (patterns) {
		put_names(out, w, true);
		buf_printf(out, " %s not match any of the regexes: ", one ? "does" : "do");
		put_patterns(out, patterns);
	} else {
		buf_puts(out, "Additional properties are not allowed (");
		put_names(out, w, true);
		buf_printf(out, " %s unexpected)", one ? "was" : "were");
	}
}

static void put_types(struct buf *out, const json_t *wanted)
{
	if (!json_is_array(wanted)) {
		words_python(out, wanted, NULL);
		return;
	}
	for (size_t i = 0; i < json_array_size(wanted); i++) {
		buf_puts(out, i ? ", " : "");
		words_python(out, json_array_get(wanted, i), NULL);
	}
}

/* The property on which another depends. */
static const char *depending(const struct failure *f)
{
	const char *key;
	json_t *names;

	json_object_foreach(json_object_get(f->schema, "dependentRequired"), key, names) {
		if (names == f->wanted)
			return key;
	}
	return "";
}

/* Between the value and what is wanted; "" ends there. */
static const struct {
	const char *keyword, *words;
	bool wanted;
} phrases[] = {
	{ "type", " is not of type ", true },
	{ "enum", " is not one of ", true },
	{ "minimum", " is less than the minimum of ", true },
	{ "maximum", " is greater than the maximum of ", true },
	{ "exclusiveMinimum", " is less than or equal to the minimum of ", true },
	{ "exclusiveMaximum", " is greater than or equal to the maximum of ", true },
	{ "multipleOf", " is not a multiple of ", true },
	{ "pattern", " does not match ", true },
	{ "propertyNames", " does not match ", true },
	{ "not", " should not be valid under ", true },
	{ "uniqueItems", " has non-unique elements", false },
	{ "contains", " does not contain items matching the given schema", false },
	{ "oneOf", " is not valid under any of the given schemas", false },
	{ "anyOf", " is not valid under any of the given schemas", false },
};

static bool put_phrase(struct buf *out, const struct words *w)
{
	const struct failure *f = w->first;

	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]); i++) {
		if (!is(f, phrases[i].keyword))
			continue;
		if (f->name)
			put_string(out, f->name);
		else
			words_python(out, f->value, property(w));
		buf_puts(out, is(f, "oneOf") && !f->n_alternatives
				      ? " is valid under each of several given schemas"
				      : phrases[i].words);
		if (phrases[i].wanted && is(f, "type"))
			put_types(out, f->wanted);
		else if (phrases[i].wanted)
			words_python(out, f->wanted, NULL);
		return true;
	}
	return false;
}

static bool put_size(struct buf *out, const struct words *w)
{
	const struct failure *f = w->first;
	bool min = is(f, "minItems") || is(f, "minLength");
	bool max = is(f, "maxItems") || is(f, "maxLength");
	double wanted = json_number_value(f->wanted);
	bool few = wanted < 2 && wanted > 0;

	if (is(f, "minProperties") || is(f, "maxProperties")) {
		words_python(out, f->value, NULL);
		buf_puts(out, is(f, "minProperties") ? few ? " should be non-empty"
							   : " does not have enough properties"
						     : " has too many properties");
		return true;
	}
	if (!min && !max)
		return false;
	words_python(out, f->value, property(w));
	if (min)
		buf_puts(out, few ? " should be non-empty" : " is too short");
	else
		buf_puts(out, wanted > 0 ? " is too long" : " is expected to be empty");
	return true;
}

void words_message(struct buf *out, const struct words *w)
{
	const struct failure *f = w->first;

	if (is(f, "required")) {
		put_string(out, f->name);
		buf_puts(out, " is a required property");
	} else if (is(f, "dependentRequired")) {
		put_string(out, f->name);
		buf_puts(out, " is a dependency of ");
		put_string(out, depending(f));
	} else if (is(f, "additionalProperties") || is(f, "unevaluatedProperties")) {
		put_unknown(out, w);
	} else if (is(f, "const")) {
		words_python(out, f->wanted, NULL);
		buf_puts(out, " was expected");
	} else if (is(f, "typeSize")) {
		buf_printf(out, "size is %u, expected ",
			f->bits && json_is_number(f->value) ? f->bits : 32);
		words_python(out, f->wanted, NULL);
	} else if (is(f, "false") || is(f, "$ref")) {
		buf_puts(out, "False schema does not allow ");
		words_python(out, f->value, property(w));
	} else if (!put_phrase(out, w) && !put_size(out, w)) {
		words_python(out, f->value, property(w));
		buf_printf(out, " is not valid under %s", f->keyword);
	}
}
