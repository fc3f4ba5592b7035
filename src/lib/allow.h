/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_LIB_ALLOW_H
#define SDC_LIB_ALLOW_H

#include "report/result.h"

/*
 * allow_apply - findings that the inputs themselves allow
 *
 * A comment "scmi-dtcheck: allow RULE: REASON" holds for its own line, or where nothing else stands
 * there for the next one that is more than a comment. Findings of the rule there are marked. One
 * that silences nothing, has no reason or names no rule is a finding itself.
 */
void allow_apply(struct sdc_result *r, const struct sdc_check_options *opts);

#endif
