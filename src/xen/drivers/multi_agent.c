// SPDX-License-Identifier: BSD-2-Clause
/*
 * The start of the multi-agent mediator, step by step as
 * xen/arch/arm/firmware/scmi-smc-multiagent.c takes them in scmi_probe().
 */
#include "xen/drivers/multi_agent.h"

#include <stdlib.h>
#include <string.h>

#include "scmi/cells.h"

/* A container, or a domain that asks for an agent. */
static bool wanted(const struct scmi_model *m)
{
	if (m->n_containers)
		return true;
	for (size_t i = 0; i < m->n_domains; i++)
		if (m->domains[i].type == SCMI_TYPE_MULTI_AGENT)
			return true;
	return false;
}

const struct xen_driver xen_multi_agent = {
	.caps = { .type = SCMI_TYPE_MULTI_AGENT,
		.reads_container = true,
		.numbers_agents = true,
		.maps_pages = true },
	.wanted = wanted,
	.start = multi_agent_start,
	.dom0 = multi_agent_dom0,
	.domain = multi_agent_domain,
	.hides = multi_agent_hides,
	.assign = multi_agent_assign,
};

/* Xen maps the page and writes to it: a debug build asserts that it is not at 0 and can be mapped,
 * and where nothing answers the access aborts. */
static struct xen_failure map_page(
	const struct xen *x, uint64_t addr, const char *zero, const char *unreachable)
{
	if (!addr)
		return xen_crashes(zero);
	if (!scmi_page_reachable(x->in->map, addr))
		return xen_crashes(unreachable);
	return xen_goes_on();
}

/* scmi_dt_hyp_channel_read() */
static struct xen_failure read_management(
	const struct xen *x, const struct scmi_instance *i, struct sdc_channel *c)
{
	const struct dt_tree *t = x->in->model->tree;
	const struct dt_region *r = &i->shmem.region;
	struct scmi_cells_fault fault;

	if (!i->has_smc_id)
		return xen_stops("management-smc-id");
	if (!i->shmem.prop)
		return xen_stops("management-shmem-missing");
	if (i->shmem.prop->len < 4)
		return xen_stops("management-shmem-empty");
	if (!i->shmem.node)
		return xen_stops("management-shmem-dangling");
	if (scmi_cells_fault(t, i->shmem.node, r, &fault))
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

static struct xen_failure open_management(struct xen *x, struct sdc_channel *c)
{
	struct xen_failure s =
		map_page(x, c->address, "management-page-zero", "management-page-unreachable");

	return s.how ? s : multi_agent_discover(x, c);
}

static struct xen_failure read_agent(
	const struct xen *x, const struct scmi_agent *a, struct sdc_channel *c)
{
	const struct dt_tree *t = x->in->model->tree;
	const struct dt_region *r = &a->shmem.region;
	struct scmi_cells_fault fault;

	if (!a->shmem.node)
		return xen_stops("agent-shmem-dangling");
	if (scmi_cells_fault(t, a->shmem.node, r, &fault))
		return xen_crashes("cells-invalid");
	if (r->error)
		return xen_stops(xen_address_rule(t, r));
	if (r->size % SCMI_PAGE_SIZE)
		return xen_stops("agent-page-size");
	if (r->addr % SCMI_PAGE_SIZE)
		return xen_stops("agent-page-unaligned");
	*c = (struct sdc_channel){ .domain = -1,
		.smc_id = a->smc_id,
		.address = r->addr,
		.id_known = a->has_id,
		.agent_id = a->id };
	return xen_goes_on();
}

/* A value of a tuple, and which tuple it is. */
struct keyed {
	uint64_t key;
	size_t index;
};

static int by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->index > y->index) - (x->index < y->index);
}

static uint64_t key_id(const struct scmi_agent *a)
{
	return a->id;
}

static uint64_t key_doorbell(const struct scmi_agent *a)
{
	return a->smc_id;
}

static uint64_t key_page(const struct scmi_agent *a)
{
	return a->shmem.region.addr;
}

static bool differ(const struct scmi_agent *a, const struct scmi_agent *b)
{
	return a->smc_id != b->smc_id || a->shmem.region.addr != b->shmem.region.addr;
}

/*
 * The first tuple that has a value again, SIZE_MAX where there is none; with @other only where it
 * is another channel. Sorted, so that a table of any length takes no quadratic time.
 */
static size_t first_again(
	const struct scmi_container *c, uint64_t (*key)(const struct scmi_agent *), bool other)
{
	size_t first = SIZE_MAX, n = c->n_agents;
	struct keyed *list = xmalloc(n * sizeof(*list));

	for (size_t i = 0; i < n; i++)
		list[i] = (struct keyed){ key(&c->agents[i]), i };
	qsort(list, n, sizeof(*list), by_key);
	for (size_t i = 1; i < n; i++) {
		size_t at = list[i].index;

		if (list[i].key != list[i - 1].key || at >= first)
			continue;
		if (!other || differ(&c->agents[at], &c->agents[list[i - 1].index]))
			first = at;
	}
	free(list);
	return first;
}

/* Where the reading of the table ends for what its tuples say of each other. */
struct repeats {
	size_t id, doorbell, page;
};

static struct repeats find_repeats(const struct xen *x, const struct scmi_container *c)
{
	struct repeats r = { SIZE_MAX, SIZE_MAX, SIZE_MAX };

	if (!c->n_agents)
		return r;
	if (c->agents[0].has_id) {
		r.id = first_again(c, key_id, false);
	} else if (!x->in->firmware) {
		/* A doorbell belongs to one page: the firmware answers one of two at most. */
		r.doorbell = first_again(c, key_doorbell, true);
		r.page = first_again(c, key_page, true);
	}
	return r;
}

/* Xen rings the channel to learn its id. */
static struct xen_failure ring_agent(
	struct xen *x, const struct repeats *r, size_t i, struct sdc_channel *c)
{
	struct xen_failure s = map_page(x, c->address, "agent-page-zero", "agent-page-unreachable");

	if (s.how)
		return s;
	if (i != r->doorbell && i != r->page)
		return multi_agent_discover(x, c);
	x->out->firmware_decides = true;
	return xen_stops(i == r->doorbell ? "agent-doorbell-repeated" : "agent-page-repeated");
}

/* One round of the loop in collect_agents(). */
static struct xen_failure add_agent(struct xen *x, const struct scmi_agent *a,
	const struct repeats *r, const struct sdc_channel *management)
{
	struct sdc_channel c = { 0 };
	struct xen_failure s = read_agent(x, a, &c);

	if (s.how)
		return s;
	if (c.id_known && management->id_known && c.agent_id == management->agent_id)
		return xen_stops("agent-id-management");
	if (a->index == r->id)
		return xen_stops("agent-id-repeated");
	if (!a->has_id)
		s = ring_agent(x, r, a->index, &c);
	if (!s.how)
		vec_push(
			&x->channels, ((struct xen_channel){ .pub = c, .discovered = !a->has_id }));
	return s;
}

/* collect_agents() */
static struct xen_failure collect_agents(struct xen *x, const struct sdc_channel *management)
{
	const struct scmi_container *c = &x->in->model->containers[0];
	struct xen_failure s = xen_goes_on();
	struct repeats r;

	if (c->cells != 2 && c->cells != 3)
		return xen_stops("agents-cells");
	if (!c->table)
		return xen_stops("agents-missing");
	if (!c->table->len)
		return xen_stops("agents-empty");
	if (c->table->len % (c->cells * 4))
		return xen_stops("agents-length");
	r = find_repeats(x, c);
	for (size_t i = 0; i < c->n_agents && !s.how; i++)
		s = add_agent(x, &c->agents[i], &r, management);
	return s;
}

static struct xen_failure probe(struct xen *x, const struct scmi_instance *i)
{
	bool again = x->out->registered;
	struct sdc_channel c = { .domain = -1 };
	struct xen_failure s;
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
	vec_push(&x->channels,
		((struct xen_channel){ .pub = c, .taken = true, .discovered = true }));
	if (!s.how)
		s = collect_agents(x, &c);
	/* The mediator stays registered, but the list that it serves is now the new, emptied one.
	 */
	if (s.how != XEN_CRASHES && again)
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
		struct xen_failure s;

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
