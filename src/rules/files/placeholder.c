// SPDX-License-Identifier: BSD-2-Clause
/* What is still to be filled in. */
#include "diag/rule.h"
#include "rules/subjects.h"
#include "schema/document.h"

static void check_list(
	struct check *c, const struct rule *r, const struct document_placeholder *list)
{
	for (const struct document_placeholder *p = list; p; p = p->next) {
		struct finding *f = finding_add(c->findings, r, c->tree->nodes, NULL, -1,
			"%s:%u:%u: %s is still to be filled in", p->file, p->line, p->column,
			p->path);

		finding_hint(c->findings, f,
			"replace " DOCUMENT_PLACEHOLDER
			"; the firmware's vendor, or scmi-dtcheck probe --save-firmware on the board, "
			"knows what the firmware has");
	}
}

static void check_placeholder(struct check *c, const struct rule *r)
{
	check_list(c, r, c->placeholders[0]);
	check_list(c, r, c->placeholders[1]);
}

static const struct rule rules[] = {
	{ { .name = "placeholder",
		  .subject = "files",
		  .severity = SDC_ERROR,
		  .summary = "a number in a file is still to be filled in",
		  .effect = "is not asked: what the file describes is taken to be unknown",
		  .explanation =
			  "scmi-dtcheck init writes " DOCUMENT_PLACEHOLDER
			  " where a number is known to the firmware's vendor alone. Until all of "
			  "them are filled in, a description of the firmware decides nothing, a "
			  "manifest is no plan, and generate writes nothing." },
		check_placeholder },
};

const struct rule_set rules_files = { rules, sizeof(rules) / sizeof(rules[0]) };
