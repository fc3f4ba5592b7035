/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_RULES_SUBJECTS_H
#define SDC_RULES_SUBJECTS_H

#include "rules/rule.h"

extern const struct rule_set rules_container;
extern const struct rule_set rules_guests;
extern const struct rule_set rules_isolation;

#endif
