// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/help/help.h"
#include "cli/message.h"
#include "cli/sandbox.h"
#include "scmi-dtcheck.h"

#define WIDTH 80

static int run(const void *values, char **operands)
{
	const struct sdc_rule *rule = sdc_rule_find(operands[0]);
	struct buf b = { 0 };

	(void)values;
	sandbox_enter_bare();
	if (!rule)
		return message_error("no rule is named %s; scmi-dtcheck list-rules prints them all",
			operands[0]);
	buf_printf(&b, "%s (%s, %s)\n\n", rule->name, rule->subject,
		sdc_severity_name(rule->severity));
	text_wrap(&b, rule->summary, 0, WIDTH);
	if (rule->effect) {
		buf_printf(&b, "\n%s:\n", strcmp(rule->subject, "files") ? "Xen" : "scmi-dtcheck");
		text_wrap(&b, rule->effect, 2, WIDTH);
	}
	buf_putc(&b, '\n');
	text_wrap(&b, rule->explanation, 0, WIDTH);
	return print_all(&b);
}

const struct command command_explain = {
	.name = "explain",
	.operands = "RULE",
	.summary = "what a rule is about: the mistake, what Xen does, how to fix it",
	.size = 1,
	.run = COMMAND_RUN(run),
	.min_operands = 1,
	.max_operands = 1,
};
