// SPDX-License-Identifier: BSD-2-Clause
/* The management channel's node: Xen's own channel. */
#include <string.h>

#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/lookup.h"
#include "rules/subjects.h"
#include "scmi/near_miss.h"
#include "scmi/smccc.h"

/* The node that Xen binds, or would bind if it were not disabled or hidden. */
static const struct scmi_instance *management(const struct check *c)
{
	return c->channels.management;
}

/* The first SCMI instance in a container that no transport of Xen's fits, or NULL. */
static const struct scmi_instance *other_transport(const struct check *c)
{
	const struct scmi_model *m = c->model;

	for (size_t i = 0; i < m->n_instances; i++)
		if (m->instances[i].container && m->instances[i].transport != SCMI_SMC)
			return &m->instances[i];
	return NULL;
}

static void check_absent(struct check *c, const struct rule *r)
{
	const struct scmi_container *con = c->channels.container;
	struct finding *f;

	if (!con || management(c) || other_transport(c))
		return;
	f = finding_add(c->findings, r, con->node, NULL, -1,
		"no node in the container is compatible with arm,scmi-smc: Xen has no channel of "
		"its own");
	for (size_t i = 0; i < c->model->n_instances; i++) {
		const struct scmi_instance *s = &c->model->instances[i];

		if (s == c->model->host || s->transport != SCMI_SMC)
			continue;
		finding_relate(c->findings, f, s->node, "not in the container, and so not for Xen");
		break;
	}
	finding_hint(c->findings, f,
		"add scmi { compatible = \"arm,scmi-smc\"; arm,smc-id = <...>; shmem = <&...>; "
		"#access-controller-cells = <1>; }; to the container, with the doorbell and the "
		"page of the agent that the firmware trusts");
}

static void check_transport(struct check *c, const struct rule *r)
{
	const struct scmi_instance *s = c->channels.container ? other_transport(c) : NULL;
	const struct dt_prop *p;
	struct finding *f;

	if (!s || management(c))
		return;
	p = dt_prop(s->node, "compatible");
	f = finding_add(c->findings, r, s->node, "compatible", 0,
		"the container's SCMI node is compatible with \"%s\", not with \"arm,scmi-smc\"",
		dt_prop_next_string(p, NULL));
	finding_hint(c->findings, f, "write compatible = \"arm,scmi-smc\";");
	rules_fix_set(c, f, s->node, "compatible", "\"arm,scmi-smc\"");
}

static void check_several(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	const struct scmi_instance *first = management(c);

	if (!first || !first->available)
		return;
	for (size_t i = 0; i < m->n_instances; i++) {
		const struct scmi_instance *s = &m->instances[i];
		struct finding *f;

		/* A second container is another matter, and reported as such. */
		if (s <= first || s->transport != SCMI_SMC || !s->available ||
			s->container != first->container)
			continue;
		f = finding_add(c->findings, r, s->node, "compatible", 0,
			"a second management node in the container");
		finding_relate(c->findings, f, first->node, "the first");
		finding_hint(c->findings, f,
			"delete one of the two, or write status = \"disabled\"; in it");
		rules_maybe_set(c, f, s->node, "status", "\"disabled\"");
	}
}

static void check_disabled(struct check *c, const struct rule *r)
{
	const struct scmi_instance *s = management(c);
	struct finding *f;

	if (!s || dt_available(s->node) || s->available)
		return;
	f = finding_add(c->findings, r, s->node, "status", 0, "the management node is %s",
		rules_disabled(c, s->node));
	finding_hint(c->findings, f, "write status = \"okay\"; or delete the property");
	rules_fix_set(c, f, s->node, "status", "\"okay\"");
}

static void check_hidden(struct check *c, const struct rule *r)
{
	const struct scmi_instance *s = management(c);
	struct finding *f;

	if (!s || s->available || !dt_prop(s->node, "xen,passthrough"))
		return;
	f = finding_add(c->findings, r, s->node, "xen,passthrough", -1,
		"the management node has xen,passthrough and is kept for a guest");
	finding_hint(c->findings, f,
		"delete xen,passthrough: nodes in the container are not "
		"shown to Dom0 anyway");
	rules_fix_remove(c, f, s->node, "xen,passthrough");
}

static void check_smc_id(struct check *c, const struct rule *r)
{
	const struct scmi_instance *s = management(c);
	const struct dt_prop *p, *like;
	struct finding *f;

	if (!s || s->has_smc_id)
		return;
	p = dt_prop(s->node, "arm,smc-id");
	like = p ? NULL : scmi_near_miss(s->node, "arm,smc-id");
	if (like)
		f = finding_add(c->findings, r, s->node, like->name, -1,
			"%s is not a name that Xen knows: the management channel has no "
			"arm,smc-id",
			like->name);
	else if (p)
		f = finding_add(c->findings, r, s->node, "arm,smc-id", -1,
			"arm,smc-id of the management channel has 0x%x bytes, less than a cell",
			p->len);
	else
		f = finding_add(c->findings, r, s->node, "arm,smc-id", -1,
			"the management channel has no arm,smc-id");
	if (like)
		finding_concerns(c->findings, f, s->node, "arm,smc-id");
	finding_hint(c->findings, f,
		"write arm,smc-id = <...>; with the doorbell of the agent that the firmware trusts");
	if (like)
		rules_fix_rename(c, f, s->node, like->name, "arm,smc-id");
}

static void check_smc_id_long(struct check *c, const struct rule *r)
{
	const struct scmi_instance *s = management(c);
	const struct dt_prop *p = s ? dt_prop(s->node, "arm,smc-id") : NULL;
	struct finding *f;

	if (!p || p->len <= 4)
		return;
	f = finding_add(c->findings, r, s->node, "arm,smc-id", p->len >= 8 ? 1 : -1,
		"arm,smc-id of the management channel is longer than a cell: Xen takes the first, "
		"0x%x",
		s->smc_id);
	finding_hint(c->findings, f, "write one cell: arm,smc-id = <0x%x>;",
		s->smc_id || p->len < 8 ? s->smc_id : dt_cell(p->data, 1));
	rules_fix_set(c, f, s->node, "arm,smc-id",
		findings_str(c->findings, "<0x%x>",
			s->smc_id || p->len < 8 ? s->smc_id : dt_cell(p->data, 1)));
}

static void check_doorbell(struct check *c, const struct rule *r)
{
	const struct scmi_instance *s = management(c);
	const struct dt_prop *p = s ? dt_prop(s->node, "arm,smc-id") : NULL;
	const char *what = NULL;
	struct finding *f;

	if (!p || p->len != 4)
		return;
	if (s->smc_id & SMCCC_RESERVED)
		what = "has bits set that SMCCC reserves (23 to 17)";
	else if (SMCCC_OWNER(s->smc_id) != SMCCC_SIP)
		what = "is outside the SiP range";
	else if (!(s->smc_id & SMCCC_FAST))
		what = "is a yielding call";
	if (!what)
		return;
	f = finding_add(c->findings, r, s->node, "arm,smc-id", 0,
		"the management channel's doorbell 0x%x %s", s->smc_id, what);
	finding_hint(c->findings, f,
		"check it against the firmware; 0x%x is the like in the SiP "
		"range",
		SMCCC_FAST | SMCCC_SIP << 24 | (s->smc_id & 0xffff));
	rules_maybe_set(c, f, s->node, "arm,smc-id",
		findings_str(c->findings, "<0x%x>",
			SMCCC_FAST | SMCCC_SIP << 24 | (s->smc_id & 0xffff)));
}

/* How many entries name that node and cannot be read for want of a right count; @first is the
 * device of one of them. */
static size_t unreadable(
	const struct check *c, const struct dt_node *controller, const struct dt_node **first)
{
	size_t n = 0;

	for (size_t i = 0; i < c->model->n_permissions; i++) {
		const struct scmi_permission *p = &c->model->permissions[i];

		if (p->legacy || p->has_id || p->ref.provider != controller)
			continue;
		if (!n++)
			*first = p->device;
	}
	return n;
}

static bool has_readable(const struct check *c, const struct dt_node *controller)
{
	for (size_t i = 0; i < c->model->n_permissions; i++) {
		const struct scmi_permission *p = &c->model->permissions[i];

		if (!p->legacy && p->has_id && p->ref.provider == controller)
			return true;
	}
	return false;
}

static void check_controller_cells(struct check *c, const struct rule *r)
{
	const struct scmi_instance *s = management(c);
	const struct dt_node *device = NULL;
	struct finding *f;
	size_t n;

	if (!s || (s->has_controller_cells && s->controller_cells == 1))
		return;
	n = unreadable(c, s->node, &device);
	if (s->has_controller_cells) {
		f = finding_add(c->findings, r, s->node, "#access-controller-cells", 0,
			"#access-controller-cells is 0x%x, but a device has one number",
			s->controller_cells);
		finding_effect(c->findings, f,
			n ? "cannot read access-controllers and asks for no permission"
			  : "takes the first argument of access-controllers as the device's id and "
			    "ignores the others");
	} else {
		f = finding_add(c->findings, r, s->node, "#access-controller-cells", -1,
			"the management node lacks #access-controller-cells");
	}
	if (!n)
		f->severity = SDC_WARNING;
	if (n > 1)
		finding_relate(c->findings, f, device,
			"asks for a permission, and so do %zu other entries", n - 1);
	else if (n)
		finding_relate(c->findings, f, device, "asks for a permission");
	finding_hint(c->findings, f, "write #access-controller-cells = <1>;");
	/* Entries that are read with the count that is there would be cut differently. */
	if (n || !has_readable(c, s->node))
		rules_fix_set(c, f, s->node, "#access-controller-cells", "<1>");
}

static const struct rule_check checks[] = {
	{ RULE_MANAGEMENT_ABSENT, check_absent },
	{ RULE_MANAGEMENT_TRANSPORT, check_transport },
	{ RULE_MANAGEMENT_SEVERAL, check_several },
	{ RULE_MANAGEMENT_DISABLED, check_disabled },
	{ RULE_MANAGEMENT_HIDDEN, check_hidden },
	{ RULE_MANAGEMENT_SMC_ID, check_smc_id },
	{ RULE_MANAGEMENT_SMC_ID_LONG, check_smc_id_long },
	{ RULE_MANAGEMENT_DOORBELL, check_doorbell },
	{ RULE_MANAGEMENT_CONTROLLER_CELLS, check_controller_cells },
};

const struct rule_set rules_management = { checks, sizeof(checks) / sizeof(checks[0]) };
