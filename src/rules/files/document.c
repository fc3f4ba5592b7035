// SPDX-License-Identifier: BSD-2-Clause
/* What is wrong with a guests manifest or a description of the firmware, said by its reader. */
#include <string.h>

#include "diag/fix.h"
#include "rules/check.h"
#include "rules/subjects.h"
#include "schema/document.h"

static void rename_key(
	struct check *c, struct finding *f, const struct document_problem *p, struct span at)
{
	struct fix *fix;

	if (p->fault != DOCUMENT_KEY_UNKNOWN || !f->message || !p->mark.key_end)
		return;
	fix = finding_fix(
		c->findings, f, SDC_MACHINE_APPLICABLE, "rename %s to %s", p->key, p->meant);
	fix_edit(c->findings, fix, at, p->meant);
}

static void report(struct check *c, const struct rule *r, const struct check_document *d,
	const struct document_problem *p)
{
	struct location at = location_mark(d->input, d->file, &p->mark, p->pointer);
	struct finding *f;

	if (p->fault == DOCUMENT_KEY_UNKNOWN && p->mark.key_end)
		at.span.end_column = p->mark.key_end;
	f = finding_at(c->findings, r, at, "%s", p->text);
	if (p->meant) {
		finding_hint(c->findings, f, "did you mean '%s'?", p->meant);
		rename_key(c, f, p, at.span);
	} else
		finding_hint(c->findings, f, "see scmi-dtcheck-%s(5)",
			d->input == SDC_INPUT_MANIFEST ? "guests" : "firmware");
}

static void report_all(struct check *c, const struct rule *r, enum document_fault fault)
{
	for (size_t i = 0; i < sizeof(c->documents) / sizeof(c->documents[0]); i++) {
		const struct check_document *d = &c->documents[i];

		for (const struct document_problem *p = d->problems; p; p = p->next)
			if (p->fault == fault)
				report(c, r, d, p);
	}
}

static void check_unknown(struct check *c, const struct rule *r)
{
	report_all(c, r, DOCUMENT_KEY_UNKNOWN);
}

static void check_missing(struct check *c, const struct rule *r)
{
	report_all(c, r, DOCUMENT_KEY_MISSING);
}

static void check_value(struct check *c, const struct rule *r)
{
	report_all(c, r, DOCUMENT_VALUE);
}

static void check_conflict(struct check *c, const struct rule *r)
{
	report_all(c, r, DOCUMENT_CONFLICT);
}

static const struct rule_check checks[] = {
	{ RULE_DOCUMENT_KEY_UNKNOWN, check_unknown },
	{ RULE_DOCUMENT_KEY_MISSING, check_missing },
	{ RULE_DOCUMENT_VALUE, check_value },
	{ RULE_DOCUMENT_CONFLICT, check_conflict },
};

const struct rule_set rules_documents = { checks, sizeof(checks) / sizeof(checks[0]) };
