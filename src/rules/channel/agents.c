// SPDX-License-Identifier: BSD-2-Clause
/* The table of agents as a whole. */
#include <string.h>

#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/subjects.h"

#define TABLE "scmi-secondary-agents"
#define CELLS "#scmi-secondary-agents-cells"

/* A property that was meant to be @name and is not, or NULL. */
static const struct dt_prop *like(const struct dt_node *n, bool cells)
{
	const struct dt_prop *p;

	dt_for_each_prop(n, p) {
		bool hash = *p->name == '#';

		if (hash != cells || !strcasestr(p->name, "agent"))
			continue;
		if (cells ? strcasestr(p->name, "cell") != NULL
			  : strcasestr(p->name, "secondary") || !strcmp(p->name, "scmi-agents") ||
					!strcmp(p->name, "agents"))
			if (strcmp(p->name, cells ? CELLS : TABLE) != 0)
				return p;
	}
	return NULL;
}

/* A node in or around the container that has the table instead, or NULL. */
static const struct dt_node *elsewhere(const struct check *c)
{
	const struct dt_node *con = c->channels.container->node;

	for (const struct dt_node *n = con; n < con + con->n_tree; n++)
		if (dt_prop(n, TABLE))
			return n;
	for (const struct dt_node *n = con->parent; n; n = n->parent)
		if (dt_prop(n, TABLE))
			return n;
	return NULL;
}

/* As it is written there. */
static void move_table(struct check *c, struct finding *f, const struct dt_node *from)
{
	const struct scmi_container *con = c->channels.container;
	struct fix *fix = finding_fix(
		c->findings, f, SDC_MACHINE_APPLICABLE, "move " TABLE " into the container");
	const char *text = f->message ? fix_value_text(c->findings, c->tree, from, TABLE) : NULL;

	fix_end(f, fix,
		text && edit_remove_prop(c->findings, fix, c->tree, from, TABLE) &&
			edit_set_prop(c->findings, fix, c->tree, con->node, TABLE, text));
}

static void check_missing(struct check *c, const struct rule *r)
{
	const struct scmi_container *con = c->channels.container;
	const struct dt_node *other;
	struct finding *f;

	if (!con || con->table || like(con->node, false))
		return;
	f = finding_add(c->findings, r, con->node, TABLE, -1,
		"the container has no " TABLE ": there is no agent");
	other = elsewhere(c);
	if (!other) {
		finding_hint(c->findings, f,
			"write " TABLE " = <DOORBELL &PAGE AGENT-ID>, ...; with one tuple for each "
			"agent but the management channel's");
		return;
	}
	finding_relate(c->findings, f, other, "has the table, but is no container");
	finding_concerns(c->findings, f, other, TABLE);
	finding_hint(c->findings, f, "move " TABLE " into the container");
	move_table(c, f, other);
}

static void check_misspelt(struct check *c, const struct rule *r)
{
	const struct scmi_container *con = c->channels.container;
	const struct dt_prop *p = con && !con->table ? like(con->node, false) : NULL;
	struct finding *f;

	if (!p)
		return;
	f = finding_add(c->findings, r, con->node, p->name, -1,
		"\"%s\" is not a name that Xen knows", p->name);
	finding_concerns(c->findings, f, con->node, TABLE);
	finding_hint(c->findings, f, "write " TABLE);
	rules_fix_rename(c, f, con->node, p->name, TABLE);
}

static void check_empty(struct check *c, const struct rule *r)
{
	const struct scmi_container *con = c->channels.container;
	struct finding *f;

	if (!con || !con->table || con->table->len)
		return;
	f = finding_add(c->findings, r, con->node, TABLE, -1, TABLE " has no value");
	finding_hint(c->findings, f,
		"write " TABLE " = <DOORBELL &PAGE AGENT-ID>, ...; with one tuple for each agent "
		"but the management channel's");
}

static bool fits(const struct scmi_container *con, uint32_t cells)
{
	return con->table && con->table->len && !(con->table->len % (4 * cells));
}

/* Read with so many cells, each tuple names a page. */
static bool names_pages(const struct check *c, const struct scmi_container *con, uint32_t cells)
{
	for (uint32_t i = 1; fits(con, cells) && i < con->table->len / 4; i += cells) {
		const struct dt_node *n = dt_by_phandle(c->tree, dt_cell(con->table->data, i));

		if (!n || !dt_compatible(n, "arm,scmi-shmem"))
			return false;
	}
	return fits(con, cells);
}

static void check_cells(struct check *c, const struct rule *r)
{
	const struct scmi_container *con = c->channels.container;
	struct finding *f;

	if (!con || con->cells == 2 || con->cells == 3)
		return;
	f = finding_add(
		c->findings, r, con->node, CELLS, 0, CELLS " is 0x%x, not 2 or 3", con->cells);
	finding_hint(c->findings, f,
		"write " CELLS
		" = <3>; for <DOORBELL &PAGE AGENT-ID>, or <2>; for <DOORBELL &PAGE>");
	if (names_pages(c, con, 3) != names_pages(c, con, 2))
		rules_fix_set(c, f, con->node, CELLS, names_pages(c, con, 3) ? "<3>" : "<2>");
}

/* The property that says 2 or 3 in a way that Xen reads differently, or NULL. */
static const struct dt_prop *misread(const struct scmi_container *con)
{
	const struct dt_prop *p = con->cells_prop;

	if (p)
		return p->len != 4 ? p : NULL;
	return like(con->node, true);
}

/* The other count is the one that the table was written with. */
static bool other_meant(const struct scmi_container *con)
{
	return (con->cells == 2 || con->cells == 3) && !fits(con, con->cells) &&
	       fits(con, 5 - con->cells);
}

/* The name and, where it differs, the number. */
static void fix_misread(struct check *c, struct finding *f, const char *name, uint32_t meant)
{
	const struct dt_node *n = c->channels.container->node;
	uint32_t now;

	if (dt_prop_u32(n, name, &now) && now == meant)
		rules_fix_rename(c, f, n, name, CELLS);
}

static void report_misread(struct check *c, const struct rule *r, const struct dt_prop *p)
{
	const struct scmi_container *con = c->channels.container;
	uint32_t meant = other_meant(con) ? 5 - con->cells : con->cells;
	struct finding *f;

	if (p != con->cells_prop)
		f = finding_add(c->findings, r, con->node, p->name, -1,
			"\"%s\" is not a name that Xen knows: tuples count as 3 cells", p->name);
	else if (p->len < 4)
		f = finding_add(c->findings, r, con->node, CELLS, -1,
			CELLS " has 0x%x bytes, less than a cell: tuples count as 3 cells", p->len);
	else
		f = finding_add(c->findings, r, con->node, CELLS, -1,
			CELLS " has 0x%x bytes: Xen takes the first cell, %u", p->len, con->cells);
	if (other_meant(con)) {
		f->severity = SDC_ERROR;
		finding_effect(c->findings, f,
			"reads tuples of %u cells, of which 0x%x bytes of " TABLE
			" hold no whole number; the mediator does not start",
			con->cells, con->table->len);
	}
	finding_hint(c->findings, f, "write " CELLS " = <%u>;", meant);
	if (p == con->cells_prop)
		rules_fix_set(c, f, con->node, CELLS, findings_str(c->findings, "<%u>", meant));
	else
		fix_misread(c, f, p->name, meant);
}

static void check_misread(struct check *c, const struct rule *r)
{
	const struct scmi_container *con = c->channels.container;
	const struct dt_prop *p = con ? misread(con) : NULL;

	if (p && (con->cells == 2 || con->cells == 3))
		report_misread(c, r, p);
}

static void check_length(struct check *c, const struct rule *r)
{
	const struct scmi_container *con = c->channels.container;
	struct finding *f;

	if (!con || !con->table || !con->table->len || (con->cells != 2 && con->cells != 3) ||
		fits(con, con->cells) || (misread(con) && other_meant(con)))
		return;
	f = finding_add(c->findings, r, con->node, TABLE, -1,
		"0x%x bytes of " TABLE " are no multiple of a tuple of %u cells, 0x%x bytes",
		con->table->len, con->cells, 4 * con->cells);
	if (other_meant(con))
		rules_maybe_set(
			c, f, con->node, CELLS, findings_str(c->findings, "<%u>", 5 - con->cells));
	if (other_meant(con))
		finding_hint(c->findings, f,
			"write " CELLS " = <%u>; if the tuples are <DOORBELL &PAGE%s>",
			5 - con->cells, con->cells == 2 ? " AGENT-ID" : "");
	else
		finding_hint(c->findings, f, "write tuples of %u cells: <DOORBELL &PAGE%s>",
			con->cells, con->cells == 3 ? " AGENT-ID" : "");
}

static const struct rule_check checks[] = {
	{ RULE_AGENTS_MISSING, check_missing },
	{ RULE_AGENTS_MISSPELT, check_misspelt },
	{ RULE_AGENTS_EMPTY, check_empty },
	{ RULE_AGENTS_CELLS, check_cells },
	{ RULE_AGENTS_CELLS_MISREAD, check_misread },
	{ RULE_AGENTS_LENGTH, check_length },
};

const struct rule_set rules_agents = { checks, sizeof(checks) / sizeof(checks[0]) };
