// SPDX-License-Identifier: BSD-2-Clause
/* What an overlay leaves behind that was written for another base tree. */
#include <string.h>

#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/lookup.h"
#include "rules/subjects.h"

#define SHOWN_NODES 6
#define MAX_CELLS   4
#define MAX_EDITS   64

/* The children whose reg does not fit these counts; the first @max go to @list. */
static size_t misfits(const struct dt_node *bus, uint32_t na, uint32_t ns,
	const struct dt_node **list, size_t max)
{
	const struct dt_node *n;
	size_t count = 0;

	dt_for_each_child(bus, n) {
		const struct dt_prop *reg = dt_prop(n, "reg");

		if (!reg || reg->len % ((na + ns) * 4) == 0)
			continue;
		if (count < max)
			list[count] = n;
		count++;
	}
	return count;
}

/*
 * Those that do not fit now all fit @meant size cells, and they are not outnumbered by those that
 * only fit now: else it is they that are wrong.
 */
static bool overwritten(const struct dt_node *bus, uint32_t na, uint32_t now, uint32_t meant)
{
	const struct dt_node *n;
	size_t old = 0, new = 0;

	dt_for_each_child(bus, n) {
		const struct dt_prop *reg = dt_prop(n, "reg");
		bool fits_now = reg && reg->len % ((na + now) * 4) == 0;
		bool fits_meant = reg && reg->len % ((na + meant) * 4) == 0;

		if (reg && !fits_now && !fits_meant)
			return false;
		old += fits_meant && !fits_now;
		new += fits_now && !fits_meant;
	}
	return old && old >= new;
}

/* What a schema would say about the children's reg follows from the counts. */
static void cover(struct check *c, const struct finding *f, const struct dt_node *bus, size_t entry)
{
	const struct dt_node *n;

	dt_for_each_child(bus, n) {
		const struct dt_prop *reg = dt_prop(n, "reg");

		if (reg && reg->len % entry != 0)
			finding_concerns(c->findings, f, n, "reg");
	}
}

/* The count as it was, and a cell more or less of size in what was added for the other. */
static void fix_counts(struct check *c, struct finding *f, const struct dt_node *bus, uint32_t na,
	uint32_t ns, uint32_t meant)
{
	struct fix *fix = finding_fix(c->findings, f, SDC_MAYBE_INCORRECT,
		"write #size-cells = <%u> and reg with as many", meant);
	const struct dt_node *n;
	bool whole = edit_set_prop(c->findings, fix, c->tree, bus, "#size-cells",
		findings_str(c->findings, "<%u>", meant));

	dt_for_each_child(bus, n) {
		const struct dt_prop *reg = dt_prop(n, "reg");
		const char *text;

		if (!whole || !reg || reg->len % ((na + meant) * 4) == 0)
			continue;
		text = reg->len == (na + ns) * 4 && na <= 2 && ns <= 2 && meant <= 2
			       ? rules_cells(c, dt_number(reg->data, na), na,
					 dt_number(reg->data + (size_t)na * 4, ns), meant)
			       : NULL;
		whole = text && fix->n_edits < MAX_EDITS &&
			edit_set_prop(c->findings, fix, c->tree, n, "reg", text);
	}
	fix_end(f, fix, whole);
}

static void check_bus(struct check *c, const struct rule *r, const struct dt_node *bus)
{
	const struct finding *old = findings_of(c->findings, RULE_LEGACY_EPAM_AGENTS);
	const struct dt_node *list[SHOWN_NODES];
	struct finding *f;
	uint32_t na, ns, meant;
	size_t n;

	if (!bus || !dt_prop_u32(bus, "#address-cells", &na) ||
		!dt_prop_u32(bus, "#size-cells", &ns) || !na || !ns || na > MAX_CELLS ||
		ns > MAX_CELLS)
		return;
	meant = ns == 1 ? 2 : 1;
	if (!overwritten(bus, na, ns, meant))
		return;
	n = misfits(bus, na, ns, list, SHOWN_NODES);
	f = finding_add(c->findings, r, bus, "#size-cells", 0,
		"#size-cells is %u, but reg in %zu child node%s is written for %u", ns, n,
		n == 1 ? "" : "s", meant);
	for (size_t i = 0; i < n && i < SHOWN_NODES; i++)
		finding_relate(c->findings, f, list[i], "reg has 0x%x bytes, 0x%x per entry",
			dt_prop(list[i], "reg")->len, (na + ns) * 4);
	cover(c, f, bus, (size_t)(na + ns) * 4);
	if (old)
		finding_relate(c->findings, f, old->where.node,
			"the overlay that brought epam,secondary-agents rewrites the cell counts");
	finding_hint(c->findings, f,
		"write #size-cells = <%u>, and reg = <... 0x0 SIZE> in the nodes that were added "
		"for <%u>",
		meant, ns);
	fix_counts(c, f, bus, na, ns, meant);
}

static void check_cells(struct check *c, const struct rule *r)
{
	check_bus(c, r, c->tree->nodes);
	check_bus(c, r, dt_child(c->tree->nodes, "reserved-memory"));
}

static const struct rule_check checks[] = {
	{ RULE_ROOT_CELLS_CHANGED, check_cells },
};

const struct rule_set rules_layout = { checks, sizeof(checks) / sizeof(checks[0]) };
