// SPDX-License-Identifier: BSD-2-Clause
#include "rules/finding.h"

#include <string.h>

#include "rules/rule.h"

struct finding *finding_add(struct findings *f, const struct rule *r, const struct dt_node *node,
	const char *prop, int index, const char *fmt, ...)
{
	struct finding *n = arena_alloc(&f->arena, sizeof(*n));
	va_list ap;

	n->rule = r;
	n->severity = r ? r->pub.severity : SDC_ERROR;
	n->node = node;
	n->prop = prop ? dt_prop(node, prop) : NULL;
	n->prop_name = prop ? arena_strdup(&f->arena, prop) : NULL;
	n->index = index;
	va_start(ap, fmt);
	n->message = arena_vprintf(&f->arena, fmt, ap);
	va_end(ap);
	n->related_end = &n->related;
	n->next_here = f->here[dt_index(f->tree, node)];
	f->here[dt_index(f->tree, node)] = n;
	vec_push(&f->list, n);
	return n;
}

void finding_hint(struct findings *f, struct finding *to, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	to->hint = arena_vprintf(&f->arena, fmt, ap);
	va_end(ap);
}

void finding_effect(struct findings *f, struct finding *to, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	to->effect = arena_vprintf(&f->arena, fmt, ap);
	va_end(ap);
}

void finding_relate(
	struct findings *f, struct finding *to, const struct dt_node *node, const char *fmt, ...)
{
	struct finding_related *r = arena_alloc(&f->arena, sizeof(*r));
	va_list ap;

	r->node = node;
	if (fmt) {
		va_start(ap, fmt);
		r->text = arena_vprintf(&f->arena, fmt, ap);
		va_end(ap);
	}
	*to->related_end = r;
	to->related_end = &r->next;
}

const struct finding *finding_about(
	const struct findings *f, const struct dt_node *node, const char *prop)
{
	const struct finding *n = f->here[dt_index(f->tree, node)];

	while (n && prop && !(n->prop_name && !strcmp(n->prop_name, prop)))
		n = n->next_here;
	return n;
}

const struct finding *finding_of(const struct findings *f, const char *rule)
{
	for (size_t i = 0; i < f->list.n; i++)
		if (f->list.v[i]->rule && !strcmp(f->list.v[i]->rule->pub.name, rule))
			return f->list.v[i];
	return NULL;
}

const char *findings_str(struct findings *f, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = arena_vprintf(&f->arena, fmt, ap);
	va_end(ap);
	return s;
}

void findings_init(struct findings *f, const struct dt_tree *t)
{
	f->tree = t;
	f->here = arena_array(&f->arena, t->n_nodes, sizeof(struct finding *));
}

void findings_free(struct findings *f)
{
	vec_free(&f->list);
	arena_free(&f->arena);
}
