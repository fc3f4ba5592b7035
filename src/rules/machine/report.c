// SPDX-License-Identifier: BSD-2-Clause
#include "rules/machine/report.h"

#include <string.h>

#include "rules/lookup.h"
#include "xen/boot/boot.h"

/* On a board that was not made for Xen a loss is a fact to know, not a mistake; what depends on
 * how Xen was built is a warning. */
static enum sdc_severity severity(
	const struct check *c, const struct rule *r, const struct boot_event *e)
{
	if (e->how == BOOT_NOTE)
		return SDC_NOTE;
	if (e->how >= BOOT_STOP || e->how == BOOT_SAID)
		return r->pub.severity;
	if (r->pub.severity == SDC_NOTE || !rules_for_xen(c))
		return SDC_NOTE;
	return SDC_WARNING;
}

static const struct finding *error_about(
	const struct check *c, const struct dt_node *n, const char *prop)
{
	const struct finding *f = n ? finding_about(c->findings, n, prop) : NULL;

	return f && f->rule && f->severity == SDC_ERROR ? f : NULL;
}

/* What an earlier rule has said about the same thing, or about the bus that it stands on, explains
 * the event as well. */
static const struct finding *said(const struct check *c, const struct boot_event *e)
{
	static const char *const bus[] = { "ranges", "#address-cells", "#size-cells" };
	const struct finding *f = NULL;

	if (e->prop && strcmp(e->prop, "xen,xen-bootargs") != 0)
		f = error_about(c, e->node, e->prop);
	for (size_t i = 0; i < sizeof(bus) / sizeof(bus[0]) && !f; i++) {
		f = error_about(c, e->other, bus[i]);
		if (!f)
			f = error_about(c, e->node->parent, bus[i]);
		/* Memory is read with the root's cells. */
		if (!f && strstr(e->rule, "memory"))
			f = error_about(c, c->tree->nodes, bus[i]);
	}
	return f;
}

void construction_report(struct check *c, const struct rule *r)
{
	for (size_t i = 0; c->boot && i < c->boot->events.n; i++) {
		struct boot_event *e = c->boot->events.v[i];
		const struct finding *before;
		struct finding *f;

		if (!e->message || strcmp(e->rule, r->pub.name) != 0)
			continue;
		before = said(c, e);
		if (before && before->rule != r) {
			e->said = before->rule->pub.name;
			continue;
		}
		f = finding_add(c->findings, r, e->node, e->prop, e->index, "%s", e->message);
		f->severity = severity(c, r, e);
		if (e->effect)
			finding_effect(c->findings, f, "%s", e->effect);
		if (e->hint && *e->hint)
			finding_hint(c->findings, f, "%s", e->hint);
		if (e->other)
			finding_relate(c->findings, f, e->other, "%s", e->other_text);
	}
}
