// SPDX-License-Identifier: BSD-2-Clause
/*
 * The start of the multi-agent mediator, step by step as
 * xen/arch/arm/firmware/scmi-smc-multiagent.c takes them in scmi_probe().
 */
#include "xen/multi_agent.h"

#include <stdlib.h>
#include <string.h>

const struct xen_driver xen_multi_agent = {
	.start = multi_agent_start,
	.dom0 = multi_agent_dom0,
	.domain = multi_agent_domain,
};

/* Xen maps the page and writes to it: a debug build asserts that it is not at 0 and can be mapped,
 * and where nothing answers the access aborts. */
static struct xen_stop map_page(
	const struct xen *x, uint64_t addr, const char *zero, const char *unreachable)
{
	if (!addr)
		return xen_crashes(zero);
	if (!scmi_page_reachable(x->in->map, addr))
		return xen_crashes(unreachable);
	return xen_goes_on();
}

/* scmi_dt_hyp_channel_read() */
static struct xen_stop read_management(
	const struct xen *x, const struct scmi_instance *i, struct sdc_channel *c)
{
	const struct dt_tree *t = x->in->model->tree;
	const struct dt_region *r = &i->shmem.region;

	if (!i->has_smc_id)
		return xen_stops("management-smc-id");
	if (!i->shmem.prop)
		return xen_stops("management-shmem-missing");
	if (i->shmem.prop->len < 4)
		return xen_stops("management-shmem-empty");
	if (!i->shmem.node)
		return xen_stops("management-shmem-dangling");
	/* Seen on a running Xen, although the source suggests a plain refusal. */
	if (r->error == DT_ADDR_BAD_CELLS &&
		!dt_size_cells(t, i->shmem.node->parent, DT_CELLS_INHERIT))
		return xen_crashes("cells-invalid");
	if (r->error)
		return xen_stops(xen_address_rule(t, r));
	if (r->size % SCMI_PAGE_SIZE)
		return xen_stops("management-page-size");
	c->smc_id = i->smc_id;
	c->address = r->addr;
	c->management = true;
	return xen_goes_on();
}

static struct xen_stop open_management(struct xen *x, struct sdc_channel *c)
{
	struct xen_stop s =
		map_page(x, c->address, "management-page-zero", "management-page-unreachable");

	return s.how ? s : multi_agent_discover(x, c);
}

static struct xen_stop read_agent(
	const struct xen *x, const struct scmi_agent *a, struct sdc_channel *c)
{
	const struct dt_tree *t = x->in->model->tree;
	const struct dt_region *r = &a->shmem.region;

	if (!a->shmem.node)
		return xen_stops("agent-shmem-dangling");
	if (r->error)
		return xen_stops(xen_address_rule(t, r));
	if (r->size % SCMI_PAGE_SIZE)
		return xen_stops("agent-page-size");
	if (r->addr % SCMI_PAGE_SIZE)
		return xen_stops("agent-page-unaligned");
	*c = (struct sdc_channel){
		.smc_id = a->smc_id, .address = r->addr, .id_known = a->has_id, .agent_id = a->id
	};
	return xen_goes_on();
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Where in the table an id first occurs again; SIZE_MAX: nowhere. Sorted pairs, id then index. */
static size_t first_repeated(const struct scmi_container *c)
{
	size_t first = SIZE_MAX, n = c->n_agents;
	uint64_t *pairs;

	if (!n || !c->agents[0].has_id)
		return SIZE_MAX;
	pairs = xmalloc(n * sizeof(*pairs));
	for (size_t i = 0; i < n; i++)
		pairs[i] = (uint64_t)c->agents[i].id << 32 | i;
	qsort(pairs, n, sizeof(*pairs), by_value);
	for (size_t i = 1; i < n; i++)
		if (pairs[i] >> 32 == pairs[i - 1] >> 32 && (uint32_t)pairs[i] < first)
			first = (uint32_t)pairs[i];
	free(pairs);
	return first;
}

/* collect_agents() */
static struct xen_stop collect_agents(struct xen *x, const struct sdc_channel *management)
{
	const struct scmi_container *c = &x->in->model->containers[0];
	size_t repeated = first_repeated(c);

	if (c->cells != 2 && c->cells != 3)
		return xen_stops("agents-cells");
	if (!c->table)
		return xen_stops("agents-missing");
	if (!c->table->len)
		return xen_stops("agents-empty");
	if (c->table->len % (c->cells * 4))
		return xen_stops("agents-length");
	for (size_t i = 0; i < c->n_agents; i++) {
		struct sdc_channel ch = { 0 };
		struct xen_stop s = read_agent(x, &c->agents[i], &ch);

		if (!s.how && ch.id_known && management->id_known &&
			ch.agent_id == management->agent_id)
			s = xen_stops("agent-id-management");
		if (!s.how && i == repeated)
			s = xen_stops("agent-id-repeated");
		if (!s.how && !c->agents[i].has_id) {
			s = map_page(x, ch.address, "agent-page-zero", "agent-page-unreachable");
			if (!s.how)
				s = multi_agent_discover(x, &ch);
		}
		if (s.how)
			return s;
		vec_push(&x->channels, ((struct xen_channel){ .pub = ch }));
	}
	return xen_goes_on();
}

static struct xen_stop probe(struct xen *x, const struct scmi_instance *i)
{
	bool again = x->out->registered;
	struct sdc_channel c = { 0 };
	struct xen_stop s;
	const char *smccc;

	smccc = xen_smccc_rule(x->in->model->tree, &x->out->firmware_decides);
	if (smccc)
		return xen_stops(smccc);
	s = read_management(x, i, &c);
	if (s.how)
		return s;
	x->bound = i;
	x->channels.n = 0;
	s = open_management(x, &c);
	vec_push(&x->channels, ((struct xen_channel){ .pub = c, .taken = true }));
	if (!s.how)
		s = collect_agents(x, &c);
	/* The mediator stays registered, but the list that it serves is now the new, emptied one.
	 */
	if (!s.how && again)
		s = xen_stops(x->in->model->n_containers > 1 ? "container-several"
							     : "management-several");
	if (s.how)
		x->channels.n = 0;
	else
		x->out->registered = true;
	return s;
}

/* Why no node was ever bound. */
static const char *unbound_rule(const struct scmi_model *m)
{
	const struct scmi_instance *i = m->management;

	if (!m->n_containers)
		return "container-absent";
	if (i)
		return dt_prop(i->node, "xen,passthrough") ? "management-hidden"
							   : "management-disabled";
	for (size_t k = 0; k < m->n_instances; k++)
		if (m->instances[k].container)
			return "management-transport";
	return "management-absent";
}

void multi_agent_start(struct xen *x)
{
	const struct scmi_model *m = x->in->model;
	bool tried = false;

	for (size_t k = 0; k < m->n_instances; k++) {
		const struct scmi_instance *i = &m->instances[k];
		struct xen_stop s;

		if (!i->available || !i->container || i->transport != SCMI_SMC)
			continue;
		tried = true;
		s = probe(x, i);
		if (s.how)
			xen_blame(x, s.rule);
		x->crashed = s.how == XEN_CRASHES;
		/* sci_init() goes on to the next node only where this one was bound. */
		if (s.how)
			break;
	}
	if (!tried)
		xen_blame(x, unbound_rule(m));
}
