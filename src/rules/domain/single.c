// SPDX-License-Identifier: BSD-2-Clause
/* Mainline's driver for one agent. */
#include <string.h>

#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/lookup.h"
#include "rules/subjects.h"
#include "scmi/smccc.h"

#define SHOWN_NODES 8

static bool matches(const struct scmi_instance *i)
{
	return i->available && i->transport == SCMI_SMC;
}

/* The @nth node that the driver is tried on, from 0, or NULL. */
static const struct scmi_instance *tried(const struct check *c, size_t nth)
{
	const struct scmi_model *m = c->model;

	for (size_t i = 0; c->sci->forwards_host && i < m->n_instances; i++)
		if (matches(&m->instances[i]) && !nth--)
			return &m->instances[i];
	return NULL;
}

/* On a board that was not made for Xen these are facts to know, not mistakes. */
static void plain_board(struct check *c, struct finding *f)
{
	if (!rules_for_xen(c))
		f->severity = SDC_NOTE;
}

static const struct scmi_domain *first_asking(const struct check *c)
{
	for (size_t i = 0; i < c->model->n_domains; i++)
		if (c->model->domains[i].type == SCMI_TYPE_SMC)
			return &c->model->domains[i];
	return NULL;
}

static void check_absent(struct check *c, const struct rule *r)
{
	const struct scmi_domain *d = first_asking(c);
	struct finding *f;

	if (!c->sci->forwards_host || !d)
		return;
	for (size_t i = 0; i < c->model->n_instances; i++)
		if (c->model->instances[i].transport == SCMI_SMC)
			return;
	f = finding_add(c->findings, r, d->node, "xen,sci_type", 0,
		"the domain asks for SCMI, but the tree has no node compatible with arm,scmi-smc");
	finding_hint(c->findings, f,
		"write firmware { scmi { compatible = \"arm,scmi-smc\"; arm,smc-id = <DOORBELL>; "
		"shmem = <&PAGE>; ... }; };");
}

static void check_disabled(struct check *c, const struct rule *r)
{
	const struct scmi_instance *host = c->model->host;
	struct finding *f;

	if (!c->sci->forwards_host || !host || host->transport != SCMI_SMC || host->available ||
		tried(c, 0))
		return;
	f = finding_add(c->findings, r, host->node,
		dt_prop(host->node, "xen,passthrough") ? "xen,passthrough" : "status", -1,
		"/firmware/scmi is disabled or hidden, and there is no other arm,scmi-smc node");
	finding_hint(c->findings, f,
		"write status = \"okay\" or remove status, and remove xen,passthrough");
	if (dt_prop(host->node, "xen,passthrough"))
		rules_fix_remove(c, f, host->node, "xen,passthrough");
	else
		rules_fix_set(c, f, host->node, "status", "\"okay\"");
	plain_board(c, f);
}

static void check_smc_id(struct check *c, const struct rule *r)
{
	const struct scmi_instance *i = tried(c, 0);
	struct finding *f;

	if (!i || i->has_smc_id)
		return;
	f = finding_add(c->findings, r, i->node, "arm,smc-id", -1,
		dt_prop(i->node, "arm,smc-id") ? "arm,smc-id is shorter than a cell"
					       : "the SCMI node has no arm,smc-id");
	finding_hint(c->findings, f, "write arm,smc-id = <DOORBELL>, 0x82000000 and above");
	plain_board(c, f);
}

static void check_not_sip(struct check *c, const struct rule *r)
{
	const struct scmi_instance *i = tried(c, 1);
	struct finding *f;

	/* The doorbell of a second node is the one that counts. */
	if (!i || !i->has_smc_id)
		i = tried(c, 0);
	if (!i || !i->has_smc_id || SMCCC_OWNER(i->smc_id) == SMCCC_SIP)
		return;
	f = finding_add(c->findings, r, i->node, "arm,smc-id", 0,
		"doorbell 0x%x has owner 0x%x; only SiP calls, owner 0x2, are forwarded", i->smc_id,
		SMCCC_OWNER(i->smc_id));
	finding_hint(c->findings, f,
		"take a function id from 0x82000000 to 0x8200ffff (or 0xc2000000 to 0xc200ffff), "
		"here and in the firmware");
	rules_maybe_set(c, f, i->node, "arm,smc-id",
		findings_str(c->findings, "<0x%x>",
			SMCCC_FAST | SMCCC_SIP << 24 | (i->smc_id & 0xffff)));
	plain_board(c, f);
}

/* All nodes but the last are the container's, which Dom0 does not see. */
static bool host_wins(const struct check *c, const struct scmi_instance *first,
	const struct scmi_instance *second)
{
	return first->container && second == c->model->host && !tried(c, 2);
}

static void check_several(struct check *c, const struct rule *r)
{
	const struct scmi_instance *first = tried(c, 0), *second = tried(c, 1), *more;
	struct finding *f;

	if (!second || !first->has_smc_id)
		return;
	f = finding_add(c->findings, r, second->node, "arm,smc-id", -1,
		"a second arm,scmi-smc node: its doorbell 0x%x replaces 0x%x", second->smc_id,
		first->smc_id);
	finding_relate(c->findings, f, first->node, "the first, which Xen binds");
	for (size_t i = 2; i < SHOWN_NODES && (more = tried(c, i)); i++)
		finding_relate(c->findings, f, more->node, "another one");
	if (host_wins(c, first, second)) {
		f->severity = SDC_WARNING;
		finding_effect(c->findings, f,
			"binds the container's node, then takes over the doorbell of "
			"/firmware/scmi, which Dom0 can use");
	}
	finding_hint(c->findings, f,
		first->container || second->container
			? "remove the container, or use Xen's multi-agent driver"
			: "keep one arm,scmi-smc node");
	if (!first->container && !second->container && !tried(c, 2))
		rules_maybe_set(c, f, second->node, "status", "\"disabled\"");
	plain_board(c, f);
}

static void check_unused(struct check *c, const struct rule *r)
{
	const struct dt_node *chosen = dt_child(c->tree->nodes, "chosen");
	struct finding *f;

	if (!c->sci->forwards_host || !c->model->smc_passthrough || !chosen || first_asking(c) ||
		!tried(c, 0))
		return;
	f = finding_add(c->findings, r, chosen,
		dt_prop(chosen, "xen,xen-bootargs") ? "xen,xen-bootargs" : "bootargs", -1,
		"scmi-smc-passthrough takes SCMI from Dom0, but no domain here asks for it");
	finding_relate(c->findings, f, tried(c, 0)->node, "the node that Dom0 will not see");
	finding_hint(c->findings, f,
		"remove the option, or give a domain xen,sci_type = \"scmi_smc\" (for a guest that "
		"xl starts: arm_sci = \"type=scmi_smc\")");
	rules_maybe_option(c, f, "scmi-smc-passthrough", false);
}

static const struct rule_check checks[] = {
	{ RULE_SINGLE_ABSENT, check_absent },
	{ RULE_SINGLE_DISABLED, check_disabled },
	{ RULE_SINGLE_SMC_ID, check_smc_id },
	{ RULE_SINGLE_DOORBELL_NOT_SIP, check_not_sip },
	{ RULE_SINGLE_SEVERAL, check_several },
	{ RULE_SINGLE_PASSTHROUGH_UNUSED, check_unused },
};

const struct rule_set rules_single = { checks, sizeof(checks) / sizeof(checks[0]) };
