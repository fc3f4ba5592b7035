// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "base/buf.h"
#include "cli/command.h"
#include "cli/help/help.h"
#include "cli/help/rules_man.h"
#include "scmi-dtcheck.h"

enum list_format { LIST_TABLE, LIST_NAMES, LIST_MAN };

struct list_values {
	int format;
};

static const struct cli_option options[] = {
	{ "format", 'f', OPTION_CHOICE, "FORMAT", "table names man",
		"a table, the bare names, or the source of scmi-dtcheck-rules(7)",
		offsetof(struct list_values, format) },
};

static void put_table(struct buf *b)
{
	size_t width = 0, n = sdc_rule_count();

	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(sdc_rule_at(i)->name);

		width = len > width ? len : width;
	}
	for (size_t i = 0; i < n; i++) {
		const struct sdc_rule *r = sdc_rule_at(i);

		if (!i || strcmp(r->subject, sdc_rule_at(i - 1)->subject))
			buf_printf(b, "%s%s:\n", i ? "\n" : "", r->subject);
		buf_printf(b, "  %-*s  %-7s  %s\n", (int)width, r->name,
			sdc_severity_name(r->severity), r->summary);
	}
}

static void put_names(struct buf *b)
{
	for (size_t i = 0; i < sdc_rule_count(); i++)
		buf_printf(b, "%s\n", sdc_rule_at(i)->name);
}

static int run(const void *values, char **operands)
{
	const struct list_values *v = values;
	struct buf b = { 0 };

	(void)operands;
	switch ((enum list_format)v->format) {
	case LIST_TABLE:
		put_table(&b);
		break;
	case LIST_NAMES:
		put_names(&b);
		break;
	case LIST_MAN:
		rules_man(&b);
		break;
	}
	return print_all(&b);
}

const struct command command_list_rules = {
	.name = "list-rules",
	.operands = "",
	.summary = "print every rule with its severity",
	.options = options,
	.n_options = sizeof(options) / sizeof(options[0]),
	.size = sizeof(struct list_values),
	.run = COMMAND_RUN(run),
};
