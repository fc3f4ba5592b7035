// SPDX-License-Identifier: BSD-2-Clause
#include "plan/issue.h"

#include <stdarg.h>
#include <string.h>

#include "diag/rule.h"

void issues_init(struct issues *s, struct arena *a, const struct dt_tree *tree)
{
	*s = (struct issues){ .a = a, .tree = tree };
	for (int i = 0; i < N_RULES; i++)
		s->end[i] = &s->first[i];
}

__attribute__((format(printf, 4, 0))) static struct issue *add(struct issues *s, enum rule_id rule,
	const struct location *where, const char *fmt, va_list ap)
{
	struct issue *i = arena_alloc(s->a, sizeof(*i));

	i->where = *where;
	i->severity = s->suppressed[rule] ? SDC_NOTE : rule_row(rule)->pub.severity;
	s->errors += i->severity == SDC_ERROR;
	i->message = arena_vprintf(s->a, fmt, ap);
	if (s->suppressed[rule])
		return i;
	*s->end[rule] = i;
	s->end[rule] = &i->next;
	return i;
}

struct issue *issue_add(struct issues *s, enum rule_id rule, const struct dt_node *node,
	const char *prop, int index, const char *fmt, ...)
{
	struct location where = location_node(s->tree, node, prop, index);
	struct issue *i;
	va_list ap;

	va_start(ap, fmt);
	i = add(s, rule, &where, fmt, ap);
	va_end(ap);
	return i;
}

struct issue *issue_at(
	struct issues *s, enum rule_id rule, struct location where, const char *fmt, ...)
{
	struct issue *i;
	va_list ap;

	va_start(ap, fmt);
	i = add(s, rule, &where, fmt, ap);
	va_end(ap);
	return i;
}

void issue_warn(struct issues *s, struct issue *i)
{
	s->errors -= i->severity == SDC_ERROR;
	i->severity = SDC_WARNING;
}

void issue_fail(struct issues *s, struct issue *i)
{
	s->errors += i->severity != SDC_ERROR;
	i->severity = SDC_ERROR;
}

void issue_hint(struct issues *s, struct issue *i, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	i->hint = arena_vprintf(s->a, fmt, ap);
	va_end(ap);
}

void issue_relate(
	struct issues *s, struct issue *i, const struct dt_node *node, const char *fmt, ...)
{
	va_list ap;

	i->related = node;
	va_start(ap, fmt);
	i->related_text = arena_vprintf(s->a, fmt, ap);
	va_end(ap);
}

static void publish(struct findings *fs, const struct rule *r, const struct issue *i)
{
	struct finding *f = finding_at(fs, r, i->where, "%s", i->message);

	f->severity = i->severity;
	if (i->hint)
		finding_hint(fs, f, "%s", i->hint);
	if (i->related)
		finding_relate(fs, f, i->related, "%s", i->related_text);
}

void issues_publish(const struct issues *s, struct findings *f)
{
	for (int rule = 0; rule < N_RULES; rule++)
		for (const struct issue *i = s->first[rule]; i; i = i->next)
			publish(f, rule_row((enum rule_id)rule), i);
	findings_end_rule(f);
}

const struct issues *issues_keep(const struct issues *s)
{
	struct issues *kept = arena_alloc(s->a, sizeof(*kept));

	*kept = *s;
	memset(kept->end, 0, sizeof(kept->end));
	return kept;
}
