// SPDX-License-Identifier: BSD-2-Clause
/* A guest's partial device tree against the channel that the host tree gives it. */
#include "guests/check/fixes.h"
#include "guests/check/subjects.h"
#include "guests/view.h"

static void no_scmi(struct check *c, const struct rule *r, const struct guest_view *g)
{
	const struct partial_scmi *p = &g->scmi;
	const struct scmi_channel *ch = &g->channel;
	struct finding *f;

	/* Without /passthrough nothing can be there. */
	if (!g->has_channel || p->node || !dt_child(g->tree->nodes, "passthrough"))
		return;
	f = finding_at(c->findings, r,
		guest_at_node(g, dt_child(g->tree->nodes, "passthrough"), NULL, -1),
		"the guest's tree has no arm,scmi-smc node below /passthrough");
	finding_relate(c->findings, f, ch->from, "gives the domain doorbell 0x%x", ch->smc_id);
	finding_hint(c->findings, f,
		"write firmware { compatible = \"simple-bus\"; scmi { compatible = "
		"\"arm,scmi-smc\"; arm,smc-id = <0x%x>; ... }; }; in /passthrough",
		ch->smc_id);
}

static bool leaves_the_word(struct check *c, const struct rule *r, const struct guest_view *g)
{
	if (g->doubtful)
		findings_leave(c->findings, r->id, g->doubtful);
	return g->doubtful;
}

static void doorbell(struct check *c, const struct rule *r, const struct guest_view *g)
{
	const struct partial_scmi *p = &g->scmi;
	const struct scmi_channel *ch = &g->channel;
	struct location at;
	struct finding *f;

	if (!g->has_channel || !p->node || (p->has_smc_id && p->smc_id == ch->smc_id) ||
		leaves_the_word(c, r, g))
		return;
	/* arm_sci that names the wrong agent. */
	if (g->config && g->has_other)
		return;
	at = guest_at_node(g, p->node, "arm,smc-id", p->has_smc_id ? 0 : -1);
	if (p->has_smc_id)
		f = finding_at(c->findings, r, at,
			"the guest's SCMI node rings 0x%x, but the domain's agent has doorbell 0x%x",
			p->smc_id, ch->smc_id);
	else
		f = finding_at(c->findings, r, at, "arm,smc-id is missing");
	finding_relate(c->findings, f, ch->from, "gives the domain doorbell 0x%x", ch->smc_id);
	finding_hint(c->findings, f, "write arm,smc-id = <0x%x> there", ch->smc_id);
	guest_fix_set(
		c, f, g, p->node, "arm,smc-id", findings_str(c->findings, "<0x%x>", ch->smc_id));
}

/* The guest's kernel takes no other node (Linux, drivers/firmware/arm_scmi/shmem.c). */
static void kind(struct check *c, const struct rule *r, const struct guest_view *g)
{
	const struct dt_node *n = g->scmi.shmem;
	struct finding *f;

	if (!n || dt_compatible(n, "arm,scmi-shmem"))
		return;
	f = finding_at(c->findings, r, guest_at_node(g, n, "compatible", -1),
		"shmem of the SCMI node leads here, which is not compatible with "
		"\"arm,scmi-shmem\"");
	finding_relate_at(
		c->findings, f, guest_at_node(g, g->scmi.node, "shmem", -1), "the SCMI node");
	finding_hint(c->findings, f, "write compatible = \"arm,scmi-shmem\";");
	guest_fix_set(c, f, g, n, "compatible", "\"arm,scmi-shmem\"");
}

/* What maps the page that the guest's tree names. */
static struct location at_page(const struct guest_view *g)
{
	const struct guest_mapping *m = g->config ? guest_from(g, g->scmi.page) : NULL;

	return guest_at_entry(g, m ? m->setting : NULL, g->scmi.shmem,
		dt_prop(g->scmi.shmem, "xen,reg") ? "xen,reg" : "reg", m ? m->entry : -1);
}

/* In place of the entry that maps the wrong page, or one more. */
static void fix_iomem(
	struct check *c, struct finding *f, const struct guest_view *g, const char *entry)
{
	const struct guest_mapping *m = g->scmi.has_page ? guest_from(g, g->scmi.page) : NULL;

	if (m && m->setting)
		guest_fix_value(c, f, SDC_MACHINE_APPLICABLE, g, m->setting, m->entry, entry);
	else if (!g->scmi.has_page)
		guest_fix_append(c, f, SDC_MACHINE_APPLICABLE, g, "iomem", entry);
}

/* The host's address in xen,reg; the guest's stays. */
static void fix_xen_reg(
	struct check *c, struct finding *f, const struct guest_view *g, uint64_t want)
{
	const struct dt_node *n = g->scmi.shmem;
	uint32_t na = n && n->parent ? dt_addr_cells(g->tree, n->parent, DT_CELLS_INHERIT) : 0;
	struct fix *fix = finding_fix(c->findings, f, SDC_MACHINE_APPLICABLE,
		"map the page at 0x%llx", (unsigned long long)want);
	bool whole = na && na <= 2 && g->scmi.has_page;

	if (whole && na == 2)
		whole = edit_set_cell(c->findings, fix, g->tree, n, "xen,reg", 0,
			findings_str(c->findings, "0x%x", (uint32_t)(want >> 32)));
	fix_end(f, fix,
		whole && edit_set_cell(c->findings, fix, g->tree, n, "xen,reg", na - 1,
				 findings_str(c->findings, "0x%x", (uint32_t)want)));
}

static void page(struct check *c, const struct rule *r, const struct guest_view *g)
{
	const struct partial_scmi *p = &g->scmi;
	const struct scmi_channel *ch = &g->channel;
	unsigned long long want = g->has_channel ? ch->shmem->region.addr : 0;
	struct range at;
	struct finding *f;

	if (!g->has_channel || !p->node || !ch->shmem->node || ch->shmem->region.error ||
		(p->has_page && p->page == want) || leaves_the_word(c, r, g))
		return;
	/* As above. */
	if (g->config && g->has_others_page)
		return;
	if (!p->shmem)
		f = finding_at(c->findings, r, guest_at_node(g, p->node, "shmem", -1),
			"shmem of the guest's SCMI node leads nowhere");
	else if (!p->has_page && g->config)
		f = finding_at(c->findings, r, guest_at_setting(g, guest_setting(g, "iomem"), -1),
			"no entry of iomem maps the page of %s", guest_path(c, p->shmem));
	else if (!p->has_page)
		f = finding_at(c->findings, r, guest_at_node(g, p->shmem, "xen,reg", -1),
			"xen,reg is missing: no page is mapped there");
	else
		f = finding_at(c->findings, r, at_page(g),
			"the guest gets the page at 0x%llx, but the domain's agent has the page at "
			"0x%llx",
			(unsigned long long)p->page, want);
	finding_relate(c->findings, f, ch->shmem->node, "the page of the domain's agent");
	if (g->config && p->shmem && guest_pages(g->tree, p->shmem, 0, &at)) {
		finding_hint(c->findings, f, "write \"%llx,1@%llx\" in iomem of %s",
			want / SCMI_PAGE_SIZE, (unsigned long long)at.start / SCMI_PAGE_SIZE,
			g->config->file);
		fix_iomem(c, f, g,
			findings_str(c->findings, "\"%llx,1@%llx\"", want / SCMI_PAGE_SIZE,
				(unsigned long long)at.start / SCMI_PAGE_SIZE));
		return;
	}
	if (g->config) {
		finding_hint(c->findings, f,
			"write \"%llx,1@GUEST-FRAME\" in iomem of %s, with the page frame of reg "
			"in the guest's arm,scmi-shmem node",
			want / SCMI_PAGE_SIZE, g->config->file);
		return;
	}
	finding_hint(c->findings, f,
		"write xen,reg = <0x%llx 0x%llx 0x0 0x1000 GUEST-ADDRESS> (two cells for each "
		"number where the parent says so) in the guest's arm,scmi-shmem node",
		want >> 32, want & UINT32_MAX);
	if (p->shmem && dt_prop(p->shmem, "xen,reg"))
		fix_xen_reg(c, f, g, want);
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
