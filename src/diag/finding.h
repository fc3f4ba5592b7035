/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DIAG_FINDING_H
#define SDC_DIAG_FINDING_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "diag/location.h"
#include "diag/rule.h"
#include "dt/tree.h"

struct fix;

/* Another place that a finding concerns. */
struct finding_related {
	struct location where;
	const char *text; /* NULL: none */
	struct finding_related *next;
};

struct finding {
	const struct rule *rule; /* NULL: said by a schema */
	enum sdc_severity severity;
	struct location where;
	const char *message; /* NULL: not listed, see finding_add() */
	const char *effect;  /* NULL: the rule's own */
	const char *hint;    /* NULL: none */
	bool allowed;        /* by a comment where it stands: not published */
	const char *schema;  /* $id of the binding that says it, NULL: none does */
	struct finding_related *related, **related_end;
	struct fix *fixes, **fixes_end; /* see diag/fix.h */
	size_t number;                  /* in the order in which they were added */
	struct finding *next_more;      /* the next one past the limit */
};

/* So many of one rule are listed; hostile trees must not bury the rest. */
#define FINDINGS_PER_RULE 20

struct findings {
	VEC(struct finding *) list;
	const struct dt_tree *tree;           /* the host's */
	const struct finding *fired[N_RULES]; /* the first one of each rule */
	enum rule_id left_to[N_RULES];        /* who had the word when a rule was silent first */
	struct map subjects;                  /* what the findings are about, see finding.c */
	struct map nodes;                     /* which have any */
	struct {
		const struct rule *rule; /* the one that reports */
		size_t n;                /* its findings, listed or not */
		struct finding *more, **more_end;
	} run;
	struct arena arena;
};

/*
 * finding_add - report a breach in the host's tree
 * @r: the rule; its severity and effect hold unless changed
 * @node: where the mistake is
 * @prop: name of the property, present or missing; NULL: the node itself
 * @index: entry of the property, or -1
 * @fmt: what is wrong; one sentence without full stop
 *
 * Where a prerequisite of the rule has fired on the same thing, the finding is not listed. What it
 * is about counts all the same, so that the rules behind this one are silent, too.
 *
 * Returns the finding, owned by @f, to which hints and places can be added.
 */
struct finding *finding_add(struct findings *f, const struct rule *r, const struct dt_node *node,
	const char *prop, int index, const char *fmt, ...) __attribute__((format(printf, 6, 7)));

/* finding_at - the same for any place in any input */
struct finding *finding_at(struct findings *f, const struct rule *r, struct location where,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/*
 * findings_end_rule - sum up what a rule found past FINDINGS_PER_RULE
 *
 * Those findings count for prerequisites but are not listed and have no text; one last finding, as
 * severe as the worst of them, says how many they are.
 */
void findings_end_rule(struct findings *f);

/*
 * finding_concerns - a finding is about another property or node, too
 *
 * Rules that have its rule as a prerequisite, and schemas, are silent there as well: a misspelt
 * property is not reported as missing. @prop may be NULL.
 */
void finding_concerns(
	struct findings *f, const struct finding *by, const struct dt_node *node, const char *prop);

/* finding_hint - what to write instead */
void finding_hint(struct findings *f, struct finding *to, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* finding_effect - what Xen does in this very case, in place of the rule's general effect */
void finding_effect(struct findings *f, struct finding *to, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* finding_relate - name another node of the host's tree that is involved; @fmt may be NULL */
void finding_relate(struct findings *f, struct finding *to, const struct dt_node *node,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* finding_relate_at - the same for any place */
void finding_relate_at(struct findings *f, struct finding *to, struct location where,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* findings_of - the first finding of a rule, or NULL */
const struct finding *findings_of(const struct findings *f, enum rule_id rule);

/* The property that stands for the node itself. */
#define FINDING_NODE_ITSELF "."

/* findings_about - a rule that fired is about that very property of that very node (NULL: about
 * the node or any property of it) */
bool findings_about(const struct findings *f, const struct dt_node *node, const char *prop);

/* findings_error_about - the same of rules that are errors: the first one, or RULE_NONE; @index: of
 * that entry of the property, -1: of any */
enum rule_id findings_error_about(
	const struct findings *f, const struct dt_node *node, const char *prop, int index);

/* findings_leave - @rule does not say what @by has said */
void findings_leave(struct findings *f, enum rule_id rule, enum rule_id by);

/*
 * findings_cause - the rule under which a breach of @rule has been reported
 *
 * @rule itself where it has a listed finding or left the word to none, else the rule that has the
 * word. RULE_NONE stays so.
 */
enum rule_id findings_cause(const struct findings *f, enum rule_id rule);

/* findings_str - text in the findings' memory */
const char *findings_str(struct findings *f, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* findings_init - for a tree; @f is zeroed by the caller */
void findings_init(struct findings *f, const struct dt_tree *t);
void findings_free(struct findings *f);

#endif
