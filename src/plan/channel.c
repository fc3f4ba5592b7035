// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>
#include <string.h>

#include "plan/build.h"
#include "plan/copy/node.h"

/* Physical addresses of an Arm CPU have no more. */
#define ADDRESS_END (UINT64_C(1) << 52)

#define DEFAULT_PAGE UINT64_C(0x22001000) /* a gap in the guest's layout, behind the PL011 */

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

static bool take(struct builder *b, bool has_smc_id, uint32_t smc_id, const struct scmi_shmem *s)
{
	struct plan_guest *g = b->guest;

	if (!has_smc_id || !has_pages(&s->region)) {
		issue_add(&b->issues, RULE_GUEST_NO_CHANNEL, table_node(b), NULL, -1,
			"guest %s: its channel has no %s", g->name,
			has_smc_id ? "shared memory with a CPU address" : "doorbell");
		return false;
	}
	g->smc_id = smc_id;
	g->page_host = s->region.addr & ~(uint64_t)(PLAN_PAGE - 1);
	g->page_size = (s->region.addr + s->region.size - g->page_host + PLAN_PAGE - 1) &
		       ~(uint64_t)(PLAN_PAGE - 1);
	return true;
}

static bool find_agent(struct builder *b)
{
	const struct scmi_container *c = b->m->n_containers ? &b->m->containers[0] : NULL;
	struct issue *i;
	uint32_t id;

	for (size_t n = 0; c && n < c->n_agents; n++)
		if (scmi_agent_id(b->ids, &c->agents[n], &id) && id == b->want->agent_id)
			return take(b, true, c->agents[n].smc_id, &c->agents[n].shmem);
	if (!c) {
		i = issue_add(&b->issues, RULE_GUEST_NO_CHANNEL, table_node(b), NULL, -1,
			"guest %s: agent %u has no channel, since the host has no table of agents",
			b->want->name, b->want->agent_id);
		issue_hint(&b->issues, i,
			"write a node compatible xen,sci with scmi-secondary-agents below /chosen");
		return false;
	}
	i = issue_at(&b->issues, RULE_GUEST_NO_CHANNEL,
		b->want->agent_place.line
			? manifest_at(b->manifest, b->want->agent_place)
			: location_node(b->t, table_node(b), "scmi-secondary-agents", -1),
		"guest %s: no channel has the agent id %u", b->want->name, b->want->agent_id);
	issue_relate(&b->issues, i, c->node, "the table of agents");
	issue_hint(&b->issues, i,
		"add <smc-id &shmem %u> to scmi-secondary-agents, or take another agent-id",
		b->want->agent_id);
	return false;
}

static bool find_host(struct builder *b)
{
	const struct scmi_instance *host = b->m->host;
	struct issue *i;

	if (host && host->transport == SCMI_SMC && b->m->smc_passthrough)
		return take(b, host->has_smc_id, host->smc_id, &host->shmem);
	i = issue_add(&b->issues, RULE_GUEST_NO_CHANNEL, host ? host->node : table_node(b), NULL,
		-1, "guest %s: %s", b->want->name,
		host ? "the host's channel is Dom0's" : "the host has no /firmware/scmi");
	if (host)
		issue_hint(&b->issues, i, "put scmi-smc-passthrough on Xen's command line");
	return false;
}

static void add_page(struct builder *b)
{
	struct plan_guest *g = b->guest;
	struct cells c = { 0 };

	g->page_guest = b->want->has_page ? b->want->page
			: g->direct_map   ? g->page_host
					  : DEFAULT_PAGE;
	b->page = node_new(b->a, arena_printf(b->a, "sram@%" PRIx64, g->page_guest));
	b->page->comment = arena_printf(b->a, "SCMI page, host 0x%" PRIx64, g->page_host);
	name_set_add(b->used, b->page->name);
	node_append(g->passthrough, b->page);
	node_string(b->a, b->page, "compatible", "arm,scmi-shmem");
	cells_put64(&c, g->page_guest);
	cells_put64(&c, g->page_size);
	cells_end(b->a, &c, b->page, "reg");
}

static void add_instance(struct builder *b)
{
	struct plan_node *firmware = node_new(b->a, "firmware");
	struct cells c = { 0 };

	name_set_add(b->used, firmware->name);
	node_append(b->guest->passthrough, firmware);
	node_string(b->a, firmware, "compatible", "simple-bus");
	b->scmi = node_new(b->a, "scmi");
	if (b->guest->sci == PLAN_SCI_MULTI_AGENT)
		b->scmi->comment = arena_printf(b->a, "agent %u", b->guest->agent_id);
	node_append(firmware, b->scmi);
	node_string(b->a, b->scmi, "compatible", "arm,scmi-smc");
	node_cell(b->a, b->scmi, "arm,smc-id", b->guest->smc_id);
	cells_ref(&c, b->page);
	cells_end(b->a, &c, b->scmi, "shmem");
	node_cell(b->a, b->scmi, "#address-cells", 1);
	node_cell(b->a, b->scmi, "#size-cells", 0);
}

void scmi_start(struct builder *b)
{
	bool found;

	b->scmi = b->page = NULL;
	memset(b->protocols, 0, sizeof(b->protocols));
	if (b->want->sci == PLAN_SCI_NONE)
		return;
	found = b->want->sci == PLAN_SCI_SMC ? find_host(b) : find_agent(b);
	if (!found)
		return;
	add_page(b);
	add_instance(b);
}
