// SPDX-License-Identifier: BSD-2-Clause
/* The way of a page's address through ranges up to the root. */
#include <string.h>

#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/subjects.h"
#include "scmi/cells.h"

#define MAX_NAMED 8 /* pages that one finding names beside the first */

static struct finding **per_node(struct check *c)
{
	return arena_array(&c->findings->arena, c->tree->n_nodes, sizeof(struct finding *));
}

static void relate_missing_ranges(
	struct check *c, struct finding *f, const struct dt_node *n, struct finding **at)
{
	for (; n && n->parent; n = n->parent) {
		if (dt_prop(n, "ranges"))
			continue;
		at[dt_index(c->tree, n)] = f;
		finding_relate(c->findings, f, n, "lacks ranges as well");
	}
}

/* In each of the nodes. */
static void fix_ranges(struct check *c, struct finding *f, const struct dt_node *n)
{
	struct fix *fix = finding_fix(c->findings, f, SDC_MACHINE_APPLICABLE, "write ranges;");
	bool whole = true;

	for (; n && n->parent; n = n->parent)
		if (!dt_prop(n, "ranges"))
			whole &= edit_set_prop(c->findings, fix, c->tree, n, "ranges", NULL);
	fix_end(f, fix, whole);
}

static void check_ranges_missing(struct check *c, const struct rule *r)
{
	struct finding **at;

	if (!c->channels.n_pages)
		return;
	at = per_node(c);
	for (size_t i = 0; i < c->channels.n_pages; i++) {
		const struct named_page *ch = &c->channels.pages[i];
		const struct dt_region *reg = &ch->shmem->region;
		struct finding *f;

		if (reg->error != DT_ADDR_NO_RANGES || at[dt_index(c->tree, reg->at)])
			continue;
		f = finding_add(c->findings, r, reg->at, "ranges", -1,
			"no ranges: the page of %s has no address", channel_name(ch).text);
		at[dt_index(c->tree, reg->at)] = f;
		relate_missing_ranges(c, f, reg->at->parent, at);
		finding_relate(c->findings, f, ch->shmem->node, "the page");
		finding_hint(c->findings, f, "write ranges; in %s",
			f->related->where.node == ch->shmem->node ? "this node"
								  : "each of these nodes");
		fix_ranges(c, f, reg->at);
	}
}

static void check_ranges_outside(struct check *c, const struct rule *r)
{
	uint8_t *named = channels_marks(c);
	struct finding **at;

	if (!named)
		return;
	at = per_node(c);
	for (size_t i = 0; i < c->channels.n_pages; i++) {
		const struct named_page *ch = &c->channels.pages[i];
		const struct dt_region *reg = &ch->shmem->region;
		struct finding **f;

		if (reg->error != DT_ADDR_OUTSIDE || scmi_ranges_ragged(c->tree, reg->at))
			continue;
		f = &at[dt_index(c->tree, reg->at)];
		if (!*f) {
			*f = finding_add(c->findings, r, reg->at, "ranges", -1,
				"no range covers the page of %s, 0x%llx", channel_name(ch).text,
				(unsigned long long)reg->addr);
			finding_relate(c->findings, *f, ch->shmem->node, "the page");
			finding_hint(c->findings, *f,
				"widen a range so that it covers the page, or write ranges; without "
				"a value where addresses are the same on both sides");
			rules_maybe_set(c, *f, reg->at, "ranges", NULL);
		} else if (named[dt_index(c->tree, reg->at)]++ < MAX_NAMED) {
			finding_relate(c->findings, *f, ch->shmem->node, "not covered either");
		}
	}
}

static void report_malformed(struct check *c, const struct rule *r, const struct named_page *ch,
	const struct dt_node *bus)
{
	struct scmi_cells own = scmi_cells(c->tree, bus), up = scmi_cells(c->tree, bus->parent);
	uint32_t one = scmi_range_bytes(c->tree, bus);
	bool stops = ch->shmem->region.error == DT_ADDR_OUTSIDE && ch->shmem->region.at == bus;
	struct finding *f = finding_add(c->findings, r, bus, "ranges", -1,
		"0x%x bytes of ranges are no multiple of an entry of 0x%x bytes%s",
		dt_prop(bus, "ranges")->len, one,
		stops ? ", and what is whole does not cover the page" : "");

	if (!stops) {
		f->severity = SDC_WARNING;
		finding_effect(c->findings, f, "ignores the incomplete entry at the end");
	}
	finding_relate(c->findings, f, ch->shmem->node, "the page of %s", channel_name(ch).text);
	finding_hint(c->findings, f,
		"write entries of %u cells: %u for the child's address, %u for the parent's, %u for "
		"the size",
		one / 4, own.na, up.na, own.ns);
	if (f->message)
		rules_maybe_set(c, f, bus, "ranges", NULL);
}

static void check_ranges_malformed(struct check *c, const struct rule *r)
{
	uint8_t *seen = channels_marks(c);

	for (size_t i = 0; i < c->channels.n_pages; i++) {
		const struct named_page *ch = &c->channels.pages[i];
		enum dt_addr_error error = ch->shmem->region.error;
		const struct dt_node *bus = ch->shmem->node->parent;

		if (error != DT_ADDR_OK && error != DT_ADDR_OUTSIDE)
			continue;
		for (; bus && bus->parent; bus = bus->parent) {
			uint8_t *s = &seen[dt_index(c->tree, bus)];

			if (!*s && scmi_ranges_ragged(c->tree, bus))
				report_malformed(c, r, ch, bus);
			*s = 1;
			if (bus == ch->shmem->region.at)
				break;
		}
	}
}

static const struct rule_check checks[] = {
	{ RULE_RANGES_MISSING, check_ranges_missing },
	{ RULE_RANGES_OUTSIDE, check_ranges_outside },
	{ RULE_RANGES_MALFORMED, check_ranges_malformed },
};

const struct rule_set rules_ranges = { checks, sizeof(checks) / sizeof(checks[0]) };
