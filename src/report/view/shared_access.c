// SPDX-License-Identifier: BSD-2-Clause
/*
 * Who else reaches something of a device: what the plan finds shared, and the devices of the page
 * compared with one another.
 */
#include <stdlib.h>

#include "base/search.h"
#include "plan/issue.h"
#include "report/view/reach.h"
#include "report/view/view.h"
#include "scmi/pages.h"

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

void reach_read_all(const struct view *v, reach_vec *list)
{
	for (size_t i = 0; i < v->devices.n; i++)
		if (v->devices.v[i].owner != PARTY_NONE)
			reach_read(v, &v->devices.v[i], list);
	if (list->n)
		qsort(list->v, list->n, sizeof(*list->v), by_what);
}

size_t reach_group_end(const reach_vec *list, size_t i)
{
	const struct reach *r = &list->v[i];
	uint64_t last = r->last | ~SCMI_PAGE_MASK;

	for (i++; i < list->n; i++) {
		const struct reach *next = &list->v[i];

		if (next->kind != r->kind || next->at != r->at)
			break;
		if (r->kind == REACH_REGISTERS ? (next->first & SCMI_PAGE_MASK) > last
					       : next->first != r->first)
			break;
		if (r->kind == REACH_REGISTERS && (next->last | ~SCMI_PAGE_MASK) > last)
			last = next->last | ~SCMI_PAGE_MASK;
	}
	return i;
}

static int by_node(const void *x, const void *y)
{
	const struct shared_access *a = x, *b = y;

	if (a->node != b->node)
		return a->node < b->node ? -1 : 1;
	return (a->party > b->party) - (a->party < b->party);
}

/* One entry for each node and party. */
static void merge(struct view *v)
{
	size_t kept = 0;

	if (v->shared.n)
		qsort(v->shared.v, v->shared.n, sizeof(*v->shared.v), by_node);
	for (size_t i = 0; i < v->shared.n; i++) {
		if (kept && !by_node(&v->shared.v[kept - 1], &v->shared.v[i]))
			v->shared.v[kept - 1].kinds |= v->shared.v[i].kinds;
		else
			v->shared.v[kept++] = v->shared.v[i];
	}
	v->shared.n = kept;
}

static void add(struct view *v, const struct dt_node *n, int party, unsigned int kinds)
{
	if (v->owner[dt_index(v->r->tree, n)] != party)
		vec_push(&v->shared, (struct shared_access){ n, party, kinds });
}

void view_read_plan_shared(struct view *v, const struct issues *issues)
{
	static const struct {
		enum rule_id rule;
		unsigned int kind;
	} rows[] = {
		{ RULE_ISOLATION_MMIO_SHARED, SHARED_PAGE },
		{ RULE_ISOLATION_INTERRUPT_SHARED, SHARED_INTERRUPT },
		{ RULE_ISOLATION_STREAM_SHARED, SHARED_STREAM },
		{ RULE_ISOLATION_SCMI_RESOURCE_SHARED, SHARED_RESOURCE },
		{ RULE_ISOLATION_SCMI_DEVICE_SHARED, SHARED_DEVICE_ID },
	};

	for (size_t r = 0; r < sizeof(rows) / sizeof(rows[0]); r++)
		for (const struct issue *i = issues->first[rows[r].rule]; i; i = i->next) {
			if (!i->where.node || !i->related)
				continue;
			add(v, i->where.node, v->owner[dt_index(v->r->tree, i->related)],
				rows[r].kind);
			add(v, i->related, v->owner[dt_index(v->r->tree, i->where.node)],
				rows[r].kind);
		}
	merge(v);
}

/* Several owners of one thing: each device meets the owners of the others. */
static void add_group(struct view *v, const reach_vec *list, size_t i, size_t end)
{
	static const unsigned int kinds[] = { SHARED_PAGE, SHARED_INTERRUPT, SHARED_STREAM,
		SHARED_RESOURCE };
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
			add(v, list->v[j].device->node, owners[k], kinds[list->v[j].kind]);
}

void view_read_shared(struct view *v)
{
	reach_vec list = { 0 };

	reach_read_all(v, &list);
	for (size_t i = 0, end; i < list.n; i = end) {
		end = reach_group_end(&list, i);
		add_group(v, &list, i, end);
	}
	vec_free(&list);
	merge(v);
}

const struct shared_access *view_shared(const struct view *v, const struct dt_node *node, size_t *n)
{
	size_t i;

	search_sorted(i, v->shared.n, v->shared.v[i].node < node);
	for (*n = 0; i + *n < v->shared.n && v->shared.v[i + *n].node == node;)
		++*n;
	return *n ? v->shared.v + i : NULL;
}
