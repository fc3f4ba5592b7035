// SPDX-License-Identifier: BSD-2-Clause
#include "schema/collect.h"

#include <stdlib.h>
#include <string.h>

#include "schema/set/image.h"

void collection_init(struct collection *c)
{
	memset(c, 0, sizeof(*c));
	c->by_id.strings = true;
}

void collection_free(struct collection *c)
{
	for (size_t i = 0; i < c->sources.n; i++)
		json_decref(c->sources.v[i].json);
	vec_free(&c->sources);
	map_free(&c->by_id);
	arena_free(&c->arena);
}

bool collection_has(const struct collection *c, const char *id)
{
	return map_get(&c->by_id, id);
}

void collection_take(struct collection *c, const struct source *s)
{
	size_t number = (size_t)(uintptr_t)map_get(&c->by_id, s->id);

	if (number) {
		json_decref(c->sources.v[number - 1].json);
		c->sources.v[number - 1] = *s;
		return;
	}
	vec_push(&c->sources, *s);
	map_set(&c->by_id, s->id, (void *)(uintptr_t)c->sources.n);
}

const char *collection_add(struct collection *c, json_t *json)
{
	struct source s = { 0 };
	const char *problem = index_prepare(&s, json, &c->arena);

	if (problem)
		json_decref(json);
	else
		collection_take(c, &s);
	return problem;
}

/* Of a document that only defines types each definition is also there by itself. */
static void add_definitions(struct collection *c, const struct source *s)
{
	const char *name;
	json_t *v;

	if (!json_is_false(json_object_get(s->json, "select")))
		return;
	json_object_foreach(json_object_get(s->json, "definitions"), name, v) {
		struct source part = { .builtin = s->builtin };

		part.id = arena_printf(&c->arena, "%s#/definitions/%s", s->id, name);
		part.json = json_incref(v);
		collection_take(c, &part);
	}
}

static int compare_sources(const void *a, const void *b)
{
	return strcmp(((const struct source *)a)->id, ((const struct source *)b)->id);
}

void collection_image(struct collection *c, struct buf *out)
{
	struct schema_index index;
	size_t n = c->sources.n;

	for (size_t i = 0; i < n; i++) {
		struct source s = c->sources.v[i];

		add_definitions(c, &s);
	}
	if (c->sources.n)
		qsort(c->sources.v, c->sources.n, sizeof(*c->sources.v), compare_sources);
	index_build(&index, c->sources.v, c->sources.n, &c->arena);
	image_write(out, c->sources.v, c->sources.n, &index);
}
