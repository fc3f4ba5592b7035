// SPDX-License-Identifier: BSD-2-Clause
#include "lib/inputs/sources.h"

#include <stdio.h>
#include <string.h>

#include "dt/entry.h"
#include "dt/source/source.h"

static enum rule_id rule_of(const struct dt_message *m)
{
	static const enum rule_id rules[] = {
		[DT_CPP] = RULE_CPP,
		[DT_DTC] = RULE_DTC,
		[DT_OVERLAY_LABEL] = RULE_OVERLAY_LABEL,
		[DT_OVERLAY_ALONE] = RULE_OVERLAY_ALONE,
	};

	return rules[m->tool];
}

/* dtc names the nodes of the tree that it wrote; overlays have nodes of their own. */
static struct location location_of(const struct dt_tree *t, const struct dt_message *m)
{
	struct dt_place at = dt_place_name((struct dt_tree *)t, &m->place);
	struct location l = { .span = span_place(t, &at), .tree = t, .index = -1 };

	if (m->node && !m->place.overlay && !t->broken)
		l.node = dt_by_path(t, m->node);
	if (l.node)
		l.property = m->prop;
	return l;
}

static bool cells_are_named(const struct findings *fs, const struct dt_node *n)
{
	return n &&
	       (findings_about(fs, n, "#address-cells") || findings_about(fs, n, "#size-cells"));
}

/* "Missing property '#clock-cells' in node /provider or bad phandle ...": of the provider. */
static bool provider_is_named(
	const struct findings *fs, const struct dt_tree *t, const struct dt_message *m)
{
	char prop[64], path[1024];
	const struct dt_node *n;

	if (sscanf(m->text, "Missing property '%63[^']' in node %1023[^ ]", prop, path) != 2)
		return false;
	n = dt_by_path(t, path);
	return n && findings_about(fs, n, prop);
}

/* A rule has named it, or the numbers of cells by which dtc measured it. */
static bool is_named(const struct findings *fs, const struct dt_tree *t, const struct location *l,
	const struct dt_message *m)
{
	if (!l->node)
		return false;
	return findings_about(fs, l->node, l->property) || cells_are_named(fs, l->node) ||
	       cells_are_named(fs, l->node->parent) || provider_is_named(fs, t, m);
}

/*
 * The node above is not there in an overlay. A guest's partial tree refers to an interrupt
 * controller that Xen makes, has the references of its host, and mixes on its bus what the host has
 * on several.
 */
static bool misses_the_rest(const struct dt_tree *t, const struct dt_message *m)
{
	static const char *const both[] = { "avoid_unnecessary_addr_size", "interrupt_provider",
		"simple_bus_reg" };
	static const char *const overlay[] = { "avoid_default_addr_size", "chosen_node_is_root",
		"ranges_format", "reg_format", "unique_unit_address" };
	static const char property[] = "_property";
	size_t len = m->check ? strlen(m->check) : 0;

	if (!len || (t->input != SDC_INPUT_GUEST && !m->place.overlay))
		return false;
	for (size_t i = 0; i < sizeof(both) / sizeof(both[0]); i++)
		if (!strcmp(m->check, both[i]))
			return true;
	for (size_t i = 0; m->place.overlay && i < sizeof(overlay) / sizeof(overlay[0]); i++)
		if (!strcmp(m->check, overlay[i]))
			return true;
	return len >= sizeof(property) &&
	       !strcmp(m->check + len - (sizeof(property) - 1), property);
}

static void add(struct findings *fs, const struct dt_tree *t, const struct dt_message *m)
{
	struct location l = location_of(t, m);
	struct finding *f;

	if (!m->error && (is_named(fs, t, &l, m) || misses_the_rest(t, m)))
		return;
	f = m->check ? finding_at(fs, rule_row(rule_of(m)), l, "%s (%s)", m->text, m->check)
		     : finding_at(fs, rule_row(rule_of(m)), l, "%s", m->text);
	if (m->error)
		f->severity = SDC_ERROR;
	if (m->help)
		finding_hint(fs, f, "%s", m->help);
	if (m->also) {
		struct dt_place at = dt_place_name((struct dt_tree *)t, &m->also->place);
		struct location also = { .span = span_place(t, &at), .index = -1 };

		finding_relate_at(fs, f, also, "%s", m->also->text);
	}
}

void sources_report(struct findings *fs, const struct dt_tree *t)
{
	const struct dt_source *s = t->source;

	/* One rule after the other, as their findings are counted. */
	for (enum rule_id rule = RULE_CPP; s && rule <= RULE_OVERLAY_ALONE; rule++) {
		for (size_t i = 0; i < s->messages.list.n; i++)
			if (rule_of(&s->messages.list.v[i]) == rule)
				add(fs, t, &s->messages.list.v[i]);
		findings_end_rule(fs);
	}
}
