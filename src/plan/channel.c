// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>
#include <string.h>

#include "plan/build.h"
#include "plan/copy/node.h"

/* Physical addresses of an Arm CPU have no more. */
#define ADDRESS_END (UINT64_C(1) << 52)

/* Where findings about the table of agents go. */
static const struct dt_node *table_node(const struct builder *b)
{
	const struct scmi_container *c = b->m->containers;
	const struct dt_node *chosen = dt_child(b->t->nodes, "chosen");

	if (c && b->m->n_containers)
		return c->node;
	return chosen ? chosen : b->t->nodes;
}

static bool has_pages(const struct dt_region *r)
{
	return !r->error && r->size && r->addr < ADDRESS_END && r->size <= ADDRESS_END - r->addr;
}

static bool take(struct builder *b, const struct scmi_channel *ch)
{
	const struct dt_region *r = &ch->shmem->region;
	struct plan_guest *g = b->g.guest;
	struct range pages;

	if (!ch->has_smc_id || !has_pages(r)) {
		issue_add(&b->issues, RULE_GUEST_NO_CHANNEL, table_node(b), NULL, -1,
			"guest %s: its channel has no %s", g->name,
			ch->has_smc_id ? "shared memory with a CPU address" : "doorbell");
		return false;
	}
	g->smc_id = ch->smc_id;
	pages = scmi_pages_of(r->addr, r->addr + r->size);
	g->page_host = pages.start;
	g->page_size = pages.end - pages.start;
	return true;
}

static void no_agent(struct builder *b)
{
	struct issue *i;

	if (!b->m->n_containers) {
		i = issue_add(&b->issues, RULE_GUEST_NO_CHANNEL, table_node(b), NULL, -1,
			"guest %s: agent %u has no channel, since the host has no table of agents",
			b->g.want->name, b->g.want->agent_id);
		issue_hint(&b->issues, i,
			"write a node compatible xen,sci with scmi-secondary-agents below /chosen");
		return;
	}
	i = issue_at(&b->issues, RULE_GUEST_NO_CHANNEL,
		b->g.want->agent_place.line
			? manifest_at(b->manifest, b->g.want->agent_place)
			: location_node(b->t, table_node(b), "scmi-secondary-agents", -1),
		"guest %s: no channel has the agent id %u", b->g.want->name, b->g.want->agent_id);
	issue_relate(&b->issues, i, table_node(b), "the table of agents");
	issue_hint(&b->issues, i,
		"add <smc-id &shmem %u> to scmi-secondary-agents, or take another agent-id",
		b->g.want->agent_id);
}

static void no_host(struct builder *b)
{
	const struct scmi_instance *host = scmi_forwarded(b->m);
	struct issue *i = issue_add(&b->issues, RULE_GUEST_NO_CHANNEL,
		host ? host->node : table_node(b), NULL, -1, "guest %s: %s", b->g.want->name,
		host ? "the host's channel is Dom0's" : "the host has no /firmware/scmi");

	if (host)
		issue_hint(&b->issues, i, "put scmi-smc-passthrough on Xen's command line");
}

static void other_driver(struct builder *b, enum scmi_domain_type type)
{
	struct issue *i = issue_at(&b->issues, RULE_GUEST_NO_CHANNEL,
		manifest_at(b->manifest, b->g.want->place),
		"guest %s: sci \"%s\" is not of Xen's driver for this tree", b->g.want->name,
		scmi_domain_type_name(type));

	issue_hint(&b->issues, i, "write sci: %s", scmi_domain_type_name(b->sci->type));
}

static bool find_channel(struct builder *b)
{
	enum scmi_domain_type type = scmi_type(b->g.want->sci);
	bool numbered = b->g.want->sci == PLAN_SCI_MULTI_AGENT;
	struct scmi_channel ch;
	bool found = scmi_channel_of(b->m, &b->agents, type, b->g.want->agent_id, &ch);

	if (!found && numbered)
		no_agent(b);
	else if (b->sci->type != type)
		other_driver(b, type);
	else if (!found || (!numbered && !b->m->smc_passthrough))
		no_host(b);
	else
		return take(b, &ch);
	return false;
}

static void add_page(struct builder *b)
{
	struct plan_guest *g = b->g.guest;
	struct cells c = { 0 };

	g->page_guest = b->g.want->has_page ? b->g.want->page
			: g->direct_map     ? g->page_host
					    : SCMI_GUEST_PAGE;
	b->g.page = node_new(b->a, arena_printf(b->a, "sram@%" PRIx64, g->page_guest));
	b->g.page->comment = arena_printf(b->a, "SCMI page, host 0x%" PRIx64, g->page_host);
	name_set_add(b->g.used, b->g.page->name);
	node_append(g->passthrough, b->g.page);
	node_string(b->a, b->g.page, "compatible", "arm,scmi-shmem");
	cells_put64(&c, g->page_guest);
	cells_put64(&c, g->page_size);
	cells_end(b->a, &c, b->g.page, "reg");
}

static void add_instance(struct builder *b)
{
	struct plan_node *firmware = node_new(b->a, "firmware");
	struct cells c = { 0 };

	name_set_add(b->g.used, firmware->name);
	node_append(b->g.guest->passthrough, firmware);
	node_string(b->a, firmware, "compatible", "simple-bus");
	b->g.scmi = node_new(b->a, "scmi");
	if (b->g.guest->sci == PLAN_SCI_MULTI_AGENT)
		b->g.scmi->comment = arena_printf(b->a, "agent %u", b->g.guest->agent_id);
	node_append(firmware, b->g.scmi);
	node_string(b->a, b->g.scmi, "compatible", "arm,scmi-smc");
	node_cell(b->a, b->g.scmi, "arm,smc-id", b->g.guest->smc_id);
	cells_ref(&c, b->g.page);
	cells_end(b->a, &c, b->g.scmi, "shmem");
	node_cell(b->a, b->g.scmi, "#address-cells", 1);
	node_cell(b->a, b->g.scmi, "#size-cells", 0);
}

enum scmi_domain_type scmi_type(enum plan_sci sci)
{
	static const enum scmi_domain_type types[] = { [PLAN_SCI_NONE] = SCMI_TYPE_NONE,
		[PLAN_SCI_SMC] = SCMI_TYPE_SMC,
		[PLAN_SCI_MULTI_AGENT] = SCMI_TYPE_MULTI_AGENT };

	return types[sci];
}

void scmi_start(struct builder *b)
{
	b->g.scmi = b->g.page = NULL;
	memset(b->g.protocols, 0, sizeof(b->g.protocols));
	if (b->g.want->sci == PLAN_SCI_NONE)
		return;
	if (!find_channel(b))
		return;
	add_page(b);
	add_instance(b);
}
