// SPDX-License-Identifier: BSD-2-Clause
#include "dt/lookup.h"

#include <string.h>
#include <strings.h>

#include "base/hash.h"

#define FEW 16 /* up to so many are searched one by one */

#define AMBIGUOUS (UINT32_C(1) << 31) /* of a slot: other children differ in the unit address */

/* Open addressing: an entry is a position plus one, 0 is free. Entries with the same hash stand in
 * the order of the tree, as they are put in by it and never taken out. */
struct table {
	uint32_t *slots;
	size_t mask;
};

struct dt_lookup {
	uint64_t seed;
	struct table props, children; /* without slots where there are few */
	struct table folded;          /* children without regard to case, the first of equals */
};

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
	for (size_t i = hash_name(n->lookup->seed, name, strlen(name));; i++) {
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
	size_t i = hash_name(l->seed, name, strlen(name));

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

static bool is_folded(const struct dt_node *child, const char *name, size_t len)
{
	return !strncasecmp(child->name, name, len) && !child->name[len];
}

static const struct dt_node *child_in(const struct dt_node *n, uint32_t slot)
{
	return n + (slot & ~AMBIGUOUS);
}

/* The slot of the first child that answers to the name, or the free one behind. */
static uint32_t *find_slot(const struct dt_lookup *l, const struct dt_node *n, const char *name,
	size_t len, bool exact)
{
	const struct table *t = &l->children;
	size_t i = hash_name(l->seed, name, len);

	while (t->slots[i & t->mask] &&
		!matches(child_in(n, t->slots[i & t->mask]), name, len, exact))
		i++;
	return &t->slots[i & t->mask];
}

/* The same without regard to case. */
static uint32_t *find_folded(
	const struct dt_lookup *l, const struct dt_node *n, const char *name, size_t len)
{
	const struct table *t = &l->folded;
	size_t i = hash_folded(l->seed, name, len);

	while (t->slots[i & t->mask] && !is_folded(child_in(n, t->slots[i & t->mask]), name, len))
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
	return slot ? child_in(n, slot) : NULL;
}

const struct dt_node *dt_lookup_only(const struct dt_node *n, const char *name, size_t len)
{
	const struct dt_node *c = dt_lookup_child(n, name, len, true);
	uint32_t slot;

	if (c || memchr(name, '@', len))
		return c;
	if (n->lookup && n->lookup->children.slots) {
		slot = *find_slot(n->lookup, n, name, len, false);
		return slot & AMBIGUOUS || !slot ? NULL : n + slot;
	}
	c = search(n, name, len, false);
	for (const struct dt_node *other = c ? c->next : NULL; other; other = other->next)
		if (matches(other, name, len, false))
			return NULL;
	return c;
}

const struct dt_node *dt_lookup_folded(const struct dt_node *n, const char *name, size_t len)
{
	const struct dt_node *c = dt_lookup_child(n, name, len, true);
	uint32_t slot;

	if (c)
		return c;
	if (n->lookup && n->lookup->folded.slots) {
		slot = *find_folded(n->lookup, n, name, len);
		return slot ? n + slot : NULL;
	}
	dt_for_each_child(n, c)
		if (is_folded(c, name, len))
			return c;
	return NULL;
}

/* A child answers to its whole name and to the one without its unit address. */
static void put_child(const struct dt_lookup *l, const struct dt_node *n, const struct dt_node *c)
{
	size_t len = strlen(c->name);
	const char *unit = memchr(c->name, '@', len);
	uint32_t *slot = find_slot(l, n, c->name, len, true);

	if (!*slot)
		*slot = (uint32_t)(c - n);
	slot = find_folded(l, n, c->name, len);
	if (!*slot)
		*slot = (uint32_t)(c - n);
	if (!unit)
		return;
	len = (size_t)(unit - c->name);
	slot = find_slot(l, n, c->name, len, false);
	if (!*slot)
		*slot = (uint32_t)(c - n);
	else if (child_in(n, *slot) != c && child_in(n, *slot)->name[len])
		*slot |= AMBIGUOUS;
}

const struct dt_lookup *dt_lookup_build(struct arena *a, const struct dt_node *n, size_t n_children)
{
	struct dt_lookup *l;
	const struct dt_node *c;

	if (n->n_props <= FEW && n_children <= FEW)
		return NULL;
	l = arena_alloc(a, sizeof(*l));
	l->seed = hash_seed();
	if (n->n_props > FEW) {
		make_table(a, &l->props, n->n_props);
		for (uint32_t i = 0; i < n->n_props; i++)
			put_prop(l, n, i);
	}
	if (n_children > FEW) {
		make_table(a, &l->children, n_children * 2);
		make_table(a, &l->folded, n_children);
		dt_for_each_child(n, c)
			put_child(l, n, c);
	}
	return l;
}
