// SPDX-License-Identifier: BSD-2-Clause
/* The table of agents as a whole. */
#include <string.h>

#include "diag/rule.h"
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
	finding_covers(c->findings, f, other, TABLE);
	finding_hint(c->findings, f, "move " TABLE " into the container");
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
	finding_hint(c->findings, f, "write " TABLE);
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
}

static bool fits(const struct scmi_container *con, uint32_t cells)
{
	return con->table && con->table->len && !(con->table->len % (4 * cells));
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
		finding_hint(c->findings, f,
			"write " CELLS " = <%u>; if the tuples are <DOORBELL &PAGE%s>",
			5 - con->cells, con->cells == 2 ? " AGENT-ID" : "");
	else
		finding_hint(c->findings, f, "write tuples of %u cells: <DOORBELL &PAGE%s>",
			con->cells, con->cells == 3 ? " AGENT-ID" : "");
}

#define SOURCE "Source: xen/arch/arm/firmware/scmi-smc-multiagent.c, collect_agents()."

static const struct rule rules[] = {
	{ { .name = "agents-missing",
		  .subject = "agents",
		  .severity = SDC_ERROR,
		  .summary = "the container has no table of agents",
		  .effect = "finds no agents (\"No scmi-secondary-agents property found\"); the "
			    "mediator does not start",
		  .explanation =
			  "scmi-secondary-agents in the container lists the agents that domains "
			  "can have: doorbell, page and, in the three-cell form, the agent's "
			  "id. The management channel is not in it. Only the first container of "
			  "the tree is read.\n\n" SOURCE },
		check_missing },
	{ { .name = "agents-misspelt",
		  .subject = "agents",
		  .severity = SDC_ERROR,
		  .summary = "the table of agents has a name that Xen does not know",
		  .effect = "finds no agents (\"No scmi-secondary-agents property found\"); the "
			    "mediator does not start",
		  .explanation =
			  "The table is named scmi-secondary-agents, without a vendor's prefix "
			  "and in the plural. Xen does not read any other name.\n\n" SOURCE },
		check_misspelt },
	{ { .name = "agents-empty",
		  .subject = "agents",
		  .severity = SDC_ERROR,
		  .summary = "the table of agents is empty",
		  .effect = "refuses the table (\"Invalid length of scmi-secondary-agents\"); the "
			    "mediator does not start",
		  .explanation = "A table without a tuple is refused like one of a wrong length. "
				 "Where no domain needs SCMI, disable the management node "
				 "instead.\n\n" SOURCE },
		check_empty },
	{ { .name = "agents-cells",
		  .subject = "agents",
		  .severity = SDC_ERROR,
		  .summary = "#scmi-secondary-agents-cells is neither 2 nor 3",
		  .effect = "refuses the table (\"Invalid #scmi-secondary-agents-cells value\"); "
			    "the mediator does not start",
		  .explanation =
			  "A tuple is <doorbell page> or <doorbell page agent-id>, two or three "
			  "cells. With two, Xen asks the firmware for the agent's id through every "
			  "channel while it boots; with three it trusts the number in the "
			  "tree. Without the property it is three.\n\n" SOURCE },
		check_cells },
	{ { .name = "agents-cells-misread",
		  .subject = "agents",
		  .severity = SDC_WARNING,
		  .summary = "Xen reads #scmi-secondary-agents-cells differently than it looks",
		  .effect = "counts a property that is shorter than a cell, or has another name, "
			    "as absent, which means 3, and takes the first of several cells",
		  .explanation =
			  "#scmi-secondary-agents-cells is one cell. Empty, as a byte or a short "
			  "string, or under a misspelt name it counts as absent, and tuples then "
			  "have three cells. It is an error where the table's length shows that "
			  "the other count was meant.\n\n" SOURCE },
		check_misread },
	{ { .name = "agents-length",
		  .subject = "agents",
		  .severity = SDC_ERROR,
		  .summary = "the table of agents does not hold whole tuples",
		  .effect = "refuses the table (\"Invalid length of scmi-secondary-agents "
			    "property\"); the mediator does not start",
		  .explanation =
			  "The length of scmi-secondary-agents must be a multiple of the tuple, of "
			  "two or three cells as #scmi-secondary-agents-cells says, three where "
			  "that is absent. One missing or surplus cell makes all of it "
			  "unusable.\n\n" SOURCE },
		check_length },
};

const struct rule_set rules_agents = { rules, sizeof(rules) / sizeof(rules[0]) };
