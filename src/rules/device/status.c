// SPDX-License-Identifier: BSD-2-Clause
/* A status that nobody knows. Where Xen goes by a status, or ignores one, that node's own rule has
 * said it, so this one comes late. */
#include <string.h>

#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/lookup.h"
#include "rules/subjects.h"
#include "xen/iommu.h"

#define OUTPUT "stdout-path"

/* The device that /chosen names for output: what is said of its status is said of that. */
static const struct dt_node *output(const struct check *c, const struct dt_node *chosen)
{
	const char *path = chosen ? dt_prop_string(chosen, OUTPUT) : NULL;

	return path ? dt_by_path(
			      c->tree, arena_strndup(&c->findings->arena, path, strcspn(path, ":")))
		    : NULL;
}

/* Devices behind an IOMMU that is off by mistake: it is what is to be said of them. With guests'
 * files or a manifest it stands against assigning them. @of: per node its finding, or NULL */
static void take_masters(struct check *c, struct finding *const *of)
{
	const struct dt_node *n;

	dt_for_each_node(c->tree, n) {
		const struct dt_prop *p = dt_prop(n, "iommus");
		struct dt_ref ref = { 0 };

		while (p && dt_ref_next(c->tree, p, "#iommu-cells", &ref)) {
			struct finding *f =
				ref.provider ? of[dt_index(c->tree, ref.provider)] : NULL;

			if (!f)
				continue;
			finding_concerns(c->findings, f, n, p->name);
			if (c->n_guests || c->documents[1].file)
				f->severity = SDC_ERROR;
		}
	}
}

static void check_status(struct check *c, const struct rule *r)
{
	struct finding **iommus = NULL;
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
		if (!xen_drives_iommu(n))
			continue;
		if (!iommus)
			iommus = arena_array(
				&c->findings->arena, t->n_nodes, sizeof(struct finding *));
		iommus[dt_index(t, n)] = f;
	}
	if (iommus)
		take_masters(c, iommus);
}

static const struct rule_check checks[] = {
	{ RULE_STATUS_UNKNOWN, check_status },
};

const struct rule_set rules_status = { checks, sizeof(checks) / sizeof(checks[0]) };
