// SPDX-License-Identifier: BSD-2-Clause
#include "report/binding.h"

#include <string.h>

#include "base/text.h"
#include "report/text/table.h"
#include "schema/decode/decode.h"

static bool has_name(const json_t *names, const char *name)
{
	for (size_t i = 0; i < json_array_size(names); i++) {
		const char *s = json_string_value(json_array_get(names, i));

		if (s && !strcmp(s, name))
			return true;
	}
	return false;
}

/* Required in any case, in one of several, or not. */
static const char *required(const json_t *binding, const char *name)
{
	static const char *const lists[] = { "oneOf", "anyOf", "allOf" };

	if (has_name(json_object_get(binding, "required"), name))
		return "yes";
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		const json_t *list = json_object_get(binding, lists[i]);

		for (size_t j = 0; j < json_array_size(list); j++) {
			const json_t *part = json_array_get(list, j);

			if (has_name(json_object_get(part, "required"), name) ||
				has_name(json_object_get(json_object_get(part, "then"), "required"),
					name))
				return "in some cases";
		}
	}
	return "";
}

static void put_value(struct buf *out, const json_t *v)
{
	if (json_is_string(v))
		buf_printf(out, "\"%s\"", json_string_value(v));
	else if (json_is_integer(v))
		buf_printf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(v));
	else if (json_is_number(v))
		buf_printf(out, "%.0f", json_number_value(v));
	else
		buf_puts(out, json_is_true(v) ? "true" : "...");
}

static void next(struct buf *out)
{
	if (out->len)
		buf_puts(out, "; ");
}

static void put_choices(struct buf *out, const json_t *list)
{
	size_t n = json_array_size(list);

	if (!n)
		return;
	next(out);
	for (size_t i = 0; i < n && i < 6; i++) {
		buf_puts(out, i ? ", " : "");
		put_value(out, json_array_get(list, i));
	}
	if (n > 6)
		buf_printf(out, " and %zu more", n - 6);
}

static void put_range(struct buf *out, const json_t *low, const json_t *high, const char *what)
{
	if (!low && !high)
		return;
	next(out);
	if (low && high && json_number_value(low) >= json_number_value(high)) {
		put_value(out, low);
	} else {
		if (low)
			put_value(out, low);
		buf_puts(out, high ? low ? " to " : "up to " : " or more");
		if (high)
			put_value(out, high);
	}
	buf_puts(out, what);
}

/* What is said of the value, and of its entries; deeper is for those who read the binding. */
static void put_limits(struct buf *out, const json_t *schema, unsigned int depth)
{
	const json_t *items = json_object_get(schema, "items");
	const json_t *constant = json_object_get(schema, "const");
	static const char *const lists[] = { "oneOf", "anyOf", "allOf" };

	put_range(out, json_object_get(schema, "minItems"), json_object_get(schema, "maxItems"),
		json_number_value(json_object_get(schema, "maxItems")) < 2 &&
				json_object_get(schema, "maxItems")
			? " entry"
			: " entries");
	put_range(out, json_object_get(schema, "minimum"), json_object_get(schema, "maximum"), "");
	if (constant) {
		next(out);
		put_value(out, constant);
	}
	put_choices(out, json_object_get(schema, "enum"));
	if (json_object_get(schema, "pattern")) {
		next(out);
		buf_printf(out, "like %s", json_string_value(json_object_get(schema, "pattern")));
	}
	if (depth > 3)
		return;
	if (json_is_object(items))
		put_limits(out, items, depth + 1);
	for (size_t i = 0; i < json_array_size(items); i++)
		put_limits(out, json_array_get(items, i), depth + 1);
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		const json_t *list = json_object_get(schema, lists[i]);

		for (size_t j = 0; j < json_array_size(list); j++)
			put_limits(out, json_array_get(list, j), depth + 1);
	}
}

static bool is_node(const json_t *schema)
{
	const char *type = json_string_value(json_object_get(schema, "type"));

	return (type && !strcmp(type, "object")) || json_object_get(schema, "properties");
}

static void put_types(
	struct buf *out, struct type_table *types, const char *name, const json_t *schema)
{
	const struct prop_type *t = decode_type(types, name);

	if (is_node(schema)) {
		buf_puts(out, "node");
		return;
	}
	for (uint32_t rest = t->types; rest; rest &= rest - 1)
		buf_printf(out, "%s%s", out->len ? ", " : "", decode_type_name(rest & -rest));
}

static const char *first_sentence(struct arena *a, const char *text)
{
	const char *dot = text ? strstr(text, ". ") : NULL;
	size_t n = text ? strcspn(text, "\n") : 0;

	if (!text)
		return "";
	if (dot && (size_t)(dot - text) < n)
		n = (size_t)(dot - text);
	return arena_strndup(a, text, n);
}

static void add_rows(
	struct table *t, struct type_table *types, const json_t *binding, const char *keyword)
{
	const char *name;
	json_t *schema;

	json_object_foreach(json_object_get(binding, keyword), name, schema) {
		struct buf kind = { 0 }, limits = { 0 };

		if (name[0] == '$' || json_is_true(schema))
			continue;
		put_types(&kind, types, name, schema);
		if (!is_node(schema))
			put_limits(&limits, schema, 0);
		table_cell(t, "%s", name);
		table_cell(t, "%s", required(binding, name));
		table_cell(t, "%s", buf_str(&kind));
		table_cell(t, "%s", buf_str(&limits));
		table_cell(t, "%s",
			first_sentence(&t->arena,
				json_string_value(json_object_get(schema, "description"))));
		buf_free(&kind);
		buf_free(&limits);
	}
}

static void put_references(struct buf *out, const json_t *binding)
{
	const json_t *all = json_object_get(binding, "allOf");
	const char *ref = json_string_value(json_object_get(binding, "$ref"));

	if (ref) {
		buf_puts(out, "with ");
		text_clean(out, ref, TEXT_ONE_LINE);
		buf_putc(out, '\n');
	}
	for (size_t i = 0; i < json_array_size(all); i++) {
		ref = json_string_value(json_object_get(json_array_get(all, i), "$ref"));
		if (!ref)
			continue;
		buf_puts(out, "with ");
		text_clean(out, ref, TEXT_ONE_LINE);
		buf_putc(out, '\n');
	}
}

int report_binding(struct buf *out, struct set_view *view, size_t number, struct sdc_error *err)
{
	static const char *const heading[] = { "property", "required", "type", "limits", "" };
	struct table t = { .columns = 5 };
	const json_t *binding = set_json(view, number, err);
	const char *title = json_string_value(json_object_get(binding, "title"));
	struct type_table types;

	if (!binding)
		return -SDC_EINPUT;
	types_open(&types, &view->set->index);
	text_clean(out, title ? title : "(no title)", TEXT_ONE_LINE);
	buf_putc(out, '\n');
	text_clean(out, view->set->sources[number].id, TEXT_ONE_LINE);
	buf_putc(out, '\n');
	put_references(out, binding);
	buf_putc(out, '\n');
	table_heading(&t, heading);
	add_rows(&t, &types, binding, "properties");
	add_rows(&t, &types, binding, "patternProperties");
	table_end(&t, out, 2);
	types_close(&types);
	return 0;
}
