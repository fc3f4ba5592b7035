// SPDX-License-Identifier: BSD-2-Clause
/* Whether the guest can use what it is given: its tree beside its mappings and interrupts. */
#include <inttypes.h>

#include "guests/view.h"
#include "rules/subjects.h"

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
		f = finding_add(c->findings, r, g->domain, NULL, -1,
			"entry %u of reg of %s is at guest address 0x%" PRIx64
			", where %s maps nothing",
			a->index, guest_where(c, g, a->node, 0), a->at, lists(g));
		finding_hint(c->findings, f,
			"map the device's pages to 0x%" PRIx64
			" in %s, or write the guest address that they have there in reg",
			a->at & GUEST_PAGE_MASK, lists(g));
	}
}

static void misplaced(struct check *c, const struct rule *r, const struct guest_view *g)
{
	for (size_t i = 0; i < g->astray.n; i++) {
		const struct guest_astray *a = &g->astray.v[i];
		struct finding *f;

		if (a->unmapped)
			continue;
		f = finding_add(c->findings, r, g->domain, NULL, -1,
			"entry %u of reg of %s leads to host address 0x%" PRIx64
			", where no device of the guest has a register",
			a->index, guest_where(c, g, a->node, 0), a->host);
		finding_hint(c->findings, f,
			"write the guest's page with the place in the page that the host's reg "
			"has, the last three digits of its address");
	}
}

static const char *mapping(
	struct check *c, const struct guest_view *g, const struct guest_mapping *m)
{
	return findings_str(
		c->findings, "0x%" PRIx64 " (%s)", m->host, guest_where(c, g, m->node, m->line));
}

static void overlap(struct check *c, const struct rule *r, const struct guest_view *g)
{
	for (size_t i = 0; i < g->overlaps.n; i++) {
		const struct guest_overlap *o = &g->overlaps.v[i];
		struct finding *f = finding_add(c->findings, r, g->domain, NULL, -1,
			"guest address 0x%" PRIx64 " gets the pages at both %s and %s", o->at,
			mapping(c, g, o->first), mapping(c, g, o->second));

		finding_hint(c->findings, f,
			"give one of the two another guest address, in %s and in reg", lists(g));
	}
}

static void unrouted(struct check *c, const struct rule *r, const struct guest_view *g)
{
	for (size_t i = 0; i < g->stray_irqs.n; i++) {
		const struct guest_stray_irq *s = &g->stray_irqs.v[i];
		struct finding *f = finding_add(c->findings, r, g->domain, NULL, -1,
			"%s of %s has SPI %u, which %s", s->prop, guest_where(c, g, s->node, 0),
			s->irq - 32,
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
		struct finding *f = finding_add(c->findings, r, g->domain, NULL, -1,
			"%s has interrupts, but neither it nor a parent has an interrupt-parent",
			guest_where(c, g, g->orphans.v[i], 0));

		finding_hint(c->findings, f,
			"write gic: gic { #interrupt-cells = <3>; interrupt-controller; }; in the "
			"root and interrupt-parent = <&gic>; in the device");
	}
}

static void lost(struct check *c, const struct rule *r, const struct guest_view *g)
{
	for (size_t i = 0; i < g->lost.n; i++) {
		const struct guest_lost *l = &g->lost.v[i];
		const char *where = guest_where(c, g, l->node, 0);
		struct finding *f;

		if (l->provider)
			f = finding_add(c->findings, r, g->domain, NULL, -1,
				"%s of %s refers to %s, which is not in /passthrough",
				findings_str(c->findings, "%s", l->prop), where,
				guest_path(c, l->provider));
		else
			f = finding_add(c->findings, r, g->domain, NULL, -1,
				"phandle 0x%x in %s of %s leads nowhere", l->phandle,
				findings_str(c->findings, "%s", l->prop), where);
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
	f = finding_add(
		c->findings, r, g->domain, NULL, -1, "%s lacks %s", guest_where(c, g, n, 0), what);
	finding_hint(c->findings, f,
		"write compatible = \"simple-bus\"; #address-cells = <2>; #size-cells = <2>; "
		"ranges; in it");
}

GUEST_CHECK(unmapped)
GUEST_CHECK(misplaced)
GUEST_CHECK(overlap)
GUEST_CHECK(unrouted)
GUEST_CHECK(orphan)
GUEST_CHECK(lost)
GUEST_CHECK(bus)

#define SOURCE                                                                       \
	"\n\nSource: Xen, docs/misc/arm/passthrough.txt, docs/man/xl.cfg.5.pod.in, " \
	"tools/libs/light/libxl_arm.c, xen/common/device-tree/dom0less-build.c."

/* clang-format off */
#define ROW(fn, id, what, does, why)                                                             \
	{ { .name = id, .subject = "guest", .severity = SDC_ERROR, .summary = what,              \
		  .effect = does, .explanation = why SOURCE }, check_##fn }
/* clang-format on */

static const struct rule rules[] = {
	ROW(bus, "guest-passthrough-bus", "/passthrough is no bus that the guest looks into",
		"copies the node as it is; the guest's kernel makes no devices of its children",
		"The guest's kernel looks for devices below a node with compatible \"simple-bus\", "
		"and understands their addresses by its cell counts and its ranges. Neither Xen "
		"nor xl adds what is missing."),
	ROW(lost, "guest-reference-lost", "the guest's tree refers to a node that the guest lacks",
		"copies the phandle as it is; the guest's driver waits for the provider forever",
		"Of a partial tree the guest gets /passthrough and /aliases, under dom0less also "
		"the phandle of /gic for its interrupt controller. A clock or a regulator beside "
		"them is left behind, and so is every node of the host that was not copied."),
	ROW(overlap, "guest-reg-overlap", "two mappings have one guest address",
		"maps the one over the other without a word",
		"Each guest page leads to one host page. Where two devices lie in one host page "
		"both may list it, with the same guest address."),
	ROW(unmapped, "guest-reg-unmapped",
		"a node of the guest's tree has registers where nothing is mapped",
		"copies reg as it is; the guest's driver faults at its first access",
		"reg of the guest's node is a guest address, that behind @ in iomem, or the third "
		"number of an entry of xen,reg. Nothing compares them."),
	ROW(misplaced, "guest-reg-misplaced",
		"a node of the guest's tree has registers at another place in the page",
		"maps the page; the guest's driver finds something else where it looks",
		"Pages are mapped as a whole, so a register keeps its place in the page: the last "
		"three digits of the address in reg are those of the host's."),
	ROW(unrouted, "guest-irq-unrouted",
		"a node of the guest's tree has an interrupt that is not the guest's",
		"routes what irqs lists, or what the host's node has that xen,path names; the "
		"guest's driver waits for ever",
		"Interrupts keep their numbers: an SPI of the guest's tree is that of the host's "
		"node. xl routes N + 32 in irqs for SPI N. Under dom0less the interrupts of a node "
		"come with its own xen,path, not with that of its parent."),
	ROW(orphan, "guest-irq-parent", "nothing says to whom interrupts of the guest's tree go",
		"gives the root of a dom0less guest's tree no interrupt-parent, so the guest "
		"cannot find the interrupt",
		"Under dom0less the phandle of /gic in the partial tree becomes that of the "
		"guest's GIC, and devices name it in interrupt-parent, themselves or by a parent "
		"within /passthrough. The root's own properties are not copied. xl writes "
		"interrupt-parent into the root."),
};

const struct rule_set rules_guest_fit = { rules, sizeof(rules) / sizeof(rules[0]) };
