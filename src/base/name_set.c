// SPDX-License-Identifier: BSD-2-Clause
#include "base/name_set.h"

#include <string.h>

#include "base/hash.h"

struct name_set {
	struct arena *a;
	const char **v; /* open addressing */
	size_t n, size;
};

struct name_set *name_set_new(struct arena *a)
{
	struct name_set *s = arena_alloc(a, sizeof(*s));

	s->a = a;
	s->size = 64;
	s->v = arena_array(a, s->size, sizeof(*s->v));
	return s;
}

static bool insert(struct name_set *s, const char *name)
{
	size_t at = hash_name(hash_seed(), name, strlen(name));

	for (; s->v[at & (s->size - 1)]; at++)
		if (!strcmp(s->v[at & (s->size - 1)], name))
			return false;
	s->v[at & (s->size - 1)] = name;
	return true;
}

static void grow(struct name_set *s)
{
	const char **old = s->v;
	size_t n = s->size;

	s->size *= 2;
	s->v = arena_array(s->a, s->size, sizeof(*s->v));
	for (size_t i = 0; i < n; i++)
		if (old[i])
			insert(s, old[i]);
}

bool name_set_add(struct name_set *s, const char *name)
{
	if (!insert(s, name))
		return false;
	if (++s->n * 2 > s->size)
		grow(s);
	return true;
}
