/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DIAG_RULE_H
#define SDC_DIAG_RULE_H

#include "scmi-dtcheck.h"

/*
 * A rule is a row in one of the files of diag/rules/: identifier, severity, texts, prerequisites.
 * What finds its breaches is elsewhere, see rules/check.h.
 */

/* RULE_NAME for the row RULE(NAME, ...). */
enum rule_id {
	RULE_NONE,
#define RULE(id, ...) RULE_##id,
#include "diag/rules.def"
#undef RULE
	N_RULES
};

/* Where the other rule must have fired for this one to be silent. */
enum rule_scope {
	RULE_ANYWHERE,
	RULE_SAME_NODE,
	RULE_SAME_PROPERTY, /* of the same node */
	RULE_SAME_ENTRY,    /* of the same property */
	RULE_SAME_GUEST,    /* in any of the files of one guest */
	RULE_EXPLAINS,      /* nowhere: but it explains a stop for which this one has no finding */
};

struct rule_prerequisite {
	enum rule_id rule; /* RULE_NONE behind the last one; N_RULES: any */
	enum rule_scope scope;
};

#define RULE_PREREQUISITES 32

struct rule {
	enum rule_id id;
	struct sdc_rule pub;
	struct rule_prerequisite prerequisites[RULE_PREREQUISITES];
};

/* rule_row - the row of an identifier, never RULE_NONE */
const struct rule *rule_row(enum rule_id id);

/* rule_find - the identifier of that name, or RULE_NONE */
enum rule_id rule_find(const char *name);

/* rule_name - the name of a rule, NULL for RULE_NONE */
const char *rule_name(enum rule_id id);

#endif
