// SPDX-License-Identifier: BSD-2-Clause
/* Tables of agents that are written in another form than Xen reads. */
#include <string.h>

#include "rules/channel/expected.h"
#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/lookup.h"
#include "rules/subjects.h"

#define TABLE "scmi-secondary-agents"
#define CELLS "#scmi-secondary-agents-cells"

#define FIXED_TUPLES 64 /* so many at once; no firmware has as many agents */

/* The orders in which somebody may write doorbell, page and agent id; Xen's come first. */
static const char *const orders[] = { "DP", "DPI", "IDP", "DIP", "IPD", "PDI", "PID", "PD" };

#define N_ORDERS (sizeof(orders) / sizeof(orders[0]))

static bool is_doorbell(uint32_t cell)
{
	return (cell & 0xbf000000) == 0x82000000; /* a fast call, SiP */
}

static bool is_page(const struct check *c, uint32_t cell)
{
	const struct dt_node *n = dt_by_phandle(c->tree, cell);

	return n && dt_compatible(n, "arm,scmi-shmem");
}

static bool fits(const struct check *c, const uint8_t *tuple, const char *order)
{
	for (size_t i = 0; order[i]; i++) {
		uint32_t cell = dt_cell(tuple, i);

		if (order[i] == 'D'       ? !is_doorbell(cell)
			: order[i] == 'P' ? !is_page(c, cell)
					  : cell >= XEN_INVALID_ID)
			return false;
	}
	return true;
}

static bool all_fit(const struct check *c, const struct dt_prop *p, const char *order)
{
	size_t bytes = 4 * strlen(order);

	for (size_t at = 0; at < p->len; at += bytes)
		if (!fits(c, p->data + at, order))
			return false;
	return true;
}

/* In a tuple among others in Xen's order only the doorbell tells: phandles and ids are alike. */
static const char *odd_order(const struct check *c, const uint8_t *tuple, uint32_t cells)
{
	for (size_t i = 0; i < N_ORDERS; i++)
		if (strlen(orders[i]) == cells && orders[i][0] != 'D' && fits(c, tuple, orders[i]))
			return orders[i];
	return NULL;
}

/* What a table of tuples of @cells cells each is written in. */
struct form {
	const char *order;     /* NULL: Xen's */
	unsigned int first, n; /* tuples in another order */
};

/* Each tuple is Xen's, or in another order. */
static bool read_mixed(
	const struct check *c, const struct dt_prop *p, uint32_t cells, struct form *form)
{
	const char *xen = cells == 2 ? orders[0] : orders[1];

	for (unsigned int i = 0; i < p->len / (4 * cells); i++) {
		const uint8_t *tuple = p->data + (size_t)4 * cells * i;
		const char *order;

		if (fits(c, tuple, xen))
			continue;
		order = odd_order(c, tuple, cells);
		if (!order)
			return false;
		if (!form->n++) {
			form->order = order;
			form->first = i;
		}
	}
	return true;
}

/* Every tuple makes sense with that many cells. */
static bool read_as(
	const struct check *c, const struct dt_prop *p, uint32_t cells, struct form *form)
{
	*form = (struct form){ 0 };
	if (p->len % (4 * cells))
		return false;
	for (size_t i = 0; i < N_ORDERS; i++) {
		if (strlen(orders[i]) != cells || !all_fit(c, p, orders[i]))
			continue;
		form->order = i < 2 ? NULL : orders[i];
		form->n = i < 2 ? 0 : p->len / (4 * cells);
		return true;
	}
	return read_mixed(c, p, cells, form);
}

/* The table, where its length does not show already that it is wrong. */
static const struct dt_prop *table(const struct check *c)
{
	const struct scmi_container *con = c->channels.container;

	return con && con->table && con->table->len && (con->cells == 2 || con->cells == 3) &&
			       !(con->table->len % (4 * con->cells))
		       ? con->table
		       : NULL;
}

static const char *word(char role)
{
	return role == 'D' ? "DOORBELL" : role == 'P' ? "&PAGE" : "AGENT-ID";
}

/* The tuple as Xen wants it. */
static const char *in_order(struct check *c, const uint8_t *tuple, const char *order)
{
	const struct dt_node *page =
		dt_by_phandle(c->tree, dt_cell(tuple, (size_t)(strchr(order, 'P') - order)));
	const char *id = strchr(order, 'I');

	return findings_str(c->findings, "<0x%x %s%s>",
		dt_cell(tuple, (size_t)(strchr(order, 'D') - order)), rules_ref(c, page),
		id ? findings_str(c->findings, " %u", dt_cell(tuple, (size_t)(id - order))) : "");
}

static uint32_t role(const uint8_t *tuple, const char *order, char what)
{
	return dt_cell(tuple, (size_t)(strchr(order, what) - order));
}

/* A cell that is right stays as it is written. */
static bool fix_cell(struct check *c, struct fix *fix, const struct scmi_agent *a, uint32_t cell,
	const uint8_t *tuple, uint32_t value, bool hex)
{
	return dt_cell(tuple, cell) == value ||
	       edit_tuple(c, fix, a, cell,
		       hex ? findings_str(c->findings, "0x%x", value)
			   : findings_str(c->findings, "%u", value));
}

/* Every tuple that is in another order, cell by cell. */
static void fix_order(struct check *c, struct finding *f, const struct form *form)
{
	const struct scmi_container *con = c->channels.container;
	struct fix *fix = finding_fix(
		c->findings, f, SDC_MAYBE_INCORRECT, "write the cells in the right order");
	bool whole = f->message && con->n_agents <= FIXED_TUPLES && form->order[0] != 'D';

	for (size_t i = 0; whole && i < con->n_agents; i++) {
		const uint8_t *tuple = con->table->data + (size_t)4 * con->cells * i;
		const struct scmi_agent *a = &con->agents[i];
		const char *o = form->order;
		const struct dt_node *page;

		if (fits(c, tuple, con->cells == 2 ? orders[0] : orders[1]))
			continue;
		if (!fits(c, tuple, o))
			o = odd_order(c, tuple, con->cells);
		page = o ? dt_by_phandle(c->tree, role(tuple, o, 'P')) : NULL;
		whole = page && fix_cell(c, fix, a, 0, tuple, role(tuple, o, 'D'), true) &&
			edit_tuple(c, fix, a, 1, fix_ref(c->findings, page)) &&
			(con->cells == 2 ||
				fix_cell(c, fix, a, 2, tuple, role(tuple, o, 'I'), false));
	}
	fix_end(f, fix, whole);
}

static void check_order(struct check *c, const struct rule *r)
{
	const struct scmi_container *con = c->channels.container;
	const struct dt_prop *p = table(c);
	struct form form;
	struct finding *f;
	const char *o;

	if (!p || !read_as(c, p, con->cells, &form) || !form.order)
		return;
	o = form.order;
	f = finding_add(c->findings, r, con->node, TABLE, (int)form.first,
		"tuple %u is <%s %s%s%s>, not <DOORBELL &PAGE%s>", form.first, word(o[0]),
		word(o[1]), o[2] ? " " : "", o[2] ? word(o[2]) : "", o[2] ? " AGENT-ID" : "");
	if (form.n > 1)
		finding_relate(
			c->findings, f, con->node, "%u tuples are not in Xen's order", form.n);
	finding_hint(c->findings, f, "write the doorbell first, then the page%s: %s",
		o[2] ? ", then the id" : "",
		in_order(c, p->data + (size_t)4 * con->cells * form.first, o));
	fix_order(c, f, &form);
}

static void check_count(struct check *c, const struct rule *r)
{
	const struct scmi_container *con = c->channels.container;
	const struct dt_prop *p = table(c);
	uint32_t meant = p ? 5 - con->cells : 0;
	struct form form;
	struct finding *f;

	if (!p || read_as(c, p, con->cells, &form) || !read_as(c, p, meant, &form))
		return;
	f = finding_add(c->findings, r, con->node, CELLS, con->cells_prop ? 0 : -1,
		"the tuples of " TABLE " have %u cells, but %s %u", meant,
		con->cells_prop ? CELLS " is" : "are read with", con->cells);
	finding_concerns(c->findings, f, con->node, TABLE);
	finding_hint(c->findings, f, "write " CELLS " = <%u>;", meant);
	rules_fix_set(c, f, con->node, CELLS, findings_str(c->findings, "<%u>", meant));
}

static const struct rule_check checks[] = {
	{ RULE_AGENTS_COUNT, check_count },
	{ RULE_AGENTS_ORDER, check_order },
};

const struct rule_set rules_shape = { checks, sizeof(checks) / sizeof(checks[0]) };
