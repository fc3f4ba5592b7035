// SPDX-License-Identifier: BSD-2-Clause
/* References between schemas, and the documents that they lead to. */
#include <string.h>

#include "schema/jsonschema/compile.h"
#include "schema/jsonschema/uri.h"

#define MAX_DEPTH 128

static void add_anchor(struct engine *e, const char *uri, json_t *json, const char *keyword)
{
	const char *name = json_string_value(json_object_get(json, keyword));

	if (name)
		map_set(&e->anchors, arena_printf(&e->arena, "%s#%s", uri, name), json);
}

static struct resource *add_resource(struct engine *e, json_t *json, const char *uri)
{
	struct resource *r = arena_alloc(&e->arena, sizeof(*r));

	r->json = json;
	r->uri = uri;
	r->recursive = json_is_true(json_object_get(json, "$recursiveAnchor"));
	if (!map_get(&e->resources, uri))
		map_set(&e->resources, uri, r);
	return r;
}

/* The URI that holds inside @json: its own $id where it has one. */
static const char *own_uri(struct engine *e, json_t *json, const char *uri)
{
	const char *id = json_string_value(json_object_get(json, "$id"));
	const char *fragment;

	if (!id || id[0] == '#')
		return uri;
	return uri_resolve(&e->arena, uri, id, &fragment);
}

static void walk(struct engine *e, json_t *json, const char *uri, unsigned int depth);

static void walk_members(struct engine *e, json_t *json, const char *uri, unsigned int depth)
{
	const char *key;
	json_t *v;

	json_object_foreach(json, key, v) {
		if (strcmp(key, "enum") != 0 && strcmp(key, "const") != 0)
			walk(e, v, uri, depth + 1);
	}
}

static void walk(struct engine *e, json_t *json, const char *uri, unsigned int depth)
{
	if (depth > MAX_DEPTH)
		return;
	if (json_is_object(json)) {
		const char *own = depth ? own_uri(e, json, uri) : uri;

		if (own != uri)
			add_resource(e, json, own);
		add_anchor(e, own, json, "$anchor");
		walk_members(e, json, own, depth);
	} else if (json_is_array(json)) {
		for (size_t i = 0; i < json_array_size(json); i++)
			walk(e, json_array_get(json, i), uri, depth + 1);
	}
}

const struct resource *engine_add(struct engine *e, json_t *json, const char *uri)
{
	struct resource *r = map_get(&e->documents, json);

	if (r)
		return r;
	r = add_resource(e, json, own_uri(e, json, uri));
	map_set(&e->documents, json, r);
	walk(e, json, r->uri, 0);
	return r;
}

static const struct resource *find_resource(struct engine *e, const char *uri)
{
	const struct resource *r = map_get(&e->resources, uri);
	json_t *json;

	if (r)
		return r;
	json = e->find ? e->find(e->ctx, uri) : NULL;
	return json ? engine_add(e, json, uri) : NULL;
}

/* One "/"-separated token of a JSON pointer, unescaped (RFC 6901). */
static const char *token(struct engine *e, const char **pointer)
{
	size_t n = strcspn(*pointer, "/");
	char *out = arena_strndup(&e->arena, *pointer, n);
	char *w = out;

	*pointer += n;
	for (const char *r = out; *r; r++) {
		if (r[0] == '~' && (r[1] == '0' || r[1] == '1'))
			*w++ = *++r == '0' ? '~' : '/';
		else
			*w++ = *r;
	}
	*w = '\0';
	return out;
}

static json_t *entry_at(json_t *array, const char *token)
{
	size_t index = 0;

	if (!*token || strspn(token, "0123456789") != strlen(token) || strlen(token) > 9)
		return NULL;
	for (; *token; token++)
		index = index * 10 + (size_t)(*token - '0');
	return json_array_get(array, index);
}

static json_t *follow(struct engine *e, const struct resource **r, const char *pointer)
{
	json_t *json = (*r)->json;

	while (json && *pointer == '/') {
		const char *key;

		pointer++;
		key = token(e, &pointer);
		json = json_is_array(json) ? entry_at(json, key) : json_object_get(json, key);
		if (json_is_object(json)) {
			const char *own = own_uri(e, json, (*r)->uri);

			if (own != (*r)->uri)
				*r = add_resource(e, json, own);
		}
	}
	return json;
}

/* A part that is stored by itself, so that the rest of a large document need not be parsed. */
static const struct schema *find_part(struct engine *e, const char *uri, const char *fragment)
{
	struct resource *r;
	json_t *json = NULL;

	if (e->find && *fragment == '/' && !map_get(&e->resources, uri))
		json = e->find(e->ctx, arena_printf(&e->arena, "%s#%s", uri, fragment));
	if (!json)
		return NULL;
	r = arena_alloc(&e->arena, sizeof(*r));
	r->json = json;
	r->uri = uri;
	return engine_compile(e, json, r);
}

const struct schema *engine_resolve(struct engine *e, const struct schema *s)
{
	const char *fragment;
	const char *uri = uri_resolve(&e->arena, s->resource->uri, s->ref, &fragment);
	const struct schema *part = find_part(e, uri, fragment);
	const struct resource *r;
	json_t *json;

	if (part || e->failed)
		return part;
	r = find_resource(e, uri);
	if (!r)
		return NULL;
	if (!*fragment || *fragment == '/')
		json = follow(e, &r, fragment);
	else
		json = map_get(&e->anchors, arena_printf(&e->arena, "%s#%s", uri, fragment));
	if (!json) {
		engine_fail(e, "%s: there is no %s in schema %s", s->resource->uri, fragment, uri);
		return NULL;
	}
	return engine_compile(e, json, r);
}
