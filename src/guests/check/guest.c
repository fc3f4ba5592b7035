// SPDX-License-Identifier: BSD-2-Clause
/* A guest's partial device tree against the channel that the host tree gives it. */
#include "guests/check/subjects.h"
#include "guests/view.h"

static void no_scmi(struct check *c, const struct rule *r, const struct guest_view *g)
{
	const struct partial_scmi *p = &g->scmi;
	const struct granted *ch = &g->channel;
	struct finding *f;

	/* Without /passthrough nothing can be there. */
	if (!g->has_channel || p->node || !dt_child(g->tree->nodes, "passthrough"))
		return;
	f = finding_add(c->findings, r, g->domain, NULL, -1,
		"the guest's tree %s has no arm,scmi-smc node below /passthrough", g->tree->file);
	finding_relate(c->findings, f, ch->from, "gives the domain doorbell 0x%x", ch->smc_id);
	finding_hint(c->findings, f,
		"write firmware { compatible = \"simple-bus\"; scmi { compatible = "
		"\"arm,scmi-smc\"; arm,smc-id = <0x%x>; ... }; }; in /passthrough",
		ch->smc_id);
}

static void doorbell(struct check *c, const struct rule *r, const struct guest_view *g)
{
	const struct partial_scmi *p = &g->scmi;
	const struct granted *ch = &g->channel;
	struct finding *f;

	if (!g->has_channel || !p->node || (p->has_smc_id && p->smc_id == ch->smc_id))
		return;
	/* arm_sci that names the wrong agent. */
	if (g->config && g->has_other)
		return;
	if (p->has_smc_id)
		f = finding_add(c->findings, r, g->domain, NULL, -1,
			"%s in the guest's tree %s rings 0x%x, but the domain's agent has doorbell "
			"0x%x",
			guest_path(c, p->node), g->tree->file, p->smc_id, ch->smc_id);
	else
		f = finding_add(c->findings, r, g->domain, NULL, -1,
			"%s in the guest's tree %s has no arm,smc-id", guest_path(c, p->node),
			g->tree->file);
	finding_relate(c->findings, f, ch->from, "gives the domain doorbell 0x%x", ch->smc_id);
	finding_hint(c->findings, f, "write arm,smc-id = <0x%x> there", ch->smc_id);
}

/* The guest's kernel takes no other node (Linux, drivers/firmware/arm_scmi/shmem.c). */
static void kind(struct check *c, const struct rule *r, const struct guest_view *g)
{
	const struct dt_node *n = g->scmi.shmem;
	struct finding *f;

	if (!n || dt_compatible(n, "arm,scmi-shmem"))
		return;
	f = finding_add(c->findings, r, g->domain, NULL, -1,
		"shmem of the SCMI node leads to %s, which is not compatible with "
		"\"arm,scmi-shmem\"",
		guest_where(c, g, n, 0));
	finding_hint(c->findings, f, "write compatible = \"arm,scmi-shmem\";");
}

static void page(struct check *c, const struct rule *r, const struct guest_view *g)
{
	const struct partial_scmi *p = &g->scmi;
	const struct granted *ch = &g->channel;
	unsigned long long want = g->has_channel ? ch->shmem->region.addr : 0;
	struct guest_span at;
	struct finding *f;

	if (!g->has_channel || !p->node || !ch->shmem->node || ch->shmem->region.error ||
		(p->has_page && p->page == want))
		return;
	/* As above. */
	if (g->config && g->has_others_page)
		return;
	if (!p->shmem)
		f = finding_add(c->findings, r, g->domain, NULL, -1,
			"shmem of %s in the guest's tree %s leads nowhere", guest_path(c, p->node),
			g->tree->file);
	else if (!p->has_page && g->config)
		f = finding_add(c->findings, r, g->domain, NULL, -1,
			"no entry of iomem in %s maps a page where %s in the guest's tree %s has "
			"it",
			g->config->file, guest_path(c, p->shmem), g->tree->file);
	else if (!p->has_page)
		f = finding_add(c->findings, r, g->domain, NULL, -1,
			"%s in the guest's tree %s has no xen,reg: no page is mapped there",
			guest_path(c, p->shmem), g->tree->file);
	else
		f = finding_add(c->findings, r, g->domain, NULL, -1,
			"%s in the guest's tree %s gets the page at 0x%llx, but the domain's agent "
			"has the page at 0x%llx",
			guest_path(c, p->shmem), g->tree->file, (unsigned long long)p->page, want);
	finding_relate(c->findings, f, ch->shmem->node, "the page of the domain's agent");
	if (g->config && p->shmem && guest_pages(g->tree, p->shmem, 0, &at)) {
		finding_hint(c->findings, f, "write \"%llx,1@%llx\" in iomem of %s", want >> 12,
			(unsigned long long)at.start >> 12, g->config->file);
		return;
	}
	if (g->config) {
		finding_hint(c->findings, f,
			"write \"%llx,1@GUEST-FRAME\" in iomem of %s, with the page frame of reg "
			"in the guest's arm,scmi-shmem node",
			want >> 12, g->config->file);
		return;
	}
	finding_hint(c->findings, f,
		"write xen,reg = <0x%llx 0x%llx 0x0 0x1000 GUEST-ADDRESS> (two cells for each "
		"number where the parent says so) in the guest's arm,scmi-shmem node",
		want >> 32, want & UINT32_MAX);
}

GUEST_CHECK(no_scmi)
GUEST_CHECK(doorbell)
GUEST_CHECK(page)
GUEST_CHECK(kind)

static const struct rule_check checks[] = {
	{ RULE_GUEST_NO_SCMI, check_no_scmi },
	{ RULE_GUEST_DOORBELL, check_doorbell },
	{ RULE_GUEST_PAGE, check_page },
	{ RULE_GUEST_PAGE_KIND, check_kind },
};

const struct rule_set rules_guest = { checks, sizeof(checks) / sizeof(checks[0]) };
