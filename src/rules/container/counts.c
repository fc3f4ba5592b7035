// SPDX-License-Identifier: BSD-2-Clause
/* Cell counts above the pages that are not those which reg was written with. */
#include <stdlib.h>
#include <string.h>

#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/subjects.h"
#include "scmi/cells.h"

#define MAX_EDITS  64
#define PAGE_LIMIT 0x100000u /* no page of shared memory is larger */

/* The counts that a tree is likely to be written with. */
static const struct counts {
	uint32_t na, ns;
} likely[] = { { 2, 2 }, { 1, 1 }, { 2, 1 }, { 1, 2 } };

#define N_LIKELY (sizeof(likely) / sizeof(likely[0]))

/* The name's unit address, where it has one that is no mere number of the page. */
static bool unit_address(const struct dt_node *n, uint64_t *addr)
{
	const char *at = strchr(n->name, '@');
	char *end;

	if (!at || !at[1])
		return false;
	*addr = strtoull(at + 1, &end, 16);
	return !*end && *addr >= SCMI_PAGE_SIZE;
}

/* One entry of these counts that looks like the page which the name speaks of. */
static bool written_for(const struct dt_node *n, struct counts k)
{
	const struct dt_prop *reg = dt_prop(n, "reg");
	uint64_t addr, size, named;

	if (!reg || reg->len != 4 * (k.na + k.ns))
		return false;
	addr = dt_number(reg->data, k.na);
	size = dt_number(reg->data + (size_t)4 * k.na, k.ns);
	if (!addr || addr >> SCMI_ADDRESS_BITS || !size || size > PAGE_LIMIT)
		return false;
	return unit_address(n, &named) ? named == addr : !(addr % SCMI_PAGE_SIZE);
}

/* Which of the likely counts fit every page of the bus, as a set. */
static unsigned int fitting(const struct dt_node *n, unsigned int so_far)
{
	for (unsigned int i = 0; i < N_LIKELY; i++)
		if (!written_for(n, likely[i]))
			so_far &= ~(1u << i);
	return so_far;
}

/* Counts that nothing can be read with are another rule's. */
static bool readable(struct scmi_cells k)
{
	return k.na && k.na <= SCMI_MAX_CELLS && k.ns && k.ns <= SCMI_MAX_CELLS;
}

/* The reg of each page with the counts that hold. */
static void fix_regs(struct check *c, struct finding *f, const struct dt_node *bus,
	struct scmi_cells now, struct counts meant)
{
	struct fix *fix = finding_fix(
		c->findings, f, SDC_MAYBE_INCORRECT, "write reg with the counts that hold");
	const struct dt_node *n;
	bool whole = now.na <= 2 && now.ns <= 2 && meant.na <= 2 && meant.ns <= 2;

	dt_for_each_child(bus, n) {
		const struct dt_prop *reg = dt_prop(n, "reg");
		const char *text;

		if (!whole || !reg || !dt_compatible(n, "arm,scmi-shmem"))
			continue;
		whole = reg->len == 4 * (meant.na + meant.ns) && fix->n_edits < MAX_EDITS;
		text = whole ? rules_cells(c, dt_number(reg->data, meant.na), now.na,
				       dt_number(reg->data + 4 * (size_t)meant.na, meant.ns),
				       now.ns)
			     : NULL;
		whole = text && edit_set_prop(c->findings, fix, c->tree, n, "reg", text);
	}
	fix_end(f, fix, whole);
}

static void fix_counts(struct check *c, struct finding *f, const struct dt_node *bus,
	struct scmi_cells now, struct counts meant)
{
	struct fix *fix = finding_fix(
		c->findings, f, SDC_MAYBE_INCORRECT, "write the counts that reg is written for");
	bool whole = true;

	if (now.ns != meant.ns || !dt_prop(bus, "#size-cells"))
		whole &= edit_set_prop(c->findings, fix, c->tree, bus, "#size-cells",
			findings_str(c->findings, "<%u>", meant.ns));
	if (now.na != meant.na || !dt_prop(bus, "#address-cells"))
		whole &= edit_set_prop(c->findings, fix, c->tree, bus, "#address-cells",
			findings_str(c->findings, "<%u>", meant.na));
	fix_end(f, fix, whole);
}

static void report(struct check *c, const struct rule *r, const struct named_page *ch,
	struct scmi_cells now, struct counts meant)
{
	const struct dt_node *bus = ch->shmem->node->parent, *child;
	struct scmi_cells up;
	const char *name = now.na != meant.na ? "#address-cells" : "#size-cells";
	struct finding *f = finding_add(c->findings, r, bus, name, dt_prop(bus, name) ? 0 : -1,
		"reg of the pages is written for %u + %u cells, but read with %u + %u", meant.na,
		meant.ns, now.na, now.ns);

	finding_concerns(c->findings, f, bus, "#address-cells");
	finding_concerns(c->findings, f, bus, "#size-cells");
	dt_for_each_child(bus, child)
		finding_concerns(c->findings, f, child, "reg");
	finding_relate(c->findings, f, ch->shmem->node, "the page of %s", channel_name(ch).text);
	finding_hint(c->findings, f, "write #address-cells = <%u>; #size-cells = <%u>;", meant.na,
		meant.ns);
	if (!f->message || !bus->parent)
		return;
	up = scmi_cells(c->tree, bus->parent);
	/* An empty ranges, which is what there is as a rule, wants equal counts on both sides. */
	if (up.na == now.na && up.ns == now.ns)
		fix_regs(c, f, bus, now, meant);
	else
		fix_counts(c, f, bus, now, meant);
}

/* The pages of one bus are those that have it for a parent; most trees have one. */
static void check_counts(struct check *c, const struct rule *r)
{
	uint8_t *fit = channels_marks(c);

	for (size_t i = 0; i < c->channels.n_pages; i++) {
		const struct dt_node *n = c->channels.pages[i].shmem->node;
		uint8_t *f = n->parent ? &fit[dt_index(c->tree, n->parent)] : NULL;

		if (f && c->channels.pages[i].shmem->compatible)
			*f = (uint8_t)(fitting(n, *f ? *f : (1u << N_LIKELY) - 1) | 1u << N_LIKELY);
	}
	for (size_t i = 0; i < c->channels.n_pages; i++) {
		const struct named_page *ch = &c->channels.pages[i];
		const struct dt_node *bus = ch->shmem->node->parent;
		uint8_t *f = bus ? &fit[dt_index(c->tree, bus)] : NULL;
		struct scmi_cells now;
		unsigned int k;

		if (!f || !ch->shmem->compatible)
			continue;
		now = scmi_cells(c->tree, bus);
		for (k = 0; k < N_LIKELY && !(*f & 1u << k); k++)
			;
		if (k < N_LIKELY && readable(now) &&
			!written_for(ch->shmem->node, (struct counts){ now.na, now.ns })) {
			report(c, r, ch, now, likely[k]);
			*f = 0;
		}
	}
}

static const struct rule_check checks[] = {
	{ RULE_PAGES_CELLS, check_counts },
};

const struct rule_set rules_counts = { checks, sizeof(checks) / sizeof(checks[0]) };
