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
static bool is_output(const struct check *c, const struct dt_node *chosen, const struct dt_node *n)
{
	const char *path = chosen ? dt_prop_string(chosen, OUTPUT) : NULL;
	char *name = path ? arena_strndup(&c->findings->arena, path, strcspn(path, ":")) : NULL;

	return name && dt_by_path(c->tree, name) == n;
}

static void check_node(struct check *c, const struct rule *r, const struct dt_node *n,
	const struct dt_node *chosen)
{
	const char *status = rules_odd_status(n);
	struct finding *f;

	if (!status)
		return;
	f = finding_add(
		c->findings, r, n, "status", 0, "status = \"%s\" disables the node", status);
	if (is_output(c, chosen, n))
		finding_concerns(c->findings, f, chosen, OUTPUT);
	finding_hint(c->findings, f, "write status = \"okay\", or \"disabled\" if that is meant");
	rules_maybe_set(c, f, n, "status", "\"okay\"");
}

static void check_status(struct check *c, const struct rule *r)
{
	const struct dt_node *chosen = dt_child(c->tree->nodes, "chosen"), *n;

	dt_for_each_node(c->tree, n)
		check_node(c, r, n, chosen);
}

static const struct rule_check checks[] = {
	{ RULE_STATUS_UNKNOWN, check_status },
};

const struct rule_set rules_status = { checks, sizeof(checks) / sizeof(checks[0]) };
