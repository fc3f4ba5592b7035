// SPDX-License-Identifier: BSD-2-Clause
/*
 * Who else reaches something of a device: what the plan finds shared, and the devices of the page
 * compared with one another.
 */
#include <stdlib.h>

#include "base/search.h"
#include "plan/issue.h"
#include "report/html/html.h"
#include "report/html/reach.h"

#define PAGE_MASK  UINT64_C(0xfff)
#define MAX_OWNERS 10 /* of one thing: more than the table names besides the device's own */

static int by_what(const void *x, const void *y)
{
	const struct reach *a = x, *b = y;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	return (a->device > b->device) - (a->device < b->device);
}

void reach_read_all(const struct html *h, reach_vec *list)
{
	for (size_t i = 0; i < h->devices.n; i++)
		if (h->devices.v[i].owner != HTML_NONE)
			reach_read(h, &h->devices.v[i], list);
	if (list->n)
		qsort(list->v, list->n, sizeof(*list->v), by_what);
}

size_t reach_group_end(const reach_vec *list, size_t i)
{
	const struct reach *r = &list->v[i];
	uint64_t last = r->last | PAGE_MASK;

	for (i++; i < list->n; i++) {
		const struct reach *next = &list->v[i];

		if (next->kind != r->kind || next->at != r->at)
			break;
		if (r->kind == REACH_REGISTERS ? (next->first & ~PAGE_MASK) > last
					       : next->first != r->first)
			break;
		if (r->kind == REACH_REGISTERS && (next->last | PAGE_MASK) > last)
			last = next->last | PAGE_MASK;
	}
	return i;
}

static int by_node(const void *x, const void *y)
{
	const struct html_meet *a = x, *b = y;

	if (a->node != b->node)
		return a->node < b->node ? -1 : 1;
	return (a->party > b->party) - (a->party < b->party);
}

/* One entry for each node and party. */
static void merge(struct html *h)
{
	size_t kept = 0;

	if (h->meets.n)
		qsort(h->meets.v, h->meets.n, sizeof(*h->meets.v), by_node);
	for (size_t i = 0; i < h->meets.n; i++) {
		if (kept && !by_node(&h->meets.v[kept - 1], &h->meets.v[i]))
			h->meets.v[kept - 1].kinds |= h->meets.v[i].kinds;
		else
			h->meets.v[kept++] = h->meets.v[i];
	}
	h->meets.n = kept;
}

static void add(struct html *h, const struct dt_node *n, int party, unsigned int kinds)
{
	if (h->owner[dt_index(h->r->tree, n)] != party)
		vec_push(&h->meets, (struct html_meet){ n, party, kinds });
}

void html_read_plan_meets(struct html *h, const struct issues *issues)
{
	static const struct {
		enum rule_id rule;
		unsigned int kind;
	} rows[] = {
		{ RULE_ISOLATION_MMIO_SHARED, MEET_PAGE },
		{ RULE_ISOLATION_INTERRUPT_SHARED, MEET_INTERRUPT },
		{ RULE_ISOLATION_STREAM_SHARED, MEET_STREAM },
		{ RULE_ISOLATION_SCMI_RESOURCE_SHARED, MEET_RESOURCE },
		{ RULE_ISOLATION_SCMI_DEVICE_SHARED, MEET_DEVICE_ID },
	};

	for (size_t r = 0; r < sizeof(rows) / sizeof(rows[0]); r++)
		for (const struct issue *i = issues->first[rows[r].rule]; i; i = i->next) {
			if (!i->node || !i->related)
				continue;
			add(h, i->node, h->owner[dt_index(h->r->tree, i->related)], rows[r].kind);
			add(h, i->related, h->owner[dt_index(h->r->tree, i->node)], rows[r].kind);
		}
	merge(h);
}

/* Several owners of one thing: each device meets the owners of the others. */
static void add_group(struct html *h, const reach_vec *list, size_t i, size_t end)
{
	static const unsigned int kinds[] = { MEET_PAGE, MEET_INTERRUPT, MEET_STREAM,
		MEET_RESOURCE };
	int owners[MAX_OWNERS];
	size_t n = 0;

	for (size_t j = i; j < end && n < MAX_OWNERS; j++) {
		size_t k = 0;

		while (k < n && owners[k] != list->v[j].device->owner)
			k++;
		if (k == n)
			owners[n++] = list->v[j].device->owner;
	}
	for (size_t j = i; j < end && n > 1; j++)
		for (size_t k = 0; k < n; k++)
			add(h, list->v[j].device->node, owners[k], kinds[list->v[j].kind]);
}

void html_read_meets(struct html *h)
{
	reach_vec list = { 0 };

	reach_read_all(h, &list);
	for (size_t i = 0, end; i < list.n; i = end) {
		end = reach_group_end(&list, i);
		add_group(h, &list, i, end);
	}
	vec_free(&list);
	merge(h);
}

const struct html_meet *html_shared_access(
	const struct html *h, const struct dt_node *node, size_t *n)
{
	size_t i;

	search_sorted(i, h->meets.n, h->meets.v[i].node < node);
	for (*n = 0; i + *n < h->meets.n && h->meets.v[i + *n].node == node;)
		++*n;
	return *n ? h->meets.v + i : NULL;
}
