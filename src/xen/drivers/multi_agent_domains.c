// SPDX-License-Identifier: BSD-2-Clause
/* The creation of domains, as far as they ask the multi-agent mediator for a channel. */
#include "xen/drivers/multi_agent.h"

#include "xen/guest.h"

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

/* A host node elsewhere stays in Dom0's tree while its page is taken out of it. */
static void dom0_without_agent(struct xen *x)
{
	const struct scmi_model *m = x->in->model;
	const struct scmi_instance *host = scmi_host(m);
	bool broken = x->out->registered && host && host != m->host && host->available;

	xen_add_domain(x, NULL, broken ? SDC_UNUSABLE : SDC_OUTCOME_NONE,
		broken ? "host-elsewhere" : NULL);
}

static void build_as(struct xen *x, const struct sdc_channel *c)
{
	x->agent = true;
	x->stranger = multi_agent_stranger(x, c);
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
		build_as(x, &ch->pub);
		multi_agent_hold(x, NULL, &ch->pub, dom0_useless(x, &ch->pub));
		return true;
	}
	xen_add_domain(x, NULL, SDC_REFUSED, rule);
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

bool multi_agent_domain(struct xen *x, const struct scmi_domain *d)
{
	const char *rule = parse(d);
	struct xen_channel *ch;

	if (rule)
		return refuse(x, d, rule);
	if (d->type == SCMI_TYPE_NONE) {
		rule = x->out->registered ? guest_without_agent(x, d) : NULL;
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
	build_as(x, &ch->pub);
	multi_agent_guest(x, d, &ch->pub);
	return true;
}

/* Dom0 has no SCMI without an agent. */
bool multi_agent_hides(const struct xen *x, const struct dt_node *n)
{
	const struct scmi_instance *host = x->in->model->host;

	return !x->agent && ((host && host->node == n) || dt_compatible(n, "arm,scmi-shmem"));
}
