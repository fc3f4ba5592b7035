// SPDX-License-Identifier: BSD-2-Clause
#include "base/map.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/arena.h"

static size_t hash(const struct map *m, const void *key)
{
	uint64_t h = m->seed ^ 0xcbf29ce484222325u;

	if (m->strings) {
		for (const unsigned char *p = key; *p; p++)
			h = (h ^ *p) * 0x100000001b3u;
	} else {
		h ^= (uint64_t)(uintptr_t)key;
	}
	h *= 0x9e3779b97f4a7c15u;
	return (size_t)(h >> 32);
}

static struct map_entry *slot(const struct map *m, const void *key)
{
	size_t i = hash(m, key);

	for (;; i++) {
		struct map_entry *e = &m->v[i & (m->cap - 1)];

		if (!e->key || e->key == key || (m->strings && !strcmp(e->key, key)))
			return e;
	}
}

void *map_get(const struct map *m, const void *key)
{
	return m->cap ? slot(m, key)->value : NULL;
}

static void grow(struct map *m)
{
	struct map_entry *old = m->v;
	size_t cap = m->cap;

	/* Names in a hostile tree or schema must not choose where they collide. */
	if (!cap && getrandom(&m->seed, sizeof(m->seed), GRND_NONBLOCK) < 0)
		m->seed = (uint64_t)(uintptr_t)m;
	m->cap = cap ? cap * 2 : 64;
	m->v = xmalloc(m->cap * sizeof(*m->v));
	memset(m->v, 0, m->cap * sizeof(*m->v));
	for (size_t i = 0; i < cap; i++) {
		if (old[i].key)
			*slot(m, old[i].key) = old[i];
	}
	free(old);
}

void map_set(struct map *m, const void *key, void *value)
{
	struct map_entry *e;

	if (m->n * 2 >= m->cap)
		grow(m);
	e = slot(m, key);
	m->n += !e->key;
	e->key = key;
	e->value = value;
}

void map_free(struct map *m)
{
	free(m->v);
	m->v = NULL;
	m->n = m->cap = 0;
}
