// SPDX-License-Identifier: BSD-2-Clause
/* Members of objects, and what schemas say of them: each name is looked up once. */
#include <stdlib.h>
#include <string.h>

#include "schema/jsonschema/compile.h"

/* So many are remembered, whatever names hostile trees have. */
#define MAX_MATCHES (1u << 18)

struct pattern *engine_pattern(struct engine *e, const char *regex, const char *uri)
{
	struct pattern *p = map_get(&e->patterns, regex);
	struct sdc_error err;

	if (p)
		return p;
	p = pattern_compile(&e->arena, regex, &err);
	if (p)
		map_set(&e->patterns, arena_strdup(&e->arena, regex), p);
	else
		engine_fail(e, "%s: %s", uri, err.text);
	return p;
}

const struct pattern_schema *engine_patterns(struct engine *e, struct schema *s)
{
	size_t n = json_object_size(s->pattern_members);
	const char *key;
	json_t *v;

	if (s->patterns)
		return s->patterns;
	s->patterns = arena_array(&e->arena, n + 1, sizeof(*s->patterns));
	s->firsts = arena_alloc(&e->arena, n + 1);
	n = 0;
	json_object_foreach(s->pattern_members, key, v) {
		struct pattern *p = engine_pattern(e, key, s->resource->uri);

		if (!p)
			return NULL;
		s->firsts[n] = (unsigned char)pattern_first(p);
		s->patterns[n++] = (struct pattern_schema){ key, p, v };
	}
	s->n_patterns = n;
	return s->patterns;
}

/* The next pattern from @i on that the name matches; n_patterns where there is none. */
static size_t next_pattern(const struct schema *s, size_t i, const char *name)
{
	unsigned char first = (unsigned char)*name;

	for (; i < s->n_patterns; i++) {
		if (s->firsts[i] && s->firsts[i] != first)
			continue;
		if (pattern_match(s->patterns[i].pattern, name))
			break;
	}
	return i;
}

static struct match *find_match(struct arena *a, const struct schema *s, const char *name)
{
	static struct match none;
	json_t *declared = s->members ? json_object_get(s->members, name) : NULL;
	size_t first = next_pattern(s, 0, name), n = declared != NULL;
	struct match *m;

	for (size_t i = first; i < s->n_patterns; i = next_pattern(s, i + 1, name))
		n++;
	if (!n)
		return &none;
	m = arena_alloc(a, sizeof(*m) + n * sizeof(m->v[0]));
	if (declared)
		m->v[m->n++] = (struct member_part){ declared, "properties", name, NULL };
	for (size_t i = first; m->n < n; i = next_pattern(s, i + 1, name))
		m->v[m->n++] = (struct member_part){ s->patterns[i].schema, "patternProperties",
			s->patterns[i].regex, NULL };
	return m;
}

static struct match_entry *slot(const struct engine *e, const struct schema *s, const char *name)
{
	uint64_t h = (uint64_t)(uintptr_t)s * 0x9e3779b97f4a7c15u ^ (uint64_t)(uintptr_t)name;
	size_t i = (size_t)((h * 0x9e3779b97f4a7c15u) >> 32);

	for (;; i++) {
		struct match_entry *m = &e->matches[i & (e->matches_cap - 1)];

		if (!m->schema || (m->schema == s && m->name == name))
			return m;
	}
}

static void grow(struct engine *e)
{
	struct match_entry *old = e->matches;
	size_t cap = e->matches_cap;

	e->matches_cap = cap ? cap * 2 : 1024;
	e->matches = xmalloc(e->matches_cap * sizeof(*e->matches));
	memset(e->matches, 0, e->matches_cap * sizeof(*e->matches));
	for (size_t i = 0; i < cap; i++) {
		if (old[i].schema)
			*slot(e, old[i].schema, old[i].name) = old[i];
	}
	free(old);
}

struct match *engine_match(struct engine *e, const struct schema *s, const char *name)
{
	struct match_entry *m = e->matches_cap ? slot(e, s, name) : NULL;

	if (m && m->schema)
		return m->match;
	if (e->n_matches == MAX_MATCHES)
		return find_match(&e->scratch, s, name);
	if (e->n_matches * 2 >= e->matches_cap) {
		grow(e);
		m = slot(e, s, name);
	}
	*m = (struct match_entry){ s, name, find_match(&e->arena, s, name) };
	e->n_matches++;
	return m->match;
}

static const char *own_name(struct engine *e, const char *name)
{
	char *own = map_get(&e->names, name);

	if (!own) {
		own = arena_strdup(&e->arena, name);
		map_set(&e->names, own, own);
	}
	return own;
}

const struct member_list *engine_members(struct engine *e, const json_t *object)
{
	struct member_list *list = map_get(&e->members, object);
	const char *key;
	json_t *v;

	if (list)
		return list;
	list = arena_alloc(
		&e->of_members, sizeof(*list) + json_object_size(object) * sizeof(list->v[0]));
	json_object_foreach((json_t *)(uintptr_t)object, key, v) {
		list->v[list->n++] = (struct member){ own_name(e, key), v };
	}
	map_set(&e->members, object, list);
	return list;
}

void engine_forget(struct engine *e)
{
	map_free(&e->members);
	arena_free(&e->of_members);
}
