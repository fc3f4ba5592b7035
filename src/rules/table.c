// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "rules/rule.h"
#include "rules/subjects.h"

/* A new subject is a file with its rule_set, a line in subjects.h and one here. */
const struct rule_set *const rule_subjects[] = {
	&rules_container,
	&rules_guests,
	&rules_isolation,
};

const size_t n_rule_subjects = sizeof(rule_subjects) / sizeof(rule_subjects[0]);

void rules_run(struct check *c)
{
	for (size_t i = 0; i < n_rule_subjects; i++)
		for (size_t j = 0; j < rule_subjects[i]->n; j++)
			if (rule_subjects[i]->rules[j].check)
				rule_subjects[i]->rules[j].check(c, &rule_subjects[i]->rules[j]);
	findings_end_rule(c->findings);
}

const struct rule *rule_by_name(const char *name)
{
	for (size_t i = 0; i < n_rule_subjects; i++)
		for (size_t j = 0; j < rule_subjects[i]->n; j++)
			if (!strcmp(rule_subjects[i]->rules[j].pub.name, name))
				return &rule_subjects[i]->rules[j];
	return NULL;
}
