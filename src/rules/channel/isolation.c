// SPDX-License-Identifier: BSD-2-Clause
/* Doorbells and pages that reach into what belongs to somebody else. */
#include <stdlib.h>

#include "rules/channel/expected.h"
#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/lookup.h"
#include "rules/subjects.h"

#define TABLE "scmi-secondary-agents"

static bool same_page(uint64_t a, uint64_t b)
{
	return a / SCMI_PAGE_SIZE == b / SCMI_PAGE_SIZE;
}

static bool has_doorbell(const struct scmi_instance *s, uint32_t smc_id)
{
	return s && s->has_smc_id && s->smc_id == smc_id;
}

/* A host node that is not the management node by mistake of the tree. */
static const struct scmi_instance *host_of(const struct check *c)
{
	const struct scmi_instance *h = c->model->host;

	return h && h != c->channels.management ? h : NULL;
}

/* The agent whose doorbell and page the host's node is to have. */
static const struct scmi_agent *dom0_agent(const struct check *c)
{
	uint32_t id, own;

	if (!rules_dom0_id(c, &id))
		return NULL;
	for (size_t i = 0; i < c->channels.n_agents; i++)
		if (rules_agent_id(c, &c->channels.agents[i], &own) && own == id)
			return &c->channels.agents[i];
	return NULL;
}

static void hint_management(struct check *c, struct finding *f)
{
	finding_hint(c->findings, f,
		"leave doorbell and page of the management channel to the container's own SCMI "
		"node, and give every agent those that the firmware has for it");
}

static void check_management_doorbell(struct check *c, const struct rule *r)
{
	const struct channels *ch = &c->channels;
	const struct scmi_instance *m = ch->management, *host = host_of(c);
	const struct scmi_agent *a;
	struct finding *f;

	if (!m || !m->has_smc_id)
		return;
	for (size_t i = 0; i < ch->n_agents; i++) {
		if (ch->agents[i].smc_id != m->smc_id)
			continue;
		f = finding_add(c->findings, r, ch->container->node, TABLE, (int)i,
			"isolation breach: %s has the management channel's doorbell 0x%x",
			agent_name(&ch->agents[i]).text, m->smc_id);
		finding_concerns(c->findings, f, m->node, "arm,smc-id");
		finding_relate(c->findings, f, m->node, "the management channel");
		hint_management(c, f);
		fix_doorbell(c, f, &ch->agents[i]);
	}
	if (!host || !has_doorbell(host, m->smc_id))
		return;
	f = finding_add(c->findings, r, host->node, "arm,smc-id", 0,
		"isolation breach: the host's SCMI node has the management channel's doorbell 0x%x",
		m->smc_id);
	finding_effect(c->findings, f,
		"copies the node to Dom0, whose calls it does not forward unless an agent of the "
		"table has this doorbell; without Xen a kernel acts as the trusted agent");
	finding_relate(c->findings, f, m->node, "the management channel");
	hint_management(c, f);
	a = dom0_agent(c);
	if (a && a->smc_id != m->smc_id)
		rules_fix_set(c, f, host->node, "arm,smc-id",
			findings_str(c->findings, "<0x%x>", a->smc_id));
}

/* The page of the management channel, where it is one. */
static bool management_page(const struct check *c, uint64_t *addr)
{
	const struct scmi_instance *m = c->channels.management;

	if (!m || !channel_has_page(&m->shmem) || !m->shmem.region.addr ||
		m->shmem.region.addr % SCMI_PAGE_SIZE)
		return false;
	*addr = m->shmem.region.addr;
	return true;
}

/* No more than the page at its start. */
static void fix_one_page(struct check *c, struct finding *f, const struct scmi_shmem *s)
{
	const char *reg = f->message ? rules_reg_as_is(c, s->node, SCMI_PAGE_SIZE) : NULL;

	if (reg)
		rules_fix_set(c, f, s->node, "reg", reg);
}

/* Whether any page of the region is the one at @page. */
static bool covers(const struct dt_region *reg, uint64_t page)
{
	uint64_t size = reg->size > SCMI_PAGE_SIZE ? reg->size : SCMI_PAGE_SIZE;

	return reg->addr <= page && page - reg->addr < size;
}

static void page_shared_by_agents(
	struct check *c, const struct rule *r, uint64_t page, struct finding **first)
{
	const struct channels *ch = &c->channels;
	const struct scmi_instance *m = ch->management;

	for (size_t i = 0; i < ch->n_agents; i++) {
		const struct scmi_agent *a = &ch->agents[i];
		struct finding *f;

		/* With the doorbell as well it is the whole channel, and reported as such. */
		if (!channel_has_page(&a->shmem) || !covers(&a->shmem.region, page) ||
			has_doorbell(m, a->smc_id))
			continue;
		f = finding_add(c->findings, r, ch->container->node, TABLE, (int)i,
			"isolation breach: %s has the management channel's page at 0x%llx",
			agent_name(a).text, (unsigned long long)page);
		finding_relate(c->findings, f, a->shmem.node, "the agent's page");
		finding_concerns(c->findings, f, a->shmem.node, "reg");
		finding_concerns(c->findings, f, m->shmem.node, "reg");
		finding_concerns(c->findings, f, m->node, "shmem");
		finding_relate(c->findings, f, m->node, "the management channel");
		hint_management(c, f);
		if (same_page(a->shmem.region.addr, page))
			fix_page(c, f, a);
		else
			fix_one_page(c, f, &a->shmem);
		if (!*first)
			*first = f;
	}
}

static void page_shared_by_host(
	struct check *c, const struct rule *r, uint64_t page, struct finding *by_agent)
{
	const struct scmi_instance *m = c->channels.management, *host = host_of(c);
	const struct scmi_agent *a;
	struct finding *f;

	if (!host || !channel_has_page(&host->shmem) || !same_page(host->shmem.region.addr, page) ||
		has_doorbell(m, host->smc_id))
		return;
	if (by_agent) {
		finding_relate(c->findings, by_agent, host->node, "the host's node names it, too");
		return;
	}
	f = finding_add(c->findings, r, host->node, "shmem", 0,
		"isolation breach: the host's SCMI node names the management channel's page at "
		"0x%llx",
		(unsigned long long)page);
	finding_relate(c->findings, f, host->shmem.node, "the host's page");
	finding_concerns(c->findings, f, host->shmem.node, "reg");
	finding_relate(c->findings, f, m->node, "the management channel");
	hint_management(c, f);
	a = dom0_agent(c);
	if (a && channel_has_page(&a->shmem) && !same_page(a->shmem.region.addr, page))
		rules_fix_address(c, f, SDC_MACHINE_APPLICABLE, &host->shmem, a->shmem.region.addr);
}

static const char *place_text(enum channel_place place)
{
	return place == CHANNEL_IN_RAM ? "lies in RAM that is not reserved"
				       : "lies on the registers of a device";
}

static void hint_place(struct check *c, struct finding *f, enum channel_place place, bool own_node)
{
	finding_hint(c->findings, f,
		place == CHANNEL_IN_RAM && !own_node
			? "write the address of the page that the firmware uses, or reserve it: a "
			  "node in /reserved-memory with that reg and no-map;"
			: "name an arm,scmi-shmem node with the address of the page that the "
			  "firmware uses");
}

static void management_on_other(struct check *c, const struct rule *r, uint64_t page)
{
	const struct scmi_shmem *s = &c->channels.management->shmem;
	const struct named_page ch = { s, NULL };
	const struct dt_node *where = NULL;
	enum channel_place place = channel_place(c, s, &where);
	struct finding *f;

	if (place == CHANNEL_FREE)
		return;
	f = finding_add(c->findings, r, s->node, "reg", 0,
		"isolation breach: the management channel's page at 0x%llx %s",
		(unsigned long long)page, place_text(place));
	if (where != s->node)
		finding_relate(c->findings, f, where, "also at that address");
	channel_relate(c, f, &ch);
	hint_place(c, f, place, where == s->node);
	fix_page(c, f, NULL);
}

static void check_management_page(struct check *c, const struct rule *r)
{
	struct finding *first = NULL;
	uint64_t page;

	if (!management_page(c, &page))
		return;
	page_shared_by_agents(c, r, page, &first);
	page_shared_by_host(c, r, page, first);
	management_on_other(c, r, page);
}

/* Two tuples of one agent are reported for their id. */
static bool same_agent(const struct scmi_agent *a, const struct scmi_agent *b)
{
	return a->has_id && b->has_id && a->id == b->id;
}

static void check_doorbell_repeated(struct check *c, const struct rule *r)
{
	const struct channels *ch = &c->channels;

	for (size_t i = 1, first = 0; i < ch->n_by_doorbell; i++) {
		const struct scmi_agent *a = ch->by_doorbell[i], *b = ch->by_doorbell[first];
		bool same;
		struct finding *f;

		if (a->smc_id != b->smc_id) {
			first = i;
			continue;
		}
		if (same_agent(a, b) || has_doorbell(ch->management, a->smc_id))
			continue;
		same = a->shmem.phandle == b->shmem.phandle;
		f = finding_add(c->findings, r, ch->container->node, TABLE, (int)a->index,
			"isolation breach: doorbell 0x%x in tuple %u is that of tuple %u as well%s",
			a->smc_id, a->index, b->index, same ? ", and so is the page" : "");
		finding_hint(c->findings, f,
			same ? "delete one of the two tuples"
			     : "write the doorbell that the firmware has for the agent of this "
			       "page");
		if (same)
			fix_second(c, f, a);
		else if (!fix_doorbell(c, f, a))
			fix_doorbell(c, f, b);
	}
}

static void check_page_repeated(struct check *c, const struct rule *r)
{
	const struct channels *ch = &c->channels;
	uint64_t management = 0;
	bool known = management_page(c, &management);

	for (size_t i = 1, first = 0; i < ch->n_by_page; i++) {
		const struct scmi_agent *a = ch->by_page[i], *b = ch->by_page[first];
		uint64_t addr = a->shmem.region.addr;
		struct finding *f;

		if (addr != b->shmem.region.addr) {
			first = i;
			continue;
		}
		if (!addr || same_agent(a, b) || a->smc_id == b->smc_id ||
			(known && addr == management))
			continue;
		f = finding_add(c->findings, r, ch->container->node, TABLE, (int)a->index,
			"isolation breach: the page at 0x%llx in tuple %u is that of tuple %u as "
			"well",
			(unsigned long long)addr, a->index, b->index);
		finding_relate(c->findings, f, a->shmem.node, "the page in tuple %u", a->index);
		finding_concerns(c->findings, f, a->shmem.node, "reg");
		finding_concerns(c->findings, f, b->shmem.node, "reg");
		if (b->shmem.node != a->shmem.node)
			finding_relate(
				c->findings, f, b->shmem.node, "the page in tuple %u", b->index);
		finding_hint(c->findings, f,
			"give each agent the page that the firmware has for its doorbell");
		fix_page(c, f, a);
	}
}

static bool whole_pages(const struct dt_region *reg)
{
	return !(reg->addr % SCMI_PAGE_SIZE) && !(reg->size % SCMI_PAGE_SIZE);
}

static void report_overlap(struct check *c, const struct rule *r, const struct scmi_agent *a,
	const struct scmi_agent *next)
{
	const struct named_page ch = { &a->shmem, a };
	struct finding *f = finding_add(c->findings, r, a->shmem.node, "reg", 0,
		"isolation breach: the page of %s, 0x%llx bytes at 0x%llx, reaches into that of %s "
		"at 0x%llx",
		agent_name(a).text, (unsigned long long)a->shmem.region.size,
		(unsigned long long)a->shmem.region.addr, agent_name(next).text,
		(unsigned long long)next->shmem.region.addr);

	finding_relate(c->findings, f, next->shmem.node, "the page that it reaches into");
	channel_relate(c, f, &ch);
	finding_hint(
		c->findings, f, "write %s", channel_reg_text(c, a->shmem.node, SCMI_PAGE_SIZE));
	fix_one_page(c, f, &a->shmem);
}

/* One finding for each page that is too large, with the first that it reaches into. */
static void check_page_overlap(struct check *c, const struct rule *r)
{
	const struct channels *ch = &c->channels;
	const struct scmi_agent *longest = NULL;
	bool reported = false;

	for (size_t i = 0; i < ch->n_by_page; i++) {
		const struct scmi_agent *a = ch->by_page[i];
		const struct dt_region *reg = &a->shmem.region;
		const struct dt_region *before = longest ? &longest->shmem.region : NULL;

		if (!whole_pages(reg))
			continue;
		if (before && reg->addr != before->addr &&
			reg->addr - before->addr < before->size) {
			if (!reported)
				report_overlap(c, r, longest, a);
			reported = true;
		}
		if (!before || reg->addr + reg->size > before->addr + before->size) {
			longest = a;
			reported = false;
		}
	}
}

/* Reports the pages of agents that lie in such a place. */
static void report_place(struct check *c, const struct rule *r, enum channel_place wanted)
{
	uint64_t management = 0;
	bool known = management_page(c, &management);

	for (size_t i = 0; i < c->channels.n_pages; i++) {
		const struct named_page *ch = &c->channels.pages[i];
		const struct dt_region *reg = &ch->shmem->region;
		const struct dt_node *where = NULL;
		struct finding *f;

		if (!ch->agent || !channel_has_page(ch->shmem) || !reg->addr ||
			(known && same_page(reg->addr, management)) ||
			channel_place(c, ch->shmem, &where) != wanted)
			continue;
		f = finding_add(c->findings, r, ch->shmem->node, "reg", 0,
			"isolation breach: the page of %s at 0x%llx %s", channel_name(ch).text,
			(unsigned long long)reg->addr, place_text(wanted));
		if (where != ch->shmem->node)
			finding_relate(c->findings, f, where, "also at that address");
		channel_relate(c, f, ch);
		hint_place(c, f, wanted, where == ch->shmem->node);
		fix_page(c, f, ch->agent);
	}
}

static void check_page_in_ram(struct check *c, const struct rule *r)
{
	report_place(c, r, CHANNEL_IN_RAM);
}

static void check_page_on_device(struct check *c, const struct rule *r)
{
	report_place(c, r, CHANNEL_ON_DEVICE);
}

static const struct rule_check checks[] = {
	{ RULE_MANAGEMENT_DOORBELL_SHARED, check_management_doorbell },
	{ RULE_MANAGEMENT_PAGE_SHARED, check_management_page },
	{ RULE_AGENT_DOORBELL_REPEATED, check_doorbell_repeated },
	{ RULE_AGENT_PAGE_REPEATED, check_page_repeated },
	{ RULE_AGENT_PAGE_OVERLAP, check_page_overlap },
	{ RULE_AGENT_PAGE_IN_RAM, check_page_in_ram },
	{ RULE_AGENT_PAGE_ON_DEVICE, check_page_on_device },
};

const struct rule_set rules_isolation = { checks, sizeof(checks) / sizeof(checks[0]) };
