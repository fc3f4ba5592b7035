// SPDX-License-Identifier: BSD-2-Clause
#include "rules/check.h"
#include "rules/subjects.h"

/* A new subject is a file with its rule_set, a line in subjects.h and one here. */
static const struct rule_set *const rule_subjects[] = {
	/* They name the cause where a container or an id seems to be missing. */
	&rules_legacy,
	&rules_layout,
	&rules_counts,
	&rules_shape,
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
	&rules_single,
	&rules_domains,
	&rules_domain_ids,
	&rules_access_controllers,
	&rules_devices,
	&rules_protocols,
	&rules_platform,
	&rules_firmware,
	&rules_resources,
	&rules_facts,
	&rules_agent_names,
	&rules_names,
	&rules_status,
	&rules_documents,
	&rules_placeholders,
};

static const size_t n_rule_subjects = sizeof(rule_subjects) / sizeof(rule_subjects[0]);

void rules_run_set(struct check *c, const struct rule_set *set)
{
	for (size_t i = 0; i < set->n; i++)
		set->checks[i].check(c, rule_row(set->checks[i].rule));
}

void rules_run_construction(struct check *c)
{
	rules_run_set(c, &rules_construction);
	findings_end_rule(c->findings);
}

void rules_run(struct check *c)
{
	channels_init(&c->channels, c);
	for (size_t i = 0; i < n_rule_subjects; i++)
		rules_run_set(c, rule_subjects[i]);
	findings_end_rule(c->findings);
	channels_free(&c->channels);
}
