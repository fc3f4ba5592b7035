/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_RULES_CAUSE_H
#define SDC_RULES_CAUSE_H

#include "diag/finding.h"

/*
 * finding_cause - the rule under which a stop of Xen's has been reported
 * @rule: the rule for the stop in general, or NULL
 *
 * A more special rule may have named the cause, and then the general one is silent: a misspelt
 * property is not reported as missing as well. Returns @rule itself where it has a finding or
 * no other rule has. Linear in the findings.
 */
const char *finding_cause(const struct findings *f, const char *rule);

#endif
