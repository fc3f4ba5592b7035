// SPDX-License-Identifier: BSD-2-Clause
/* Whether a guest can use the channel that it holds, by its partial tree. */
#include "xen/guest.h"

#include <string.h>

#include "xen/partial.h"

static const char *say(struct xen *x, const struct scmi_domain *d, const char *rule,
	const char *prop, const char *message, const char *hint)
{
	boot_hint(x->boot, boot_add(x->boot, BOOT_SAID, rule, d->node, prop, -1, "%s", message),
		"%s", hint);
	return rule;
}

static bool has_module(const struct scmi_domain *d, const char *kind)
{
	const struct dt_node *n;

	dt_for_each_child(d->node, n)
		if (dt_compatible(n, kind))
			return true;
	return false;
}

/* As say(), in the guest's tree. */
static const char *say_in_guest(struct xen *x, const struct scmi_domain *d, const char *rule,
	const struct dt_node *n, const char *message, const char *hint)
{
	struct boot_event *e = boot_add(x->boot, BOOT_SAID, rule, d->node, NULL, -1, "%s", message);

	boot_in_guest(e, xen_guest_tree(x, d), n, dt_prop(n, "status") ? "status" : NULL);
	boot_hint(x->boot, e, "%s", hint);
	return rule;
}

/* Xen tells a guest nothing of SCMI itself. */
static const char *no_tree(struct xen *x, const struct scmi_domain *d)
{
	if (x->in->planned || has_module(d, "multiboot,device-tree") ||
		!has_module(d, "multiboot,kernel"))
		return NULL;
	return say(x, d, "domain-tree-missing", NULL,
		"the domain has an agent, and no module that is a device tree",
		"write a module compatible with multiboot,device-tree and multiboot,module: a "
		"partial tree with the SCMI node");
}

const char *guest_useless(struct xen *x, const struct scmi_domain *d, uint32_t smc_id,
	const uint64_t **page, uint64_t *at)
{
	const struct dt_tree *t = xen_guest_tree(x, d);
	const char *rule = no_tree(x, d);
	struct partial_scmi p;

	*page = NULL;
	if (!t || rule)
		return rule;
	p = partial_scmi(t);
	if (!p.node && !dt_child(t->nodes, "passthrough"))
		return "guest-passthrough-missing";
	if (!p.node)
		return "guest-no-scmi";
	if (p.disabled)
		return say_in_guest(x, d, "guest-scmi-disabled", p.node,
			"the SCMI node of the guest's tree is disabled",
			"write status = \"okay\" there, or remove status");
	if (!p.has_smc_id || p.smc_id != smc_id)
		return "guest-doorbell";
	if (!p.has_page)
		return "guest-page";
	if (p.no_bus)
		return "guest-passthrough-bus";
	if (p.lost)
		return say_in_guest(x, d, "guest-page-lost", p.node,
			"the guest does not find the page that shmem of its SCMI node names",
			"write the arm,scmi-shmem node into /passthrough, with reg, and ranges into "
			"each node around it");
	*at = p.page;
	*page = at;
	return NULL;
}

const char *guest_without_agent(struct xen *x, const struct scmi_domain *d)
{
	const struct dt_tree *t = xen_guest_tree(x, d);
	bool several = x->driver->caps.numbers_agents;
	struct partial_scmi p;
	const struct dt_prop *prop;

	if (several && d->type_prop && d->id_prop) {
		say(x, d, "domain-id-with-none", "xen,sci-agent-id",
			"the domain names an agent, and xen,sci_type is \"none\"",
			"write xen,sci_type = \"scmi_smc_multiagent\", or leave the id out");
		return NULL;
	}
	if (!d->type_prop) {
		dt_for_each_prop(d->node, prop)
			if (!strcmp(prop->name, "xen,sci-type") ||
				!strcmp(prop->name, "xen,scitype"))
				return "domain-type-misspelt";
		if (dt_prop(d->node, "xen,arm_sci"))
			return "legacy-arm-sci";
		if (several && d->id_prop)
			return "domain-id-without-type";
	}
	if (!t)
		return NULL;
	p = partial_scmi(t);
	if (!p.node || p.disabled)
		return NULL;
	return say(x, d, "guest-scmi-without-agent", NULL,
		"the guest's tree has an SCMI node, and the domain has no agent",
		"write xen,sci_type and, for several agents, xen,sci-agent-id into the domain's "
		"node, or take the SCMI node out");
}
