// SPDX-License-Identifier: BSD-2-Clause
#include "rules/machine/report.h"

#include <string.h>

#include "rules/lookup.h"
#include "rules/machine/fixes.h"
#include "rules/subjects.h"

/* On a board that was not made for Xen a loss is a fact to know, not a mistake; what depends on
 * how Xen was built is a warning. A domain that is not built is an error, as the tree has it. */
static enum sdc_severity severity(
	const struct check *c, const struct rule *r, const struct boot_event *e)
{
	if (e->how == BOOT_NOTE)
		return SDC_NOTE;
	if (e->how >= BOOT_STOP || e->how == BOOT_SAID || e->unbuilt)
		return r->pub.severity;
	if (r->pub.severity == SDC_NOTE || !rules_for_xen(c))
		return SDC_NOTE;
	return SDC_WARNING;
}

/* The error that an earlier rule has found there, or NULL. */
static const char *error_about(const struct check *c, const struct dt_node *n, const char *prop)
{
	const struct findings *fs = c->findings;

	if (!n || !findings_about(fs, n, prop))
		return NULL;
	for (size_t i = 0; i < fs->list.n; i++) {
		const struct finding *f = fs->list.v[i];

		if (f->rule && f->severity == SDC_ERROR && f->where.node == n &&
			f->where.property && !strcmp(f->where.property, prop))
			return f->rule->pub.name;
	}
	return NULL;
}

/* What an earlier rule has said about the same thing, or about the bus that it stands on, explains
 * the event as well. */
static const char *said(const struct check *c, const struct boot_event *e)
{
	static const char *const bus[] = { "ranges", "#address-cells", "#size-cells" };
	const char *rule = NULL;

	if (e->prop && strcmp(e->prop, "xen,xen-bootargs") != 0)
		rule = error_about(c, e->node, e->prop);
	for (size_t i = 0; i < sizeof(bus) / sizeof(bus[0]) && !rule; i++) {
		rule = error_about(c, e->other, bus[i]);
		if (!rule)
			rule = error_about(c, e->node->parent, bus[i]);
		/* Memory is read with the root's cells. */
		if (!rule && strstr(e->rule, "memory"))
			rule = error_about(c, c->tree->nodes, bus[i]);
	}
	return rule;
}

static const char *guest_of(const struct check *c, const struct dt_tree *t)
{
	for (size_t i = 0; i < c->n_guests; i++)
		if (c->guests[i].tree == t)
			return c->guests[i].name;
	return NULL;
}

static struct location where(const struct check *c, const struct boot_event *e)
{
	struct location l;

	if (!e->guest_node)
		return location_node(c->tree, e->node, e->prop, e->index);
	l = location_node(e->guest_tree, e->guest_node, e->guest_prop, -1);
	l.domain = guest_of(c, e->guest_tree);
	return l;
}

static void construction_report(struct check *c, const struct rule *r)
{
	for (size_t i = 0; c->boot && i < c->boot->events.n; i++) {
		struct boot_event *e = c->boot->events.v[i];
		const char *before;
		struct finding *f;

		if (!e->message || strcmp(e->rule, r->pub.name) != 0)
			continue;
		before = said(c, e);
		if (before && strcmp(before, r->pub.name) != 0) {
			e->said = before;
			continue;
		}
		f = finding_at(c->findings, r, where(c, e), "%s", e->message);
		f->severity = severity(c, r, e);
		if (e->effect)
			finding_effect(c->findings, f, "%s", e->effect);
		if (e->hint && *e->hint)
			finding_hint(c->findings, f, "%s", e->hint);
		construction_fix(c, f, e);
		if (e->other)
			finding_relate(c->findings, f, e->other, "%s", e->other_text);
	}
}

/* Under which other rules' names the same may have been reported. */
static const struct {
	enum rule_id rule, instead[6];
} others[] = {
	{ RULE_ISOLATION_MMIO_SHARED, { RULE_ISOLATION_DEVICE_TWICE, RULE_GUEST_REG_FOREIGN,
					      RULE_GUEST_VISIBLE_TO_DOM0 } },
	{ RULE_GUEST_REG_UNMAPPED,
		{ RULE_GUEST_REG_CELLS, RULE_GUEST_REG_MISPLACED, RULE_GUEST_REG_MISSING,
			RULE_GUEST_REG_UNALIGNED, RULE_GUEST_ASSIGN_INCOMPLETE, RULE_GUEST_PAGE } },
	{ RULE_GUEST_IRQ_UNROUTED,
		{ RULE_GUEST_IRQ_FOREIGN, RULE_GUEST_IRQ_MISSING, RULE_DOMAIN_IRQ_TAKEN,
			RULE_DEVICE_IRQ_XEN, RULE_GUEST_IRQ_LINES } },
	{ RULE_GUEST_PASSTHROUGH_BUS, { RULE_GUEST_REG_CELLS, RULE_GUEST_REG_EMPTY } },
	{ RULE_GUEST_REG_FOREIGN, { RULE_GUEST_REG_MISPLACED } },
	{ RULE_ISOLATION_GUEST_ADDRESS, { RULE_GUEST_REG_CELLS, RULE_GUEST_REG_EMPTY,
						RULE_GUEST_REG_OVERLAP, RULE_GUEST_REG_FOREIGN } },
};

const char *construction_cause(const struct findings *f, const struct boot_event *e)
{
	enum rule_id rule = findings_cause(f, rule_find(e->rule));

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		if (others[i].rule != rule || findings_of(f, rule))
			continue;
		for (size_t k = 0; k < 6 && others[i].instead[k]; k++)
			if (findings_of(f, others[i].instead[k]))
				return rule_name(others[i].instead[k]);
	}
	return rule ? rule_name(rule) : e->rule;
}

void construction_rest(struct check *c)
{
	/* Where Xen stops nobody loses anything. */
	for (size_t i = 0; c->boot && i < c->boot->events.n; i++) {
		const struct boot_event *e = c->boot->events.v[i];
		enum rule_id id = rule_find(e->rule);
		const struct rule *r = id ? rule_row(id) : NULL;
		struct finding *f;

		if (e->said || e->how < (c->boot->stop ? BOOT_STOP : BOOT_LOSS) || !e->path || !r ||
			findings_of(c->findings, rule_find(construction_cause(c->findings, e))))
			continue;
		f = finding_add(c->findings, r, e->node, e->prop, e->index, "%s in its tree: %s",
			e->path, r->pub.summary);
		f->severity = severity(c, r, e);
	}
}

static const struct rule_check checks[] = {
#define RULE(id, ...) { RULE_##id, construction_report },
#include "diag/rules/construction.def"
#include "diag/rules/machine.def"
#include "diag/rules/partial.def"
#undef RULE
};

const struct rule_set rules_construction = { checks, sizeof(checks) / sizeof(checks[0]) };
