/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_RULES_SUBJECTS_H
#define SDC_RULES_SUBJECTS_H

#include "rules/rule.h"

extern const struct rule_set rules_container;
extern const struct rule_set rules_ranges;
extern const struct rule_set rules_address;
extern const struct rule_set rules_management;
extern const struct rule_set rules_management_page;
extern const struct rule_set rules_agents;
extern const struct rule_set rules_agent_ids;
extern const struct rule_set rules_agent_page;
extern const struct rule_set rules_isolation;
extern const struct rule_set rules_isolation_dom0;

#endif
