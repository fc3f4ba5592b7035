// SPDX-License-Identifier: BSD-2-Clause
/* Mainline's driver for one agent, as xen/arch/arm/firmware/scmi-smc.c works. */
#include <string.h>

#include "xen/guest.h"

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

/* A node with a doorbell that is not of the kind that has one. */
static void doorbell_unused(struct xen *x)
{
	const struct dt_tree *t = x->in->model->tree;
	const struct dt_node *firmware = dt_child(t->nodes, "firmware");
	const struct dt_node *n = firmware ? dt_child(firmware, "scmi") : NULL;

	if (!n || !dt_prop(n, "arm,smc-id"))
		return;
	boot_hint(x->boot,
		boot_add(x->boot, BOOT_SAID, "single-transport", n, "compatible", -1,
			"the SCMI node has a doorbell and is not compatible with arm,scmi-smc"),
		"write compatible = \"arm,scmi-smc\"");
	xen_blame(x, "single-transport");
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
	else if (!rule)
		doorbell_unused(x);
}

/* Why a domain whose tree has the node of the bound channel cannot use it. */
static const char *useless(const struct xen *x, uint32_t smc_id)
{
	if (smc_id != x->smc_id)
		return "single-several";
	return xen_is_sip(smc_id) ? NULL : "single-doorbell-not-sip";
}

static const char *say(struct xen *x, const struct scmi_instance *i, const char *rule,
	const char *prop, const char *message, const char *hint)
{
	boot_hint(x->boot, boot_add(x->boot, BOOT_SAID, rule, i->node, prop, -1, "%s", message),
		"%s", hint);
	return rule;
}

/* Whether Dom0's kernel reaches the page. */
static const char *page_lost(struct xen *x, const struct scmi_instance *i)
{
	const struct scmi_shmem *s = &i->shmem;
	const char *message = NULL;

	if (!s->prop)
		message = "the SCMI node has no shmem";
	else if (!s->node)
		message = "shmem of the SCMI node leads nowhere";
	else if (s->region.error)
		message = "shmem of the SCMI node leads to a node without an address";
	else if (dt_prop(s->node, "xen,passthrough"))
		message = "the page of the SCMI node is marked xen,passthrough";
	return message ? say(x, i, "single-shmem", "shmem", message,
				 "write shmem = <&PAGE>, a node compatible with arm,scmi-shmem, with "
				 "reg, that Dom0 sees")
		       : NULL;
}

/* With a description of the firmware: whether it answers. */
static const char *unanswered(const struct xen *x, uint32_t smc_id, uint64_t page)
{
	const struct firmware *fw = x->in->firmware;
	const struct fw_agent *a = fw ? fw_by_doorbell(fw, smc_id) : NULL;

	if (!fw)
		return NULL;
	if (!a)
		return "fw-doorbell-unknown";
	return a->page == page ? NULL : "fw-page";
}

/* Dom0 sees every node of the host tree; one that is not answered fails its driver. */
static const char *dom0_useless(struct xen *x)
{
	const struct scmi_model *m = x->in->model;
	const char *rule = NULL;

	for (size_t k = 0; k < m->n_instances && !rule; k++) {
		const struct scmi_instance *i = &m->instances[k];

		if (!matches(i) || i->container)
			continue;
		rule = useless(x, i->smc_id);
		if (!rule)
			rule = page_lost(x, i);
		if (!rule)
			rule = unanswered(x, i->smc_id, i->shmem.region.addr);
	}
	return rule;
}

/* Xen takes /firmware/scmi out of Dom0's tree, and no other node. */
static const char *dom0_left(struct xen *x)
{
	const struct scmi_model *m = x->in->model;

	for (size_t k = 0; k < m->n_instances; k++)
		if (matches(&m->instances[k]) && !m->instances[k].container &&
			&m->instances[k] != m->host)
			return say(x, &m->instances[k], "single-stays", NULL,
				"the SCMI node stays in Dom0's tree, and its page does not",
				"call it /firmware/scmi");
	return NULL;
}

static void hold(struct xen *x, const struct scmi_domain *d, const char *why_not)
{
	xen_add_domain(x, d, why_not ? SDC_UNUSABLE : SDC_GRANTED, why_not);
	x->channels.v[0].pub.domain = (int)x->domains.n - 1;
}

static bool dom0(struct xen *x)
{
	const char *rule = NULL;

	if (!x->out->registered || x->in->model->smc_passthrough) {
		if (x->out->registered)
			rule = dom0_left(x);
		xen_add_domain(x, NULL, rule ? SDC_UNUSABLE : SDC_OUTCOME_NONE, rule);
		return true;
	}
	hold(x, NULL, dom0_useless(x));
	return true;
}

/* Xen takes Dom0's permission to the page away, whose size may not be 0. */
static void check_page(const struct xen *x, const struct dt_node *n)
{
	struct dt_region r = dt_reg(x->in->model->tree, n, 0, DT_CELLS_INHERIT);

	if (r.error || r.size || !r.addr || r.addr % SCMI_PAGE_SIZE)
		return;
	boot_hint(x->boot,
		boot_add(x->boot, BOOT_CRASH, "device-empty", n, "reg", 0,
			"the SCMI page has size 0"),
		"write the page's size");
}

/* Xen keeps the node and its page from a Dom0 that is not to have SCMI. */
static bool hides(const struct xen *x, const struct dt_node *n)
{
	const struct scmi_instance *host = x->in->model->host;
	bool page = dt_compatible(n, "arm,scmi-shmem");

	if (!x->in->model->smc_passthrough || (!page && (!host || host->node != n)))
		return false;
	if (page)
		check_page(x, n);
	return true;
}

static const char *guest_answered(struct xen *x, const struct scmi_domain *d)
{
	const struct dt_region *r = &x->bound->shmem.region;
	const uint64_t *page;
	uint64_t at;
	const char *rule = useless(x, x->bound->smc_id);

	if (!rule)
		rule = guest_useless(x, d, x->smc_id, &page, &at);
	if (rule)
		return rule;
	if (page && !r->error && *page != r->addr)
		return "guest-page";
	return page || !r->error ? unanswered(x, x->smc_id, page ? *page : r->addr) : NULL;
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
		rule = x->out->registered ? guest_without_agent(x, d) : NULL;
		xen_add_domain(x, d, rule ? SDC_UNUSABLE : SDC_OUTCOME_NONE, rule);
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
	hold(x, d, guest_answered(x, d));
	return true;
}

static void nothing(struct xen *x)
{
	(void)x;
}

static bool plain_dom0(struct xen *x)
{
	xen_add_domain(x, NULL, SDC_OUTCOME_NONE, NULL);
	return true;
}

static bool plain_domain(struct xen *x, const struct scmi_domain *d)
{
	xen_add_domain(x, d, SDC_OUTCOME_NONE, NULL);
	return true;
}

const struct xen_driver xen_no_agent = {
	.start = nothing,
	.dom0 = plain_dom0,
	.domain = plain_domain,
};

const struct xen_driver xen_single_agent = {
	.caps = { .type = SCMI_TYPE_SMC, .forwards_host = true },
	.wanted = wanted,
	.start = start,
	.dom0 = dom0,
	.domain = domain,
	.hides = hides,
};
