// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "diag/fix_node.h"
#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/lookup.h"
#include "rules/subjects.h"

#define TABLE "scmi-secondary-agents"

/* Whether any property of the tree can have that name: one look at the strings. */
static bool has_name(const struct dt_tree *t, const char *name)
{
	return memmem(t->strings, t->n_strings, name, strlen(name) + 1) != NULL;
}

/* Spellings that Xen understood once; the rules about legacy trees explain them. */
static bool is_legacy(const struct dt_tree *t, const struct dt_node *n)
{
	const struct dt_node *chosen = dt_child(t->nodes, "chosen");

	return n == chosen || (n->parent == chosen && chosen && !strcmp(n->name, "xen,config"));
}

static bool has_legacy(const struct dt_tree *t)
{
	const struct dt_node *chosen = dt_child(t->nodes, "chosen");

	if (chosen &&
		(dt_prop(chosen, "xen,scmi-secondary-agents") || dt_child(chosen, "xen,config")))
		return true;
	return has_name(t, "epam,secondary-agents");
}

/* An SCMI instance among pages of shared memory below /chosen: what only a container holds. */
static bool looks_like_container(const struct scmi_model *m, const struct dt_node *n)
{
	const struct dt_node *chosen = dt_child(m->tree->nodes, "chosen");
	const struct dt_node *c;
	bool smc = false, shmem = false;

	if (!chosen || !dt_within(n, chosen))
		return false;
	dt_for_each_child(n, c) {
		smc |= dt_compatible(c, "arm,scmi-smc");
		shmem |= dt_compatible(c, "arm,scmi-shmem");
	}
	return smc && shmem;
}

/* What stands in, is or surrounds a real container is left to that one's own rules. */
static bool near_container(const struct scmi_model *m, const struct dt_node *n)
{
	for (size_t i = 0; i < m->n_containers && i < 8; i++)
		if (dt_within(n, m->containers[i].node) || dt_within(m->containers[i].node, n))
			return true;
	return false;
}

static void report_misspelt(struct check *c, const struct rule *r, const struct dt_node *n)
{
	const struct dt_prop *p = dt_prop(n, "compatible");
	const char *s = p ? dt_prop_next_string(p, NULL) : NULL;
	struct finding *f;

	if (s)
		f = finding_add(c->findings, r, n, "compatible", 0,
			"this is made like a container, but its compatible is \"%s\", not "
			"\"xen,sci\"",
			s);
	else
		f = finding_add(c->findings, r, n, "compatible", -1,
			"this is made like a container, but it is not compatible with \"xen,sci\"");
	if (c->model->n_containers) {
		struct fix *fix =
			finding_fix(c->findings, f, SDC_MAYBE_INCORRECT, "remove %s", n->name);

		finding_hint(c->findings, f,
			"remove it: there is a container; or write compatible = \"xen,sci\"; and "
			"remove the other");
		fix_end(f, fix, edit_remove_node(c->findings, fix, c->tree, n));
		return;
	}
	finding_hint(c->findings, f, "write compatible = \"xen,sci\";");
	rules_fix_set(c, f, n, "compatible", "\"xen,sci\"");
}

/* Nodes whose children were looked at already are not looked at again for the next child. */
static void check_misspelt(struct check *c, const struct rule *r)
{
	enum { UNSEEN, NO, YES };
	const struct scmi_model *m = c->model;
	uint8_t *like = arena_array(&c->findings->arena, c->tree->n_nodes, 1);
	bool tables = has_name(c->tree, TABLE);
	const struct dt_node *n;

	for (size_t i = 0; i < m->n_instances; i++) {
		const struct dt_node *parent = m->instances[i].node->parent;
		size_t k;

		if (!parent)
			continue;
		k = dt_index(c->tree, parent);
		if (like[k] == UNSEEN)
			like[k] = looks_like_container(m, parent) ? YES : NO;
	}
	dt_for_each_node(c->tree, n) {
		if (like[dt_index(c->tree, n)] != YES && strcmp(n->name, "xen_scmi_config") != 0 &&
			!(tables && dt_prop(n, TABLE)))
			continue;
		if (!is_legacy(c->tree, n) && !near_container(m, n))
			report_misspelt(c, r, n);
	}
}

static void check_absent(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	struct finding *f = NULL;
	size_t named = 0;

	if (!c->sci->reads_container || m->n_containers || has_legacy(c->tree))
		return;
	for (size_t i = 0; i < m->n_domains && named < 8; i++) {
		const struct dt_node *n = m->domains[i].node;

		if (m->domains[i].type != SCMI_TYPE_MULTI_AGENT)
			continue;
		if (named++) {
			finding_relate(c->findings, f, n, "asks as well");
			continue;
		}
		f = finding_add(c->findings, r, n, "xen,sci_type", 0,
			"%s asks for scmi_smc_multiagent, but the tree has no xen,sci container",
			n->name);
		finding_hint(c->findings, f,
			"add a node below /chosen with compatible = \"xen,sci\"; that holds the "
			"agents' pages, scmi-secondary-agents and the management node");
	}
}

static void check_several(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;

	if (!c->channels.container)
		return;
	for (size_t i = 1; i < m->n_containers; i++) {
		struct finding *f = finding_add(c->findings, r, m->containers[i].node, "compatible",
			0, "a second container compatible with xen,sci");

		/* Nobody reads its table, which it need not have. */
		finding_concerns(c->findings, f, m->containers[i].node, "scmi-secondary-agents");

		finding_relate(
			c->findings, f, m->containers[0].node, "the first, whose table Xen reads");
		finding_hint(c->findings, f,
			"keep one container, with its table and its management node");
	}
}

static void check_outside_chosen(struct check *c, const struct rule *r)
{
	const struct scmi_container *con = c->channels.container;
	struct finding *f;

	if (!con || con->in_chosen)
		return;
	f = finding_add(c->findings, r, con->node, NULL, -1, "the container is outside /chosen");
	finding_hint(c->findings, f,
		"move it to /chosen/xen, and give /chosen and /chosen/xen a ranges property");
}

static void check_case(struct check *c, const struct rule *r)
{
	const struct scmi_container *con = c->channels.container;
	struct finding *f;

	if (!con || dt_compatible(con->node, "xen,sci"))
		return;
	f = finding_add(c->findings, r, con->node, "compatible", 0,
		"the container's compatible is not written in lower case");
	finding_hint(c->findings, f, "write compatible = \"xen,sci\";");
	rules_fix_set(c, f, con->node, "compatible", "\"xen,sci\"");
}

static void check_disabled(struct check *c, const struct rule *r)
{
	const struct scmi_container *con = c->channels.container;
	const struct dt_node *n = con ? con->node : NULL;
	struct finding *f;

	while (n && dt_available(n))
		n = n->parent;
	if (!n)
		return;
	f = finding_add(c->findings, r, n, "status", 0,
		n == con->node ? "the container is %s, but Xen uses it all the same"
			       : "this node is %s, but Xen uses the container in it all the same",
		rules_disabled(c, n));
	if (n != con->node)
		finding_relate(c->findings, f, con->node, "the container");
	finding_hint(c->findings, f,
		"delete the status property, or disable the management node to switch SCMI off");
	rules_fix_remove(c, f, n, "status");
}

static const struct rule_check checks[] = {
	{ RULE_CONTAINER_MISSPELT, check_misspelt },
	{ RULE_CONTAINER_ABSENT, check_absent },
	{ RULE_CONTAINER_SEVERAL, check_several },
	{ RULE_CONTAINER_OUTSIDE_CHOSEN, check_outside_chosen },
	{ RULE_CONTAINER_CASE, check_case },
	{ RULE_CONTAINER_DISABLED, check_disabled },
};

const struct rule_set rules_container = { checks, sizeof(checks) / sizeof(checks[0]) };
