// SPDX-License-Identifier: BSD-2-Clause
#include "dt/labels.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "base/hash.h"

/* 2^61 - 1: polynomials over this field with a secret base cannot be made to collide. */
#define PRIME ((UINT64_C(1) << 61) - 1)

/* Nodes by the hash of their path. */
struct path_table {
	const struct dt_tree *t;
	uint64_t base;
	uint64_t *hashes; /* per node */
	uint32_t *slots;  /* node plus one, 0: free */
	size_t mask;
};

static uint64_t secret_base(void)
{
	struct timespec now;
	uint64_t base;

	/* Never waits: early in a boot there may be no entropy yet. */
	if (getrandom(&base, sizeof(base), GRND_NONBLOCK) != sizeof(base)) {
		clock_gettime(CLOCK_MONOTONIC, &now);
		base = (uint64_t)now.tv_nsec * 2654435761u;
	}
	return base % (PRIME - 256) + 256;
}

static uint64_t hash_char(const struct path_table *p, uint64_t h, char c)
{
	__extension__ unsigned __int128 wide =
		(unsigned __int128)h * p->base + (unsigned char)c + 1;
	uint64_t v = (uint64_t)(wide & PRIME) + (uint64_t)(wide >> 61);

	return v >= PRIME ? v - PRIME : v;
}

static uint64_t hash_text(const struct path_table *p, uint64_t h, const char *s)
{
	while (*s)
		h = hash_char(p, h, *s++);
	return h;
}

static void insert(struct path_table *p, uint32_t node)
{
	size_t slot = p->hashes[node] & p->mask;

	while (p->slots[slot])
		slot = (slot + 1) & p->mask;
	p->slots[slot] = node + 1;
}

static void build(struct path_table *p, const struct dt_tree *t)
{
	size_t size = 16;

	while (size < t->n_nodes * 2)
		size *= 2;
	p->t = t;
	p->base = secret_base();
	p->mask = size - 1;
	p->hashes = xmalloc(t->n_nodes * sizeof(*p->hashes));
	p->slots = xzalloc(size * sizeof(*p->slots));
	p->hashes[0] = 0;
	for (uint32_t i = 1; i < t->n_nodes; i++) {
		uint64_t above = p->hashes[dt_index(t, t->nodes[i].parent)];

		p->hashes[i] = hash_text(p, hash_char(p, above, '/'), t->nodes[i].name);
		insert(p, i);
	}
}

/* Compares from the end, where paths differ first. */
static bool is_path(const struct dt_node *n, const char *path)
{
	const char *end = path + strlen(path);

	for (; n->parent; n = n->parent) {
		size_t len = strlen(n->name);

		if ((size_t)(end - path) < len + 1 || memcmp(end - len, n->name, len) ||
			end[-(ptrdiff_t)len - 1] != '/')
			return false;
		end -= len + 1;
	}
	return end == path;
}

static struct dt_node *find(const struct path_table *p, const char *path)
{
	uint64_t h = hash_text(p, 0, path);

	for (size_t slot = h & p->mask; p->slots[slot]; slot = (slot + 1) & p->mask) {
		uint32_t i = p->slots[slot] - 1;

		if (p->hashes[i] == h && is_path(&p->t->nodes[i], path))
			return (struct dt_node *)&p->t->nodes[i];
	}
	return NULL;
}

/* dtc writes symbols in the order of the nodes: the next is seldom far. */
static struct dt_node *find_near(const struct dt_tree *t, size_t from, const char *path)
{
	size_t end = from + 16 < t->n_nodes ? from + 16 : t->n_nodes;

	for (size_t i = from; i < end; i++)
		if (is_path(&t->nodes[i], path))
			return (struct dt_node *)&t->nodes[i];
	return NULL;
}

static struct dt_node *find_far(struct path_table *p, const struct dt_tree *t, const char *path)
{
	if (!p->t)
		build(p, t);
	return find(p, path);
}

void dt_labels_read(struct dt_tree *t)
{
	const struct dt_node *symbols = dt_child(t->nodes, "__symbols__");
	struct path_table p = { 0 };
	const struct dt_prop *s;
	size_t next = 0;

	if (!symbols)
		return;
	dt_for_each_prop(symbols, s) {
		const char *path = (const char *)s->data;
		struct dt_node *n;

		if (!s->len || s->data[s->len - 1] || *path != '/')
			continue;
		n = find_near(t, next, path);
		if (!n)
			n = find_far(&p, t, path);
		if (!n)
			continue;
		next = dt_index(t, n);
		if (!n->label)
			n->label = s->name;
	}
	free(p.hashes);
	free(p.slots);
}

struct dt_labels {
	uint64_t seed;
	const struct dt_node **slots; /* open addressing */
	size_t mask;
};

/* The slot of the node with that label, or the free one for it. */
static const struct dt_node **slot_of(const struct dt_labels *l, const char *label)
{
	size_t i = hash_name(l->seed, label, strlen(label));

	while (l->slots[i & l->mask] && strcmp(l->slots[i & l->mask]->label, label) != 0)
		i++;
	return &l->slots[i & l->mask];
}

struct dt_labels *dt_labels_index(const struct dt_tree *t, struct arena *a)
{
	struct dt_labels *l = arena_alloc(a, sizeof(*l));
	size_t n = 0, size = 16;
	const struct dt_node *node;

	dt_for_each_node(t, node)
		n += node->label != NULL;
	while (size < n * 2)
		size *= 2;
	l->seed = hash_seed();
	l->mask = size - 1;
	l->slots = arena_array(a, size, sizeof(*l->slots));
	dt_for_each_node(t, node)
		if (node->label && !*slot_of(l, node->label))
			*slot_of(l, node->label) = node;
	return l;
}

const struct dt_node *dt_by_label(const struct dt_labels *labels, const char *label)
{
	return *slot_of(labels, label);
}
