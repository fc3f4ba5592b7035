// SPDX-License-Identifier: BSD-2-Clause
#include "base/map.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"

static size_t hash(const struct map *m, const void *key)
{
	if (m->strings)
		return hash_name(hash_seed(), key, strlen(key));
	return (size_t)(((uint64_t)(uintptr_t)key * UINT64_C(0x9e3779b97f4a7c15)) >> 32);
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
