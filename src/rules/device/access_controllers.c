// SPDX-License-Identifier: BSD-2-Clause
/* The form of access-controllers. */
#include <string.h>

#include "base/search.h"
#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/lookup.h"
#include "rules/subjects.h"
#include "scmi/near_miss.h"

#define CONTROLLERS "access-controllers"
#define CELLS       "#access-controller-cells"

static const struct dt_node *owner_of(const struct dt_tree *t, const struct dt_prop *p)
{
	size_t i;

	/* The properties of all nodes stand in one array, in the order of the nodes. */
	search_sorted(i, t->n_nodes, t->nodes[i].props <= p);
	return &t->nodes[i - 1];
}

/* A name that is nearly the right one, of a property that leads to an SCMI node. */
static bool is_misspelt(const struct check *c, const struct dt_prop *p)
{
	const struct dt_node *n;

	if (strncasecmp(p->name, "acc", 3) != 0 || p->len < 4 || p->len % 4 ||
		!strcmp(p->name, CONTROLLERS) || !scmi_is_near_miss(p->name, CONTROLLERS))
		return false;
	n = dt_by_phandle(c->tree, dt_cell(p->data, 0));
	return n && (scmi_instance_of(c->model, n) || scmi_in_container(c->model, n));
}

static void check_misspelt(struct check *c, const struct rule *r)
{
	const struct dt_tree *t = c->tree;

	if (!rules_the_container(c))
		return;
	for (size_t i = 0; i < t->n_props; i++) {
		const struct dt_prop *p = &t->props[i];
		const struct dt_node *n;
		struct finding *f;

		if (!is_misspelt(c, p))
			continue;
		n = owner_of(t, p);
		f = finding_add(
			c->findings, r, n, p->name, -1, "%s is not a name that Xen knows", p->name);
		finding_concerns(c->findings, f, n, CONTROLLERS);
		finding_hint(c->findings, f, "write " CONTROLLERS);
		rules_fix_rename(c, f, n, p->name, CONTROLLERS);
	}
}

/* An entry that was left out says nothing about where the next one starts. */
static bool after_hole(const struct scmi_model *m, size_t i)
{
	return i && m->permissions[i - 1].device == m->permissions[i].device &&
	       m->permissions[i - 1].ref.error == DT_REF_EMPTY;
}

/* The count of the provider, or of the entry before, is wrong and has been named: the list cannot
 * be read, and that is no mistake of the device. */
static bool miscounted(const struct check *c, size_t i)
{
	const struct scmi_permission *p = &c->model->permissions[i];

	if (p->ref.provider && findings_about(c->findings, p->ref.provider, CELLS))
		return true;
	return i && p[-1].device == p->device && p[-1].ref.provider &&
	       findings_about(c->findings, p[-1].ref.provider, CELLS);
}

/* The id, also behind a provider that does not say how many cells follow it. */
static bool meant_id(const struct scmi_permission *p, uint32_t *id)
{
	size_t cell = (size_t)p->ref.cell + 1;

	if (cell >= p->prop->len / 4)
		return false;
	*id = dt_cell(p->prop->data, cell);
	return true;
}

static void points_at_host(struct check *c, const struct rule *r, const struct scmi_permission *p)
{
	const struct scmi_instance *m = c->model->management;
	struct finding *f = finding_add(c->findings, r, p->device, CONTROLLERS, (int)p->ref.index,
		"access-controllers names the host's SCMI node, not the container's");
	uint32_t id;

	finding_relate(c->findings, f, p->controller->node, "the node that it names");
	if (m)
		finding_relate(c->findings, f, m->node, "the management channel's node");
	if (meant_id(p, &id))
		finding_hint(c->findings, f, "write access-controllers = <%s 0x%x>",
			rules_controller_ref(c), id);
	else
		finding_hint(c->findings, f, "write access-controllers = <%s ID>",
			rules_controller_ref(c));
	if (m && meant_id(p, &id))
		rules_fix_cell(c, f, p->device, CONTROLLERS, p->ref.cell, rules_controller_ref(c));
}

static void check_host(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	size_t end;

	if (!rules_the_container(c))
		return;
	for (size_t first = 0; first < m->n_permissions; first = end) {
		const struct scmi_permission *host = NULL;

		end = rules_end_of_device(m, first);
		for (size_t i = first; i < end && !host; i++) {
			const struct scmi_permission *p = &m->permissions[i];

			if (!p->legacy && p->controller && !p->controller->container)
				host = p;
		}
		/* Not where the right node is asked as well. */
		if (host && !(host->has_id && rules_device_asks(m, first, end, host->id)))
			points_at_host(c, r, host);
	}
}

static void check_dangling(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;

	if (!rules_the_container(c))
		return;
	for (size_t i = 0; i < m->n_permissions; i++) {
		const struct scmi_permission *p = &m->permissions[i];
		struct finding *f;

		if (p->legacy || miscounted(c, i) ||
			(p->ref.error != DT_REF_DANGLING && p->ref.error != DT_REF_EMPTY))
			continue;
		f = finding_add(c->findings, r, p->device, CONTROLLERS, (int)p->ref.index,
			"access-controllers leads nowhere: no node has phandle 0x%x",
			p->ref.phandle);
		finding_hint(c->findings, f, "write access-controllers = <%s ID>",
			rules_controller_ref(c));
		if (m->management && p->ref.error == DT_REF_DANGLING)
			rules_fix_cell(
				c, f, p->device, CONTROLLERS, p->ref.cell, rules_controller_ref(c));
	}
}

static void check_empty(struct check *c, const struct rule *r)
{
	const struct dt_tree *t = c->tree;

	if (!rules_the_container(c))
		return;
	for (size_t i = 0; i < t->n_props; i++) {
		const struct dt_prop *p = &t->props[i];
		struct finding *f;

		if (p->len >= 4 || strcmp(p->name, CONTROLLERS) != 0)
			continue;
		f = finding_add(c->findings, r, owner_of(t, p), CONTROLLERS, -1,
			"access-controllers has no value");
		finding_hint(c->findings, f, "write access-controllers = <%s ID>",
			rules_controller_ref(c));
		rules_fix_permission(c, f, owner_of(t, p));
	}
}

static void check_argument(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;

	if (!rules_the_container(c))
		return;
	for (size_t i = 0; i < m->n_permissions; i++) {
		const struct scmi_permission *p = &m->permissions[i];
		struct finding *f;

		if (p->legacy || p->ref.error != DT_REF_SHORT || after_hole(m, i) ||
			miscounted(c, i) || (p->controller && !p->controller->container))
			continue;
		f = finding_add(c->findings, r, p->device, CONTROLLERS, (int)p->ref.index,
			"access-controllers ends before the device id");
		finding_relate(c->findings, f, p->ref.provider, "the access controller");
		finding_hint(c->findings, f, "write access-controllers = <%s ID>",
			rules_ref(c, p->ref.provider));
		rules_fix_permission(c, f, p->device);
	}
}

static void fix_cells(struct check *c, struct finding *f, const struct dt_node *n)
{
	finding_hint(c->findings, f, "write " CELLS " = <1>");
	rules_fix_set(c, f, n, CELLS, "<1>");
}

static void check_cells(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;

	if (!rules_the_container(c))
		return;
	for (size_t i = 0; i < m->n_permissions; i++) {
		const struct scmi_permission *p = &m->permissions[i];
		struct finding *f;

		if (p->legacy || after_hole(m, i) || p->ref.error != DT_REF_NO_CELLS ||
			(p->controller && !p->controller->container) || miscounted(c, i))
			continue;
		f = finding_add(c->findings, r, p->ref.provider, CELLS, -1,
			"a node that devices name as access controller has no " CELLS);
		finding_relate(c->findings, f, p->device, "names it in access-controllers");
		if (p->controller)
			fix_cells(c, f, p->ref.provider);
		else
			finding_hint(c->findings, f,
				"write access-controllers = <%s ID> in the device",
				rules_controller_ref(c));
		if (!p->controller && m->management && p->prop->len == 8)
			rules_maybe_cell(c, f, p->device, CONTROLLERS, 0, rules_controller_ref(c));
	}
}

#define SILENT "asks the firmware for no permission and prints nothing"

static const struct rule_check checks[] = {
	{ RULE_ACCESS_CONTROLLERS_MISSPELT, check_misspelt },
	{ RULE_ACCESS_CONTROLLERS_HOST, check_host },
	{ RULE_ACCESS_CONTROLLERS_DANGLING, check_dangling },
	{ RULE_ACCESS_CONTROLLERS_EMPTY, check_empty },
	{ RULE_ACCESS_CONTROLLERS_ARGUMENT, check_argument },
	{ RULE_ACCESS_CONTROLLERS_CELLS, check_cells },
};

const struct rule_set rules_access_controllers = { checks, sizeof(checks) / sizeof(checks[0]) };
