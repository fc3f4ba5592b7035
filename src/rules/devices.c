// SPDX-License-Identifier: BSD-2-Clause
/* Permissions: which device asks the firmware for what. */
#include <stdlib.h>
#include <string.h>

#include "rules/lookup.h"
#include "rules/rule.h"
#include "rules/subjects.h"

#define CONTROLLERS "access-controllers"

/* The node that devices have to name. */
static const char *right_controller(const struct check *c)
{
	return c->model->management ? rules_ref(c, c->model->management->node) : "&scmi_xen";
}

/* An entry that was left out says nothing about where the next one starts. */
static bool after_hole(const struct scmi_model *m, size_t i)
{
	return i && m->permissions[i - 1].device == m->permissions[i].device &&
	       m->permissions[i - 1].ref.error == DT_REF_EMPTY;
}

/* Past the last permission of the device of permission @first; those of one device are together. */
static size_t end_of_device(const struct scmi_model *m, size_t first)
{
	size_t end = first;

	while (end < m->n_permissions && m->permissions[end].device == m->permissions[first].device)
		end++;
	return end;
}

static bool asks_for(const struct scmi_model *m, size_t first, size_t end, uint32_t id)
{
	for (size_t i = first; i < end; i++) {
		const struct scmi_permission *p = &m->permissions[i];

		if (!p->legacy && p->has_id && p->id == id && p->controller &&
			p->controller->container)
			return true;
	}
	return false;
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
			right_controller(c), id);
	else
		finding_hint(
			c->findings, f, "write access-controllers = <%s ID>", right_controller(c));
}

static void check_host(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	size_t end;

	if (!rules_the_container(c))
		return;
	for (size_t first = 0; first < m->n_permissions; first = end) {
		const struct scmi_permission *host = NULL;

		end = end_of_device(m, first);
		for (size_t i = first; i < end && !host; i++) {
			const struct scmi_permission *p = &m->permissions[i];

			if (!p->legacy && p->controller && !p->controller->container)
				host = p;
		}
		/* Not where the right node is asked as well. */
		if (host && !(host->has_id && asks_for(m, first, end, host->id)))
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

		if (p->legacy || (p->ref.error != DT_REF_DANGLING && p->ref.error != DT_REF_EMPTY))
			continue;
		f = finding_add(c->findings, r, p->device, CONTROLLERS, (int)p->ref.index,
			"access-controllers leads nowhere: no node has phandle 0x%x",
			p->ref.phandle);
		finding_hint(
			c->findings, f, "write access-controllers = <%s ID>", right_controller(c));
	}
}

static const struct dt_node *owner_of(const struct dt_tree *t, const struct dt_prop *p)
{
	size_t low = 0, high = t->n_nodes;

	/* The properties of all nodes stand in one array, in the order of the nodes. */
	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (t->nodes[mid].props <= p)
			low = mid;
		else
			high = mid;
	}
	return &t->nodes[low];
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
		finding_hint(
			c->findings, f, "write access-controllers = <%s ID>", right_controller(c));
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
			(p->controller && !p->controller->container))
			continue;
		f = finding_add(c->findings, r, p->device, CONTROLLERS, (int)p->ref.index,
			"access-controllers ends before the device id");
		finding_relate(c->findings, f, p->ref.provider, "the access controller");
		finding_hint(c->findings, f, "write access-controllers = <%s ID>",
			rules_ref(c, p->ref.provider));
	}
}

static void check_cells(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	static const char cells[] = "#access-controller-cells";

	if (!rules_the_container(c))
		return;
	for (size_t i = 0; i < m->n_permissions; i++) {
		const struct scmi_permission *p = &m->permissions[i];
		bool zero = !p->ref.error && !p->has_id;
		struct finding *f;

		if (p->legacy || after_hole(m, i) || (p->ref.error != DT_REF_NO_CELLS && !zero) ||
			(p->controller && !p->controller->container) || (zero && !p->controller) ||
			finding_about(c->findings, p->ref.provider, cells))
			continue;
		f = finding_add(c->findings, r, p->ref.provider, cells, -1,
			zero ? "the access controller takes no device id: its %s is 0x0"
			     : "a node that devices name as access controller has no %s",
			cells);
		finding_relate(c->findings, f, p->device, "names it in access-controllers");
		if (p->controller)
			finding_hint(c->findings, f, "write %s = <1>", cells);
		else
			finding_hint(c->findings, f,
				"write access-controllers = <%s ID> in the device",
				right_controller(c));
	}
}

static void check_mismatch(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	size_t end;

	if (!rules_the_container(c))
		return;
	for (size_t first = 0; first < m->n_permissions; first = end) {
		const struct scmi_permission *old = NULL, *now = NULL;
		struct finding *f;

		end = end_of_device(m, first);
		for (size_t i = first; i < end; i++) {
			const struct scmi_permission *p = &m->permissions[i];

			if (p->legacy && p->has_id && !old)
				old = p;
			else if (!p->legacy && p->has_id && p->controller &&
				 p->controller->container && !now)
				now = p;
		}
		if (!old || !now || asks_for(m, first, end, old->id))
			continue;
		f = finding_add(c->findings, r, old->device, "scmi_devid", 0,
			"scmi_devid is 0x%x, but access-controllers asks for 0x%x", old->id,
			now->id);
		finding_hint(c->findings, f,
			"find out which is right, write it in access-controllers and remove "
			"scmi_devid");
	}
}

struct claim {
	uint32_t id;
	const struct dt_node *device;
	const struct scmi_permission *by;
};

static int by_id(const void *a, const void *b)
{
	const struct claim *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	if (x->device != y->device)
		return x->device < y->device ? -1 : 1;
	return x->by < y->by ? -1 : x->by > y->by;
}

static void check_repeated(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	VEC(struct claim) list = { 0 };

	for (size_t i = 0; rules_the_container(c) && i < m->n_permissions; i++) {
		const struct scmi_permission *p = &m->permissions[i];

		if (p->has_id && dt_available(p->device) &&
			(p->legacy || (p->controller && p->controller->container)))
			vec_push(&list, (struct claim){ p->id, p->device, p });
	}
	if (list.n)
		qsort(list.v, list.n, sizeof(*list.v), by_id);
	for (size_t i = 1, first = 0; i < list.n; i++) {
		const struct claim *q = &list.v[i];
		struct finding *f;

		if (q->id != list.v[first].id)
			first = i;
		if (q->id != q[-1].id || q->device == q[-1].device)
			continue;
		f = finding_add(c->findings, r, q->device, q->by->prop->name,
			q->by->legacy ? 0 : (int)q->by->ref.index,
			"permission id 0x%x belongs to another device already", q->id);
		finding_relate(c->findings, f, list.v[first].device, "has it too");
		finding_hint(c->findings, f,
			"give each device the id that the firmware's list has for it");
	}
	vec_free(&list);
}

/* The node is a device of its own that a driver binds to. */
static bool is_device(const struct dt_node *n, const struct dt_node *cpus)
{
	return dt_prop(n, "compatible") && dt_available(n) && !(cpus && dt_within(n, cpus));
}

static void check_missing(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	const struct dt_node *cpus = dt_child(c->tree->nodes, "cpus"), *last = NULL;
	size_t k = 0;

	if (!rules_the_container(c))
		return;
	for (size_t i = 0; i < m->n_uses; i++) {
		const struct scmi_use *u = &m->uses[i];
		struct finding *f;

		if (u->device == last)
			continue;
		last = u->device;
		while (k < m->n_permissions && m->permissions[k].device < u->device)
			k++;
		if ((k < m->n_permissions && m->permissions[k].device == u->device) ||
			u->protocol->instance->container || !is_device(u->device, cpus) ||
			m->owner[dt_index(c->tree, u->device)] || dt_prop(u->device, CONTROLLERS))
			continue;
		f = finding_add(c->findings, r, u->device, CONTROLLERS, -1,
			"the device uses SCMI by %s but names no permission id", u->prop->name);
		finding_relate(c->findings, f, u->ref.provider, "what it uses");
		finding_hint(
			c->findings, f, "write access-controllers = <%s ID>", right_controller(c));
	}
}

static void check_without_agent(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	const struct scmi_container *k = rules_the_container(c);
	const struct dt_node *last = NULL;
	uint32_t id;

	/* An id that is there but wrong has a finding of its own. */
	if (!k || k->dom0_prop || rules_dom0_id(c, &id) ||
		finding_of(c->findings, "dom0-id-misspelt") ||
		finding_of(c->findings, "legacy-dom0-cmdline"))
		return;
	for (size_t i = 0; i < m->n_permissions; i++) {
		const struct scmi_permission *p = &m->permissions[i];
		struct finding *f;

		if (!rules_asks(c, p, true) || dt_prop(p->device, "xen,passthrough") ||
			p->device == last || !dt_available(p->device))
			continue;
		last = p->device;
		f = finding_add(c->findings, r, p->device, CONTROLLERS, (int)p->ref.index,
			"permission 0x%x is asked for nobody: Dom0 has no agent and the device is "
			"not passed through",
			p->id);
		finding_hint(c->findings, f,
			"write xen,passthrough in a device that is meant for a guest");
	}
}

#define SOURCE "\n\nSource: Xen, xen/arch/arm/firmware/scmi-smc-multiagent.c; observed."
#define SILENT "asks the firmware for no permission and prints nothing"

static const struct rule rules[] = {
	{ { .name = "access-controllers-host",
		  .subject = "devices",
		  .severity = SDC_ERROR,
		  .summary = "access-controllers names /firmware/scmi, not the container's node",
		  .effect = "skips the entry silently: the permission is never asked for",
		  .explanation =
			  "Xen asks the firmware for permissions over its own, trusted channel, and "
			  "takes the entries of access-controllers that name that channel's node, the "
			  "arm,scmi-smc node in the container. It compares paths. /firmware/scmi is "
			  "Dom0's channel and another node." SOURCE },
		check_host },
	{ { .name = "access-controllers-dangling",
		  .subject = "devices",
		  .severity = SDC_ERROR,
		  .summary = "access-controllers leads nowhere",
		  .effect = SILENT " but \"could not find phandle\" in a debug build",
		  .explanation =
			  "An entry of access-controllers is the phandle of the container's "
			  "arm,scmi-smc node and the device id. What follows an entry that leads "
			  "nowhere cannot be read either, since its length is unknown." SOURCE },
		check_dangling },
	{ { .name = "access-controllers-empty",
		  .subject = "devices",
		  .severity = SDC_ERROR,
		  .summary = "access-controllers has no value",
		  .effect = SILENT,
		  .explanation =
			  "The property holds pairs of the container's arm,scmi-smc node and a "
			  "device id. Without a value it says nothing." SOURCE },
		check_empty },
	{ { .name = "access-controllers-argument",
		  .subject = "devices",
		  .severity = SDC_ERROR,
		  .summary = "access-controllers lacks the device id",
		  .effect = SILENT,
		  .explanation =
			  "An entry has as many cells after the phandle as the provider's "
			  "#access-controller-cells says, one for SCMI: the device id by which "
			  "the firmware knows the device." SOURCE },
		check_argument },
	{ { .name = "access-controllers-cells",
		  .subject = "devices",
		  .severity = SDC_ERROR,
		  .summary = "access-controllers names a node without #access-controller-cells",
		  .effect =
			  SILENT " but \"could not get #access-controller-cells\" in a debug build",
		  .explanation =
			  "Without #access-controller-cells in the provider nobody knows how long an "
			  "entry is. The container's arm,scmi-smc node has <1>; the container itself "
			  "is no access controller." SOURCE },
		check_cells },
	{ { .name = "permission-mismatch",
		  .subject = "devices",
		  .severity = SDC_ERROR,
		  .summary = "scmi_devid and access-controllers disagree",
		  .effect = "takes access-controllers and does not read scmi_devid",
		  .explanation =
			  "scmi_devid is the form of 2022 for the same number. A tree that has "
			  "both for older and newer versions of Xen must have the same number in "
			  "both, else a guest gets the permission for somebody else's "
			  "device." SOURCE },
		check_mismatch },
	{ { .name = "permission-repeated",
		  .subject = "devices",
		  .severity = SDC_ERROR,
		  .summary = "two devices have one permission id",
		  .effect = "asks for the permission for each device's domain: both domains may "
			    "control both devices",
		  .explanation =
			  "The id is the number by which the firmware knows the device's clocks, "
			  "resets and power domains. Two devices with one id cannot be given to two "
			  "domains apart from each other." SOURCE },
		check_repeated },
	{ { .name = "permission-missing",
		  .subject = "devices",
		  .severity = SDC_WARNING,
		  .summary = "a device uses SCMI but names no permission id",
		  .effect = SILENT,
		  .explanation =
			  "Where the firmware keeps permissions, an agent cannot use the clocks, "
			  "resets and power domains of a device that it was not granted. Xen grants "
			  "the devices of a domain by the ids in access-controllers. Firmware without "
			  "permissions serves every agent, and the warning can be switched "
			  "off." SOURCE },
		check_missing },
	{ { .name = "device-without-agent",
		  .subject = "devices",
		  .severity = SDC_NOTE,
		  .summary = "a device has a permission id but no domain with an agent",
		  .effect = "asks for the permission when the device goes to a domain that has an "
			    "agent",
		  .explanation =
			  "Devices belong to Dom0 unless they are passed through. Without "
			  "xen,dom0-sci-agent-id Dom0 has no agent that a permission could be "
			  "for." SOURCE },
		check_without_agent },
};

const struct rule_set rules_devices = { rules, sizeof(rules) / sizeof(rules[0]) };
