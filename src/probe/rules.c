// SPDX-License-Identifier: BSD-2-Clause
#include "probe/rules.h"

/* diag/rules/probe.def has the rows in the order of enum probe_rule. */
#define FIRST RULE_PROBE_PAGE_UNREACHABLE

_Static_assert(RULE_PROBE_MAX_MSG_SIZE - FIRST == PROBE_MAX_MSG_SIZE, "another order of rows");

const struct rule *probe_rule(enum probe_rule r)
{
	return rule_row((enum rule_id)(FIRST + (unsigned int)r));
}
