// SPDX-License-Identifier: BSD-2-Clause
#include "diag/finding.h"

#include <string.h>

#include "base/buf.h"

/*
 * What findings are about is a set of keys: a rule or none, a node, a property or none. None for
 * the rule stands for any; a key without property stands for the node and all its properties,
 * but with the property "." for the node itself. N_RULES for the rule stands for any that is an
 * error. No node, and a guest's name for the property, stands for all about that guest's files.
 */
static void put_key(
	struct buf *out, enum rule_id rule, const struct dt_node *node, const char *prop)
{
	buf_printf(out, "%d %p %s", rule, (const void *)node, prop ? prop : "");
}

/* @by: the rule that says it; the first one stays. */
static void put(struct findings *f, enum rule_id rule, const struct dt_node *node, const char *prop,
	const struct rule *by)
{
	struct buf text = { 0 };

	put_key(&text, rule, node, prop);
	if (!map_get(&f->subjects, buf_str(&text)))
		map_set(&f->subjects, arena_strdup(&f->arena, buf_str(&text)), (void *)by);
	if (node)
		map_set(&f->nodes, node, f);
	buf_free(&text);
}

static const struct rule *has(
	const struct findings *f, enum rule_id rule, const struct dt_node *node, const char *prop)
{
	const struct rule *by;
	struct buf text = { 0 };

	/* Most nodes have none. */
	if (node && !map_get(&f->nodes, node))
		return NULL;
	put_key(&text, rule, node, prop);
	by = map_get(&f->subjects, buf_str(&text));
	buf_free(&text);
	return by;
}

/* An entry of a property, as the property of a key; no property has brackets. */
static const char *entry(struct buf *out, const char *prop, int index)
{
	buf_printf(out, "%s[%d]", prop, index);
	return buf_str(out);
}

static void add_as(struct findings *f, enum rule_id rule, const struct dt_node *node,
	const char *prop, const struct rule *by)
{
	put(f, rule, node, NULL, by);
	put(f, rule, node, prop ? prop : FINDING_NODE_ITSELF, by);
}

static void add_subject(
	struct findings *f, const struct rule *r, const struct dt_node *node, const char *prop)
{
	if (!r || !node)
		return;
	add_as(f, r->id, node, prop, r);
	add_as(f, RULE_NONE, node, prop, r);
	if (r->pub.severity == SDC_ERROR)
		add_as(f, N_RULES, node, prop, r);
}

static void add_location(struct findings *f, const struct rule *r, const struct location *l)
{
	struct buf text = { 0 };

	add_subject(f, r, l->node, l->property);
	if (r && l->node && l->property && l->index >= 0) {
		put(f, r->id, l->node, entry(&text, l->property, l->index), r);
		if (r->pub.severity == SDC_ERROR)
			put(f, N_RULES, l->node, buf_str(&text), r);
	}
	if (r && l->domain)
		put(f, r->id, NULL, l->domain, r);
	buf_free(&text);
}

static const struct rule *has_entry(const struct findings *f, enum rule_id rule,
	const struct dt_node *node, const char *prop, int index)
{
	const struct rule *by;
	struct buf text = { 0 };

	if (!node || !prop || index < 0)
		return NULL;
	by = has(f, rule, node, entry(&text, prop, index));
	buf_free(&text);
	return by;
}

/* The rule that has fired; NULL: none. */
static const struct rule *fired(
	const struct findings *f, const struct rule_prerequisite *p, const struct location *l)
{
	switch (p->scope) {
	case RULE_ANYWHERE:
		return f->fired[p->rule] ? rule_row(p->rule) : NULL;
	case RULE_SAME_NODE:
		return l->node ? has(f, p->rule, l->node, NULL) : NULL;
	case RULE_SAME_PROPERTY:
		return l->node ? has(f, p->rule == N_RULES ? RULE_NONE : p->rule, l->node,
					 l->property ? l->property : FINDING_NODE_ITSELF)
			       : NULL;
	case RULE_SAME_ENTRY:
		return has_entry(f, p->rule, l->node, l->property, l->index);
	case RULE_SAME_GUEST:
		return l->domain ? has(f, p->rule, NULL, l->domain) : NULL;
	case RULE_EXPLAINS:
		break;
	}
	return NULL;
}

static bool is_silenced(struct findings *f, const struct rule *r, const struct location *l)
{
	const struct rule *by = NULL;

	for (size_t i = 0; r && !by && i < RULE_PREREQUISITES && r->prerequisites[i].rule; i++)
		by = fired(f, &r->prerequisites[i], l);
	if (by)
		findings_leave(f, r->id, by->id);
	return by != NULL;
}

static struct finding *new_finding(
	struct findings *f, const struct rule *r, const struct location *where)
{
	struct finding *n = arena_alloc(&f->arena, sizeof(*n));

	n->rule = r;
	n->severity = r ? r->pub.severity : SDC_ERROR;
	n->where = *where;
	if (where->property)
		n->where.property = arena_strdup(&f->arena, where->property);
	n->related_end = &n->related;
	n->fixes_end = &n->fixes;
	return n;
}

static void list(struct findings *f, struct finding *n)
{
	n->number = f->list.n;
	vec_push(&f->list, n);
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

__attribute__((format(printf, 4, 0))) static struct finding *add(struct findings *f,
	const struct rule *r, const struct location *where, const char *fmt, va_list ap)
{
	struct finding *n = new_finding(f, r, where);
	bool silenced = is_silenced(f, r, where);

	add_location(f, r, &n->where);
	if (silenced)
		return n;
	if (r && !f->fired[r->id])
		f->fired[r->id] = n;
	if (past_limit(f, r)) {
		*f->run.more_end = n;
		f->run.more_end = &n->next_more;
		return n;
	}
	n->message = arena_vprintf(&f->arena, fmt, ap);
	list(f, n);
	return n;
}

struct finding *finding_add(struct findings *f, const struct rule *r, const struct dt_node *node,
	const char *prop, int index, const char *fmt, ...)
{
	struct location where = location_node(f->tree, node, prop, index);
	struct finding *n;
	va_list ap;

	va_start(ap, fmt);
	n = add(f, r, &where, fmt, ap);
	va_end(ap);
	return n;
}

struct finding *finding_at(
	struct findings *f, const struct rule *r, struct location where, const char *fmt, ...)
{
	struct finding *n;
	va_list ap;

	va_start(ap, fmt);
	n = add(f, r, &where, fmt, ap);
	va_end(ap);
	return n;
}

void findings_end_rule(struct findings *f)
{
	const struct finding *first = f->run.more;

	if (first) {
		struct finding *n = new_finding(f, f->run.rule, &first->where);

		n->hint = "fix those that are listed, and check again";
		n->message = arena_printf(&f->arena, "and %zu more: %s",
			f->run.n - FINDINGS_PER_RULE, f->run.rule->pub.summary);
		n->severity = first->severity;
		for (const struct finding *x = first; x; x = x->next_more)
			if (x->severity > n->severity)
				n->severity = x->severity;
		list(f, n);
	}
	f->run.rule = NULL;
	f->run.n = 0;
	f->run.more = NULL;
	f->run.more_end = &f->run.more;
}

void finding_concerns(
	struct findings *f, const struct finding *by, const struct dt_node *node, const char *prop)
{
	add_subject(f, by->rule, node, prop);
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

__attribute__((format(printf, 4, 0))) static void relate(struct findings *f, struct finding *to,
	const struct location *where, const char *fmt, va_list ap)
{
	struct finding_related *r;

	if (!to->message)
		return;
	r = arena_alloc(&f->arena, sizeof(*r));
	r->where = *where;
	if (fmt)
		r->text = arena_vprintf(&f->arena, fmt, ap);
	*to->related_end = r;
	to->related_end = &r->next;
}

void finding_relate(
	struct findings *f, struct finding *to, const struct dt_node *node, const char *fmt, ...)
{
	struct location where = location_node(f->tree, node, NULL, -1);
	va_list ap;

	va_start(ap, fmt);
	relate(f, to, &where, fmt, ap);
	va_end(ap);
}

void finding_relate_at(
	struct findings *f, struct finding *to, struct location where, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	relate(f, to, &where, fmt, ap);
	va_end(ap);
}

const struct finding *findings_of(const struct findings *f, enum rule_id rule)
{
	return f->fired[rule];
}

bool findings_about(const struct findings *f, const struct dt_node *node, const char *prop)
{
	return has(f, RULE_NONE, node, prop) != NULL;
}

enum rule_id findings_error_about(
	const struct findings *f, const struct dt_node *node, const char *prop, int index)
{
	const struct rule *r =
		index >= 0 ? has_entry(f, N_RULES, node, prop, index) : has(f, N_RULES, node, prop);

	return r ? r->id : RULE_NONE;
}

void findings_leave(struct findings *f, enum rule_id rule, enum rule_id by)
{
	if (!f->left_to[rule])
		f->left_to[rule] = by;
}

enum rule_id findings_cause(const struct findings *f, enum rule_id rule)
{
	const struct rule *r;

	for (int i = 0; i < N_RULES && !f->fired[rule] && f->left_to[rule]; i++)
		rule = f->left_to[rule];
	if (!rule || f->fired[rule])
		return rule;
	r = rule_row(rule);
	for (size_t i = 0; i < RULE_PREREQUISITES && r->prerequisites[i].rule; i++)
		if (r->prerequisites[i].rule != N_RULES && f->fired[r->prerequisites[i].rule])
			return r->prerequisites[i].rule;
	return rule;
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
	f->subjects.strings = true;
}

void findings_free(struct findings *f)
{
	vec_free(&f->list);
	map_free(&f->subjects);
	map_free(&f->nodes);
	arena_free(&f->arena);
}
