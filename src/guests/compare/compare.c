// SPDX-License-Identifier: BSD-2-Clause
/* The files of a guest against its plan. */
#include "guests/compare/compare.h"

#include <stdlib.h>
#include <string.h>

#include "guests/check/subjects.h"
#include "guests/compare/pair.h"

static const char *boot_name(bool xl)
{
	return xl ? "xl" : "dom0less";
}

static const char *sci_name(struct guest_pair *p, enum plan_sci sci, uint32_t id)
{
	if (sci == PLAN_SCI_MULTI_AGENT)
		return findings_str(p->c->findings, "agent %u", id);
	return sci == PLAN_SCI_SMC ? "the host's channel" : "no agent";
}

static enum plan_sci sci_of(const struct guest_sci *s)
{
	return s->type == SCMI_TYPE_MULTI_AGENT ? PLAN_SCI_MULTI_AGENT
	       : s->type == SCMI_TYPE_SMC       ? PLAN_SCI_SMC
						: PLAN_SCI_NONE;
}

static bool same_agent(const struct guest_pair *p)
{
	return sci_of(&p->v->sci) == p->g->sci &&
	       (p->g->sci != PLAN_SCI_MULTI_AGENT ||
		       (p->v->sci.has_id && p->v->sci.id == p->g->agent_id));
}

/* The files of another kind of domain are other files. */
static bool fits(const struct guest_pair *p)
{
	return (p->v->config != NULL) == (p->g->boot == PLAN_XL) && same_agent(p);
}

static void domain(struct guest_pair *p, const struct rule *r)
{
	bool xl = p->v->config != NULL;
	struct finding *f;

	if (xl != (p->g->boot == PLAN_XL)) {
		f = finding_at(p->c->findings, r,
			xl ? guest_at_setting(p->v, NULL, -1) : guest_at_file(p->v),
			"guest %s: %s says boot: %s, but the files are those of a guest of %s",
			p->g->name, p->manifest, boot_name(!xl), boot_name(xl));
		finding_hint(p->c->findings, f, "write boot: %s, or give %s", boot_name(xl),
			xl ? "the partial tree without a configuration" : "the configuration too");
	} else if (!same_agent(p)) {
		f = finding_at(p->c->findings, r,
			xl ? guest_at_list(p->v, "arm_sci")
			   : location_node(p->c->tree, p->v->domain, NULL, -1),
			"guest %s: %s gives it %s, but %s has %s", p->g->name, p->manifest,
			sci_name(p, p->g->sci, p->g->agent_id),
			xl ? p->v->config->file : "the domain of the host tree",
			sci_name(p, sci_of(&p->v->sci), p->v->sci.id));
		finding_hint(p->c->findings, f, "write the same agent in both");
	}
}

static const struct plan_guest *find(const struct plan *plan, const char *name)
{
	for (size_t i = 0; i < plan->n_guests; i++)
		if (!strcmp(plan->guests[i].name, name))
			return &plan->guests[i];
	return NULL;
}

/* What a device takes that the host does not have, or that is another guest's, nobody knows. */
static bool is_known(const struct guest_pair *p)
{
	for (size_t i = 0; i < p->v->devices.n; i++)
		if (!p->v->devices.v[i].host || !guest_is_planned(p, p->v->devices.v[i].host))
			return false;
	for (size_t i = 0; i < p->v->shown.n; i++)
		if (!guest_is_planned(p, p->v->shown.v[i]))
			return false;
	return !p->v->bad_values.n;
}

static bool applies(const struct guest_pair *p, const struct plan *plan, guest_pair_check *check)
{
	if (p->derived)
		return check == guest_excess && is_known(p);
	return plan->complete && (check == domain || fits(p));
}

/* A plan against which errors stand says little. */
void guest_plan_compare(struct check *c, const struct plan *plan, const struct manifest *manifest)
{
	static const struct {
		enum rule_id rule;
		guest_pair_check *check;
	} checks[] = {
		{ RULE_GUEST_PLAN_DOMAIN, domain },
		{ RULE_GUEST_BEYOND_PLAN, guest_excess },
		{ RULE_GUEST_SHORT_OF_PLAN, guest_missing },
		{ RULE_GUEST_PLAN_ADDRESS, guest_address },
	};
	struct guest_pair *pairs = xmalloc((c->n_guests + 1) * sizeof(*pairs));
	size_t n = 0;

	for (size_t i = 0; i < c->n_guests; i++) {
		const struct guest_view *v = &c->guest_views[i];
		const struct plan_guest *g = find(plan, v->name);

		if (g)
			guest_pair_init(&pairs[n++], c, v, g, manifest,
				manifest->guests[g - plan->guests].derived);
	}
	for (size_t k = 0; k < sizeof(checks) / sizeof(checks[0]); k++)
		for (size_t i = 0; i < n; i++)
			if (applies(&pairs[i], plan, checks[k].check))
				checks[k].check(&pairs[i], rule_row(checks[k].rule));
	findings_end_rule(c->findings);
	for (size_t i = 0; i < n; i++)
		guest_pair_free(&pairs[i]);
	free(pairs);
}
