// SPDX-License-Identifier: BSD-2-Clause
/* Devices of a guest that Dom0 has as well, by what the guest's files say. */
#include "diag/fix_tree.h"
#include "dt/irq.h"
#include "guests/check/some.h"
#include "guests/compare/compare.h"
#include "guests/view.h"
#include "scmi/near_miss.h"
#include "xen/keeps.h"

#define MAX_MARKED 64

/* Xen routes the interrupts of every node without the mark to Dom0, be it disabled. */
static bool has_irq(struct check *c, const struct guest_view *g, const struct dt_node *n)
{
	struct dt_irq irq = { 0 };
	uint32_t number;

	while (dt_irq_next(c->tree, n, &irq))
		if (guest_spi(&irq, &number) &&
			guest_has_irq(g->given_irqs.v, g->given_irqs.n, number))
			return true;
	return false;
}

/* A driver of Dom0's may take it. */
static bool is_used(const struct dt_node *n)
{
	if (!dt_prop(n, "compatible") || dt_compatible(n, "simple-bus") ||
		dt_compatible(n, "arm,scmi-shmem") || dt_compatible(n, "mmio-sram"))
		return false;
	for (; n; n = n->parent)
		if (!dt_available(n))
			return false;
	return true;
}

struct visible {
	struct some list;
	VEC(const struct dt_node *) nodes;
	bool busy; /* the interrupt of one is wanted */
};

static void add(struct check *c, const struct guest_view *g, const struct dt_node *n, bool named,
	struct visible *v)
{
	bool irq;

	if (dt_prop(n, "xen,passthrough") || xen_keeps(n))
		return;
	/* Of pages alone, no interrupt comes under dom0less. */
	irq = (named || g->config) && has_irq(c, g, n);
	if (!irq && (!is_used(n) || guest_is_hidden(n)))
		return;
	vec_push(&v->nodes, n);
	v->busy |= irq;
	some_add(&v->list, guest_path(c, n));
}

static void fix_visible(struct check *c, struct finding *f, const struct visible *v)
{
	struct fix *fix = finding_fix(c->findings, f,
		v->nodes.n > 1 ? SDC_MAYBE_INCORRECT : SDC_MACHINE_APPLICABLE,
		"write xen,passthrough;");
	bool whole = f->message && v->nodes.n <= MAX_MARKED;

	for (size_t i = 0; whole && i < v->nodes.n; i++)
		whole = edit_set_prop(
			c->findings, fix, c->tree, v->nodes.v[i], "xen,passthrough", NULL);
	fix_end(f, fix, whole);
}

static void visible(struct check *c, const struct rule *r, const struct guest_view *g)
{
	struct visible v = { 0 };
	const struct dt_prop *near;
	struct finding *f;
	size_t n;

	if (!scmi_has_dom0(c->model))
		return;
	for (size_t i = 0; i < g->devices.n; i++)
		if (g->devices.v[i].host && !g->devices.v[i].repeated)
			add(c, g, g->devices.v[i].host, true, &v);
	for (size_t i = 0; i < g->shown.n; i++)
		add(c, g, g->shown.v[i], false, &v);
	n = v.list.n;
	if (!n)
		return;
	near = scmi_near_miss(v.nodes.v[0], "xen,passthrough");
	f = finding_add(c->findings, r, v.nodes.v[0], near ? near->name : "xen,passthrough", -1,
		"guest %s is given %s, which Dom0 has as well", g->name, some_text(c, &v.list));
	f->severity = v.busy ? SDC_ERROR : SDC_WARNING;
	for (size_t i = 1; i < v.nodes.n; i++)
		finding_concerns(c->findings, f, v.nodes.v[i], "xen,passthrough");
	finding_effect(c->findings, f, "%s",
		v.busy ? "gives Dom0 the interrupt, and refuses the guest: \"IRQ is already used "
			 "by domain 0\""
		       : "maps the registers for both");
	finding_hint(c->findings, f, "add xen,passthrough; to %s",
		n > 1 ? "each of these nodes, and leave to Dom0 what the guest only reads"
		      : "the node");
	fix_visible(c, f, &v);
	vec_free(&v.nodes);
}

void guest_visible_check(struct check *c, const struct manifest *given)
{
	const struct rule *r = rule_row(RULE_GUEST_VISIBLE_TO_DOM0);

	for (size_t i = 0; i < c->n_guests; i++)
		if (!manifest_has_guest(given, c->guest_views[i].name))
			visible(c, r, &c->guest_views[i]);
	findings_end_rule(c->findings);
}
