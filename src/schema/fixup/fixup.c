// SPDX-License-Identifier: BSD-2-Clause
/* The parts of a binding that describe nodes. Those of properties are in fixup_value.c. */
#include "schema/fixup/fixup.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "schema/fixup/fixup_value.h"

static bool is_one_of(const char *key, const char *const *names)
{
	for (; *names; names++) {
		if (!strcmp(key, *names))
			return true;
	}
	return false;
}

static void allow(json_t *members, const char *name)
{
	if (!json_object_get(members, name))
		json_object_set_new(members, name, json_true());
}

static bool allows_anything(const json_t *schema)
{
	return json_is_true(json_object_get(schema, "additionalProperties")) ||
	       json_is_true(json_object_get(schema, "unevaluatedProperties"));
}

static bool names_pinctrl(json_t *map)
{
	const char *key;
	json_t *v;

	json_object_foreach(map, key, v) {
		if (!strncmp(key, "pinctrl-", 8) && key[8] >= '0' && key[8] <= '9')
			return true;
	}
	return false;
}

static json_t *get_or_add(json_t *schema, const char *key)
{
	json_t *v = json_object_get(schema, key);

	if (!v) {
		v = json_object();
		json_object_set_new(schema, key, v);
	}
	return v;
}

/* What may stand in every node, though the binding does not say so. */
static void allow_common(json_t *schema)
{
	static const char *const common[] = { "phandle", "status", "secure-status", "$nodename",
		"bootph-pre-sram", "bootph-verify", "bootph-pre-ram", "bootph-some-ram",
		"bootph-all", NULL };
	bool pinctrl = names_pinctrl(json_object_get(schema, "properties")) ||
		       names_pinctrl(json_object_get(schema, "patternProperties"));
	json_t *members = get_or_add(schema, "properties");

	for (const char *const *name = common; *name; name++)
		allow(members, *name);
	if (!pinctrl) {
		allow(members, "pinctrl-names");
		allow(get_or_add(schema, "patternProperties"), "^pinctrl-[0-9]+$");
	}
}

static void fixup_node(json_t *schema)
{
	json_t *members = json_object_get(schema, "properties");

	if (!json_object_get(schema, "additionalProperties") &&
		!json_object_get(schema, "unevaluatedProperties"))
		return;
	if (json_object_get(members, "clocks") && !json_object_get(members, "assigned-clocks")) {
		allow(members, "assigned-clocks");
		allow(members, "assigned-clock-rates-u64");
		allow(members, "assigned-clock-rates");
		allow(members, "assigned-clock-parents");
		allow(members, "assigned-clock-sscs");
	}
	if (json_object_get(members, "ranges"))
		allow(members, "dma-ranges");
	if (!allows_anything(schema))
		allow_common(schema);
}

static json_t *required_one(const char *name)
{
	return json_pack("{s:[s]}", "required", name);
}

static json_t *either_interrupts(void)
{
	json_t *either = json_array();

	json_array_append_new(either, required_one("interrupts"));
	json_array_append_new(either, required_one("interrupts-extended"));
	return either;
}

static bool remove_name(json_t *names, const char *name)
{
	for (size_t i = 0; i < json_array_size(names); i++) {
		const char *s = json_string_value(json_array_get(names, i));

		if (s && !strcmp(s, name)) {
			json_array_remove(names, i);
			return true;
		}
	}
	return false;
}

/* Where interrupts are required, interrupts-extended will do. */
static void fixup_required(json_t *schema)
{
	json_t *required = json_object_get(schema, "required");
	json_t *either;

	if (!remove_name(required, "interrupts"))
		return;
	either = either_interrupts();
	if (!json_array_size(required))
		json_object_del(schema, "required");
	if (!json_object_get(schema, "oneOf")) {
		json_object_set_new(schema, "oneOf", either);
		return;
	}
	if (!json_is_array(json_object_get(schema, "allOf")))
		json_object_set_new(schema, "allOf", json_array());
	json_array_append_new(
		json_object_get(schema, "allOf"), json_pack("{s:o}", "oneOf", either));
}

static bool has_name(const json_t *names, const char *name)
{
	for (size_t i = 0; i < json_array_size(names); i++) {
		const char *s = json_string_value(json_array_get(names, i));

		if (s && !strcmp(s, name))
			return true;
	}
	return false;
}

/* What depends on interrupts has enough in interrupts-extended, as in dt-schema for one property.
 */
static void fixup_dependents(json_t *schema)
{
	json_t *dependents = json_object_get(schema, "dependentRequired"), *names, *own;
	const char *key;
	void *tmp;

	names = json_object_get(dependents, "interrupts");
	if (names && !json_object_get(dependents, "interrupts-extended"))
		json_object_set(dependents, "interrupts-extended", names);
	json_object_foreach_safe(dependents, tmp, key, names)
	{
		if (!has_name(names, "interrupts"))
			continue;
		own = json_object();
		json_object_set_new(own, key, json_pack("{s:o}", "oneOf", either_interrupts()));
		json_object_set_new(schema, "dependentSchemas", own);
		remove_name(names, "interrupts");
		if (!json_array_size(names)) {
			json_object_del(dependents, key);
			break;
		}
	}
	if (dependents && !json_object_size(dependents))
		json_object_del(schema, "dependentRequired");
	own = json_object_get(schema, "dependentSchemas");
	names = json_object_get(own, "interrupts");
	if (names && !json_object_get(own, "interrupts-extended"))
		json_object_set_new(own, "interrupts-extended", json_deep_copy(names));
}

static void fixup_interrupts(json_t *schema, bool in_one_of)
{
	json_t *members = json_object_get(schema, "properties");
	json_t *interrupts = json_object_get(members, "interrupts");

	if (interrupts || json_object_get(members, "interrupt-controller"))
		allow(members, "interrupt-parent");
	if (interrupts && !json_object_get(members, "interrupts-extended"))
		json_object_set_new(members, "interrupts-extended", json_deep_copy(interrupts));
	if (!in_one_of)
		fixup_required(schema);
	fixup_dependents(schema);
}

/* "dependencies" of earlier drafts. */
void fixup_dependencies(json_t *schema)
{
	json_t *old = json_object_get(schema, "dependencies");
	const char *key;
	json_t *v;

	if (!json_is_object(old))
		return;
	json_incref(old);
	json_object_del(schema, "dependencies");
	json_object_foreach(old, key, v) {
		const char *name = json_is_array(v) ? "dependentRequired" : "dependentSchemas";

		json_object_set(get_or_add(schema, name), key, v);
	}
	json_decref(old);
}

static void fixup_schema(json_t *schema, struct fixup_place place);

static void fixup_list(json_t *list, struct fixup_place place, bool one)
{
	place.in_one_of = one;
	for (size_t i = 0; i < json_array_size(list); i++)
		fixup_schema(json_array_get(list, i), place);
}

/* Properties that are tables of any shape: only their type is kept. */
static bool forget_shape(const char *name, json_t *schema)
{
	static const char *const tables[] = { "fsl,pins", "qcom,board-id", NULL };
	json_t *ref;

	if (!is_one_of(name, tables) || !json_is_object(schema))
		return false;
	ref = json_incref(json_object_get(schema, "$ref"));
	json_object_clear(schema);
	if (ref)
		json_object_set_new(schema, "$ref", ref);
	return true;
}

static void fixup_map(const char *keyword, json_t *map, struct fixup_place place)
{
	bool names = !strcmp(keyword, "properties") || !strcmp(keyword, "$defs") ||
		     !strcmp(keyword, "definitions");
	const char *name;
	json_t *v;

	place.in_one_of = false;
	json_object_foreach(map, name, v) {
		struct fixup_place inner = place;

		if (forget_shape(name, v))
			continue;
		if (names)
			inner.property = name;
		if (!strcmp(name, "reg"))
			inner.in_reg = true;
		fixup_value(v, inner);
		fixup_schema(v, inner);
	}
}

static void fixup_keyword(const char *key, json_t *v, struct fixup_place place)
{
	static const char *const schemas[] = { "select", "if", "then", "else", "not",
		"additionalProperties", NULL };
	static const char *const lists[] = { "allOf", "anyOf", "oneOf", NULL };
	static const char *const maps[] = { "dependentSchemas", "properties", "patternProperties",
		"$defs", "definitions", NULL };

	if (is_one_of(key, schemas)) {
		place.in_one_of = false;
		place.in_branch |= !strcmp(key, "then") || !strcmp(key, "else");
		fixup_schema(v, place);
	} else if (is_one_of(key, lists)) {
		fixup_list(v, place, !strcmp(key, "oneOf"));
	} else if (is_one_of(key, maps)) {
		fixup_map(key, v, place);
	}
}

static void fixup_schema(json_t *schema, struct fixup_place place)
{
	const char *key;
	json_t *v;

	if (!json_is_object(schema))
		return;
	fixup_dependencies(schema);
	fixup_interrupts(schema, place.in_one_of);
	fixup_node(schema);
	/* It would hide from unevaluatedProperties what is unknown. */
	if (json_is_true(json_object_get(schema, "additionalProperties")))
		json_object_del(schema, "additionalProperties");
	json_object_foreach(schema, key, v) {
		fixup_keyword(key, v, place);
	}
}

/* A binding without select and compatible is selected by its node name. */
static void add_select(json_t *schema)
{
	json_t *members = json_object_get(schema, "properties");
	json_t *name = json_object_get(members, "$nodename");

	if (json_object_get(schema, "select") || !members ||
		json_object_get(members, "compatible") || !name || json_is_true(name))
		return;
	json_object_set_new(schema, "select",
		json_pack("{s:[s], s:{s:o}}", "required", "$nodename", "properties", "$nodename",
			json_deep_copy(name)));
}

void fixup_binding(json_t *schema)
{
	json_object_del(schema, "examples");
	json_object_del(schema, "maintainers");
	json_object_del(schema, "historical");
	add_select(schema);
	fixup_schema(schema, (struct fixup_place){ 0 });
}
