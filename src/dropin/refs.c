// SPDX-License-Identifier: BSD-2-Clause
/* References of a binding, and objects of it that allow any property. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dropin/doc.h"
#include "dropin/dropin.h"
#include "schema/jsonschema/uri.h"
#include "schema/yaml/yaml.h"

#define BASE "http://devicetree.org/schemas/"

struct refs {
	const char *path, *id, *base_path;
	json_t *binding;
	struct map files; /* URI to JSON */
	VEC(json_t *) list;
	bool is_common;
	struct arena arena;
};

/* Where a walk is: the key that led there, and whether what is above keeps out the unknown. */
struct place {
	const char *parent; /* NULL: the binding itself */
	bool constrained;
};

static bool is_one_of(const char *key, const char *const *names)
{
	for (; *names; names++) {
		if (!strcmp(key, *names))
			return true;
	}
	return false;
}

static bool is_node(const json_t *s)
{
	const char *type = json_string_value(json_object_get(s, "type"));

	return (type && !strcmp(type, "object")) || json_object_get(s, "properties") ||
	       json_object_get(s, "patternProperties") ||
	       json_object_get(s, "additionalProperties") ||
	       json_object_get(s, "unevaluatedProperties");
}

static bool closes(const json_t *s, const char *key)
{
	const json_t *v = json_object_get(s, key);

	return json_is_false(v) || json_is_object(v);
}

static bool allows_no_others(const json_t *s)
{
	return !json_is_object(s) || !is_node(s) || closes(s, "additionalProperties") ||
	       closes(s, "unevaluatedProperties");
}

static json_t *read_schema(struct refs *r, const char *dir, const char *name)
{
	struct buf path = { 0 };
	json_t *json = NULL;

	buf_printf(&path, "%s/%s", dir, name);
	if (!access(buf_str(&path), R_OK) && yaml_read(buf_str(&path), &json, NULL, NULL, NULL))
		json = NULL;
	buf_free(&path);
	if (json)
		vec_push(&r->list, json);
	return json;
}

static json_t *document(struct refs *r, const char *uri)
{
	json_t *json = !strcmp(uri, r->id) ? r->binding : map_get(&r->files, uri);
	const char *core;

	if (json || strncmp(uri, BASE, strlen(BASE)) != 0)
		return json;
	json = read_schema(r, r->base_path, uri + strlen(BASE));
	core = json ? NULL : core_dir(&r->arena, "schemas");
	if (core)
		json = read_schema(r, core, uri + strlen(BASE));
	if (json)
		map_set(&r->files, arena_strdup(&r->arena, uri), json);
	return json;
}

static json_t *entry(json_t *list, const char *number, size_t n)
{
	char *end;
	unsigned long i = strtoul(number, &end, 10);

	return n && end == number + n && *number != '-' ? json_array_get(list, i) : NULL;
}

static json_t *follow(json_t *json, const char *fragment)
{
	while (json && *fragment == '/') {
		size_t n = strcspn(++fragment, "/");

		json = json_is_array(json) ? entry(json, fragment, n)
					   : json_object_getn(json, fragment, n);
		fragment += n;
	}
	return json;
}

static json_t *resolve(struct refs *r, const char *ref)
{
	const char *fragment;
	const char *uri = uri_resolve(&r->arena, r->id, ref, &fragment);
	json_t *json = document(r, uri);

	return follow(json, fragment);
}

static bool check(struct refs *r, json_t *schema, struct place place);

static bool check_object(struct refs *r, json_t *schema, struct place place)
{
	static const char *const left_out[] = { "if", "select", "definitions", "$defs", "then",
		"else", "dependencies", "dependentSchemas", NULL };
	static const char *const lists[] = { "oneOf", "allOf", "anyOf", NULL };
	const char *ref = json_string_value(json_object_get(schema, "$ref")), *key;
	bool closed = true;
	json_t *v;

	if (place.parent && is_one_of(place.parent, left_out))
		return true;
	if (is_node(schema) && !(place.parent && is_one_of(place.parent, lists)))
		place.constrained = allows_no_others(schema);
	if (ref) {
		json_t *target = resolve(r, ref);

		if (!target) {
			fprintf(stderr, "%s: Unresolvable reference: %s\n", r->path, ref);
			return false;
		}
		closed = allows_no_others(target);
	}
	if (!r->is_common && !closed && !place.constrained &&
		!json_object_get(schema, "additionalProperties") &&
		!json_object_get(schema, "unevaluatedProperties"))
		fprintf(stderr,
			"%s: %s: Missing additionalProperties/unevaluatedProperties constraint\n",
			r->path, place.parent ? place.parent : "None");
	json_object_foreach(schema, key, v) {
		if (!check(r, v, (struct place){ key, place.constrained }))
			return false;
	}
	return true;
}

/* False ends the walk: the first reference that leads nowhere. YAML is 96 levels deep at most. */
static bool check(struct refs *r, json_t *schema, struct place place)
{
	if (json_is_object(schema))
		return check_object(r, schema, place);
	for (size_t i = 0; i < json_array_size(schema); i++) {
		if (!check(r, json_array_get(schema, i), place))
			return false;
	}
	return true;
}

/* The directory below which the file has the path that its $id says; false: said why not. */
static bool find_base(struct refs *r)
{
	const char *below = strstr(r->id, "schemas/");
	size_t n = strlen(r->path), m;

	below = below ? below + strlen("schemas/") : r->id;
	m = strlen(below);
	if (n > m && !strcmp(r->path + n - m, below)) {
		r->base_path = arena_strndup(&r->arena, r->path, n - m);
		return true;
	}
	fprintf(stderr,
		"%s: $id: Cannot determine base path from $id, relative path/filename doesn't match "
		"actual path or filename\n\t $id: %s\n\tfile: %s\n",
		r->path, r->id, r->path);
	return false;
}

void doc_check_refs(json_t *binding, const char *path)
{
	struct refs r = { .path = path, .binding = binding, .files.strings = true };
	const char *id = json_string_value(json_object_get(binding, "$id"));

	r.id = id ? arena_strndup(&r.arena, id, strcspn(id, "#")) : "";
	r.is_common = !allows_no_others(binding);
	if (id && find_base(&r))
		check(&r, binding, (struct place){ NULL, false });
	for (size_t i = 0; i < r.list.n; i++)
		json_decref(r.list.v[i]);
	vec_free(&r.list);
	map_free(&r.files);
	arena_free(&r.arena);
}
