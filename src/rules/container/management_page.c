// SPDX-License-Identifier: BSD-2-Clause
/* The page of the management channel. */
#include "rules/channel/expected.h"
#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/lookup.h"
#include "rules/subjects.h"

static const struct scmi_shmem *shmem_of(const struct check *c)
{
	return c->channels.management ? &c->channels.management->shmem : NULL;
}

/* The page where its address is known, or NULL. */
static const struct scmi_shmem *page_of(const struct check *c)
{
	const struct scmi_shmem *s = shmem_of(c);

	return s && channel_has_page(s) ? s : NULL;
}

/* A finding on the page's reg that names the management node as well. */
static void relate_management(struct check *c, struct finding *f)
{
	const struct named_page ch = { shmem_of(c), NULL };

	channel_relate(c, f, &ch);
}

static void check_missing(struct check *c, const struct rule *r)
{
	const struct scmi_shmem *s = shmem_of(c);
	struct finding *f;

	if (!s || s->prop)
		return;
	f = finding_add(c->findings, r, c->channels.management->node, "shmem", -1,
		"the management channel has no shmem");
	finding_hint(c->findings, f,
		"write shmem = <&...>; with the page of the agent that the firmware trusts");
	fix_page_named(c, f, NULL);
}

static void check_empty(struct check *c, const struct rule *r)
{
	const struct scmi_shmem *s = shmem_of(c);
	struct finding *f;

	if (!s || !s->prop || s->prop->len >= 4)
		return;
	f = finding_add(c->findings, r, c->channels.management->node, "shmem", -1,
		"shmem of the management channel has 0x%x bytes, less than a phandle",
		s->prop->len);
	finding_hint(c->findings, f,
		"write shmem = <&...>; with the page of the agent that the firmware trusts");
	fix_page_named(c, f, NULL);
}

static void check_dangling(struct check *c, const struct rule *r)
{
	const struct scmi_shmem *s = shmem_of(c);
	struct finding *f;

	if (!s || !s->prop || s->prop->len < 4 || s->node)
		return;
	f = finding_add(c->findings, r, c->channels.management->node, "shmem", 0,
		"no node has the phandle 0x%x that shmem of the management channel names",
		s->phandle);
	if (!s->phandle)
		finding_effect(c->findings, f,
			"takes the first node without a phandle, the root as a rule, finds no "
			"address there, and does not start the mediator");
	finding_hint(c->findings, f, "name the page by its label: shmem = <&...>;");
	fix_page_named(c, f, NULL);
}

static void check_several(struct check *c, const struct rule *r)
{
	const struct scmi_shmem *s = shmem_of(c);
	struct finding *f;

	if (!s || c->channels.management->n_shmem < 2)
		return;
	f = finding_add(c->findings, r, c->channels.management->node, "shmem", 1,
		"shmem of the management channel names %u pages; Xen takes the first",
		c->channels.management->n_shmem);
	if (s->node)
		finding_relate(c->findings, f, s->node, "the first");
	finding_hint(c->findings, f, "keep one page");
	if (s->node)
		rules_fix_set(c, f, c->channels.management->node, "shmem",
			findings_str(c->findings, "<%s>", fix_ref(c->findings, s->node)));
}

static void check_compatible(struct check *c, const struct rule *r)
{
	const struct scmi_shmem *s = shmem_of(c);
	const struct dt_node *other;
	struct finding *f;

	/* Without an address, or on something else, it is the wrong node altogether. */
	if (!s || !channel_has_page(s) || s->compatible ||
		channel_place(c, s, &other) != CHANNEL_FREE)
		return;
	f = finding_add(c->findings, r, s->node, "compatible",
		dt_prop(s->node, "compatible") ? 0 : -1,
		"the management channel's page is not compatible with \"arm,scmi-shmem\"");
	relate_management(c, f);
	finding_hint(c->findings, f, "write compatible = \"arm,scmi-shmem\";");
	rules_fix_set(c, f, s->node, "compatible", "\"arm,scmi-shmem\"");
}

static void check_disabled(struct check *c, const struct rule *r)
{
	const struct scmi_shmem *s = shmem_of(c);
	struct finding *f;

	if (!s || !s->node || dt_available(s->node))
		return;
	f = finding_add(c->findings, r, s->node, "status", 0,
		"the management channel's page is %s, but Xen uses it all the same",
		rules_disabled(c, s->node));
	relate_management(c, f);
	finding_hint(c->findings, f, "delete the status property");
	rules_fix_remove(c, f, s->node, "status");
}

static void check_size(struct check *c, const struct rule *r)
{
	const struct scmi_shmem *s = page_of(c);
	unsigned long long size = s ? s->region.size : SCMI_PAGE_SIZE;
	struct finding *f;

	if (size == SCMI_PAGE_SIZE)
		return;
	f = finding_add(c->findings, r, s->node, "reg", 0,
		"the management channel's page has the size 0x%llx, not 0x%x", size,
		SCMI_PAGE_SIZE);
	if (!(size % SCMI_PAGE_SIZE)) {
		f->severity = SDC_WARNING;
		finding_effect(
			c->findings, f, "accepts the size and uses one page at that address");
	}
	relate_management(c, f);
	finding_hint(c->findings, f, "write %s", channel_reg_text(c, s->node, SCMI_PAGE_SIZE));
	if (rules_reg_as_is(c, s->node, SCMI_PAGE_SIZE))
		rules_fix_set(c, f, s->node, "reg", rules_reg_as_is(c, s->node, SCMI_PAGE_SIZE));
}

static void check_unaligned(struct check *c, const struct rule *r)
{
	const struct scmi_shmem *s = page_of(c);
	struct finding *f;

	if (!s || !(s->region.addr % SCMI_PAGE_SIZE))
		return;
	f = finding_add(c->findings, r, s->node, "reg", 0,
		"the management channel's page at 0x%llx is not aligned to 0x%x",
		(unsigned long long)s->region.addr, SCMI_PAGE_SIZE);
	relate_management(c, f);
	finding_hint(c->findings, f,
		"place the page at a multiple of 0x%x, in the tree and in the firmware",
		SCMI_PAGE_SIZE);
	fix_page(c, f, NULL);
}

static void check_zero(struct check *c, const struct rule *r)
{
	const struct scmi_shmem *s = page_of(c);
	struct finding *f;

	if (!s || s->region.addr)
		return;
	f = finding_add(c->findings, r, s->node, "reg", 0,
		"the management channel's page is at address 0x0");
	relate_management(c, f);
	finding_hint(c->findings, f, "write the address of the page that the firmware uses");
	fix_page(c, f, NULL);
}

static void check_unreachable(struct check *c, const struct rule *r)
{
	const struct scmi_shmem *s = page_of(c);
	unsigned long long addr = s ? s->region.addr : 0;
	struct finding *f;

	if (!addr || scmi_page_reachable(c->map, addr))
		return;
	f = finding_add(c->findings, r, s->node, "reg", 0,
		"the management channel's page at 0x%llx is %s", addr,
		addr >> SCMI_ADDRESS_BITS ? "beyond the 52 bits of an address"
					  : "far from everything that the tree describes");
	relate_management(c, f);
	finding_hint(c->findings, f,
		"write the address of the page that the firmware uses; if it is right, describe the "
		"memory around it by a mmio-sram node");
	fix_page(c, f, NULL);
}

static const struct rule_check checks[] = {
	{ RULE_MANAGEMENT_SHMEM_MISSING, check_missing },
	{ RULE_MANAGEMENT_SHMEM_EMPTY, check_empty },
	{ RULE_MANAGEMENT_SHMEM_DANGLING, check_dangling },
	{ RULE_MANAGEMENT_SHMEM_SEVERAL, check_several },
	{ RULE_MANAGEMENT_SHMEM_COMPATIBLE, check_compatible },
	{ RULE_MANAGEMENT_SHMEM_DISABLED, check_disabled },
	{ RULE_MANAGEMENT_PAGE_SIZE, check_size },
	{ RULE_MANAGEMENT_PAGE_UNALIGNED, check_unaligned },
	{ RULE_MANAGEMENT_PAGE_ZERO, check_zero },
	{ RULE_MANAGEMENT_PAGE_UNREACHABLE, check_unreachable },
};

const struct rule_set rules_management_page = { checks, sizeof(checks) / sizeof(checks[0]) };
