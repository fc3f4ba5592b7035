/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_RULES_SUBJECTS_H
#define SDC_RULES_SUBJECTS_H

#include "rules/check.h"

extern const struct rule_set rules_legacy;
extern const struct rule_set rules_layout;
extern const struct rule_set rules_counts;
extern const struct rule_set rules_shape;
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
extern const struct rule_set rules_dom0;
extern const struct rule_set rules_host_node;
extern const struct rule_set rules_domains;
extern const struct rule_set rules_domain_ids;
extern const struct rule_set rules_access_controllers;
extern const struct rule_set rules_devices;
extern const struct rule_set rules_protocols;
extern const struct rule_set rules_platform;
extern const struct rule_set rules_single;
extern const struct rule_set rules_firmware;
extern const struct rule_set rules_resources;
extern const struct rule_set rules_facts;
extern const struct rule_set rules_agent_names;
extern const struct rule_set rules_names;
extern const struct rule_set rules_status;
extern const struct rule_set rules_construction;
extern const struct rule_set rules_placeholders;
extern const struct rule_set rules_documents;

#endif
