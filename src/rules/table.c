// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "diag/rule.h"
#include "guests/view.h"
#include "rules/subjects.h"

/* A new subject is a file with its rule_set, a line in subjects.h and one here. */
const struct rule_set *const rule_subjects[] = {
	/* They name the cause where a container or an id seems to be missing. */
	&rules_legacy,
	&rules_layout,
	&rules_container,
	&rules_ranges,
	&rules_address,
	&rules_management,
	&rules_management_page,
	&rules_agents,
	&rules_agent_ids,
	&rules_agent_page,
	&rules_isolation,
	&rules_isolation_dom0,
	&rules_dom0,
	&rules_host_node,
	&rules_domains,
	&rules_domain_ids,
	&rules_access_controllers,
	&rules_devices,
	&rules_protocols,
	&rules_platform,
	&rules_single,
	&rules_firmware,
	&rules_resources,
	&rules_names,
	&rules_machine_memory,
	&rules_machine_modules,
	&rules_machine_needs,
	&rules_machine_registers,
	&rules_machine_interrupts,
	&rules_domain_construction,
	&rules_single_unsaid,
	&rules_domain_partial,
	&rules_guest_config,
	&rules_guest,
	&rules_guest_devices,
	&rules_guest_dom0less,
	&rules_guest_fit,
	&rules_plan_devices,
	&rules_plan_isolation,
	&rules_guest_plan,
	&rules_probe_channel,
	&rules_probe_answers,
};

const size_t n_rule_subjects = sizeof(rule_subjects) / sizeof(rule_subjects[0]);

void rules_run(struct check *c)
{
	channels_init(&c->channels, c);
	c->guest_views = guest_views_new(c);
	for (size_t i = 0; i < n_rule_subjects; i++)
		for (size_t j = 0; j < rule_subjects[i]->n; j++)
			if (rule_subjects[i]->rules[j].check)
				rule_subjects[i]->rules[j].check(c, &rule_subjects[i]->rules[j]);
	findings_end_rule(c->findings);
	channels_free(&c->channels);
}

void rules_end(struct check *c)
{
	guest_views_free(c->guest_views, c->n_guests);
}

const struct rule *rule_by_name(const char *name)
{
	for (size_t i = 0; i < n_rule_subjects; i++)
		for (size_t j = 0; j < rule_subjects[i]->n; j++)
			if (!strcmp(rule_subjects[i]->rules[j].pub.name, name))
				return &rule_subjects[i]->rules[j];
	return NULL;
}
