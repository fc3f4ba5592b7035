// SPDX-License-Identifier: BSD-2-Clause
/* The creation of domains, as far as they ask the multi-agent mediator for a channel. */
#include "base/arena.h"
#include "xen/multi_agent.h"

#include <stdlib.h>
#include <string.h>

#define INVALID_ID 255

/* acquire_scmi_channel(). Returns NULL with the rule where there is none that is free. */
static struct xen_channel *acquire(struct xen *x, uint32_t id, const char *unknown,
	const char *taken, const char *management, const char **rule)
{
	for (size_t i = 0; i < x->channels.n; i++) {
		struct xen_channel *c = &x->channels.v[i];

		if (!c->pub.id_known || c->pub.agent_id != id)
			continue;
		if (!c->taken) {
			c->taken = true;
			return c;
		}
		*rule = c->pub.management ? management : taken;
		return NULL;
	}
	*rule = x->channels.n ? unknown : x->out->rule;
	return NULL;
}

struct sdc_domain *multi_agent_hold(
	struct xen *x, const struct scmi_domain *d, struct sdc_channel *c, const char *why_not)
{
	struct sdc_domain *out =
		xen_add_domain(x, d, why_not ? SDC_UNUSABLE : SDC_GRANTED, why_not);

	out->has_id = true;
	out->agent_id = c->agent_id;
	c->domain = (int)x->domains.n - 1;
	return out;
}

/* Why Dom0 cannot use the channel that it holds. */
static const char *dom0_useless(struct xen *x, const struct sdc_channel *c)
{
	const struct scmi_model *m = x->in->model;
	const struct scmi_instance *host = scmi_host(m);

	if (!host)
		return "host-absent";
	if (!host->available)
		return "host-disabled";
	if (host->transport != SCMI_SMC)
		return "host-transport";
	if (!host->has_smc_id || host->smc_id != c->smc_id)
		return "host-doorbell";
	if (!host->shmem.node || host->shmem.region.error)
		return "host-shmem";
	if (scmi_in_container(m, host->shmem.node))
		return "host-shmem-in-container";
	return multi_agent_answered(x, c, &host->shmem.region.addr, "host-page");
}

/* Xen keeps its console to itself, and Dom0 gets nothing of it. */
static const struct dt_node *console(const struct scmi_model *m)
{
	const struct dt_node *chosen = dt_child(m->tree->nodes, "chosen");
	const char *path = m->bootargs ? strstr(m->bootargs, "dtuart=") : NULL;
	char *copy;
	const struct dt_node *n;

	path = path     ? path + strlen("dtuart=")
	       : chosen ? dt_prop_string(chosen, "stdout-path")
			: NULL;
	if (!path)
		return NULL;
	copy = strndup(path, strcspn(path, ": "));
	if (!copy)
		out_of_memory();
	n = *copy ? dt_by_path(m->tree, copy) : NULL;
	free(copy);
	return n;
}

const char *multi_agent_permissions(struct xen *x, size_t first)
{
	const struct scmi_model *m = x->in->model;
	const struct dt_node *device = m->permissions[first].device;

	for (size_t i = first; i < m->n_permissions && m->permissions[i].device == device; i++) {
		const struct scmi_permission *p = &m->permissions[i];
		const char *rule = NULL;

		if (p->legacy)
			continue;
		/* Xen reads the list entry by entry, up to the first that it cannot. */
		if (p->ref.error)
			break;
		if (p->controller == x->bound && p->has_id)
			rule = multi_agent_permit(x, p);
		if (rule)
			return rule;
	}
	return NULL;
}

/* Devices that are not passed through get their permission while Dom0 is built. */
static const char *dom0_permissions(struct xen *x)
{
	const struct scmi_model *m = x->in->model;
	const struct dt_node *uart = console(m);

	for (size_t i = 0; i < m->n_permissions; i++) {
		const struct dt_node *device = m->permissions[i].device;
		const char *rule;

		if ((i && m->permissions[i - 1].device == device) || device == uart ||
			dt_prop(device, "xen,passthrough"))
			continue;
		rule = multi_agent_permissions(x, i);
		if (rule)
			return rule;
	}
	return NULL;
}

/* A host node elsewhere stays in Dom0's tree while its page is taken out of it. */
static void dom0_without_agent(struct xen *x)
{
	const struct scmi_model *m = x->in->model;
	const struct scmi_instance *host = scmi_host(m);
	bool broken = x->out->registered && host && host != m->host && host->available;

	xen_add_domain(x, NULL, broken ? SDC_UNUSABLE : SDC_OUTCOME_NONE,
		broken ? "host-elsewhere" : NULL);
}

bool multi_agent_dom0(struct xen *x)
{
	const struct scmi_container *c =
		x->in->model->n_containers ? &x->in->model->containers[0] : NULL;
	struct xen_channel *ch;
	const char *rule = NULL;

	if (!c || !c->dom0_has_id || c->dom0_id >= INVALID_ID) {
		dom0_without_agent(x);
		return true;
	}
	if (!x->out->registered) {
		xen_add_domain(x, NULL, SDC_REFUSED, x->out->rule);
		return true;
	}
	ch = acquire(
		x, c->dom0_id, "dom0-id-unknown", "dom0-id-unknown", "dom0-id-management", &rule);
	if (ch) {
		rule = dom0_permissions(x);
		if (!rule) {
			multi_agent_hold(x, NULL, &ch->pub, dom0_useless(x, &ch->pub));
			return true;
		}
		multi_agent_hold(x, NULL, &ch->pub, NULL)->outcome = SDC_REFUSED;
		x->domains.v[x->domains.n - 1].rule = rule;
	} else {
		xen_add_domain(x, NULL, SDC_REFUSED, rule);
	}
	xen_blame(x, rule);
	return false;
}

/* domu_dt_sci_parse(): NULL, or the rule that explains why the domain is refused. */
static const char *parse(const struct scmi_domain *d)
{
	switch (d->type) {
	case SCMI_TYPE_NONE:
		return NULL;
	case SCMI_TYPE_SMC:
		return "domain-type-driver";
	case SCMI_TYPE_UNKNOWN:
		return "domain-type-unknown";
	default:
		break;
	}
	if (!d->id_prop)
		return "domain-id-missing";
	if (!d->has_id)
		return "domain-id-empty";
	return d->id >= INVALID_ID ? "domain-id-range" : NULL;
}

static bool refuse(struct xen *x, const struct scmi_domain *d, const char *rule)
{
	xen_add_domain(x, d, SDC_REFUSED, rule);
	xen_blame(x, rule);
	return false;
}

/* A guest that has a misspelt or half a configuration wants SCMI, and Xen makes it no agent. */
static const char *forgotten(const struct scmi_domain *d)
{
	const struct dt_prop *p;

	if (d->type_prop)
		return NULL;
	dt_for_each_prop(d->node, p)
		if (!strcmp(p->name, "xen,sci-type") || !strcmp(p->name, "xen,scitype"))
			return "domain-type-misspelt";
	return d->id_prop ? "domain-id-without-type" : NULL;
}

bool multi_agent_domain(struct xen *x, const struct scmi_domain *d)
{
	const char *rule = parse(d);
	struct xen_channel *ch;

	if (rule)
		return refuse(x, d, rule);
	if (d->type == SCMI_TYPE_NONE) {
		rule = x->out->registered ? forgotten(d) : NULL;
		xen_add_domain(x, d, rule ? SDC_UNUSABLE : SDC_OUTCOME_NONE, rule);
		return true;
	}
	if (!x->out->registered) {
		xen_add_domain(x, d, SDC_REFUSED, x->out->rule);
		return true;
	}
	ch = acquire(
		x, d->id, "domain-id-unknown", "domain-id-taken", "domain-id-management", &rule);
	if (!ch)
		return refuse(x, d, rule);
	return multi_agent_guest(x, d, &ch->pub);
}
