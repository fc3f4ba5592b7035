// SPDX-License-Identifier: BSD-2-Clause
#include "dt/lookup.h"

#include <string.h>
#include <sys/auxv.h>

#define FEW 16 /* up to so many are searched one by one */

/* Open addressing: an entry is a position plus one, 0 is free. Entries with the same hash stand in
 * the order of the tree, as they are put in by it and never taken out. */
struct table {
	uint32_t *slots;
	size_t mask;
};

struct dt_lookup {
	uint64_t seed;
	struct table props, children; /* without slots where there are few */
};

/* Names come from hostile trees, so that nobody may know the seed beforehand. */
static uint64_t random_seed(void)
{
	const void *bytes = (const void *)getauxval(AT_RANDOM);
	uint64_t seed = 0;

	if (bytes)
		memcpy(&seed, bytes, sizeof(seed));
	return seed;
}

static size_t hash(uint64_t seed, const char *s, size_t len)
{
	uint64_t h = seed ^ len;

	while (len) {
		uint64_t word = 0;
		size_t n = len < 8 ? len : 8;

		memcpy(&word, s, n);
		h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
		h ^= h >> 29;
		s += n;
		len -= n;
	}
	h *= UINT64_C(0xbf58476d1ce4e5b9);
	return (size_t)(h ^ h >> 32);
}

static void make_table(struct arena *a, struct table *t, size_t n)
{
	size_t size = 4;

	while (size < n + n / 2)
		size *= 2;
	t->slots = arena_array(a, size, sizeof(*t->slots));
	t->mask = size - 1;
}

const struct dt_prop *dt_lookup_prop(const struct dt_node *n, const char *name)
{
	const struct table *t = &n->lookup->props;

	if (!t->slots) {
		const struct dt_prop *p;

		dt_for_each_prop(n, p)
			if (!strcmp(p->name, name))
				return p;
		return NULL;
	}
	for (size_t i = hash(n->lookup->seed, name, strlen(name));; i++) {
		uint32_t slot = t->slots[i & t->mask];

		if (!slot)
			return NULL;
		if (!strcmp(n->props[slot - 1].name, name))
			return &n->props[slot - 1];
	}
}

static void put_prop(const struct dt_lookup *l, const struct dt_node *n, uint32_t index)
{
	const struct table *t = &l->props;
	const char *name = n->props[index].name;
	size_t i = hash(l->seed, name, strlen(name));

	for (; t->slots[i & t->mask]; i++)
		if (!strcmp(n->props[t->slots[i & t->mask] - 1].name, name))
			return;
	t->slots[i & t->mask] = index + 1;
}

static bool matches(const struct dt_node *child, const char *name, size_t len, bool exact)
{
	if (strncmp(child->name, name, len))
		return false;
	return !child->name[len] || (!exact && child->name[len] == '@' && !memchr(name, '@', len));
}

static const struct dt_node *search(
	const struct dt_node *n, const char *name, size_t len, bool exact)
{
	const struct dt_node *c;

	dt_for_each_child(n, c)
		if (matches(c, name, len, exact))
			return c;
	return NULL;
}

/* The slot of the first child that answers to the name, or the free one behind. */
static uint32_t *find_slot(const struct dt_lookup *l, const struct dt_node *n, const char *name,
	size_t len, bool exact)
{
	const struct table *t = &l->children;
	size_t i = hash(l->seed, name, len);

	while (t->slots[i & t->mask] && !matches(n + t->slots[i & t->mask], name, len, exact))
		i++;
	return &t->slots[i & t->mask];
}

const struct dt_node *dt_lookup_child(
	const struct dt_node *n, const char *name, size_t len, bool exact)
{
	uint32_t slot;

	if (!n->lookup || !n->lookup->children.slots)
		return search(n, name, len, exact);
	slot = *find_slot(n->lookup, n, name, len, exact);
	return slot ? n + slot : NULL;
}

/* A child answers to its whole name and to the one without its unit address. */
static void put_child(const struct dt_lookup *l, const struct dt_node *n, const struct dt_node *c)
{
	size_t len = strlen(c->name);
	const char *unit = memchr(c->name, '@', len);
	uint32_t *slot = find_slot(l, n, c->name, len, true);

	if (!*slot)
		*slot = (uint32_t)(c - n);
	if (!unit)
		return;
	slot = find_slot(l, n, c->name, (size_t)(unit - c->name), false);
	if (!*slot)
		*slot = (uint32_t)(c - n);
}

const struct dt_lookup *dt_lookup_build(struct arena *a, const struct dt_node *n, size_t n_children)
{
	struct dt_lookup *l;
	const struct dt_node *c;

	if (n->n_props <= FEW && n_children <= FEW)
		return NULL;
	l = arena_alloc(a, sizeof(*l));
	l->seed = random_seed();
	if (n->n_props > FEW) {
		make_table(a, &l->props, n->n_props);
		for (uint32_t i = 0; i < n->n_props; i++)
			put_prop(l, n, i);
	}
	if (n_children > FEW) {
		make_table(a, &l->children, n_children * 2);
		dt_for_each_child(n, c)
			put_child(l, n, c);
	}
	return l;
}
