// SPDX-License-Identifier: BSD-2-Clause
/* A guest's partial device tree against the channel that the host tree gives it. */
#include "guests/view.h"
#include "rules/subjects.h"

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

#define SOURCE                                                                                    \
	"\n\nSource: Xen, docs/misc/arm/passthrough.txt, docs/misc/arm/device-tree/booting.txt; " \
	"observed."

static const struct rule rules[] = {
	{ { .name = "guest-no-scmi",
		  .subject = "guest",
		  .severity = SDC_ERROR,
		  .summary = "the guest's partial tree has no SCMI node",
		  .effect = "gives the domain the agent, of which the guest learns nothing",
		  .explanation =
			  "Xen makes no SCMI node for a guest. Its partial tree describes the "
			  "channel: an arm,scmi-shmem node for the page and an arm,scmi-smc node "
			  "with the doorbell, both below /passthrough." SOURCE },
		check_no_scmi },
	{ { .name = "guest-doorbell",
		  .subject = "guest",
		  .severity = SDC_ERROR,
		  .summary = "the guest's partial tree has another doorbell than its agent",
		  .effect = "does not forward the guest's calls: only the doorbell of the domain's "
			    "own channel passes",
		  .explanation =
			  "arm,smc-id in the partial tree must be the function id of the "
			  "domain's agent in the host tree. Nothing compares the two." SOURCE },
		check_doorbell },
	{ { .name = "guest-page",
		  .subject = "guest",
		  .severity = SDC_ERROR,
		  .summary = "the guest's partial tree maps another page than its agent's",
		  .effect =
			  "maps what xen,reg says and compares nothing; the firmware looks for the "
			  "message in another page",
		  .explanation =
			  "xen,reg of the guest's arm,scmi-shmem node is host address, size and guest "
			  "address. The host address must be the page of the domain's agent. A wrong "
			  "one gives the guest another agent's page at worst." SOURCE },
		check_page },
	{ { .name = "guest-page-kind",
		  .subject = "guest",
		  .severity = SDC_ERROR,
		  .summary = "the guest's SCMI page is no arm,scmi-shmem node",
		  .effect = "copies the node as it is; the guest's driver refuses the channel",
		  .explanation =
			  "Linux maps the page that shmem of its SCMI node names only where that is "
			  "compatible with \"arm,scmi-shmem\". Neither Xen nor xl looks." SOURCE },
		check_kind },
};

const struct rule_set rules_guest = { rules, sizeof(rules) / sizeof(rules[0]) };
