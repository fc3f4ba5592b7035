// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/lookup.h"
#include "rules/subjects.h"
#include "scmi/near_miss.h"
#include "xen/boot/boot.h"

#define TYPE "xen,sci_type"

static const char *right_type(const struct check *c)
{
	return scmi_domain_type_name(c->sci->type);
}

static void check_type_unknown(struct check *c, const struct rule *r)
{
	for (size_t i = 0; i < c->model->n_domains; i++) {
		const struct scmi_domain *d = &c->model->domains[i];
		struct finding *f;

		if (d->type != SCMI_TYPE_UNKNOWN)
			continue;
		if (d->type_text)
			f = finding_add(c->findings, r, d->node, TYPE, -1,
				TYPE " is \"%.64s\", which Xen does not know", d->type_text);
		else
			f = finding_add(c->findings, r, d->node, TYPE, -1, TYPE " holds no string");
		finding_hint(c->findings, f, "write " TYPE " = \"%s\", or \"none\" for no SCMI",
			right_type(c));
		rules_maybe_set(
			c, f, d->node, TYPE, findings_str(c->findings, "\"%s\"", right_type(c)));
	}
}

static void check_type_misspelt(struct check *c, const struct rule *r)
{
	for (size_t i = 0; i < c->model->n_domains; i++) {
		const struct scmi_domain *d = &c->model->domains[i];
		const struct dt_prop *p = d->type_prop ? NULL : scmi_near_miss(d->node, TYPE);
		struct finding *f;

		if (!p)
			continue;
		f = finding_add(c->findings, r, d->node, p->name, -1,
			"unknown property '%s'; did you mean '" TYPE "'? The domain gets no SCMI",
			p->name);
		finding_concerns(c->findings, f, d->node, TYPE);
		finding_hint(c->findings, f, "write " TYPE " = \"%s\", with an underscore",
			right_type(c));
		rules_fix_rename(c, f, d->node, p->name, TYPE);
	}
}

/* The domain asks for that agent in a form that Xen takes. */
static void check_type_driver(struct check *c, const struct rule *r)
{
	enum scmi_domain_type wrong =
		c->sci->type == SCMI_TYPE_SMC ? SCMI_TYPE_MULTI_AGENT : SCMI_TYPE_SMC;

	for (size_t i = 0; i < c->model->n_domains; i++) {
		const struct scmi_domain *d = &c->model->domains[i];
		struct finding *f;

		if (d->type != wrong)
			continue;
		f = finding_add(c->findings, r, d->node, TYPE, 0,
			TYPE " \"%s\" is not of the %s driver", scmi_domain_type_name(wrong),
			sdc_xen_name(c->xen));
		if (c->sci->numbers_agents)
			finding_hint(c->findings, f,
				"write " TYPE
				" = \"scmi_smc_multiagent\" and xen,sci-agent-id = <ID>");
		else
			finding_hint(c->findings, f,
				"write " TYPE " = \"scmi_smc\", or give the tree an xen,sci "
				"container and Xen the multi-agent driver");
		rules_maybe_set(
			c, f, d->node, TYPE, findings_str(c->findings, "\"%s\"", right_type(c)));
	}
}

static void check_passthrough_missing(struct check *c, const struct rule *r)
{
	for (size_t i = 0; i < c->model->n_domains; i++) {
		const struct scmi_domain *d = &c->model->domains[i];
		struct finding *f;

		if (!c->sci->forwards_host || d->type != c->sci->type || c->model->smc_passthrough)
			continue;
		f = finding_add(c->findings, r, d->node, TYPE, 0,
			"the domain asks for SCMI, but Xen's command line has no "
			"scmi-smc-passthrough");
		finding_relate(c->findings, f, d->node->parent, "Xen's command line");
		finding_hint(c->findings, f,
			"add scmi-smc-passthrough to xen,xen-bootargs; Dom0 then has no SCMI");
		rules_maybe_option(c, f, "scmi-smc-passthrough", true);
	}
}

static void check_passthrough_twice(struct check *c, const struct rule *r)
{
	const struct scmi_domain *first = NULL;

	for (size_t i = 0; i < c->model->n_domains; i++) {
		const struct scmi_domain *d = &c->model->domains[i];
		struct finding *f;

		if (!c->sci->forwards_host || d->type != c->sci->type || !c->model->smc_passthrough)
			continue;
		if (!first) {
			first = d;
			continue;
		}
		f = finding_add(c->findings, r, d->node, TYPE, 0, "SCMI belongs to %s already",
			first->node->name);
		finding_relate(c->findings, f, first->node, "asks for it first");
		finding_hint(c->findings, f,
			"leave " TYPE " to one domain; several need the multi-agent driver");
		rules_maybe_remove(c, f, d->node, TYPE);
	}
}

static void check_disabled(struct check *c, const struct rule *r)
{
	for (size_t i = 0; i < c->model->n_domains; i++) {
		const struct scmi_domain *d = &c->model->domains[i];
		struct finding *f;

		if (dt_available(d->node))
			continue;
		f = finding_add(c->findings, r, d->node, "status", -1,
			"the domain is %s, but Xen builds it all the same",
			rules_disabled(c, d->node));
		finding_hint(c->findings, f,
			rules_odd_status(d->node) ? "delete the status property"
						  : "remove the node, or its compatible");
	}
}

static void check_outside_chosen(struct check *c, const struct rule *r)
{
	const struct dt_node *chosen = dt_child(c->tree->nodes, "chosen");
	const struct dt_node *n;

	/* A domain with SCMI properties outside /chosen makes no other trace in the model. */
	if (!rules_for_xen(c) && !c->boot->has_modules)
		return;
	dt_for_each_node(c->tree, n) {
		struct finding *f;

		if (!n->parent || (chosen && n->parent == chosen) ||
			!dt_compatible(n, "xen,domain"))
			continue;
		f = finding_add(
			c->findings, r, n, NULL, -1, "a domain that is not a child of /chosen");
		finding_hint(c->findings, f, "move the node to /chosen");
	}
}

#define BOOTING "\n\nSource: Xen, docs/misc/arm/device-tree/booting.txt"
#define COMMON  "; xen/arch/arm/firmware/scmi-smc-multiagent.c."

static const struct rule_check checks[] = {
	{ RULE_DOMAIN_TYPE_UNKNOWN, check_type_unknown },
	{ RULE_DOMAIN_TYPE_MISSPELT, check_type_misspelt },
	{ RULE_DOMAIN_TYPE_DRIVER, check_type_driver },
	{ RULE_DOMAIN_PASSTHROUGH_MISSING, check_passthrough_missing },
	{ RULE_DOMAIN_PASSTHROUGH_TWICE, check_passthrough_twice },
	{ RULE_DOMAIN_DISABLED, check_disabled },
	{ RULE_DOMAIN_OUTSIDE_CHOSEN, check_outside_chosen },
};

const struct rule_set rules_domains = { checks, sizeof(checks) / sizeof(checks[0]) };
