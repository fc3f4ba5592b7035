/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_RULES_SUBJECTS_H
#define SDC_RULES_SUBJECTS_H

#include "diag/rule.h"

extern const struct rule_set rules_legacy;
extern const struct rule_set rules_layout;
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
extern const struct rule_set rules_names;
extern const struct rule_set rules_machine_memory;
extern const struct rule_set rules_machine_modules;
extern const struct rule_set rules_machine_needs;
extern const struct rule_set rules_machine_registers;
extern const struct rule_set rules_machine_interrupts;
extern const struct rule_set rules_domain_construction;
extern const struct rule_set rules_domain_partial;
extern const struct rule_set rules_single_unsaid;
extern const struct rule_set rules_guest;
extern const struct rule_set rules_guest_devices;
extern const struct rule_set rules_guest_config;
extern const struct rule_set rules_guest_dom0less;
extern const struct rule_set rules_guest_fit;
extern const struct rule_set rules_guest_plan;
extern const struct rule_set rules_plan_devices;
extern const struct rule_set rules_plan_isolation;
extern const struct rule_set rules_probe_channel;
extern const struct rule_set rules_probe_answers;

#endif
