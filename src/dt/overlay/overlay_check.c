// SPDX-License-Identifier: BSD-2-Clause
#include "dt/overlay/overlay_check.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "dt/lookup.h"

static const char outside[] = "a fixup leads outside of its property";
static const char nowhere[] = "a fixup leads to nothing";
static const char itself[] = "a fixup leads to fixups or symbols";
static const char malformed[] = "a fixup is malformed";

/* Fixups that change fixups could lead anywhere once they are applied. */
static bool is_internal(const struct dt_node *n)
{
	while (n->depth > 1)
		n = n->parent;
	return !strncmp(n->name, "__", 2);
}

static bool is_phandle(const char *name)
{
	return !strcmp(name, "phandle") || !strcmp(name, "linux,phandle");
}

static const char *check_offset(const struct dt_node *n, const char *name, uint64_t offset)
{
	const struct dt_prop *p = dt_prop(n, name);

	if (!p)
		return nowhere;
	if (is_internal(n))
		return itself;
	return p->len < 4 || offset > p->len - 4 ? outside : NULL;
}

/* A property of __local_fixups__ lists offsets in the property of that name of @target. */
static const char *check_local(const struct dt_node *fixups, const struct dt_node *target)
{
	const char *wrong = NULL;
	const struct dt_prop *p;

	dt_for_each_prop(fixups, p) {
		/* libfdt changes these before it reads them. */
		if (p->len % 4 || is_phandle(p->name))
			return malformed;
		for (uint32_t i = 0; i < p->len / 4 && !wrong; i++)
			wrong = check_offset(target, p->name, dt_cell(p->data, i));
		if (wrong)
			return wrong;
	}
	return NULL;
}

/* The nodes below __local_fixups__ have the names of those that they speak of. */
static const char *check_locals(const struct dt_tree *t, const struct dt_node *root)
{
	const struct dt_node **targets = NULL;
	const char *wrong = check_local(root, t->nodes);

	targets = xmalloc(root->n_tree * sizeof(const struct dt_node *));
	targets[0] = t->nodes;
	for (uint32_t i = 1; i < root->n_tree && !wrong; i++) {
		const struct dt_node *n = root + i;

		targets[i] =
			dt_lookup_child(targets[n->parent - root], n->name, strlen(n->name), false);
		wrong = targets[i] ? check_local(n, targets[i]) : nowhere;
	}
	free(targets);
	return wrong;
}

/* PATH:PROPERTY:OFFSET */
static const char *check_place(const struct dt_tree *t, char *s)
{
	char *name = strchr(s, ':'), *number = name ? strchr(name + 1, ':') : NULL;
	const struct dt_node *n;

	if (*s != '/' || !number || strspn(number + 1, "0123456789") != strlen(number + 1) ||
		!number[1] || strlen(number + 1) > 9)
		return malformed;
	*name++ = '\0';
	*number++ = '\0';
	n = dt_by_path(t, s);
	return n ? check_offset(n, name, strtoul(number, NULL, 10)) : nowhere;
}

static const char *check_places(const struct dt_tree *t, const struct dt_prop *p)
{
	struct arena a = ARENA_INIT;
	const char *wrong = NULL, *s = NULL;

	if (!p->len || p->data[p->len - 1])
		return malformed;
	while (!wrong && (s = dt_prop_next_string(p, s)))
		wrong = check_place(t, arena_strdup(&a, s));
	arena_free(&a);
	return wrong;
}

const char *overlay_check(const struct dt_tree *t)
{
	const struct dt_node *local = dt_lookup_child(t->nodes, "__local_fixups__", 16, false);
	const struct dt_node *fixups = dt_lookup_child(t->nodes, "__fixups__", 10, false);
	const char *wrong = local ? check_locals(t, local) : NULL;
	const struct dt_prop *p;

	if (!fixups)
		return wrong;
	dt_for_each_prop(fixups, p) {
		if (!wrong)
			wrong = check_places(t, p);
	}
	return wrong;
}
