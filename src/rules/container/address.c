// SPDX-License-Identifier: BSD-2-Clause
/* The reg of the pages that the container names, and the counts that it is read with. */
#include <stdlib.h>
#include <string.h>

#include "rules/channel/expected.h"
#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/subjects.h"
#include "scmi/cells.h"

static void for_each_page(struct check *c, const struct rule *r,
	void (*fn)(struct check *, const struct rule *, const struct named_page *))
{
	for (size_t i = 0; i < c->channels.n_pages; i++)
		fn(c, r, &c->channels.pages[i]);
}

static bool has_counts(const struct dt_node *bus)
{
	return dt_prop(bus, "#address-cells") && dt_prop(bus, "#size-cells");
}

/* The node whose property gives a count to the children of @bus; NULL: Xen's default. */
static const struct dt_node *origin(const struct dt_node *bus, const char *name)
{
	while (bus && !dt_prop(bus, name))
		bus = bus->parent;
	return bus;
}

static const char *origin_text(struct check *c, const struct dt_node *bus, const char *name)
{
	const struct dt_node *n = origin(bus, name);

	if (!n)
		return findings_str(c->findings, "the default");
	return n->parent ? findings_str(c->findings, "from %s", n->name) : "from the root";
}

static void fix_counts(
	struct check *c, struct finding *f, const struct dt_node *bus, uint32_t na, uint32_t ns)
{
	struct fix *fix = finding_fix(
		c->findings, f, SDC_MACHINE_APPLICABLE, "write the counts that hold so far");
	bool whole = true;

	/* What it inherits is inherited by those between, too. */
	for (; whole && bus->parent && (na || ns); bus = bus->parent) {
		ns = dt_prop(bus, "#size-cells") ? 0 : ns;
		na = dt_prop(bus, "#address-cells") ? 0 : na;
		if (ns)
			whole &= edit_set_prop(c->findings, fix, c->tree, bus, "#size-cells",
				findings_str(c->findings, "<%u>", ns));
		if (na)
			whole &= edit_set_prop(c->findings, fix, c->tree, bus, "#address-cells",
				findings_str(c->findings, "<%u>", na));
	}
	fix_end(f, fix, whole);
}

static void report_inherited(struct check *c, const struct rule *r, const struct dt_node *bus)
{
	bool na = !dt_prop(bus, "#address-cells"), ns = !dt_prop(bus, "#size-cells");
	struct scmi_cells k = scmi_cells(c->tree, bus);
	struct finding *f;

	if (na && ns)
		f = finding_add(c->findings, r, bus, "#address-cells", -1,
			"no #address-cells and #size-cells: Xen takes 0x%x (%s) and 0x%x (%s)",
			k.na, origin_text(c, bus, "#address-cells"), k.ns,
			origin_text(c, bus, "#size-cells"));
	else if (na)
		f = finding_add(c->findings, r, bus, "#address-cells", -1,
			"no #address-cells: Xen takes 0x%x (%s)", k.na,
			origin_text(c, bus, "#address-cells"));
	else
		f = finding_add(c->findings, r, bus, "#size-cells", -1,
			"no #size-cells: Xen takes 0x%x (%s)", k.ns,
			origin_text(c, bus, "#size-cells"));
	if (na && origin(bus, "#address-cells"))
		finding_relate(c->findings, f, origin(bus, "#address-cells"),
			"says #address-cells = <0x%x>", k.na);
	if (ns && origin(bus, "#size-cells"))
		finding_relate(c->findings, f, origin(bus, "#size-cells"),
			"says #size-cells = <0x%x>", k.ns);
	finding_hint(c->findings, f, "write %s%s%s",
		na ? findings_str(c->findings, "#address-cells = <%u>;", k.na) : "",
		na && ns ? " " : "",
		ns ? findings_str(c->findings, "#size-cells = <%u>;", k.ns) : "");
	fix_counts(c, f, bus, na ? k.na : 0, ns ? k.ns : 0);
}

/* Parents of pages whose reg is too short for inherited counts, or whose counts are invalid, are
 * left to the rules about that. */
static void check_cells_inherited(struct check *c, const struct rule *r)
{
	enum { UNSEEN, LACKS, EXPLAINED };
	uint8_t *state = channels_marks(c);

	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < c->channels.n_pages; i++) {
			const struct dt_node *n = c->channels.pages[i].shmem->node;
			enum dt_addr_error error = c->channels.pages[i].shmem->region.error;
			const struct dt_node *bus = n->parent;
			uint8_t *s = bus ? &state[dt_index(c->tree, bus)] : NULL;

			if (!s || error == DT_ADDR_NO_REG || *s == EXPLAINED)
				continue;
			if (has_counts(bus))
				continue;
			if (pass)
				report_inherited(c, r, bus);
			if (pass || error == DT_ADDR_SHORT || error == DT_ADDR_BAD_CELLS)
				*s = EXPLAINED;
		}
	}
}

/* How reg is divided follows from the cells. */
static void concern_children(struct check *c, const struct finding *f, const struct dt_node *bus)
{
	const struct dt_node *child;

	dt_for_each_child(bus, child)
		finding_concerns(c->findings, f, child, "reg");
}

static void report_invalid(struct check *c, const struct rule *r, const struct named_page *ch,
	const struct scmi_cells_fault *fault, bool asserts)
{
	const struct dt_node *from = origin(fault->bus, fault->name);
	struct finding *f = finding_add(c->findings, r, from ? from : fault->bus, fault->name,
		from ? 0 : -1, "%s is 0x%x: the page of %s has no address", fault->name,
		fault->value, channel_name(ch).text);

	if (asserts)
		finding_effect(c->findings, f,
			"crashes (a debug build): it reads addresses and sizes of one or two cells only");
	concern_children(c, f, fault->bus);
	if (from != fault->bus)
		finding_relate(c->findings, f, fault->bus, "takes over the value");
	finding_relate(c->findings, f, ch->shmem->node, "the page");
	if (!ch->shmem->compatible) {
		finding_hint(c->findings, f,
			"name a node that has compatible = \"arm,scmi-shmem\"; and reg");
		return;
	}
	finding_hint(c->findings, f, "write %s = <2>; and reg of the children with as many cells",
		fault->name);
	rules_maybe_set(c, f, from ? from : fault->bus, fault->name, "<2>");
}

/* What makes the counts invalid: that Xen refuses them, or that it asserts they are others. */
static bool find_fault(
	struct check *c, const struct named_page *ch, struct scmi_cells_fault *fault, bool *asserts)
{
	const struct dt_region *region = &ch->shmem->region;
	struct scmi_cells k;

	*asserts = scmi_cells_fault(c->tree, ch->shmem->node, region, fault);
	if (*asserts)
		return true;
	if (region->error != DT_ADDR_BAD_CELLS || !region->at)
		return false;
	k = scmi_cells(c->tree, region->at);
	fault->bus = region->at;
	fault->name = !k.na || k.na > SCMI_MAX_CELLS ? "#address-cells" : "#size-cells";
	fault->value = !k.na || k.na > SCMI_MAX_CELLS ? k.na : k.ns;
	return true;
}

static void check_cells_invalid(struct check *c, const struct rule *r)
{
	uint8_t *seen = channels_marks(c);

	for (size_t i = 0; i < c->channels.n_pages; i++) {
		const struct named_page *ch = &c->channels.pages[i];
		struct scmi_cells_fault fault;
		bool asserts;

		if (!find_fault(c, ch, &fault, &asserts) || seen[dt_index(c->tree, fault.bus)])
			continue;
		seen[dt_index(c->tree, fault.bus)] = 1;
		report_invalid(c, r, ch, &fault, asserts);
	}
}

/* The address that the node's name has. */
static bool fix_by_name(struct check *c, struct finding *f, const struct dt_node *n)
{
	const char *unit = strchr(n->name, '@'), *reg;
	char *end = NULL;
	uint64_t addr = unit ? strtoull(unit + 1, &end, 16) : 0;

	if (!f->message || !addr || *end || addr % SCMI_PAGE_SIZE || !n->parent)
		return false;
	reg = rules_reg(c, n, addr, SCMI_PAGE_SIZE);
	if (reg)
		rules_maybe_set(c, f, n, "reg", reg);
	return reg != NULL;
}

static void fix_no_reg(struct check *c, struct finding *f, const struct named_page *ch)
{
	if (!ch->shmem->compatible || !fix_by_name(c, f, ch->shmem->node))
		fix_page_named(c, f, ch->agent);
}

static void page_reg_missing(struct check *c, const struct rule *r, const struct named_page *ch)
{
	struct finding *f;

	if (ch->shmem->region.error != DT_ADDR_NO_REG)
		return;
	if (!ch->shmem->node->parent)
		f = finding_add(c->findings, r, ch->shmem->node, "reg", -1,
			"the root is named as the page of %s", channel_name(ch).text);
	else
		f = finding_add(c->findings, r, ch->shmem->node, "reg", -1,
			"no reg, but this node is named as the page of %s", channel_name(ch).text);
	channel_relate(c, f, ch);
	finding_hint(
		c->findings, f, "name a node that has compatible = \"arm,scmi-shmem\"; and reg");
	fix_no_reg(c, f, ch);
}

static void check_reg_missing(struct check *c, const struct rule *r)
{
	for_each_page(c, r, page_reg_missing);
}

static struct finding *report_short(
	struct check *c, const struct rule *r, const struct named_page *ch)
{
	const struct dt_node *n = ch->shmem->node;
	struct scmi_cells k = scmi_cells(c->tree, n->parent);
	struct finding *f = finding_add(c->findings, r, n, "reg", -1,
		"reg of 0x%x bytes is shorter than an entry of %u + %u cells, 0x%x bytes",
		dt_prop(n, "reg")->len, k.na, k.ns, 4 * (k.na + k.ns));

	if (!has_counts(n->parent))
		finding_relate(c->findings, f, n->parent,
			"has no #address-cells or #size-cells; Xen takes %u (%s) and %u (%s)", k.na,
			origin_text(c, n->parent, "#address-cells"), k.ns,
			origin_text(c, n->parent, "#size-cells"));
	channel_relate(c, f, ch);
	finding_hint(c->findings, f,
		"write %u address and %u size cells, or correct #address-cells and #size-cells of "
		"the parent",
		k.na, k.ns);
	if (has_counts(n->parent))
		fix_by_name(c, f, n);
	return f;
}

/* Where the parent lacks the counts that is the mistake, and one for all its pages. */
static void check_reg_short(struct check *c, const struct rule *r)
{
	struct finding **at;

	if (!c->channels.n_pages)
		return;
	at = arena_array(&c->findings->arena, c->tree->n_nodes, sizeof(struct finding *));
	for (size_t i = 0; i < c->channels.n_pages; i++) {
		const struct named_page *ch = &c->channels.pages[i];
		const struct dt_node *bus = ch->shmem->node->parent;
		struct finding **f;

		if (ch->shmem->region.error != DT_ADDR_SHORT)
			continue;
		f = &at[dt_index(c->tree, bus)];
		if (!*f || has_counts(bus))
			*f = report_short(c, r, ch);
	}
}

/* An entry has been read, so that the counts make sense. */
static bool reg_was_read(const struct named_page *ch)
{
	enum dt_addr_error e = ch->shmem->region.error;

	return e == DT_ADDR_OK || e == DT_ADDR_OUTSIDE || e == DT_ADDR_NO_RANGES;
}

static bool is_ragged(const struct check *c, const struct named_page *ch, struct scmi_cells *k)
{
	const struct dt_prop *reg;

	if (!reg_was_read(ch))
		return false;
	reg = dt_prop(ch->shmem->node, "reg");
	*k = scmi_cells(c->tree, ch->shmem->node->parent);
	return reg->len % (4 * (k->na + k->ns)) != 0;
}

/* What has been read of it is no page's address. */
static bool is_misread(const struct named_page *ch)
{
	const struct dt_region *r = &ch->shmem->region;

	return !r->addr || r->addr % SCMI_PAGE_SIZE || !r->size || r->size % SCMI_PAGE_SIZE;
}

/* Where all pages of a bus are, its counts are the mistake. */
static void check_reg_ragged(struct check *c, const struct rule *r)
{
	const struct dt_node *bus = NULL;
	struct finding *f = NULL;
	struct scmi_cells k;

	for (size_t i = 0; i < c->channels.n_pages; i++) {
		const struct named_page *ch = &c->channels.pages[i];
		const struct dt_node *n = ch->shmem->node;

		if (!n || !is_ragged(c, ch, &k))
			continue;
		if (f && bus == n->parent) {
			finding_relate(c->findings, f, n, "so is this page's");
			continue;
		}
		bus = n->parent;
		f = finding_add(c->findings, r, n, "reg", -1,
			"reg of 0x%x bytes is no multiple of an entry of %u + %u cells, 0x%x bytes",
			dt_prop(n, "reg")->len, k.na, k.ns, 4 * (k.na + k.ns));
		if (is_misread(ch))
			f->severity = SDC_ERROR;
		channel_relate(c, f, ch);
		finding_hint(c->findings, f,
			"write one entry of %u address and %u size cells, or the counts that reg "
			"was written with into #address-cells and #size-cells of its parent",
			k.na, k.ns);
		if (f->severity != SDC_ERROR &&
			rules_reg(c, n, ch->shmem->region.addr, SCMI_PAGE_SIZE))
			rules_maybe_set(c, f, n, "reg",
				rules_reg(c, n, ch->shmem->region.addr, SCMI_PAGE_SIZE));
	}
}

static void page_reg_several(struct check *c, const struct rule *r, const struct named_page *ch)
{
	const struct dt_node *n = ch->shmem->node;
	uint32_t count;
	struct finding *f;

	if (!reg_was_read(ch) || !ch->shmem->compatible)
		return;
	count = dt_reg_count(c->tree, n, DT_CELLS_INHERIT);
	if (count < 2)
		return;
	f = finding_add(c->findings, r, n, "reg", 1,
		"reg has %u entries; the first one is the page of %s", count,
		channel_name(ch).text);
	channel_relate(c, f, ch);
	finding_hint(c->findings, f, "keep one entry");
	if (!ch->shmem->region.error &&
		rules_reg(c, n, ch->shmem->region.addr, ch->shmem->region.size))
		rules_fix_set(c, f, n, "reg",
			rules_reg(c, n, ch->shmem->region.addr, ch->shmem->region.size));
}

static void check_reg_several(struct check *c, const struct rule *r)
{
	for_each_page(c, r, page_reg_several);
}

static const struct rule_check checks[] = {
	{ RULE_CELLS_INHERITED, check_cells_inherited },
	{ RULE_CELLS_INVALID, check_cells_invalid },
	{ RULE_REG_MISSING, check_reg_missing },
	{ RULE_REG_SHORT, check_reg_short },
	{ RULE_REG_RAGGED, check_reg_ragged },
	{ RULE_REG_SEVERAL, check_reg_several },
};

const struct rule_set rules_address = { checks, sizeof(checks) / sizeof(checks[0]) };
