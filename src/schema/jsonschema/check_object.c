// SPDX-License-Identifier: BSD-2-Clause
/* Keywords that look at an object's members. */
#include "schema/jsonschema/check.h"
#include "schema/jsonschema/value.h"

static const json_t *keyword(const struct schema *s, const char *name)
{
	return json_object_get(s->json, name);
}

/* jansson iterates over constant objects too, but its types do not say so. */
static json_t *iterable(const json_t *v)
{
	return (json_t *)(uintptr_t)v;
}

static bool require(struct engine *e, const struct schema *s, const struct at *at,
	const json_t *names, const char *keyword_name)
{
	bool ok = true;

	for (size_t i = 0; i < json_array_size(names); i++) {
		const char *name = json_string_value(json_array_get(names, i));

		if (!json_object_get(at->value, name))
			ok = check_failed(e, s, at, keyword_name, names, name);
	}
	return ok;
}

bool check_object(struct engine *e, const struct schema *s, const struct at *at)
{
	size_t n = json_object_size(at->value);
	const char *name;
	json_t *names;
	bool ok = true;

	if (!json_is_object(at->value))
		return true;
	if (n < s->min_members)
		ok = check_failed(e, s, at, "minProperties", keyword(s, "minProperties"), NULL);
	if (n > s->max_members)
		ok = check_failed(e, s, at, "maxProperties", keyword(s, "maxProperties"), NULL);
	if (s->required)
		ok &= require(e, s, at, s->required, "required");
	json_object_foreach(s->dependent_required, name, names) {
		if (json_object_get(at->value, name))
			ok &= require(e, s, at, names, "dependentRequired");
	}
	return ok;
}

/* A member that no schema knows; where none may be, the failure is the object's. */
static bool check_other(struct engine *e, const struct schema *s, const struct at *at,
	const char *key, const json_t *member)
{
	if (json_is_false(s->other_members))
		return check_failed(e, s, at, "additionalProperties", s->other_members, key);
	return check_child(
		e, s, PART(s->other_members, "additionalProperties"), at, key, 0, member);
}

static bool check_member(struct engine *e, const struct schema *s, const struct at *at,
	const struct member *m, bool *known)
{
	struct match *match = engine_match(e, s, m->name);
	bool ok = true;

	for (size_t i = 0; i < match->n; i++)
		ok &= check_child(e, s, PART_MATCH(&match->v[i]), at, m->name, 0, m->value);
	*known = match->n != 0;
	if (!*known && s->other_members) {
		ok = check_other(e, s, at, m->name, m->value);
		*known = ok || !e->cascade;
	}
	return ok;
}

/* Where the verdict alone is wanted and few members are named, it is these that are looked up. */
static bool names_few(const struct schema *s, const struct at *at)
{
	return !at->out && !at->seen && !s->pattern_members && !s->other_members &&
	       json_object_size(s->members) < json_object_size(at->value);
}

static bool check_named(struct engine *e, const struct schema *s, const struct at *at)
{
	const char *key;
	json_t *schema;

	json_object_foreach(s->members, key, schema) {
		const json_t *member = json_object_get(at->value, key);

		if (member && !check_child(e, s, PART_MEMBER(schema, "properties", key), at, key, 0,
				      member))
			return false;
	}
	return true;
}

bool check_members(struct engine *e, const struct schema *s, const struct at *at)
{
	const struct member_list *list;
	bool ok = true;

	if (!json_is_object(at->value))
		return true;
	if (names_few(s, at))
		return check_named(e, s, at);
	if (s->pattern_members && !engine_patterns(e, (struct schema *)(uintptr_t)s))
		return true;
	list = engine_members(e, at->value);
	for (size_t i = 0; i < list->n && (ok || at->out) && !e->failed; i++) {
		bool known;

		ok &= check_member(e, s, at, &list->v[i], &known);
		if (known && at->seen)
			at->seen->v[i] = 1;
	}
	return ok;
}

bool check_names(struct engine *e, const struct schema *s, const struct at *at)
{
	const char *key;
	json_t *member;
	bool ok = true;

	if (!json_is_object(at->value))
		return true;
	json_object_foreach(iterable(at->value), key, member) {
		json_t *name = json_string_nocheck(key);
		struct at quiet = { .value = name };

		/* To the letter it is the name's own failure. */
		if (e->cascade) {
			quiet.out = at->out;
			quiet.frame = at->frame;
			quiet.trail = at->trail;
			ok &= check_part(e, s, PART(s->names, "propertyNames"), &quiet);
			engine_keep(e, name);
			continue;
		}
		if (!check_part(e, s, PART(s->names, "propertyNames"), &quiet))
			ok = check_failed(e, s, at, "propertyNames", s->names, key);
		json_decref(name);
		if ((!ok && !at->out) || e->failed)
			break;
	}
	return ok;
}

bool check_dependent(struct engine *e, const struct schema *s, const struct at *at)
{
	const char *key;
	json_t *schema;
	bool ok = true;

	if (!json_is_object(at->value))
		return true;
	json_object_foreach(s->dependent, key, schema) {
		if (json_object_get(at->value, key))
			ok &= check_part(e, s, PART_MEMBER(schema, "dependentSchemas", key), at);
	}
	return ok;
}

/* A member that nothing has looked at. Where its schema refuses it, the failure is the object's. */
static bool check_loose(struct engine *e, const struct schema *s, const struct at *at,
	const char *key, const json_t *member)
{
	struct failures list = { .last = &list.first };
	struct part part = PART_MEMBER(s->loose_members, "unevaluatedProperties", key);
	struct failure **lists;
	struct at own = *at;

	if (json_is_false(s->loose_members))
		return check_failed(e, s, at, part.keyword, s->loose_members, key);
	own.out = at->out ? &list : NULL;
	if (check_child(e, s, part, &own, key, 0, member)) {
		check_append(at->out, &list);
		return true;
	}
	check_failed(e, s, at, part.keyword, s->loose_members, key);
	if (at->out) {
		lists = arena_array(&e->scratch, 1, sizeof(struct failure *));
		lists[0] = list.first;
		check_because(at, lists, 1);
	}
	return false;
}

bool check_loose_members(struct engine *e, const struct schema *s, const struct at *at)
{
	const struct member_list *list;
	bool ok = true;

	if (!json_is_object(at->value))
		return true;
	list = engine_members(e, at->value);
	for (size_t i = 0; i < list->n && (ok || at->out) && !e->failed; i++) {
		const struct member *m = &list->v[i];
		bool good = at->seen->v[i] || check_loose(e, s, at, m->name, m->value);

		ok &= good;
		at->seen->v[i] = good || !e->cascade;
	}
	return ok;
}
