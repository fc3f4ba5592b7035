/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DIAG_FINDING_H
#define SDC_DIAG_FINDING_H

#include "base/vec.h"
#include "dt/tree.h"
#include "scmi-dtcheck.h"

struct rule;

/* Another node that a finding concerns. */
struct finding_related {
	const struct dt_node *node;
	const char *text; /* NULL: none */
	struct finding_related *next;
};

struct finding {
	const struct rule *rule; /* NULL: said by a schema */
	enum sdc_severity severity;
	const struct dt_node *node;
	const struct dt_prop *prop; /* NULL: the node itself */
	const char *prop_name;      /* also for a property that is missing; NULL */
	int index;                  /* entry of the property, -1: none */
	const char *message;
	const char *effect; /* NULL: the rule's own */
	const char *hint;   /* NULL: none */
	struct finding_related *related, **related_end;
	size_t number;             /* in the order in which they were added */
	struct finding *next_here; /* the next one on the same node */
	struct finding *next_more; /* the next one past the limit */
};

/* So many of one rule are listed; hostile trees must not bury the rest. */
#define FINDINGS_PER_RULE 20

struct findings {
	VEC(struct finding *) list;
	const struct dt_tree *tree;
	struct finding **here; /* per node: the newest finding */
	struct {
		const struct rule *rule; /* the one that reports */
		size_t n;                /* its findings, listed or not */
		struct finding *more, **more_end;
	} run;
	struct arena arena;
};

/*
 * finding_add - report a breach
 * @r: the rule; its severity and effect hold unless changed
 * @node: where the mistake is
 * @prop: name of the property, present or missing; NULL: the node itself
 * @index: entry of the property, or -1
 * @fmt: what is wrong, with values in hexadecimal; one sentence without full stop
 *
 * Returns the finding, owned by @f, to which hints and nodes can be added.
 */
struct finding *finding_add(struct findings *f, const struct rule *r, const struct dt_node *node,
	const char *prop, int index, const char *fmt, ...) __attribute__((format(printf, 6, 7)));

/*
 * findings_end_rule - sum up what a rule found past FINDINGS_PER_RULE
 *
 * Those findings are known to finding_about() but not listed and have no text; one last
 * finding, as severe as the worst of them, says how many they are.
 */
void findings_end_rule(struct findings *f);

/*
 * finding_covers - a finding that explains something about another property or node, too
 *
 * finding_about() then finds it there, so that a later rule or a schema does not repeat it: a
 * misspelt property is not reported as missing as well. @prop may be NULL.
 */
void finding_covers(
	struct findings *f, const struct finding *by, const struct dt_node *node, const char *prop);

/* finding_hint - what to write instead */
void finding_hint(struct findings *f, struct finding *to, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* finding_effect - what Xen does in this very case, in place of the rule's general effect */
void finding_effect(struct findings *f, struct finding *to, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* finding_relate - name another node that is involved; @fmt may be NULL */
void finding_relate(struct findings *f, struct finding *to, const struct dt_node *node,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* finding_about - a finding on that node and property (NULL: any property), or NULL. Linear in
 * the findings on that node. */
const struct finding *finding_about(
	const struct findings *f, const struct dt_node *node, const char *prop);

/* finding_mentions - a finding on that node speaks of the property, if only in its hint. Linear
 * in the findings on that node. */
bool finding_mentions(const struct findings *f, const struct dt_node *node, const char *prop);

/* finding_of - the first finding of the rule of that name, or NULL */
const struct finding *finding_of(const struct findings *f, const char *rule);

/* findings_str - text in the findings' memory */
const char *findings_str(struct findings *f, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* findings_init - for a tree; @f is zeroed by the caller */
void findings_init(struct findings *f, const struct dt_tree *t);
void findings_free(struct findings *f);

#endif
