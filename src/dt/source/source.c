// SPDX-License-Identifier: BSD-2-Clause
#include "dt/source/source.h"

#include <string.h>

#include "dt/load.h"
#include "dt/source/places.h"

struct unit *source_add(struct dt_source *s)
{
	struct unit *u = arena_alloc(&s->arena, sizeof(*u));

	vec_push(&s->units, u);
	return u;
}

static struct origin *origins_of(
	struct dt_source *s, const struct unit *u, const struct dt_place *places, size_t n)
{
	struct origin *out = arena_array(&s->arena, n + 1, sizeof(*out));

	for (size_t i = 0; i < n; i++)
		out[i] = (struct origin){ u, places[i] };
	return out;
}

void source_attach(struct dt_source *s, const struct sdc_load_options *opts, struct dt_tree *t)
{
	const struct unit *u = s->units.v[0];
	struct arena scratch = ARENA_INIT;
	struct dt_place *nodes = arena_array(&scratch, t->n_nodes, sizeof(*nodes));
	struct dt_place *props = arena_array(&scratch, t->n_props + 1, sizeof(*props));

	places_read(s, u, false, opts, t, nodes, props);
	s->nodes = origins_of(s, u, nodes, t->n_nodes);
	s->props = origins_of(s, u, props, t->n_props);
	arena_free(&scratch);
}

void source_free(struct dt_source *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->units.n; i++)
		unit_free(s->units.v[i]);
	vec_free(&s->units);
	lines_free(&s->lines);
	messages_free(&s->messages);
	arena_free(&s->arena);
	free(s);
}

static struct dt_place place_of(const struct dt_tree *t, const struct origin *o)
{
	struct dt_place p = { .file = t->file };

	if (!o || !o->unit)
		return p;
	p.file = o->unit->name;
	p.overlay = o->unit->overlay;
	if (o->place.line) {
		p = o->place;
		pthread_mutex_lock(&t->source->lock);
		unit_place(o->unit, &t->source->lines, &p);
		pthread_mutex_unlock(&t->source->lock);
	}
	return p;
}

struct dt_place dt_place_node(const struct dt_tree *t, const struct dt_node *n)
{
	const struct origin *all = t->source ? t->source->nodes : NULL;

	return place_of(t, all ? all + (n - t->nodes) : NULL);
}

struct dt_place dt_place_prop(const struct dt_tree *t, const struct dt_prop *p)
{
	const struct origin *all = t->source ? t->source->props : NULL;

	return place_of(t, all ? all + (p - t->props) : NULL);
}

/* dtc's own /include/ is known from what it brought. */
static void name_included(const struct dt_tree *t, const struct origin *list, size_t n,
	const char **last, sdc_file_fn *file, void *ctx)
{
	for (size_t i = 0; i < n; i++) {
		const char *name = list[i].place.line ? list[i].place.file : NULL;

		if (!name || name == *last || *name == '<')
			continue;
		*last = name;
		if (strcmp(name, t->file) != 0)
			file(ctx, name);
	}
}

void dt_files(const struct dt_tree *t, sdc_file_fn *file, void *ctx)
{
	const struct dt_source *s = t->source;
	const char *last = NULL;

	file(ctx, t->file);
	for (size_t i = 0; s && i < s->units.n; i++) {
		const struct unit *u = s->units.v[i];

		if (i)
			file(ctx, u->name);
		for (size_t j = 0; u->expanded && j < u->expansion.parts.n; j++)
			if (*u->expansion.parts.v[j].file != '<')
				file(ctx, u->expansion.parts.v[j].file);
	}
	if (!s || !s->nodes)
		return;
	name_included(t, s->nodes, t->n_nodes, &last, file, ctx);
	name_included(t, s->props, t->n_props, &last, file, ctx);
}

const char *dt_source_line(struct dt_tree *t, const char *file, unsigned int line)
{
	const char *text;

	if (!t->source)
		return NULL;
	pthread_mutex_lock(&t->source->lock);
	text = lines_get(&t->source->lines, file, line);
	pthread_mutex_unlock(&t->source->lock);
	return text;
}
