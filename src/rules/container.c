// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "rules/rule.h"
#include "rules/subjects.h"

static void check_several(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;

	for (size_t i = 1; i < m->n_containers; i++) {
		struct finding *f = finding_add(c->findings, r, m->containers[i].node, "compatible",
			0, "a second container compatible with xen,sci");

		finding_relate(
			c->findings, f, m->containers[0].node, "the first, whose table Xen reads");
		finding_hint(c->findings, f,
			"keep one container, with its table and its management node");
	}
}

static const struct rule rules[] = {
	{ { .name = "container-several",
		  .subject = "container",
		  .severity = SDC_ERROR,
		  .summary = "the tree has more than one xen,sci container",
		  .effect = "takes the table of the first container and the management node of any",
		  .explanation =
			  "Xen looks for the first node compatible with xen,sci and reads "
			  "scmi-secondary-agents there, while every arm,scmi-smc node below any "
			  "container is tried as the management channel." },
		check_several },
};

const struct rule_set rules_container = { rules, sizeof(rules) / sizeof(rules[0]) };
