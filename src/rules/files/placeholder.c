// SPDX-License-Identifier: BSD-2-Clause
/* What is still to be filled in. */
#include <string.h>

#include "rules/check.h"
#include "rules/subjects.h"
#include "schema/document.h"

static void check_list(struct check *c, const struct rule *r, enum sdc_input_kind input,
	const struct document_placeholder *list)
{
	for (const struct document_placeholder *p = list; p; p = p->next) {
		const struct yaml_mark mark = { .line = p->line, .column = p->column };
		struct location at = location_mark(input, p->file, &mark, p->path);
		struct finding *f;

		at.span.end_column = p->column + (unsigned int)sizeof(DOCUMENT_PLACEHOLDER) - 2;
		f = finding_at(c->findings, r, at, "%s is still to be filled in",
			strrchr(p->path, '/') + 1);
		finding_hint(c->findings, f,
			"replace " DOCUMENT_PLACEHOLDER
			"; the firmware's vendor, or scmi-dtcheck probe --save-firmware on the board, "
			"knows what the firmware has");
	}
}

static void check_placeholder(struct check *c, const struct rule *r)
{
	for (size_t i = 0; i < sizeof(c->documents) / sizeof(c->documents[0]); i++)
		check_list(c, r, c->documents[i].input, c->documents[i].placeholders);
}

static const struct rule_check checks[] = {
	{ RULE_PLACEHOLDER, check_placeholder },
};

const struct rule_set rules_placeholders = { checks, sizeof(checks) / sizeof(checks[0]) };
