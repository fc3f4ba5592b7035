/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PROBE_RULES_H
#define SDC_PROBE_RULES_H

#include "diag/rule.h"

/*
 * The prober's rules are the rows of diag/rules/probe.def, which all begin with "probe-": first
 * those about a channel, from probe-token on those about an answer. They have no check function:
 * what they find comes from the live firmware.
 */
#define PROBE_FIRST RULE_PROBE_PAGE_UNREACHABLE
#define PROBE_LAST  RULE_PROBE_MAX_MSG_SIZE

/* Each channel remembers in one word which rules it has broken. */
_Static_assert(PROBE_LAST - PROBE_FIRST < 64, "more rules than bits");

/* probe_bit - the bit of one of them */
static inline uint64_t probe_bit(enum rule_id r)
{
	return UINT64_C(1) << (r - PROBE_FIRST);
}

#endif
