// SPDX-License-Identifier: BSD-2-Clause
#include "report/html/scale.h"

#include <stdlib.h>

#include "report/view/reach.h"
#include "scmi/pages.h"
#include "xen/boot/boot.h"

#define MAX_HOLDERS 16 /* of one page */
#define SPECIAL     4  /* numbers that are no parties, down to PARTY_XEN */

static int by_address(const void *x, const void *y)
{
	const struct region *a = x, *b = y;

	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	if (a->party != b->party)
		return a->party < b->party ? -1 : 1;
	if (a->agent != b->agent)
		return a->agent < b->agent ? -1 : 1;
	return (a->node > b->node) - (a->node < b->node);
}

static void read_pages(const struct view *v, region_vec *list)
{
	for (size_t i = 0; i < v->n_agents; i++) {
		const struct view_agent *a = &v->agents[i];
		struct region r = { .agent = a, .first = a->page, .last = a->page };
		size_t next = 0, n = 0;

		if (!a->has_page)
			continue;
		if (a->size && a->page + a->size - 1 > a->page)
			r.last = a->page + a->size - 1;
		while (n++ < MAX_HOLDERS && (r.party = agent_holder(a, &next)) != PARTY_NONE)
			vec_push(list, r);
		if (n == 1) {
			r.party = PARTY_NONE;
			vec_push(list, r);
		}
	}
}

static void read_registers(const struct view *v, region_vec *list)
{
	reach_vec all = { 0 };

	reach_read_all(v, &all);
	for (size_t i = 0; i < all.n && all.v[i].kind == REACH_REGISTERS; i++)
		vec_push(list, (struct region){
				       .first = all.v[i].first,
				       .last = all.v[i].last,
				       .party = all.v[i].device->owner,
				       .node = all.v[i].device->node,
			       });
	vec_free(&all);
}

/* Other memory of domains Xen places where it likes. */
static void read_memory(const struct view *v, region_vec *list)
{
	const struct boot *b = v->r->boot;

	for (size_t i = 0; b && i < b->reserved.n; i++) {
		const struct boot_region *at = &b->reserved.v[i];
		struct region r = { .first = at->start, .last = at->end - 1, .node = at->node };

		if (!at->node || at->start >= at->end || !scmi_domain_of(v->r->model, at->node))
			continue;
		r.party = party_named(v, at->node->name);
		r.memory = true;
		if (r.party != PARTY_NONE)
			vec_push(list, r);
	}
}

static void read_groups(struct scale *s)
{
	const struct region *r = s->regions.v;

	for (size_t i = 0; i < s->regions.n;) {
		struct group g = { .first = i, .from = r[i].first, .party = r[i].party };

		g.to = r[i].last | ~SCMI_PAGE_MASK;
		for (i++; i < s->regions.n && (r[i].first & SCMI_PAGE_MASK) <= g.to; i++) {
			if ((r[i].last | ~SCMI_PAGE_MASK) > g.to)
				g.to = r[i].last | ~SCMI_PAGE_MASK;
			if (r[i].party != g.party)
				g.party = PARTY_SEVERAL;
		}
		g.end = i;
		vec_push(&s->groups, g);
	}
}

static void read_lanes(const struct view *v, struct scale *s)
{
	static const int behind[] = { PARTY_A_GUEST, PARTY_SEVERAL };
	struct arena a = ARENA_INIT;
	bool *has = arena_array(&a, v->parties.n + SPECIAL, sizeof(bool));

	for (size_t i = 0; i < s->regions.n; i++)
		has[s->regions.v[i].party + SPECIAL] = true;
	if (has[PARTY_XEN + SPECIAL])
		vec_push(&s->lanes, PARTY_XEN);
	for (int i = 0; i < (int)v->parties.n; i++)
		if (has[i + SPECIAL])
			vec_push(&s->lanes, i);
	for (size_t i = 0; i < sizeof(behind) / sizeof(behind[0]); i++)
		if (has[behind[i] + SPECIAL])
			vec_push(&s->lanes, behind[i]);
	arena_free(&a);
}

void scale_read(struct scale *s, const struct view *v)
{
	read_pages(v, &s->regions);
	read_registers(v, &s->regions);
	read_memory(v, &s->regions);
	if (s->regions.n)
		qsort(s->regions.v, s->regions.n, sizeof(*s->regions.v), by_address);
	read_groups(s);
	read_lanes(v, s);
}

void scale_free(struct scale *s)
{
	vec_free(&s->regions);
	vec_free(&s->groups);
	vec_free(&s->lanes);
}
