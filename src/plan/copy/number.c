// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "plan/build.h"
#include "plan/copy/node.h"

/* Calls @fn for every node, parents first. Host trees are at most 64 deep, and so is this one. */
static void for_each(
	struct builder *b, struct plan_node *n, void (*fn)(struct builder *b, struct plan_node *n))
{
	fn(b, n);
	for (struct plan_node *c = n->child; c; c = c->next)
		for_each(b, c, fn);
}

static void mark(struct builder *b, struct plan_node *n)
{
	(void)b;
	for (struct plan_prop *p = n->props; p; p = p->next)
		for (size_t i = 0; i < p->n_refs; i++)
			if (p->refs[i].node)
				((struct plan_node *)p->refs[i].node)->phandle = UINT32_MAX;
}

static bool is_label(const char *s)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
	size_t first = strspn(s, letters), rest;

	rest = strspn(s + first, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789");
	return first && !s[first + rest];
}

static const char *label_of(struct builder *b, const struct plan_node *n)
{
	size_t len = strcspn(n->name, "@");
	char *s;

	if (n->host && n->host->label && is_label(n->host->label) &&
		name_set_add(b->g.labels, n->host->label))
		return n->host->label;
	s = arena_printf(b->a, "%.*s_%u", (int)len, n->name, n->phandle);
	for (char *c = s; *c; c++)
		if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789", *c))
			*c = '_';
	if (!is_label(s))
		s = arena_printf(b->a, "node_%s", s);
	while (!name_set_add(b->g.labels, s))
		s = arena_printf(b->a, "%s_", s);
	return s;
}

static void number(struct builder *b, struct plan_node *n)
{
	if (n->phandle)
		n->phandle = ++b->g.n_phandles;
	if (n->phandle)
		n->label = label_of(b, n);
}

static void put_cell(uint8_t *to, uint32_t v)
{
	to[0] = (uint8_t)(v >> 24);
	to[1] = (uint8_t)(v >> 16);
	to[2] = (uint8_t)(v >> 8);
	to[3] = (uint8_t)v;
}

static void patch(struct builder *b, struct plan_node *n)
{
	(void)b;
	for (struct plan_prop *p = n->props; p; p = p->next)
		for (size_t i = 0; i < p->n_refs; i++)
			if (p->refs[i].node)
				put_cell((uint8_t *)p->data + (size_t)p->refs[i].cell * 4,
					p->refs[i].node->phandle);
}

void tree_number(struct builder *b)
{
	b->g.n_phandles = 0;
	b->g.labels = name_set_new(b->a);
	for_each(b, b->g.guest->tree, mark);
	/* Xen takes the number of the guest's GIC from this one. */
	if (b->g.guest->gic)
		b->g.guest->gic->phandle = UINT32_MAX;
	for_each(b, b->g.guest->tree, number);
	for_each(b, b->g.guest->tree, patch);
	if (b->g.n_phandles >= PLAN_GIC)
		issue_add(&b->issues, RULE_GUEST_REFERENCE_BROKEN, b->t->nodes, NULL, -1,
			"guest %s: %u nodes need phandles, but they must stay below %u",
			b->g.want->name, b->g.n_phandles, PLAN_GIC);
}
