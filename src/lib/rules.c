// SPDX-License-Identifier: BSD-2-Clause
#include "diag/rule.h"

size_t sdc_rule_count(void)
{
	size_t n = 0;

	for (size_t i = 0; i < n_rule_subjects; i++)
		n += rule_subjects[i]->n;
	return n;
}

const struct sdc_rule *sdc_rule_at(size_t index)
{
	for (size_t i = 0; i < n_rule_subjects; i++) {
		if (index < rule_subjects[i]->n)
			return &rule_subjects[i]->rules[index].pub;
		index -= rule_subjects[i]->n;
	}
	return NULL;
}

const struct sdc_rule *sdc_rule_find(const char *name)
{
	const struct rule *r = rule_by_name(name);

	return r ? &r->pub : NULL;
}
