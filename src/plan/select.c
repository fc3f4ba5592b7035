// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "base/near.h"
#include "plan/build.h"

static bool is_pattern(const char *selector)
{
	return *selector == '/' && strpbrk(selector, "*?");
}

/* Who had the device first. */
static void add_twice(struct builder *b, const struct assigned_device *top, const struct dt_node *n)
{
	const struct assigned_device *first = &b->assigned.v[b->owner[dt_index(b->t, n)] - 1];
	const char *a = b->manifest->guests[first->guest].name;
	const char *z = b->manifest->guests[top->guest].name;
	struct issue *i;

	i = issue_at(&b->issues, RULE_ISOLATION_DEVICE_TWICE,
		top->want->place.line ? manifest_at(b->manifest, top->want->place)
				      : location_node(b->t, n, NULL, -1),
		first->guest == top->guest ? "guest %s is given %s twice"
					   : "guest %s has %s already, which guest %s is given too",
		a, dt_path_dup(b->a, n), z);
	issue_hint(&b->issues, i,
		"take it from one list; a device comes with its children unless with-children is "
		"false");
	issue_relate(&b->issues, i, first->node, "given to %s first", a);
}

/* Makes the subtree the guest's, unless part of it belongs to somebody. A pattern that meets many
 * such nodes says so once: @told. */
static bool claim(struct builder *b, const struct assigned_device *top, uint32_t owner, bool *told)
{
	uint32_t n = top->want->with_children ? top->node->n_tree : 1;
	uint32_t *o = &b->owner[dt_index(b->t, top->node)];

	for (uint32_t i = 0; i < n; i++) {
		if (!o[i])
			continue;
		if (!*told)
			add_twice(b, top, top->node + i);
		*told = true;
		return false;
	}
	for (uint32_t i = 0; i < n; i++)
		o[i] = owner;
	return true;
}

static void add_top(struct builder *b, const struct dt_node *node,
	const struct manifest_device *want, uint32_t guest, bool *told)
{
	struct assigned_device top = { .node = node, .want = want, .guest = guest };

	if (xen_reserved_refuse(b, node, b->manifest->guests[guest].name))
		return;
	if (claim(b, &top, (uint32_t)b->assigned.n + 1, told))
		vec_push(&b->assigned, top);
}

/* A component's wildcards. Only the last * is ever tried again, so that no pattern is slow. */
static bool fits(const char *pattern, size_t len, const char *name)
{
	const char *end = pattern + len, *star = NULL, *back = NULL;

	while (*name || pattern < end) {
		if (pattern < end && *pattern == '*') {
			star = ++pattern;
			back = name;
		} else if (*name && pattern < end && (*pattern == '?' || *pattern == *name)) {
			pattern++;
			name++;
		} else if (star && *back) {
			pattern = star;
			name = ++back;
		} else {
			return false;
		}
	}
	return true;
}

struct match {
	const uint32_t *listed; /* per node: the guest that names it without wildcards, plus one */
	uint32_t guest;
	const struct manifest_device *want;
	size_t found;
	bool told; /* that a node belongs to somebody */
};

/* Adds the nodes that fit the rest of a pattern; disabled ones are no match. */
static void match_below(
	struct builder *b, struct match *m, const struct dt_node *parent, const char *pattern)
{
	size_t len = strcspn(pattern, "/");
	const struct dt_node *n;

	dt_for_each_child(parent, n) {
		if (!fits(pattern, len, n->name))
			continue;
		if (pattern[len]) {
			match_below(b, m, n, pattern + len + 1);
			continue;
		}
		if (!dt_available(n))
			continue;
		m->found++;
		if (m->listed[dt_index(b->t, n)] != m->guest + 1)
			add_top(b, n, m->want, m->guest, &m->told);
	}
}

static void select_one(struct builder *b, const uint32_t *listed, uint32_t guest,
	const struct manifest_device *want)
{
	struct match m = { .listed = listed, .guest = guest, .want = want };
	const struct dt_node *n;

	if (!is_pattern(want->selector)) {
		n = dt_named(b->t, b->by_label, want->selector);
		if (n && n->parent)
			add_top(b, n, want, guest, &m.told);
		return;
	}
	match_below(b, &m, b->t->nodes, want->selector + 1);
	if (!m.found)
		issue_at(&b->issues, RULE_GUEST_DEVICE_UNKNOWN,
			manifest_at(b->manifest, want->place),
			"no available node of the host tree fits \"%.200s\"", want->selector);
}

/* Of a path the nearest one with the same number of components would need a walk over all nodes:
 * the names below the deepest node that is there are enough. */
static void near_path(const struct builder *b, const char *path, struct buf *out)
{
	const struct dt_node *n = b->t->nodes, *next = n, *child;
	struct near near;
	char name[NEAR_MAX + 1];

	while (next && *path == '/') {
		size_t len = strcspn(path + 1, "/");

		n = next;
		if (len > NEAR_MAX)
			return;
		memcpy(name, path + 1, len);
		name[len] = '\0';
		next = dt_child(n, name);
		path += 1 + len;
	}
	near = near_start(name);
	dt_for_each_child(n, child)
		near_try(&near, child->name);
	if (next || *path || !near.best)
		return;
	if (n->parent)
		dt_path(out, n);
	buf_printf(out, "/%s", near.best);
}

static void near_label(const struct builder *b, const char *label, struct buf *out)
{
	struct near near = near_start(label);

	for (size_t i = 0; i < b->t->n_nodes; i++)
		if (b->t->nodes[i].label)
			near_try(&near, b->t->nodes[i].label);
	if (near.best)
		buf_puts(out, near.best);
}

/* Each suggestion costs a walk over the tree. */
#define MAX_SUGGESTIONS 8

void select_unknown(struct builder *b, const char *selector, struct manifest_place place)
{
	struct issue *i =
		issue_at(&b->issues, RULE_GUEST_DEVICE_UNKNOWN, manifest_at(b->manifest, place),
			"the host tree has no node, label or alias \"%.200s\"", selector);
	struct buf meant = { 0 };

	if (b->n_suggestions++ < MAX_SUGGESTIONS) {
		if (*selector == '/')
			near_path(b, selector, &meant);
		else
			near_label(b, selector, &meant);
	}
	if (meant.len)
		issue_hint(&b->issues, i, "did you mean '%s'?", buf_str(&meant));
	else
		issue_hint(&b->issues, i,
			"write a full path with every unit address, a label or an alias");
	buf_free(&meant);
}

/* Devices that stand by name keep their options, whatever pattern fits them as well. */
static void find_listed(
	struct builder *b, const struct manifest_guest *g, uint32_t guest, uint32_t *listed)
{
	for (size_t i = 0; i < g->n_devices; i++) {
		const struct manifest_device *want = &g->devices[i];
		const struct dt_node *n;

		if (is_pattern(want->selector))
			continue;
		n = dt_named(b->t, b->by_label, want->selector);
		if (n && n->parent)
			listed[dt_index(b->t, n)] = guest + 1;
		else if (n)
			issue_at(&b->issues, RULE_GUEST_DEVICE_UNKNOWN,
				manifest_at(b->manifest, want->place),
				"the root of the tree is not a device");
		else
			select_unknown(b, want->selector, want->place);
	}
}

void select_devices(struct builder *b)
{
	uint32_t *listed = arena_array(b->a, b->t->n_nodes, sizeof(*listed));

	b->owner = arena_array(b->a, b->t->n_nodes, sizeof(*b->owner));
	for (uint32_t g = 0; g < b->manifest->n_guests; g++) {
		const struct manifest_guest *want = &b->manifest->guests[g];

		find_listed(b, want, g, listed);
		for (size_t i = 0; i < want->n_devices; i++)
			select_one(b, listed, g, &want->devices[i]);
	}
}
