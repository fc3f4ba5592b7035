// SPDX-License-Identifier: BSD-2-Clause
#include "dt/overlay/overlay_apply.h"

#include <libfdt.h>
#include <stdlib.h>
#include <string.h>

#include "dt/lookup.h"
#include "dt/overlay/merged.h"

struct apply {
	struct merged *m;
	const struct dt_tree *base;
	struct dt_tree *overlay;
	uint32_t delta; /* between an overlay's phandle and what it becomes */
};

/* The value may be changed: its blob is the caller's. */
static void put_cell(const struct dt_prop *p, uint32_t offset, uint32_t value)
{
	uint8_t *at = (uint8_t *)p->data + offset;

	for (int i = 0; i < 4; i++)
		at[i] = (uint8_t)(value >> (24 - 8 * i));
}

static uint32_t get_cell(const struct dt_prop *p, uint32_t offset)
{
	return dt_cell(p->data + offset, 0);
}

static bool holds(const struct dt_prop *p, uint64_t offset)
{
	return p->len >= 4 && offset <= p->len - 4;
}

static const struct dt_node *child(const struct dt_node *n, const char *name)
{
	return dt_lookup_child(n, name, strlen(name), false);
}

static uint32_t phandle_of(const struct dt_node *n)
{
	const struct dt_prop *p = dt_prop(n, "phandle");

	if (!p || p->len != 4)
		p = dt_prop(n, "linux,phandle");
	return p && p->len == 4 ? get_cell(p, 0) : 0;
}

static int move_phandle(const struct apply *a, const struct dt_node *n, const char *name)
{
	const struct dt_prop *p = dt_prop(n, name);
	uint32_t value;

	if (!p)
		return 0;
	if (p->len != 4)
		return -FDT_ERR_BADPHANDLE;
	value = get_cell(p, 0);
	if (value + a->delta < value || value + a->delta == UINT32_MAX)
		return -FDT_ERR_NOPHANDLES;
	put_cell(p, 0, value + a->delta);
	return 0;
}

/* The overlay's own phandles come behind those of the base. */
static int move_phandles(struct apply *a)
{
	const struct dt_node *n;
	int ret = 0;

	dt_for_each_node(a->base, n)
		if (phandle_of(n) > a->delta)
			a->delta = phandle_of(n);
	dt_for_each_node(a->overlay, n) {
		if (!ret)
			ret = move_phandle(a, n, "phandle");
		if (!ret)
			ret = move_phandle(a, n, "linux,phandle");
	}
	return ret;
}

static int move_references(
	const struct apply *a, const struct dt_node *fixups, const struct dt_node *target)
{
	const struct dt_prop *p, *value;

	dt_for_each_prop(fixups, p) {
		value = dt_prop(target, p->name);
		if (p->len % 4 || !value)
			return -FDT_ERR_BADOVERLAY;
		for (uint32_t i = 0; i < p->len / 4; i++) {
			uint32_t offset = dt_cell(p->data, i);

			if (!holds(value, offset))
				return -FDT_ERR_BADOVERLAY;
			put_cell(value, offset, get_cell(value, offset) + a->delta);
		}
	}
	return 0;
}

/* Below __local_fixups__ stand nodes with the names of those that refer to the overlay's own. */
static int move_local_references(struct apply *a)
{
	const struct dt_node *root = child(a->overlay->nodes, "__local_fixups__"), **targets;
	int ret;

	if (!root)
		return 0;
	ret = move_references(a, root, a->overlay->nodes);
	targets = xmalloc(root->n_tree * sizeof(const struct dt_node *));
	targets[0] = a->overlay->nodes;
	for (uint32_t i = 1; i < root->n_tree && !ret; i++) {
		const struct dt_node *n = root + i;

		targets[i] = child(targets[n->parent - root], n->name);
		ret = targets[i] ? move_references(a, n, targets[i]) : -FDT_ERR_BADOVERLAY;
	}
	free(targets);
	return ret;
}

/* The phandle of what the base calls @label. */
static int find_symbol(struct apply *a, const char *label, uint32_t *phandle)
{
	struct merged_node *symbols = merged_by_path(a->m, "/__symbols__"), *n;
	struct merged_prop p;

	if (!symbols || !merged_prop(symbols, label, &p))
		return -FDT_ERR_NOTFOUND;
	n = p.len && !p.data[p.len - 1] ? merged_by_path(a->m, (const char *)p.data) : NULL;
	*phandle = n ? merged_phandle(n) : 0;
	return *phandle ? 0 : -FDT_ERR_NOTFOUND;
}

/* PATH:PROPERTY:OFFSET */
static int fix_reference(struct apply *a, char *place, uint32_t phandle)
{
	char *name = strchr(place, ':'), *number = name ? strchr(name + 1, ':') : NULL, *end;
	const struct dt_node *n;
	const struct dt_prop *p;
	unsigned long offset;

	if (!number || number == name + 1 || !number[1])
		return -FDT_ERR_BADOVERLAY;
	*name++ = '\0';
	*number++ = '\0';
	offset = strtoul(number, &end, 10);
	n = *end ? NULL : dt_by_path(a->overlay, place);
	p = n ? dt_prop(n, name) : NULL;
	if (!p)
		return n ? -FDT_ERR_NOTFOUND : -FDT_ERR_BADOVERLAY;
	if (!holds(p, offset))
		return -FDT_ERR_NOSPACE;
	put_cell(p, (uint32_t)offset, phandle);
	return 0;
}

static int fix_references(struct apply *a)
{
	const struct dt_node *fixups = child(a->overlay->nodes, "__fixups__");
	const struct dt_prop *p;
	uint32_t phandle = 0;

	if (!fixups)
		return 0;
	dt_for_each_prop(fixups, p) {
		int ret = find_symbol(a, p->name, &phandle);
		const char *s = NULL;

		if (!p->len || p->data[p->len - 1])
			ret = -FDT_ERR_BADOVERLAY;
		while (!ret && (s = dt_prop_next_string(p, s)))
			ret = fix_reference(a, arena_strdup(merged_arena(a->m), s), phandle);
		if (ret)
			return ret;
	}
	return 0;
}

/* @path is where the fragment has one in place of a phandle; else NULL */
static int find_target(struct apply *a, const struct dt_node *fragment, struct merged_node **out,
	const char **path)
{
	const struct dt_prop *p = dt_prop(fragment, "target");

	*path = NULL;
	if (p && (p->len != 4 || get_cell(p, 0) == UINT32_MAX))
		return -FDT_ERR_BADPHANDLE;
	if (p && get_cell(p, 0)) {
		*out = merged_by_phandle(a->m, get_cell(p, 0));
		return *out ? 0 : -FDT_ERR_NOTFOUND;
	}
	p = dt_prop(fragment, "target-path");
	if (!p || !p->len || p->data[p->len - 1])
		return -FDT_ERR_BADOVERLAY;
	*path = (const char *)p->data;
	*out = merged_by_path(a->m, *path);
	return *out ? 0 : -FDT_ERR_NOTFOUND;
}

static void merge_node(struct apply *a, struct merged_node *target, const struct dt_node *n)
{
	const struct dt_prop *p;
	const struct dt_node *c;

	dt_for_each_prop(n, p)
		merged_set(a->m, target, p->name, p->data, p->len);
	dt_for_each_child(n, c) {
		struct merged_node *same = merged_child(a->m, target, c->name, strlen(c->name));

		merge_node(a, same ? same : merged_add(a->m, target, c->name), c);
	}
}

static int merge_fragments(struct apply *a)
{
	const struct dt_node *fragment, *content;
	struct merged_node *target;
	const char *path;

	dt_for_each_child(a->overlay->nodes, fragment) {
		int ret;

		content = child(fragment, "__overlay__");
		if (!content)
			continue;
		ret = find_target(a, fragment, &target, &path);
		if (ret)
			return ret;
		merge_node(a, target, content);
	}
	return 0;
}

/* A label in an overlay is that of "/FRAGMENT/__overlay__/REST"; it becomes that of TARGET/REST. */
static int add_symbol(struct apply *a, struct merged_node *symbols, const struct dt_prop *p)
{
	static const char content[] = "/__overlay__";
	const char *fragment = (const char *)p->data + 1, *s, *rest, *path;
	const struct dt_node *n;
	struct merged_node *target;
	struct buf b = { 0 };
	int ret;

	s = strchr(fragment, '/');
	if (!s || strncmp(s, content, strlen(content)) != 0)
		return 0;
	rest = s + strlen(content);
	if (*rest && *rest != '/')
		return 0;
	n = dt_lookup_child(a->overlay->nodes, fragment, (size_t)(s - fragment), false);
	if (!n || !child(n, content + 1))
		return -FDT_ERR_BADOVERLAY;
	ret = find_target(a, n, &target, &path);
	if (ret)
		return ret;
	if (path)
		buf_puts(&b, path);
	else
		merged_path(&b, target);
	if (b.len == 1)
		b.len = 0;
	buf_putc(&b, '/');
	buf_puts(&b, *rest ? rest + 1 : "");
	merged_set(a->m, symbols, p->name, arena_strdup(merged_arena(a->m), b.data),
		(uint32_t)b.len + 1);
	buf_free(&b);
	return 0;
}

static int add_symbols(struct apply *a)
{
	const struct dt_node *own = child(a->overlay->nodes, "__symbols__");
	struct merged_node *root = merged_root(a->m), *symbols;
	const struct dt_prop *p;
	int ret = 0;

	if (!own)
		return 0;
	symbols = merged_child(a->m, root, "__symbols__", strlen("__symbols__"));
	if (!symbols)
		symbols = merged_add(a->m, root, "__symbols__");
	dt_for_each_prop(own, p) {
		if (!ret && (!p->len || memchr(p->data, 0, p->len) != p->data + p->len - 1 ||
				    *p->data != '/'))
			ret = -FDT_ERR_BADVALUE;
		if (!ret)
			ret = add_symbol(a, symbols, p);
	}
	return ret;
}

int overlay_apply(
	const struct dt_tree *base, struct dt_tree *overlay, bool behind, struct buf *merged)
{
	struct apply a = { merged_new(base), base, overlay, 0 };
	int ret = move_phandles(&a);

	if (!ret)
		ret = move_local_references(&a);
	if (!ret)
		ret = fix_references(&a);
	if (!ret)
		ret = merge_fragments(&a);
	if (!ret)
		ret = add_symbols(&a);
	if (!ret && !merged_write(a.m, behind, merged))
		ret = -FDT_ERR_NOSPACE;
	merged_free(a.m);
	return ret;
}
