// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "plan/build.h"

static const char *agent_of(struct builder *b, enum scmi_domain_type type, uint32_t id)
{
	switch (type) {
	case SCMI_TYPE_NONE:
		return "no agent";
	case SCMI_TYPE_SMC:
		return "the host's only channel";
	case SCMI_TYPE_MULTI_AGENT:
		return arena_printf(b->a, "agent %u", id);
	default:
		return "SCMI of no type that Xen knows";
	}
}

/* The domain's node decides what Xen gives it, and the overlay changes the node. */
static void compare(struct builder *b, const struct scmi_domain *d)
{
	enum scmi_domain_type want = scmi_type(b->g.want->sci);
	struct issue *i;

	if (!d->type_prop || (d->type == want && (want != SCMI_TYPE_MULTI_AGENT ||
							 d->id == b->g.want->agent_id)))
		return;
	i = issue_add(&b->issues, RULE_GUEST_NO_CHANNEL, d->node, "xen,sci_type", -1,
		"guest %s: the manifest gives it %s, its node in the host's tree %s",
		b->g.want->name, agent_of(b, want, b->g.want->agent_id),
		agent_of(b, d->type, d->id));
	issue_warn(&b->issues, i);
	issue_hint(&b->issues, i, "%s",
		want == SCMI_TYPE_NONE
			? "write the agent-id into the manifest, or take the SCMI properties "
			  "out of the node: the overlay leaves them"
			: "write the same in both; until then the host overlay changes the node");
}

/* The overlay makes a whole domain or none. */
static void report_missing(struct builder *b)
{
	struct issue *i;

	if (b->g.want->boot != PLAN_DOM0LESS || (b->g.want->cpus && b->g.want->memory))
		return;
	i = issue_at(&b->issues, RULE_GUEST_NO_DOMAIN, manifest_at(b->manifest, b->g.want->place),
		"guest %s has no domain node in the host tree, and the manifest lacks %s",
		b->g.want->name,
		b->g.want->cpus     ? "its memory"
		: b->g.want->memory ? "its cpus"
				    : "its cpus and memory");
	issue_hint(
		&b->issues, i, "write cpus: N and memory: { size: BYTES }, or the domain's node");
}

static void report_no_domain(struct builder *b, const struct dt_node *n)
{
	struct issue *i = issue_add(&b->issues, RULE_GUEST_NO_DOMAIN, n, "compatible", -1,
		"guest %s: the node of that name is not compatible with xen,domain",
		b->g.want->name);

	issue_fail(&b->issues, i);
	issue_hint(&b->issues, i, "write compatible = \"xen,domain\";");
}

void domain_find(struct builder *b)
{
	const struct dt_node *chosen = dt_child(b->t->nodes, "chosen"), *n = NULL;
	const struct scmi_domain *d;
	const char *name = b->g.want->name;

	if (b->g.want->boot == PLAN_DOM0LESS && chosen)
		n = dt_child(chosen, name);
	if (!n) {
		report_missing(b);
		return;
	}
	d = scmi_domain_of(b->m, n);
	if (!d) {
		report_no_domain(b, n);
		return;
	}
	b->g.guest->domain = n;
	b->g.guest->direct_map |= dt_prop(n, "direct-map") != NULL;
	b->planned[d - b->m->domains] = true;
	compare(b, d);
}
