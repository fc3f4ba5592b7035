// SPDX-License-Identifier: BSD-2-Clause
/* The page of the management channel. */
#include "diag/rule.h"
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
}

static void check_disabled(struct check *c, const struct rule *r)
{
	const struct scmi_shmem *s = shmem_of(c);
	struct finding *f;

	if (!s || !s->node || dt_available(s->node))
		return;
	f = finding_add(c->findings, r, s->node, "status", 0,
		"the management channel's page is disabled, but Xen uses it all the same");
	relate_management(c, f);
	finding_hint(c->findings, f, "delete the status property");
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
}

#define SOURCE "Source: xen/arch/arm/firmware/scmi-smc-multiagent.c."

static const struct rule rules[] = {
	{ { .name = "management-shmem-missing",
		  .subject = "management",
		  .severity = SDC_ERROR,
		  .summary = "the management node has no shmem",
		  .effect = "does not start the mediator, and prints nothing",
		  .explanation =
			  "A channel is a doorbell and a page of shared memory. shmem of the "
			  "management node names the page of the trusted agent, a node compatible "
			  "with arm,scmi-shmem.\n\n" SOURCE },
		check_missing },
	{ { .name = "management-shmem-empty",
		  .subject = "management",
		  .severity = SDC_ERROR,
		  .summary = "shmem of the management node is shorter than a phandle",
		  .effect = "does not start the mediator, and prints nothing",
		  .explanation = "shmem is one phandle, one cell, that leads to the page. An empty "
				 "property leads nowhere.\n\n" SOURCE },
		check_empty },
	{ { .name = "management-shmem-dangling",
		  .subject = "management",
		  .severity = SDC_ERROR,
		  .summary = "shmem of the management node leads to no node",
		  .effect = "does not start the mediator",
		  .explanation =
			  "The phandle belongs to no node, most likely because it was written as a "
			  "number or the node was deleted. Phandle 0 is none either: Xen then finds "
			  "the first node that has no phandle, the root as a rule, which has no "
			  "address.\n\n" SOURCE },
		check_dangling },
	{ { .name = "management-shmem-several",
		  .subject = "management",
		  .severity = SDC_WARNING,
		  .summary = "shmem of the management node names several pages",
		  .effect = "takes the first page and ignores the others",
		  .explanation =
			  "An SMC channel has one page for both directions. Where the first one is "
			  "not the management channel's, the firmware does not answer and the "
			  "mediator does not start.\n\n" SOURCE },
		check_several },
	{ { .name = "management-shmem-compatible",
		  .subject = "management",
		  .severity = SDC_WARNING,
		  .summary = "the management channel's page is no arm,scmi-shmem node",
		  .effect = "follows the phandle and does not look at the compatible",
		  .explanation =
			  "Xen takes any node with an address for the page. The binding asks for "
			  "arm,scmi-shmem, by which other tools, and readers, know it.\n\n" SOURCE },
		check_compatible },
	{ { .name = "management-shmem-disabled",
		  .subject = "management",
		  .severity = SDC_WARNING,
		  .summary = "the management channel's page is disabled",
		  .effect = "ignores the status of the page",
		  .explanation = "Xen does not look at the status of a shared memory node. A "
				 "disabled page is used like any other.\n\n" SOURCE },
		check_disabled },
	{ { .name = "management-page-size",
		  .subject = "management",
		  .severity = SDC_ERROR,
		  .summary = "the management channel's page is not 0x1000 bytes",
		  .effect = "refuses a size that is no multiple of 0x1000 (\"shmem memory is not "
			    "aligned\"); the mediator does not start",
		  .explanation =
			  "Xen refuses a size that is no multiple of 4 KiB. It accepts 0 and "
			  "several pages, which is a warning here: a channel has one page, and a "
			  "larger one reaches into the page that follows, another agent's in most "
			  "trees.\n\n" SOURCE },
		check_size },
	{ { .name = "management-page-unaligned",
		  .subject = "management",
		  .severity = SDC_ERROR,
		  .summary = "the management channel's page is not aligned to 0x1000",
		  .effect = "does not check the address, and writes its messages where the "
			    "firmware does not look; the mediator does not start",
		  .explanation =
			  "Only the size of the management page is checked. Xen maps the page in "
			  "which the address lies, and talks to its beginning or to a place that "
			  "the firmware does not know.\n\n" SOURCE },
		check_unaligned },
	{ { .name = "management-page-zero",
		  .subject = "management",
		  .severity = SDC_ERROR,
		  .summary = "the management channel's page is at address 0",
		  .effect = "crashes when it maps the page",
		  .explanation =
			  "Address 0 is most likely a cell that was left out or a wrong "
			  "#address-cells. A debug build of Xen stops at an assertion, a release "
			  "build refuses the page.\n\n" SOURCE },
		check_zero },
	{ { .name = "management-page-unreachable",
		  .subject = "management",
		  .severity = SDC_ERROR,
		  .summary = "nothing can answer at the management channel's page",
		  .effect = "crashes when it maps the page or reads from it",
		  .explanation =
			  "Xen maps the page and reads from it at once. An address beyond 52 bits "
			  "cannot be mapped, and where no memory answers the access aborts. An "
			  "address is taken for one where nothing answers if the tree "
			  "describes nothing in the same 64 KiB: no RAM, no device, no other page "
			  "of shared memory.\n\n" SOURCE },
		check_unreachable },
};

const struct rule_set rules_management_page = { rules, sizeof(rules) / sizeof(rules[0]) };
