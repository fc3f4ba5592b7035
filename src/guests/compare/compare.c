// SPDX-License-Identifier: BSD-2-Clause
/* The files of a guest against its plan. */
#include "guests/compare/compare.h"

#include <stdlib.h>
#include <string.h>

#include "guests/compare/pair.h"
#include "rules/subjects.h"

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
		f = finding_add(p->c->findings, r, p->v->domain, NULL, -1,
			"guest %s: %s says boot: %s, but the files are those of a guest of %s",
			p->g->name, p->manifest, boot_name(!xl), boot_name(xl));
		finding_hint(p->c->findings, f, "write boot: %s, or give %s", boot_name(xl),
			xl ? "the partial tree without a configuration" : "the configuration too");
	} else if (!same_agent(p)) {
		f = finding_add(p->c->findings, r, p->v->domain, NULL, -1,
			"guest %s: %s gives it %s, but %s has %s", p->g->name, p->manifest,
			sci_name(p, p->g->sci, p->g->agent_id),
			xl ? p->v->config->file : "the domain of the host tree",
			sci_name(p, sci_of(&p->v->sci), p->v->sci.id));
		finding_hint(p->c->findings, f, "write the same agent in both");
	}
}

#define SOURCE "\n\nThe plan is the project's own: see scmi-dtcheck-guests(5)."

static const struct rule rules[] = {
	{ { .name = "guest-plan-domain",
		  .subject = "guest",
		  .severity = SDC_ERROR,
		  .summary = "the guest's files make another kind of domain than the manifest",
		  .effect = "builds what the files say",
		  .explanation =
			  "With both --guests and --guest, a guest of one name is one guest: "
			  "booted in one way, with one agent." SOURCE },
		NULL },
	{ { .name = "guest-beyond-plan",
		  .subject = "guest",
		  .severity = SDC_ERROR,
		  .summary = "the guest's files hold more than its plan gives",
		  .effect = "gives the guest what the files say",
		  .explanation =
			  "The plan is that of the manifest (--guests), where that has a guest of "
			  "this name: a device, a page, an interrupt, an SCMI protocol or resource "
			  "that it does not give the guest is one too many.\n\n"
			  "Otherwise it is the plan of the devices that the files themselves name, "
			  "and what is compared are the resources of SCMI: the guest takes those "
			  "that its devices take in the host's tree. Another one is a warning, since "
			  "a device may have its clock from elsewhere under the host's own system; a "
			  "protocol that nobody uses is a note." SOURCE },
		NULL },
	{ { .name = "guest-short-of-plan",
		  .subject = "guest",
		  .severity = SDC_WARNING,
		  .summary = "the guest's files lack what its manifest gives",
		  .effect = "gives the guest what the files say",
		  .explanation =
			  "A device of the manifest that no file names, pages of its children that "
			  "are not mapped, SCMI protocols and resources that the guest's tree does "
			  "not have. What generate writes has all of them." SOURCE },
		NULL },
	{ { .name = "guest-plan-address",
		  .subject = "guest",
		  .severity = SDC_WARNING,
		  .summary = "the guest's files map a device elsewhere than its manifest",
		  .effect = "maps what the files say",
		  .explanation =
			  "The manifest has an address for the device, the host's unless it says "
			  "guest-address. Whether that is free in the guest has been looked at, "
			  "which says nothing of another one." SOURCE },
		NULL },
};

const struct rule_set rules_guest_plan = { rules, sizeof(rules) / sizeof(rules[0]) };

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
	static guest_pair_check *const checks[] = { domain, guest_excess, guest_missing,
		guest_address };
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
			if (applies(&pairs[i], plan, checks[k]))
				checks[k](&pairs[i], &rules[k]);
	findings_end_rule(c->findings);
	for (size_t i = 0; i < n; i++)
		guest_pair_free(&pairs[i]);
	free(pairs);
}
