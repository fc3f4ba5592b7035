// SPDX-License-Identifier: BSD-2-Clause
#include "scmi/psci.h"

#include <string.h>

static const struct dt_node *find(const struct dt_tree *t, const char *a, const char *b)
{
	const struct dt_node *n;

	dt_for_each_node(t, n) {
		const struct dt_prop *p = dt_prop(n, "compatible");

		for (const char *s = NULL; p && (s = dt_prop_next_string(p, s));)
			if (!strcasecmp(s, a) || !strcasecmp(s, b))
				return n;
	}
	return NULL;
}

struct scmi_psci scmi_psci(const struct dt_tree *t)
{
	struct scmi_psci psci = { .node = find(t, "arm,psci-0.2", "arm,psci-1.0") };
	const struct dt_prop *method;

	if (!psci.node) {
		psci.node = find(t, "arm,psci", "arm,psci");
		psci.too_old = psci.node;
		return psci;
	}
	psci.recent = dt_compatible(psci.node, "arm,psci-1.0") ||
		      dt_compatible(psci.node, "arm,psci-1.1");
	method = dt_prop(psci.node, "method");
	psci.method = method ? dt_prop_next_string(method, NULL) : NULL;
	return psci;
}

bool scmi_psci_smc(const struct scmi_psci *p)
{
	return p->method && !strcmp(p->method, "smc");
}
