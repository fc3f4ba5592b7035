// SPDX-License-Identifier: BSD-2-Clause
/* Failures in words. */
#include "schema/message.h"

#include <string.h>

#include "schema/jsonschema/value.h"

static bool is(const struct failure *f, const char *keyword)
{
	return !strcmp(f->keyword, keyword);
}

/* How far an alternative is from what stands there: a wrong type is far, a detail is near. */
static unsigned int distance(const struct failure *list, size_t n_path)
{
	unsigned int d = 0;

	for (; list; list = list->next) {
		if (list->note)
			continue;
		d += 4;
		if (list->n_path > n_path)
			d -= list->n_path > n_path + 1 ? 2 : 1;
		if (is(list, "type") || is(list, "false"))
			d += 8;
		if (is(list, "const") || is(list, "enum"))
			d += 2;
	}
	return d;
}

static const struct failure *first_real(const struct failure *f)
{
	while (f && f->note)
		f = f->next;
	return f;
}

const struct failure *message_helpful(const struct failure *f)
{
	while (f->n_alternatives) {
		const struct failure *best = NULL;
		unsigned int least = 0, ties = 0;

		for (size_t i = 0; i < f->n_alternatives; i++) {
			const struct failure *alt = first_real(f->alternatives[i]);
			unsigned int d = distance(f->alternatives[i], f->n_path);

			if (!alt)
				continue;
			if (!best || d < least) {
				best = alt;
				least = d;
				ties = 1;
			} else if (d == least) {
				ties++;
			}
		}
		if (!best || ties > 1)
			return f;
		f = best;
	}
	return f;
}

/* What is no larger is rather a count than an address. */
#define MAX_COUNT 4095

static void write_number(struct buf *b, unsigned long long number)
{
	buf_printf(b, number <= MAX_COUNT ? "%llu" : "0x%llx", number);
}

static void write_scalar(struct buf *b, const json_t *v)
{
	switch (json_typeof(v)) {
	case JSON_INTEGER:
		if (json_integer_value(v) < 0)
			buf_printf(b, "%" JSON_INTEGER_FORMAT, json_integer_value(v));
		else
			write_number(b, (unsigned long long)json_integer_value(v));
		break;
	case JSON_REAL:
		if (value_is_integer(v) && json_real_value(v) >= 0 && json_real_value(v) < 0x1p64)
			write_number(b, (unsigned long long)json_real_value(v));
		else
			buf_printf(b, "%.15g", json_real_value(v));
		break;
	case JSON_STRING:
		buf_printf(b, "\"%.60s%s\"", json_string_value(v),
			json_string_length(v) > 60 ? "..." : "");
		break;
	case JSON_NULL:
		buf_puts(b, "nothing");
		break;
	default:
		buf_puts(b, json_is_true(v) ? "true" : "false");
	}
}

#define MANY 8

/* A value as in a device tree source: <0x1 0x2>, <0x3>, or "a", "b". */
static void write_value(struct buf *b, const json_t *v)
{
	size_t n = json_array_size(v);

	if (!json_is_array(v)) {
		write_scalar(b, v);
		return;
	}
	for (size_t i = 0; i < n && i < MANY; i++) {
		const json_t *entry = json_array_get(v, i);

		if (i)
			buf_puts(b, json_is_array(entry) || json_is_string(entry) ? ", " : " ");
		if (json_is_array(entry)) {
			buf_putc(b, '<');
			write_value(b, entry);
			buf_putc(b, '>');
		} else {
			write_scalar(b, entry);
		}
	}
	if (n > MANY)
		buf_puts(b, " ...");
}

static void write_list(struct buf *b, const json_t *list)
{
	size_t n = json_array_size(list), i;

	for (i = 0; i < n && i < 12; i++) {
		const json_t *v = json_array_get(list, i);

		if (i)
			buf_puts(b, ", ");
		if (json_is_object(v) || json_is_array(v))
			buf_puts(b, "a list");
		else
			write_scalar(b, v);
	}
	if (n > i)
		buf_printf(b, " and %zu more", n - i);
}

static bool is_plain(const json_t *v)
{
	return !json_is_object(v) && json_array_size(v) <= MANY;
}

/* "reg of 0x15", "entry 2 of reg", "node" */
static void write_subject(
	struct buf *b, const struct failure *f, const char *prop, const char *node)
{
	if (!prop && f->n_path && !json_is_object(f->value))
		buf_printf(b, "the %s's name", node);
	else if (!prop)
		buf_printf(b, "the %s", node);
	else if (json_is_object(f->value))
		buf_printf(b, "%s %s", node, prop);
	else
		buf_printf(b, "%s", prop);
}

/* Bytes that fit no type; see decode.h. */
static bool is_misfit(const struct failure *f)
{
	return json_is_string(f->value) && !json_string_length(f->value);
}

static void write_value_of(struct buf *b, const struct failure *f)
{
	if (json_is_true(f->value)) {
		buf_puts(b, " (empty)");
	} else if (is_misfit(f)) {
		buf_puts(b, " (of the wrong kind or length)");
	} else if (is_plain(f->value)) {
		buf_puts(b, " of ");
		write_value(b, f->value);
	}
}

static const char *type_name(const json_t *wanted)
{
	static const struct {
		const char *type, *words;
	} names[] = {
		{ "object", "a node" },
		{ "array", "a list" },
		{ "string", "a string" },
		{ "integer", "a single number" },
		{ "number", "a number" },
		{ "boolean", "a property without value" },
		{ "null", "a property without value" },
	};
	const char *type = json_string_value(wanted);

	for (size_t i = 0; type && i < sizeof(names) / sizeof(names[0]); i++) {
		if (!strcmp(names[i].type, type))
			return names[i].words;
	}
	return "of a type that is allowed here";
}

static void write_type(struct buf *b, const struct failure *f, const char *node)
{
	const char *wanted = json_string_value(f->wanted);
	bool tree = !strcmp(node, "node");

	if (tree && wanted && !strcmp(wanted, "object") && !is_misfit(f)) {
		buf_puts(b, " is not a known property");
		return;
	}
	if (tree && (is_misfit(f) || json_is_true(f->value))) {
		buf_puts(
			b, is_misfit(f) ? " has a value of the wrong kind or length" : " is empty");
		return;
	}
	if (!tree && json_is_array(f->value))
		buf_puts(b, " (a list)");
	else
		write_value_of(b, f);
	if (!tree && wanted)
		buf_printf(b, " is not of type %s", !strcmp(wanted, "object") ? "mapping" : wanted);
	else if (wanted && !strcmp(wanted, "boolean"))
		buf_puts(b, " has a value, but is a flag");
	else
		buf_printf(b, " is not %s", type_name(f->wanted));
}

static void write_count(struct buf *b, const struct failure *f, const char *words)
{
	size_t n =
		json_is_object(f->value) ? json_object_size(f->value) : json_array_size(f->value);

	buf_printf(b, " has %zu %s%s, %s %lld %s wanted", n,
		json_is_object(f->value)                      ? "member"
		: json_is_array(json_array_get(f->value, 0))  ? "row"
		: json_is_string(json_array_get(f->value, 0)) ? "string"
							      : "cell",
		n == 1 ? "" : "s", words, (long long)json_number_value(f->wanted),
		json_number_value(f->wanted) < 2 ? "is" : "are");
}

/* The names that the alternatives each miss, where that is all they miss. */
static bool write_missing_one_of(struct buf *b, const struct failure *f)
{
	for (size_t i = 0; i < f->n_alternatives; i++) {
		const struct failure *alt = first_real(f->alternatives[i]);

		if (!alt || !is(alt, "required") || first_real(alt->next) ||
			alt->n_path != f->n_path)
			return false;
	}
	buf_puts(b, "one of ");
	for (size_t i = 0; i < f->n_alternatives; i++)
		buf_printf(b, "%s%s", i ? ", " : "", first_real(f->alternatives[i])->name);
	buf_puts(b, " is missing");
	return true;
}

static bool same_path(const struct failure *a, const struct failure *b)
{
	if (a->n_path != b->n_path)
		return false;
	for (size_t i = 0; i < a->n_path; i++) {
		const struct step *x = &a->path[i], *y = &b->path[i];

		if (!x->key != !y->key || (x->key ? strcmp(x->key, y->key) : x->index != y->index))
			return false;
	}
	return true;
}

/* All alternatives want another constant of the same value. */
static bool write_none_of(
	struct buf *b, const struct failure *f, const char *prop, const char *node)
{
	const struct failure *first = NULL;
	bool any = false;

	for (size_t i = 0; i < f->n_alternatives; i++) {
		const struct failure *alt = first_real(f->alternatives[i]);

		if (!alt || (!is(alt, "const") && !is(alt, "enum")) || first_real(alt->next))
			return false;
		if (first && !same_path(first, alt))
			return false;
		first = alt;
	}
	if (!first)
		return false;
	write_subject(b, first, prop, node);
	write_value_of(b, first);
	buf_puts(b, " is not one of ");
	for (size_t i = 0; i < f->n_alternatives; i++) {
		const struct failure *alt = first_real(f->alternatives[i]);

		buf_puts(b, any ? ", " : "");
		any = true;
		if (is(alt, "enum"))
			write_list(b, alt->wanted);
		else
			write_value(b, alt->wanted);
	}
	return true;
}

static void write_alternatives(
	struct buf *b, const struct failure *f, const char *prop, const char *node)
{
	const struct failure *best = message_helpful(f);

	if (best != f) {
		message_write(b, best, prop, node);
		return;
	}
	if (f->n_alternatives && (write_missing_one_of(b, f) || write_none_of(b, f, prop, node)))
		return;
	write_subject(b, f, prop, node);
	write_value_of(b, f);
	if (!f->n_alternatives)
		buf_puts(b, " fits more than one of the forms of which it must have one");
	else
		buf_puts(b, " has none of the forms that are allowed");
}

struct phrase {
	const char *keyword;
	const char *words; /* between the value and what is wanted */
};

static const struct phrase bounds[] = {
	{ "minimum", "is below" },
	{ "maximum", "is above" },
	{ "exclusiveMinimum", "is not above" },
	{ "exclusiveMaximum", "is not below" },
	{ "multipleOf", "is not a multiple of" },
	{ "const", "is not" },
	{ "pattern", "does not match" },
	{ "minLength", "is shorter than" },
	{ "maxLength", "is longer than" },
};

static bool write_bound(struct buf *b, const struct failure *f)
{
	for (size_t i = 0; i < sizeof(bounds) / sizeof(bounds[0]); i++) {
		if (!is(f, bounds[i].keyword))
			continue;
		write_value_of(b, f);
		buf_printf(b, " %s ", bounds[i].words);
		write_value(b, f->wanted);
		return true;
	}
	return false;
}

static bool write_size(struct buf *b, const struct failure *f)
{
	if (is(f, "minItems") || is(f, "minProperties"))
		write_count(b, f, "at least");
	else if (is(f, "maxItems") || is(f, "maxProperties"))
		write_count(b, f, "at most");
	else
		return false;
	return true;
}

/* What is said about a member that is absent, or that should be. */
static bool write_name(struct buf *b, const struct failure *f, const char *node)
{
	const json_t *v = f->name ? json_object_get(f->value, f->name) : NULL;

	if (!f->name)
		return false;
	if (is(f, "required") || is(f, "dependentRequired"))
		buf_printf(b, "%s is missing", f->name);
	else if (is(f, "propertyNames"))
		buf_printf(b, "'%s' is not an allowed name", f->name);
	else if (json_is_object(v))
		buf_printf(b, "%s %s does not belong here", node, f->name);
	else
		buf_printf(
			b, "unknown %s '%s'", strcmp(node, "node") ? "key" : "property", f->name);
	return true;
}

void message_write(struct buf *b, const struct failure *f, const char *prop, const char *node)
{
	if (f->n_alternatives || is(f, "anyOf") || is(f, "oneOf")) {
		write_alternatives(b, f, prop, node);
		return;
	}
	if (write_name(b, f, node))
		return;
	if (is(f, "$ref")) {
		buf_printf(b, "schema %s is needed, but not there", json_string_value(f->wanted));
		return;
	}
	write_subject(b, f, prop, node);
	if (is(f, "type")) {
		write_type(b, f, node);
	} else if (is(f, "enum")) {
		write_value_of(b, f);
		buf_puts(b, " is not one of ");
		write_list(b, f->wanted);
	} else if (is(f, "false")) {
		buf_puts(b, " is not allowed here");
	} else if (is(f, "deprecated")) {
		if (json_is_string(f->value) || (f->n_path > 1 && !json_is_object(f->value)))
			write_value_of(b, f);
		buf_puts(b, " is deprecated");
	} else if (is(f, "uniqueItems")) {
		buf_puts(b, " names something twice");
	} else if (is(f, "typeSize")) {
		buf_printf(b, " is not made of numbers of %lld bits",
			(long long)json_integer_value(f->wanted));
	} else if (is(f, "contains") || is(f, "maxContains")) {
		write_value_of(b, f);
		buf_puts(b, is(f, "contains") ? " lacks an entry that it must have"
					      : " has an entry too often");
	} else if (!write_bound(b, f) && !write_size(b, f)) {
		write_value_of(b, f);
		buf_puts(b, " is not allowed like this");
	}
}
