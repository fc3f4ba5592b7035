// SPDX-License-Identifier: BSD-2-Clause
/* A guest's partial tree, as far as it decides whether the guest can use its channel. */
#include <stdlib.h>
#include <string.h>

#include "xen/multi_agent.h"
#include "xen/partial.h"

static int by_device(const void *key, const void *row)
{
	const struct dt_node *a = key, *b = ((const struct scmi_permission *)row)->device;

	return a < b ? -1 : a > b;
}

static const char *device_refused(struct xen *x, const struct dt_node *device)
{
	const struct scmi_model *m = x->in->model;
	const struct scmi_permission *p = NULL;
	size_t first;

	if (m->n_permissions)
		p = bsearch(device, m->permissions, m->n_permissions, sizeof(*p), by_device);
	if (!p)
		return NULL;
	for (first = (size_t)(p - m->permissions);
		first && m->permissions[first - 1].device == device; first--)
		;
	return multi_agent_permissions(x, first);
}

/* Every node with xen,path is assigned, and asks for the permission of its host node. */
static const char *devices_refused(struct xen *x, const struct dt_tree *t)
{
	const struct dt_node *n;

	dt_for_each_node(t, n) {
		const char *path = dt_prop_string(n, "xen,path");
		const struct dt_node *host = path ? dt_by_path(x->in->model->tree, path) : NULL;
		const char *rule = host ? device_refused(x, host) : NULL;

		if (rule)
			return rule;
	}
	return NULL;
}

static const char *useless(struct xen *x, const struct dt_tree *t, const struct sdc_channel *c)
{
	struct partial_scmi p;

	if (!t)
		return multi_agent_answered(x, c, NULL, NULL);
	p = partial_scmi(t);
	if (!p.node && !dt_child(t->nodes, "passthrough"))
		return "guest-passthrough-missing";
	if (!p.node)
		return "guest-no-scmi";
	if (!p.has_smc_id || p.smc_id != c->smc_id)
		return "guest-doorbell";
	if (!p.has_page)
		return "guest-page";
	return multi_agent_answered(x, c, &p.page, "guest-page");
}

bool multi_agent_guest(struct xen *x, const struct scmi_domain *d, struct sdc_channel *c)
{
	const struct dt_tree *t = xen_guest_tree(x, d);
	const char *rule = t ? devices_refused(x, t) : NULL;
	struct sdc_domain *out;

	if (!rule) {
		multi_agent_hold(x, d, c, useless(x, t, c));
		return true;
	}
	out = multi_agent_hold(x, d, c, rule);
	out->outcome = SDC_REFUSED;
	xen_blame(x, rule);
	return false;
}
