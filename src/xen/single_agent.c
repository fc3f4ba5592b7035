// SPDX-License-Identifier: BSD-2-Clause
/* Mainline's driver for one agent, as xen/arch/arm/firmware/scmi-smc.c works. */
#include <string.h>

#include "xen/xen.h"

static bool matches(const struct scmi_instance *i)
{
	return i->available && i->transport == SCMI_SMC;
}

static void bind(struct xen *x, const struct scmi_instance *i)
{
	x->bound = i;
	x->out->registered = true;
	vec_push(&x->channels,
		((struct xen_channel){
			.pub = { .domain = -1,
				.address = i->shmem.region.error ? 0 : i->shmem.region.addr } }));
}

/* scmi_dom0_init(). Returns NULL, or the rule that ends the search for nodes. */
static const char *probe(struct xen *x, const struct scmi_instance *i)
{
	const char *rule = xen_smccc_rule(x->in->model->tree, &x->out->firmware_decides);

	if (rule)
		return rule;
	if (!i->has_smc_id)
		return "single-smc-id";
	/* A second node is refused only after its doorbell has replaced the first one's. */
	x->smc_id = i->smc_id;
	if (x->bound)
		return "single-several";
	bind(x, i);
	return NULL;
}

static bool wanted(const struct scmi_model *m)
{
	for (size_t i = 0; i < m->n_domains; i++)
		if (m->domains[i].type == SCMI_TYPE_SMC)
			return true;
	return false;
}

static void start(struct xen *x)
{
	const struct scmi_model *m = x->in->model;
	const char *rule = NULL;

	for (size_t k = 0; k < m->n_instances && !rule; k++) {
		if (!matches(&m->instances[k]))
			continue;
		rule = probe(x, &m->instances[k]);
		if (rule && !x->bound)
			xen_blame(x, rule);
	}
	if (x->bound)
		x->channels.v[0].pub.smc_id = x->smc_id;
	else if (!rule && m->host && m->host->transport == SCMI_SMC)
		xen_blame(x, "single-disabled");
	else if (!rule && wanted(m))
		xen_blame(x, "single-absent");
}

/* Why a domain whose tree has the node of the bound channel cannot use it. */
static const char *useless(const struct xen *x, uint32_t smc_id)
{
	if (smc_id != x->smc_id)
		return "single-several";
	return xen_is_sip(smc_id) ? NULL : "single-doorbell-not-sip";
}

/* Dom0 sees every node of the host tree; one that is not answered fails its driver. */
static const char *dom0_useless(const struct xen *x)
{
	const struct scmi_model *m = x->in->model;
	const char *rule = NULL;

	for (size_t k = 0; k < m->n_instances && !rule; k++)
		if (matches(&m->instances[k]) && !m->instances[k].container)
			rule = useless(x, m->instances[k].smc_id);
	return rule;
}

static void hold(struct xen *x, const struct scmi_domain *d, const char *why_not)
{
	xen_add_domain(x, d, why_not ? SDC_UNUSABLE : SDC_GRANTED, why_not);
	x->channels.v[0].pub.domain = (int)x->domains.n - 1;
}

static bool dom0(struct xen *x)
{
	const char *rule;

	if (!x->out->registered || x->in->model->smc_passthrough) {
		xen_add_domain(x, NULL, SDC_OUTCOME_NONE, NULL);
		return true;
	}
	rule = dom0_useless(x);
	hold(x, NULL, rule);
	return true;
}

static bool refuse(struct xen *x, const struct scmi_domain *d, const char *rule)
{
	xen_add_domain(x, d, SDC_REFUSED, rule);
	xen_blame(x, rule);
	return false;
}

static bool domain(struct xen *x, const struct scmi_domain *d)
{
	const char *rule;

	if (d->type == SCMI_TYPE_MULTI_AGENT)
		return refuse(x, d, "domain-type-driver");
	if (d->type == SCMI_TYPE_UNKNOWN)
		return refuse(x, d, "domain-type-unknown");
	if (d->type == SCMI_TYPE_NONE) {
		xen_add_domain(x, d, SDC_OUTCOME_NONE, NULL);
		return true;
	}
	if (!x->out->registered) {
		xen_add_domain(x, d, SDC_REFUSED, x->out->rule);
		return true;
	}
	if (!x->in->model->smc_passthrough)
		return refuse(x, d, "domain-passthrough-missing");
	if (x->owned)
		return refuse(x, d, "domain-passthrough-twice");
	x->owned = true;
	rule = useless(x, x->bound->smc_id);
	hold(x, d, rule);
	return true;
}

const struct xen_driver xen_single_agent = { .start = start, .dom0 = dom0, .domain = domain };
