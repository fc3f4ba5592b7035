// SPDX-License-Identifier: BSD-2-Clause
/* The pages that the table of agents names, each for itself. */
#include "base/search.h"
#include "diag/rule.h"
#include "rules/subjects.h"

#define TABLE "scmi-secondary-agents"

static bool is_page(const struct check *c, uint32_t phandle)
{
	const struct dt_node *n = dt_by_phandle(c->tree, phandle);

	return n && dt_compatible(n, "arm,scmi-shmem");
}

static void check_dangling(struct check *c, const struct rule *r)
{
	const struct channels *ch = &c->channels;

	for (size_t i = 0; i < ch->n_agents; i++) {
		const struct scmi_agent *a = &ch->agents[i];
		struct finding *f;

		if (a->shmem.node)
			continue;
		f = finding_add(c->findings, r, ch->container->node, TABLE, (int)i,
			"no node has the phandle 0x%x that tuple %zu names as the page",
			a->shmem.phandle, i);
		if (!a->shmem.phandle)
			finding_effect(c->findings, f,
				"takes the first node without a phandle, the root as a rule, finds "
				"no address there, and does not start the mediator");
		if (is_page(c, a->smc_id) || (a->has_id && is_page(c, a->id)))
			finding_hint(c->findings, f,
				"write the cells in this order: <DOORBELL &PAGE%s>",
				a->has_id ? " AGENT-ID" : "");
		else
			finding_hint(c->findings, f, "name the page by its label: <0x%x &...%s>",
				a->smc_id, a->has_id ? " AGENT-ID" : "");
	}
}

/* The next page that an agent was the first to name; @i is the place to go on from. */
static const struct named_page *next_page(const struct check *c, size_t *i, bool with_address)
{
	while (*i < c->channels.n_pages) {
		const struct named_page *ch = &c->channels.pages[(*i)++];

		if (ch->agent && (!with_address || channel_has_page(ch->shmem)))
			return ch;
	}
	return NULL;
}

static void check_compatible(struct check *c, const struct rule *r)
{
	const struct named_page *ch;

	for (size_t i = 0; (ch = next_page(c, &i, true));) {
		const struct dt_node *other;
		struct finding *f;

		if (ch->shmem->compatible || channel_place(c, ch->shmem, &other) != CHANNEL_FREE)
			continue;
		f = finding_add(c->findings, r, ch->shmem->node, "compatible",
			dt_prop(ch->shmem->node, "compatible") ? 0 : -1,
			"the page of %s is not compatible with \"arm,scmi-shmem\"",
			channel_name(ch).text);
		channel_relate(c, f, ch);
		finding_hint(c->findings, f, "write compatible = \"arm,scmi-shmem\";");
	}
}

static void check_disabled(struct check *c, const struct rule *r)
{
	const struct named_page *ch;

	for (size_t i = 0; (ch = next_page(c, &i, false));) {
		struct finding *f;

		if (dt_available(ch->shmem->node))
			continue;
		f = finding_add(c->findings, r, ch->shmem->node, "status", 0,
			"the page of %s is disabled, but Xen uses it all the same",
			channel_name(ch).text);
		channel_relate(c, f, ch);
		finding_hint(c->findings, f, "delete the status property, or the tuple");
	}
}

static void check_unaligned(struct check *c, const struct rule *r)
{
	const struct named_page *ch;

	for (size_t i = 0; (ch = next_page(c, &i, true));) {
		struct finding *f;

		if (!(ch->shmem->region.addr % SCMI_PAGE_SIZE))
			continue;
		f = finding_add(c->findings, r, ch->shmem->node, "reg", 0,
			"the page of %s at 0x%llx is not aligned to 0x%x", channel_name(ch).text,
			(unsigned long long)ch->shmem->region.addr, SCMI_PAGE_SIZE);
		channel_relate(c, f, ch);
		finding_hint(c->findings, f,
			"place the page at a multiple of 0x%x, in the tree and in the firmware",
			SCMI_PAGE_SIZE);
	}
}

static void report_size(
	struct check *c, const struct rule *r, const struct named_page *ch, const char *what)
{
	struct finding *f = finding_add(c->findings, r, ch->shmem->node, "reg", 0,
		"the page of %s has the size 0x%llx, %s", channel_name(ch).text,
		(unsigned long long)ch->shmem->region.size, what);

	channel_relate(c, f, ch);
	finding_hint(
		c->findings, f, "write %s", channel_reg_text(c, ch->shmem->node, SCMI_PAGE_SIZE));
}

static void check_size(struct check *c, const struct rule *r)
{
	const struct named_page *ch;

	for (size_t i = 0; (ch = next_page(c, &i, true));)
		if (ch->shmem->region.size % SCMI_PAGE_SIZE)
			report_size(c, r, ch, "no multiple of 0x1000");
}

static void check_empty(struct check *c, const struct rule *r)
{
	const struct named_page *ch;

	for (size_t i = 0; (ch = next_page(c, &i, true));)
		if (!ch->shmem->region.size)
			report_size(c, r, ch, "so that there is no memory");
}

/* A page that reaches into another channel's is reported for that. */
static bool reaches_another(const struct check *c, const struct named_page *ch)
{
	const struct channels *all = &c->channels;
	const struct scmi_instance *m = all->management;
	uint64_t addr = ch->shmem->region.addr, last = addr + ch->shmem->region.size - 1;
	size_t i;

	if (m && channel_has_page(&m->shmem) && m->shmem.region.addr >= addr &&
		m->shmem.region.addr <= last)
		return true;
	search_sorted(i, all->n_by_page, all->by_page[i]->shmem.region.addr <= addr);
	return i < all->n_by_page && all->by_page[i]->shmem.region.addr <= last;
}

static void check_large(struct check *c, const struct rule *r)
{
	const struct named_page *ch;
	const struct dt_node *other;

	for (size_t i = 0; (ch = next_page(c, &i, true));) {
		uint64_t size = ch->shmem->region.size;

		if (size <= SCMI_PAGE_SIZE || size % SCMI_PAGE_SIZE || reaches_another(c, ch) ||
			channel_place(c, ch->shmem, &other) != CHANNEL_FREE)
			continue;
		report_size(c, r, ch, "more than one page");
	}
}

static void check_zero(struct check *c, const struct rule *r)
{
	const struct named_page *ch;

	for (size_t i = 0; (ch = next_page(c, &i, true));) {
		struct finding *f;

		if (ch->shmem->region.addr)
			continue;
		f = finding_add(c->findings, r, ch->shmem->node, "reg", 0,
			"the page of %s is at address 0x0", channel_name(ch).text);
		if (!ch->agent->has_id)
			finding_effect(c->findings, f, "crashes when it maps the page");
		channel_relate(c, f, ch);
		finding_hint(
			c->findings, f, "write the address of the page that the firmware uses");
	}
}

static void check_unreachable(struct check *c, const struct rule *r)
{
	const struct named_page *ch;

	for (size_t i = 0; (ch = next_page(c, &i, true));) {
		uint64_t addr = ch->shmem->region.addr;
		struct finding *f;

		if (!addr || scmi_page_reachable(c->map, addr))
			continue;
		f = finding_add(c->findings, r, ch->shmem->node, "reg", 0,
			"the page of %s at 0x%llx is %s", channel_name(ch).text,
			(unsigned long long)addr,
			addr >> SCMI_ADDRESS_BITS ? "beyond the 52 bits of an address"
						  : "far from everything that the tree describes");
		if (ch->agent->has_id) {
			f->severity = SDC_WARNING;
			finding_effect(c->findings, f,
				"never touches the page itself; the domain that has the agent "
				"cannot use it");
		}
		channel_relate(c, f, ch);
		finding_hint(c->findings, f,
			"write the address of the page that the firmware uses; if it is right, "
			"describe the memory around it by a mmio-sram node");
	}
}

#define SOURCE "Source: xen/arch/arm/firmware/scmi-smc-multiagent.c"

static const struct rule rules[] = {
	{ { .name = "agent-shmem-dangling",
		  .subject = "agents",
		  .severity = SDC_ERROR,
		  .summary = "an agent's phandle leads to no node",
		  .effect = "refuses the table (\"Could not find shmem node for agent\"); the "
			    "mediator does not start",
		  .explanation =
			  "The second cell of a tuple is the phandle of the agent's page. One that "
			  "belongs to no node was most likely written as a number, or the order of "
			  "the cells is another one: doorbell first, then the page, then the id. "
			  "Phandle 0 is none either: Xen then finds the first node that has no "
			  "phandle, which has no address.\n\n" SOURCE ", collect_agents()." },
		check_dangling },
	{ { .name = "agent-shmem-compatible",
		  .subject = "agents",
		  .severity = SDC_WARNING,
		  .summary = "an agent's page is no arm,scmi-shmem node",
		  .effect = "follows the phandle and does not look at the compatible",
		  .explanation =
			  "Xen takes any node with an address for the page. The binding asks for "
			  "arm,scmi-shmem, by which other tools, and readers, know it; and Xen "
			  "removes nodes of that kind from the tree of a Dom0 without an "
			  "agent.\n\n" SOURCE "." },
		check_compatible },
	{ { .name = "agent-shmem-disabled",
		  .subject = "agents",
		  .severity = SDC_NOTE,
		  .summary = "an agent's page is disabled",
		  .effect = "ignores the status of the page",
		  .explanation = "Xen does not look at the status of a shared memory node. A "
				 "disabled page is used like any other.\n\n" SOURCE "." },
		check_disabled },
	{ { .name = "agent-page-unaligned",
		  .subject = "agents",
		  .severity = SDC_ERROR,
		  .summary = "an agent's page is not aligned to 0x1000",
		  .effect =
			  "refuses the table (\"shmem memory is not aligned\"); the mediator does "
			  "not start",
		  .explanation =
			  "A domain gets its channel's memory mapped, and memory is mapped in "
			  "pages of 4 KiB. A page that begins elsewhere would give the domain "
			  "what lies beside it.\n\n" SOURCE ", collect_agents()." },
		check_unaligned },
	{ { .name = "agent-page-size",
		  .subject = "agents",
		  .severity = SDC_ERROR,
		  .summary = "the size of an agent's page is no multiple of 0x1000",
		  .effect =
			  "refuses the table (\"shmem memory is not aligned\"); the mediator does "
			  "not start",
		  .explanation =
			  "A domain gets its channel's memory mapped, and memory is mapped in "
			  "pages of 4 KiB. The 0x80 bytes that a mailbox-like node has are "
			  "enough for the single-agent driver, but not here.\n\n" SOURCE
			  ", collect_agents()." },
		check_size },
	{ { .name = "agent-page-empty",
		  .subject = "agents",
		  .severity = SDC_ERROR,
		  .summary = "an agent's page has the size 0",
		  .effect = "accepts the size, since 0 is a multiple of a page",
		  .explanation =
			  "The check of the size lets 0 pass. A page without memory is most "
			  "likely a wrong number of cells: the address was taken for the size "
			  "or the other way round.\n\n" SOURCE ", collect_agents()." },
		check_empty },
	{ { .name = "agent-page-large",
		  .subject = "agents",
		  .severity = SDC_WARNING,
		  .summary = "an agent's page is larger than one page",
		  .effect = "maps the first page for the domain and ignores the rest",
		  .explanation = "A channel has one page of 4 KiB. More is accepted, but not "
				 "mapped.\n\n" SOURCE "." },
		check_large },
	{ { .name = "agent-page-zero",
		  .subject = "agents",
		  .severity = SDC_ERROR,
		  .summary = "an agent's page is at address 0",
		  .effect = "accepts the address in the three-cell form, where it never maps the "
			    "page itself; the agent is unusable",
		  .explanation =
			  "Address 0 is most likely a cell that was left out or a wrong "
			  "#address-cells. In the two-cell form Xen maps each page while it "
			  "boots, and crashes on this one.\n\n" SOURCE ", collect_agents()." },
		check_zero },
	{ { .name = "agent-page-unreachable",
		  .subject = "agents",
		  .severity = SDC_ERROR,
		  .summary = "nothing can answer at an agent's page",
		  .effect = "crashes when it maps the page or reads from it",
		  .explanation =
			  "In the two-cell form Xen maps each page while it boots and asks the "
			  "firmware for the agent's id through it. An address beyond 52 bits cannot "
			  "be mapped, and where no memory answers the access aborts. In the "
			  "three-cell form only the domain touches the page, and this is a "
			  "warning. An address is taken for one where nothing answers if the tree "
			  "describes nothing in the same 64 KiB.\n\n" SOURCE
			  ", collect_agents()." },
		check_unreachable },
};

const struct rule_set rules_agent_page = { rules, sizeof(rules) / sizeof(rules[0]) };
