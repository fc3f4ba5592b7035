// SPDX-License-Identifier: BSD-2-Clause
/* A status that nobody knows. Where Xen goes by a status, or ignores one, that node's own rule has
 * said it, so this one comes late. */
#include <string.h>

#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/lookup.h"
#include "rules/subjects.h"

#define OUTPUT "stdout-path"

/* The device that /chosen names for output: what is said of its status is said of that. */
static const struct dt_node *output(const struct check *c, const struct dt_node *chosen)
{
	const char *path = chosen ? dt_prop_string(chosen, OUTPUT) : NULL;

	return path ? dt_by_path(
			      c->tree, arena_strndup(&c->findings->arena, path, strcspn(path, ":")))
		    : NULL;
}

static void check_status(struct check *c, const struct rule *r)
{
	const struct dt_node *chosen = dt_child(c->tree->nodes, "chosen");
	const struct dt_node *out = output(c, chosen);
	const struct dt_tree *t = c->tree;

	for (const struct dt_prop *p = t->props; p < t->props + t->n_props; p++) {
		const struct dt_node *n;
		const char *status;
		struct finding *f;

		if (*p->name != 's' || strcmp(p->name, "status") != 0)
			continue;
		status = rules_odd_value(p);
		if (!status)
			continue;
		n = rules_owner(t, p);
		f = finding_add(c->findings, r, n, "status", 0, "status = \"%s\" disables the node",
			status);
		if (n == out)
			finding_concerns(c->findings, f, chosen, OUTPUT);
		finding_hint(c->findings, f,
			"write status = \"okay\", or \"disabled\" if that is meant");
		rules_maybe_set(c, f, n, "status", "\"okay\"");
	}
}

static const struct rule_check checks[] = {
	{ RULE_STATUS_UNKNOWN, check_status },
};

const struct rule_set rules_status = { checks, sizeof(checks) / sizeof(checks[0]) };
