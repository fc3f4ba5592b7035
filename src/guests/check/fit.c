// SPDX-License-Identifier: BSD-2-Clause
/* Whether the guest can use what it is given: its tree beside its mappings and interrupts. */
#include <inttypes.h>

#include <string.h>

#include "guests/check/fixes.h"
#include "guests/check/subjects.h"
#include "guests/view.h"

static const char *lists(const struct guest_view *g)
{
	return g->config ? "iomem" : "xen,reg";
}

static void unmapped(struct check *c, const struct rule *r, const struct guest_view *g)
{
	for (size_t i = 0; i < g->astray.n; i++) {
		const struct guest_astray *a = &g->astray.v[i];
		struct finding *f;

		if (!a->unmapped)
			continue;
		f = finding_at(c->findings, r, guest_at_node(g, a->node, "reg", (int)a->index),
			"entry %u of reg is at guest address 0x%" PRIx64 ", where %s maps nothing",
			a->index, a->at, lists(g));
		finding_hint(c->findings, f,
			"map the device's pages to 0x%" PRIx64
			" in %s, or write the guest address that they have there in reg",
			a->at & SCMI_PAGE_MASK, lists(g));
	}
}

static void misplaced(struct check *c, const struct rule *r, const struct guest_view *g)
{
	for (size_t i = 0; i < g->astray.n; i++) {
		const struct guest_astray *a = &g->astray.v[i];
		struct finding *f;

		if (a->unmapped)
			continue;
		f = finding_at(c->findings, r, guest_at_node(g, a->node, "reg", (int)a->index),
			"entry %u of reg leads to host address 0x%" PRIx64
			", where no device of the guest has a register",
			a->index, a->host);
		finding_hint(c->findings, f,
			"write the guest's page with the place in the page that the host's reg "
			"has, the last three digits of its address");
	}
}

static void overlap(struct check *c, const struct rule *r, const struct guest_view *g)
{
	for (size_t i = 0; i < g->overlaps.n; i++) {
		const struct guest_overlap *o = &g->overlaps.v[i];
		struct finding *f = finding_at(c->findings, r, guest_at_mapping(g, o->second),
			"guest address 0x%" PRIx64 " gets the pages at both 0x%" PRIx64
			" and 0x%" PRIx64,
			o->at, o->first->host, o->second->host);

		finding_relate_at(
			c->findings, f, guest_at_mapping(g, o->first), "the other mapping");
		finding_hint(c->findings, f,
			"give one of the two another guest address, in %s and in reg", lists(g));
	}
}

static void unrouted(struct check *c, const struct rule *r, const struct guest_view *g)
{
	for (size_t i = 0; i < g->stray_irqs.n; i++) {
		const struct guest_stray_irq *s = &g->stray_irqs.v[i];
		struct finding *f =
			finding_at(c->findings, r, guest_at_node(g, s->node, s->prop, -1),
				"SPI %u, which %s", s->irq - DT_GIC_FIRST_SPI,
				g->config ? "irqs does not list" : "no node with xen,path has");

		if (g->config)
			finding_hint(c->findings, f,
				"write the interrupt of the host's node, or %u in irqs where it is "
				"the guest's",
				s->irq);
		else
			finding_hint(c->findings, f,
				"write the interrupt of the host's node, and xen,path in the node "
				"that has it");
	}
}

static void orphan(struct check *c, const struct rule *r, const struct guest_view *g)
{
	for (size_t i = 0; i < g->orphans.n; i++) {
		struct finding *f = finding_at(c->findings, r,
			guest_at_node(g, g->orphans.v[i], "interrupts", -1),
			"neither this node nor a parent has an interrupt-parent");

		finding_hint(c->findings, f,
			"write gic: gic { #interrupt-cells = <3>; interrupt-controller; }; in the "
			"root and interrupt-parent = <&gic>; in the device");
	}
}

static void lost(struct check *c, const struct rule *r, const struct guest_view *g)
{
	for (size_t i = 0; i < g->lost.n; i++) {
		const struct guest_lost *l = &g->lost.v[i];
		struct location at = guest_at_node(g, l->node, l->prop, -1);
		struct finding *f;

		if (l->provider)
			f = finding_at(c->findings, r, at,
				"%s refers to %s, which is not in /passthrough", l->prop,
				guest_path(c, l->provider));
		else
			f = finding_at(c->findings, r, at, "phandle 0x%x in %s leads nowhere",
				l->phandle, l->prop);
		finding_hint(c->findings, f,
			"put what it refers to into /passthrough, or leave the property out");
	}
}

/* Linux, drivers/of/platform.c, of_default_bus_match_table; the rest of it is for no bus of Xen. */
static const char *lacks(const struct dt_node *n)
{
	uint32_t cells;

	if (!dt_compatible(n, "simple-bus") && !dt_compatible(n, "simple-mfd"))
		return "compatible = \"simple-bus\"";
	if (!dt_prop(n, "ranges"))
		return "ranges";
	if (!dt_prop_u32(n, "#address-cells", &cells))
		return "#address-cells";
	return dt_prop_u32(n, "#size-cells", &cells) ? NULL : "#size-cells";
}

static void bus(struct check *c, const struct rule *r, const struct guest_view *g)
{
	const struct dt_node *n = dt_child(g->tree->nodes, "passthrough");
	/* Nobody looks for what is not there. */
	const char *what = n && n->child ? lacks(n) : NULL;
	struct finding *f;

	if (!what)
		return;
	f = finding_at(c->findings, r,
		guest_at_node(
			g, n, dt_prop(n, "compatible") && *what == 'c' ? "compatible" : NULL, -1),
		"%s is missing", what);
	finding_hint(c->findings, f,
		"write compatible = \"simple-bus\"; #address-cells = <2>; #size-cells = <2>; "
		"ranges; in it");
	if (strcmp(what, "ranges") == 0)
		guest_fix_set(c, f, g, n, what, NULL);
	else if (*what == '#')
		guest_fix_set(c, f, g, n, what, "<2>");
	else
		guest_fix_set(c, f, g, n, "compatible", "\"simple-bus\"");
}

GUEST_CHECK(unmapped)
GUEST_CHECK(misplaced)
GUEST_CHECK(overlap)
GUEST_CHECK(unrouted)
GUEST_CHECK(orphan)
GUEST_CHECK(lost)
GUEST_CHECK(bus)

static const struct rule_check checks[] = {
	{ RULE_GUEST_PASSTHROUGH_BUS, check_bus },
	{ RULE_GUEST_REFERENCE_LOST, check_lost },
	{ RULE_GUEST_REG_OVERLAP, check_overlap },
	{ RULE_GUEST_REG_UNMAPPED, check_unmapped },
	{ RULE_GUEST_REG_MISPLACED, check_misplaced },
	{ RULE_GUEST_IRQ_UNROUTED, check_unrouted },
	{ RULE_GUEST_IRQ_PARENT, check_orphan },
};

const struct rule_set rules_guest_fit = { checks, sizeof(checks) / sizeof(checks[0]) };
