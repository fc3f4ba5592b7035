// SPDX-License-Identifier: BSD-2-Clause
#include "guests/check/subjects.h"
#include "guests/view.h"

/* A new subject is a file with its rule_set, a line in subjects.h and one here. */
static const struct rule_set *const subjects[] = {
	&rules_guest_config,
	&rules_guest,
	&rules_guest_devices,
	&rules_guest_xl,
	&rules_guest_dom0less,
	&rules_guest_fit,
};

void guests_run(struct check *c)
{
	c->guest_views = guest_views_new(c);
	for (size_t i = 0; i < sizeof(subjects) / sizeof(subjects[0]); i++)
		rules_run_set(c, subjects[i]);
	findings_end_rule(c->findings);
}

void guests_end(struct check *c)
{
	guest_views_free(c->guest_views);
}
