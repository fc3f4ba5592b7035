// SPDX-License-Identifier: BSD-2-Clause
/* What devices of different domains have in common. */
#include <stdlib.h>

#include "report/html.h"
#include "report/html_reach.h"

#define PAGE_MASK UINT64_C(0xfff)
#define MAX_NAMED 8 /* devices named for one thing */

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

/* The end of the group that begins at @i: the same thing, or registers whose pages meet. */
static size_t group_end(const reach_vec *list, size_t i)
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

static bool differ(const reach_vec *list, size_t i, size_t end)
{
	for (size_t j = i + 1; j < end; j++)
		if (list->v[j].device->owner != list->v[i].device->owner)
			return true;
	return list->v[i].device->owner == HTML_SEVERAL;
}

static void put_group(struct html *h, const reach_vec *list, size_t i, size_t end)
{
	static const char *const kinds[] = { "page", "interrupt", "stream", "SCMI resource" };
	const struct html_device *last = NULL;
	int first_owner = list->v[i].device->owner;
	size_t n = 0, of_first = 0;

	buf_printf(h->out, "<tr><th scope=\"row\">%s</th><td>", kinds[list->v[i].kind]);
	reach_put(h->out, &list->v[i]);
	buf_puts(h->out, "</td><td><ul>");
	for (; i < end && n < MAX_NAMED; i++) {
		const struct html_device *d = list->v[i].device;

		if (d == last)
			continue;
		last = d;
		/* The others must not be crowded out. */
		if (d->owner == first_owner && ++of_first > MAX_NAMED / 2)
			continue;
		n++;
		buf_puts(h->out, "<li>");
		html_text(h->out, html_owner_name(h, d->owner));
		buf_puts(h->out, " through ");
		html_path(h->out, d->node);
		buf_puts(h->out, "</li>");
	}
	buf_puts(h->out, i < end ? "<li>and more</li></ul></td></tr>\n" : "</ul></td></tr>\n");
}

void html_shared(struct html *h)
{
	static const char *const head[] = { "What", "Which", "Reached by", NULL };
	reach_vec list = { 0 };
	bool any = false;

	for (size_t i = 0; i < h->devices.n; i++)
		reach_read(h, &h->devices.v[i], &list);
	if (list.n)
		qsort(list.v, list.n, sizeof(*list.v), by_what);
	for (size_t i = 0, end; i < list.n; i = end) {
		end = group_end(&list, i);
		if (!differ(&list, i, end))
			continue;
		if (!any)
			html_table(h, "table-shared",
				"Shared: what devices of different domains reach", head);
		any = true;
		put_group(h, &list, i, end);
	}
	if (any)
		html_table_end(h);
	else if (h->devices.n)
		buf_puts(h->out, "<p>As far as the trees tell, no page, interrupt, stream or SCMI "
				 "resource of these devices is reached by Dom0 and a guest, or by "
				 "two guests.</p>\n");
	vec_free(&list);
}
