// SPDX-License-Identifier: BSD-2-Clause
/* The pages that the table of agents names, each for itself. */
#include "base/search.h"
#include "rules/channel/expected.h"
#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/lookup.h"
#include "rules/subjects.h"

#define TABLE "scmi-secondary-agents"

static bool is_page(const struct check *c, uint32_t phandle)
{
	const struct dt_node *n = dt_by_phandle(c->tree, phandle);

	return n && dt_compatible(n, "arm,scmi-shmem");
}

/* The cells of the tuple as they were most likely meant: a doorbell is told from an id by its size.
 */
static void fix_order(struct check *c, struct finding *f, const struct scmi_agent *a)
{
	const uint32_t cells[] = { a->smc_id, a->shmem.phandle, a->id };
	uint32_t size = c->channels.container->cells, doorbell = 0, id = 0;
	const struct dt_node *page = NULL;
	struct fix *fix;
	bool whole;

	for (uint32_t i = 0; i < size; i++) {
		if (is_page(c, cells[i]) && !page)
			page = dt_by_phandle(c->tree, cells[i]);
		else if (cells[i] > 0xffff)
			doorbell = cells[i];
		else
			id = cells[i];
	}
	if (!f->message || !page || !doorbell)
		return;
	fix = finding_fix(
		c->findings, f, SDC_MAYBE_INCORRECT, "write the cells in the right order");
	whole = edit_tuple(c, fix, a, 0, findings_str(c->findings, "0x%x", doorbell)) &&
		edit_tuple(c, fix, a, 1, fix_ref(c->findings, page)) &&
		(size == 2 || edit_tuple(c, fix, a, 2, findings_str(c->findings, "%u", id)));
	fix_end(f, fix, whole);
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
		if (is_page(c, a->smc_id) || (a->has_id && is_page(c, a->id))) {
			finding_hint(c->findings, f,
				"write the cells in this order: <DOORBELL &PAGE%s>",
				a->has_id ? " AGENT-ID" : "");
			fix_order(c, f, a);
			continue;
		}
		finding_hint(c->findings, f, "name the page by its label: <0x%x &...%s>", a->smc_id,
			a->has_id ? " AGENT-ID" : "");
		fix_page_named(c, f, a);
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

/* The same without devices and memory that a tuple names in place of a page. */
static const struct named_page *next_own_page(const struct check *c, size_t *i)
{
	const struct named_page *ch;
	const struct dt_node *what;

	while ((ch = next_page(c, i, true)))
		if (ch->shmem->compatible || channel_place(c, ch->shmem, &what) == CHANNEL_FREE ||
			what != ch->shmem->node)
			return ch;
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
		rules_fix_set(c, f, ch->shmem->node, "compatible", "\"arm,scmi-shmem\"");
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
			"the page of %s is %s, but Xen uses it all the same", channel_name(ch).text,
			rules_disabled(c, ch->shmem->node));
		channel_relate(c, f, ch);
		finding_hint(c->findings, f, "delete the status property, or the tuple");
		rules_fix_remove(c, f, ch->shmem->node, "status");
	}
}

static void check_unaligned(struct check *c, const struct rule *r)
{
	const struct named_page *ch;

	for (size_t i = 0; (ch = next_own_page(c, &i));) {
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
		fix_page(c, f, ch->agent);
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
	if (rules_reg_as_is(c, ch->shmem->node, SCMI_PAGE_SIZE))
		rules_fix_set(c, f, ch->shmem->node, "reg",
			rules_reg_as_is(c, ch->shmem->node, SCMI_PAGE_SIZE));
}

static void check_size(struct check *c, const struct rule *r)
{
	const struct named_page *ch;

	for (size_t i = 0; (ch = next_own_page(c, &i));)
		if (ch->shmem->region.size % SCMI_PAGE_SIZE)
			report_size(c, r, ch, "no multiple of 0x1000");
}

static void check_empty(struct check *c, const struct rule *r)
{
	const struct named_page *ch;

	for (size_t i = 0; (ch = next_own_page(c, &i));)
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
		fix_page(c, f, ch->agent);
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
		fix_page(c, f, ch->agent);
	}
}

static const struct rule_check checks[] = {
	{ RULE_AGENT_SHMEM_DANGLING, check_dangling },
	{ RULE_AGENT_SHMEM_COMPATIBLE, check_compatible },
	{ RULE_AGENT_SHMEM_DISABLED, check_disabled },
	{ RULE_AGENT_PAGE_UNALIGNED, check_unaligned },
	{ RULE_AGENT_PAGE_SIZE, check_size },
	{ RULE_AGENT_PAGE_EMPTY, check_empty },
	{ RULE_AGENT_PAGE_LARGE, check_large },
	{ RULE_AGENT_PAGE_ZERO, check_zero },
	{ RULE_AGENT_PAGE_UNREACHABLE, check_unreachable },
};

const struct rule_set rules_agent_page = { checks, sizeof(checks) / sizeof(checks[0]) };
