// SPDX-License-Identifier: BSD-2-Clause
#include "diag/finding.h"

#include <string.h>

#include "diag/rule.h"

static struct finding *add(
	struct findings *f, const struct rule *r, const struct dt_node *node, const char *prop)
{
	struct finding *n = arena_alloc(&f->arena, sizeof(*n));

	n->rule = r;
	n->severity = r ? r->pub.severity : SDC_ERROR;
	n->node = node;
	n->prop = prop ? dt_prop(node, prop) : NULL;
	n->prop_name = prop ? arena_strdup(&f->arena, prop) : NULL;
	n->related_end = &n->related;
	n->next_here = f->here[dt_index(f->tree, node)];
	f->here[dt_index(f->tree, node)] = n;
	return n;
}

/* Counts the findings of the rule that reports; schemas have none and no limit. */
static bool past_limit(struct findings *f, const struct rule *r)
{
	if (!r)
		return false;
	if (f->run.rule != r) {
		findings_end_rule(f);
		f->run.rule = r;
	}
	return f->run.n++ >= FINDINGS_PER_RULE;
}

struct finding *finding_add(struct findings *f, const struct rule *r, const struct dt_node *node,
	const char *prop, int index, const char *fmt, ...)
{
	bool more = past_limit(f, r);
	struct finding *n = add(f, r, node, prop);
	va_list ap;

	n->index = index;
	if (more) {
		*f->run.more_end = n;
		f->run.more_end = &n->next_more;
		return n;
	}
	va_start(ap, fmt);
	n->message = arena_vprintf(&f->arena, fmt, ap);
	va_end(ap);
	n->number = f->list.n;
	vec_push(&f->list, n);
	return n;
}

void findings_end_rule(struct findings *f)
{
	const struct finding *first = f->run.more;

	if (first) {
		struct finding *n = add(f, f->run.rule, first->node, first->prop_name);

		n->index = first->index;
		n->hint = "fix those that are listed, and check again";
		n->message = arena_printf(&f->arena, "and %zu more: %s",
			f->run.n - FINDINGS_PER_RULE, f->run.rule->pub.summary);
		n->severity = first->severity;
		for (const struct finding *x = first; x; x = x->next_more)
			if (x->severity > n->severity)
				n->severity = x->severity;
		n->number = f->list.n;
		vec_push(&f->list, n);
	}
	f->run.rule = NULL;
	f->run.n = 0;
	f->run.more = NULL;
	f->run.more_end = &f->run.more;
}

void finding_covers(
	struct findings *f, const struct finding *by, const struct dt_node *node, const char *prop)
{
	add(f, by->rule, node, prop);
}

void finding_hint(struct findings *f, struct finding *to, const char *fmt, ...)
{
	va_list ap;

	if (!to->message)
		return;
	va_start(ap, fmt);
	to->hint = arena_vprintf(&f->arena, fmt, ap);
	va_end(ap);
}

void finding_effect(struct findings *f, struct finding *to, const char *fmt, ...)
{
	va_list ap;

	if (!to->message)
		return;
	va_start(ap, fmt);
	to->effect = arena_vprintf(&f->arena, fmt, ap);
	va_end(ap);
}

void finding_relate(
	struct findings *f, struct finding *to, const struct dt_node *node, const char *fmt, ...)
{
	struct finding_related *r;
	va_list ap;

	if (!to->message)
		return;
	r = arena_alloc(&f->arena, sizeof(*r));
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

bool finding_mentions(const struct findings *f, const struct dt_node *node, const char *prop)
{
	const struct finding *n = f->here[dt_index(f->tree, node)];

	/* Past the limit of its rule a finding has no text. */
	while (n && !(n->message && strstr(n->message, prop)) &&
		!(n->hint && strstr(n->hint, prop)))
		n = n->next_here;
	return n != NULL;
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
	f->run.more_end = &f->run.more;
	f->here = arena_array(&f->arena, t->n_nodes, sizeof(struct finding *));
}

void findings_free(struct findings *f)
{
	vec_free(&f->list);
	arena_free(&f->arena);
}
