/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PLAN_ISSUE_H
#define SDC_PLAN_ISSUE_H

#include "base/arena.h"
#include "diag/finding.h"
#include "diag/rule.h"

/*
 * What stands against a plan, kept until the plan is done: findings are added rule by rule, as
 * their limits count, while planning meets the breaches node by node.
 */

struct issue {
	struct location where;
	enum sdc_severity severity;
	const char *message;
	const char *hint;              /* NULL: none */
	const struct dt_node *related; /* NULL: none */
	const char *related_text;
	struct issue *next;
};

struct issues {
	struct arena *a;
	const struct dt_tree *tree; /* the host's */
	struct issue *first[N_RULES], **end[N_RULES];
	bool suppressed[N_RULES]; /* not kept */
	size_t errors;
};

void issues_init(struct issues *s, struct arena *a, const struct dt_tree *tree);

/* issue_add - with the severity of its rule */
struct issue *issue_add(struct issues *s, enum rule_id rule, const struct dt_node *node,
	const char *prop, int index, const char *fmt, ...) __attribute__((format(printf, 6, 7)));

/* issue_at - the same for any place */
struct issue *issue_at(struct issues *s, enum rule_id rule, struct location where, const char *fmt,
	...) __attribute__((format(printf, 4, 5)));

/* issue_warn - less than the rule's severity: a warning that does not stand against writing */
void issue_warn(struct issues *s, struct issue *i);

/* issue_fail - more than that: an error */
void issue_fail(struct issues *s, struct issue *i);

void issue_hint(struct issues *s, struct issue *i, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void issue_relate(struct issues *s, struct issue *i, const struct dt_node *node, const char *fmt,
	...) __attribute__((format(printf, 4, 5)));

/* issues_publish - make findings of them */
void issues_publish(const struct issues *s, struct findings *f);

/* issues_keep - a copy to read, which lives as long as the arena */
const struct issues *issues_keep(const struct issues *s);

#endif
