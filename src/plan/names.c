// SPDX-License-Identifier: BSD-2-Clause
#include "plan/names.h"

#include <ctype.h>
#include <string.h>

struct names {
	const struct dt_tree *t;
	const struct dt_node **children, **labels; /* open addressing */
	const struct dt_node **folded; /* children without regard to case, the first of equals */
	size_t mask;
};

/* FNV-1a with the table's size mixed in by the caller. */
static size_t hash(size_t seed, const char *s, size_t len)
{
	uint64_t h = 0xcbf29ce484222325u ^ (uint64_t)seed * 0x9e3779b97f4a7c15u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)s[i]) * 0x100000001b3u;
	return (size_t)(h ^ h >> 29);
}

static size_t hash_folded(size_t seed, const char *s, size_t len)
{
	uint64_t h = 0xcbf29ce484222325u ^ (uint64_t)seed * 0x9e3779b97f4a7c15u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)tolower((unsigned char)s[i])) * 0x100000001b3u;
	return (size_t)(h ^ h >> 29);
}

/* The place of a child without regard to case, or a free one for it. */
static size_t find_folded(
	const struct names *n, const struct dt_node *parent, const char *name, size_t len)
{
	size_t at = hash_folded(dt_index(n->t, parent), name, len);
	const struct dt_node *c;

	for (; (c = n->folded[at & n->mask]); at++)
		if (c->parent == parent && !strncasecmp(c->name, name, len) && !c->name[len])
			break;
	return at & n->mask;
}

static void put(const struct dt_node **table, size_t mask, size_t at, const struct dt_node *n)
{
	while (table[at & mask])
		at++;
	table[at & mask] = n;
}

struct names *names_build(const struct dt_tree *t, struct arena *a)
{
	struct names *names = arena_alloc(a, sizeof(*names));
	size_t size = 16;

	while (size < t->n_nodes * 2)
		size *= 2;
	names->t = t;
	names->mask = size - 1;
	names->children = arena_array(a, size, sizeof(*names->children));
	names->labels = arena_array(a, size, sizeof(*names->labels));
	names->folded = arena_array(a, size, sizeof(*names->folded));
	for (size_t i = 1; i < t->n_nodes; i++) {
		const struct dt_node *n = &t->nodes[i];
		size_t folded = find_folded(names, n->parent, n->name, strlen(n->name));

		if (!names->folded[folded])
			names->folded[folded] = n;
		put(names->children, names->mask,
			hash(dt_index(t, n->parent), n->name, strlen(n->name)), n);
		if (n->label)
			put(names->labels, names->mask, hash(0, n->label, strlen(n->label)), n);
	}
	return names;
}

const struct dt_node *names_child(
	const struct names *n, const struct dt_node *parent, const char *name, size_t len)
{
	size_t at = hash(dt_index(n->t, parent), name, len);
	const struct dt_node *c;

	for (; (c = n->children[at & n->mask]); at++)
		if (c->parent == parent && !strncmp(c->name, name, len) && !c->name[len])
			return c;
	return NULL;
}

const struct dt_node *names_child_nocase(
	const struct names *n, const struct dt_node *parent, const char *name, size_t len)
{
	const struct dt_node *c = names_child(n, parent, name, len);

	return c ? c : n->folded[find_folded(n, parent, name, len)];
}

/* The child without its unit address, where only one has that name. */
static const struct dt_node *child_without_unit(
	const struct dt_node *parent, const char *name, size_t len)
{
	const struct dt_node *c, *found = NULL;

	dt_for_each_child(parent, c) {
		if (strncmp(c->name, name, len) || c->name[len] != '@')
			continue;
		if (found)
			return NULL;
		found = c;
	}
	return found;
}

const struct dt_node *names_path(const struct names *names, const char *path)
{
	const struct dt_node *n = names->t->nodes;

	while (n && *path) {
		size_t len = strcspn(path, "/");
		const struct dt_node *c = n;

		if (len)
			c = names_child(names, n, path, len);
		if (!c && !memchr(path, '@', len))
			c = child_without_unit(n, path, len);
		n = c;
		path += len;
		path += *path == '/';
	}
	return n;
}

const struct dt_node *names_label(const struct names *n, const char *label)
{
	size_t at = hash(0, label, strlen(label));
	const struct dt_node *c;

	for (; (c = n->labels[at & n->mask]); at++)
		if (!strcmp(c->label, label))
			return c;
	return NULL;
}

struct name_set {
	struct arena *a;
	const char **v;
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
	size_t at = hash(0, name, strlen(name));

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
