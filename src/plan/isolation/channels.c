// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>
#include <stdlib.h>

#include "plan/isolation/isolate.h"
#include "plan/isolation/spans.h"

/* Owners of channels besides Dom0 and the guests. */
#define XEN    (UINT32_MAX - 1)
#define OTHERS UINT32_C(0x80000000) /* an agent of nobody here, its index added */
#define DOMAINS                                                                          \
	UINT32_C(0x40000000) /* a domain of the host's tree that the manifest leaves out \
			      */

enum { TAG_DEVICE, TAG_PAGE };

struct channels {
	const struct scmi_container *c;
	uint32_t guest_of[256]; /* per agent id: owner */
	bool taken[256];
	struct spans pages, doorbells;
};

static const char *owner_name(struct builder *b, uint32_t owner)
{
	if (owner == XEN)
		return "Xen's management channel";
	if (owner & OTHERS)
		return arena_printf(b->a, "entry %u of scmi-secondary-agents", owner & ~OTHERS);
	if (owner & DOMAINS)
		return arena_printf(b->a, "domain %s of the host's tree",
			b->m->domains[owner & ~DOMAINS].node->name);
	return isolate_name(b, owner);
}

static bool is_guest(uint32_t owner)
{
	return owner != PLAN_DOM0 && owner < DOMAINS;
}

static const struct dt_node *table_node(const struct builder *b)
{
	if (b->m->containers && b->m->n_containers)
		return b->m->containers[0].node;
	return b->m->host ? b->m->host->node : b->t->nodes;
}

/* Every agent id has one owner. */
static void take_id(struct builder *b, struct channels *ch, uint32_t id, uint32_t owner)
{
	enum rule_id rule = RULE_ISOLATION_CHANNEL_SHARED;
	struct issue *i;

	if (id > 255)
		return;
	if (!ch->taken[id]) {
		ch->taken[id] = true;
		ch->guest_of[id] = owner;
		return;
	}
	if (!is_guest(owner) && !is_guest(ch->guest_of[id]))
		return;
	if (ch->guest_of[id] == XEN)
		rule = RULE_ISOLATION_MANAGEMENT_CHANNEL;
	i = issue_add(&b->issues, rule, table_node(b), NULL, -1, "%s and %s both have agent id %u",
		owner_name(b, ch->guest_of[id]), owner_name(b, owner), id);
	issue_hint(&b->issues, i, "give every domain an agent-id of its own");
}

static void take_ids(struct builder *b, struct channels *ch)
{
	uint32_t id;

	if (scmi_management_id(b->m, b->ids, &id))
		take_id(b, ch, id, XEN);
	if (ch->c && ch->c->dom0_has_id)
		take_id(b, ch, ch->c->dom0_id, PLAN_DOM0);
	for (uint32_t g = 0; g < b->plan->n_guests; g++)
		if (b->plan->guests[g].sci == PLAN_SCI_MULTI_AGENT)
			take_id(b, ch, b->plan->guests[g].agent_id, g + 1);
	for (uint32_t i = 0; i < b->m->n_domains; i++) {
		const struct scmi_domain *d = &b->m->domains[i];

		if (!b->planned[i] && d->type == SCMI_TYPE_MULTI_AGENT && d->has_id)
			take_id(b, ch, d->id, DOMAINS + i);
	}
}

static void add_channel(struct channels *ch, uint32_t owner, bool has_smc_id, uint32_t smc_id,
	const struct scmi_shmem *s)
{
	const struct dt_region *r = &s->region;

	if (has_smc_id) {
		struct owned_range one = { { smc_id, (uint64_t)smc_id + 1 }, owner, TAG_PAGE,
			NULL };

		vec_push(&ch->doorbells, one);
	}
	if (s->node && !r->error && r->size && r->addr + r->size > r->addr) {
		struct owned_range one = { { r->addr & SCMI_PAGE_MASK, r->addr + r->size }, owner,
			TAG_PAGE, s->node };

		vec_push(&ch->pages, one);
	}
}

static void add_channels(struct builder *b, struct channels *ch)
{
	const struct scmi_instance *xen = b->m->management;

	if (xen)
		add_channel(ch, XEN, xen->has_smc_id, xen->smc_id, &xen->shmem);
	for (uint32_t i = 0; ch->c && i < ch->c->n_agents; i++) {
		const struct scmi_agent *a = &ch->c->agents[i];
		uint32_t owner = OTHERS + i, id;

		if (scmi_agent_id(b->ids, a, &id) && id < 256 && ch->taken[id])
			owner = ch->guest_of[id];
		add_channel(ch, owner, true, a->smc_id, &a->shmem);
	}
}

/* The one of two that is a guest's; the other may be one too. */
static const struct owned_range *guest_of(
	const struct owned_range *first, const struct owned_range *second)
{
	return is_guest(first->owner) ? first : is_guest(second->owner) ? second : NULL;
}

static void report_page(
	struct builder *b, const struct owned_range *first, const struct owned_range *second)
{
	const struct owned_range *g = guest_of(first, second), *other = g == first ? second : first;
	enum rule_id rule;
	struct issue *i;

	if (!g || (g->tag == TAG_DEVICE && other->tag == TAG_DEVICE))
		return;
	rule = g->owner == XEN || other->owner == XEN ? RULE_ISOLATION_MANAGEMENT_CHANNEL
						      : RULE_ISOLATION_CHANNEL_SHARED;
	i = issue_add(&b->issues, rule, g->node, "reg", -1, "%s of %s and %s overlap at 0x%" PRIx64,
		g->tag == TAG_PAGE ? "the SCMI page" : "registers", owner_name(b, g->owner),
		other->tag == TAG_PAGE
			? arena_printf(b->a, "the SCMI page of %s", owner_name(b, other->owner))
			: arena_printf(b->a, "registers of %s", owner_name(b, other->owner)),
		second->at.start);
	issue_relate(&b->issues, i, other->node, "the other one");
	issue_hint(&b->issues, i, "give every channel a page that no other node covers");
}

static void report_doorbell(
	struct builder *b, const struct owned_range *first, const struct owned_range *second)
{
	const struct owned_range *g = guest_of(first, second), *other = g == first ? second : first;
	enum rule_id rule;
	struct issue *i;

	if (!g)
		return;
	rule = other->owner == XEN ? RULE_ISOLATION_MANAGEMENT_CHANNEL
				   : RULE_ISOLATION_CHANNEL_SHARED;
	i = issue_add(&b->issues, rule, table_node(b), "scmi-secondary-agents", -1,
		"%s and %s have the doorbell 0x%" PRIx64, owner_name(b, g->owner),
		owner_name(b, other->owner), g->at.start);
	issue_hint(&b->issues, i, "each channel has a doorbell of its own in the firmware");
}

static void refuse_second(struct builder *b, uint32_t first, uint32_t second)
{
	struct issue *i = issue_add(&b->issues, RULE_ISOLATION_CHANNEL_SHARED, table_node(b), NULL,
		-1, "%s and %s both want the host's only channel", owner_name(b, first),
		owner_name(b, second));

	issue_hint(&b->issues, i, "sci: scmi_smc is for one guest");
}

/* The single-agent driver has one channel for one domain. */
static void check_single(struct builder *b)
{
	uint32_t first = PLAN_DOM0;

	for (uint32_t g = 0; g < b->plan->n_guests; g++) {
		if (b->plan->guests[g].sci != PLAN_SCI_SMC)
			continue;
		if (first)
			refuse_second(b, first, g + 1);
		else
			first = g + 1;
	}
	for (uint32_t i = 0; first && i < b->m->n_domains; i++)
		if (!b->planned[i] && b->m->domains[i].type == SCMI_TYPE_SMC)
			refuse_second(b, first, DOMAINS + i);
}

void isolate_channels(struct builder *b)
{
	struct channels ch = { .c = b->m->n_containers ? &b->m->containers[0] : NULL };

	take_ids(b, &ch);
	add_channels(b, &ch);
	isolate_add_guests(b, &ch.pages);
	spans_sweep(b, &ch.pages, report_page);
	spans_sweep(b, &ch.doorbells, report_doorbell);
	check_single(b);
	vec_free(&ch.pages);
	vec_free(&ch.doorbells);
}
