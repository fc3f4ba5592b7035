// SPDX-License-Identifier: BSD-2-Clause
/* What two domains reach, which the rules about isolation say; found by sorting: guests' pages
 * among each other and with Dom0's. */
#include <inttypes.h>
#include <stdlib.h>

#include "xen/boot/domains/domain.h"
#include "xen/boot/machine/memory.h"

struct claim {
	uint64_t start, end;
	int domain;
	const struct boot_guest_page *page; /* NULL: Dom0's */
	const struct dt_node *node;
};

static int by_start(const void *a, const void *b)
{
	const struct claim *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->domain - y->domain;
}

static void said(struct boot *b, const struct claim *a, const struct claim *c)
{
	const struct claim *guest = a->page ? a : c;
	struct boot_event *e;

	b->current = guest->domain;
	e = boot_add(b, BOOT_HAZARD, "isolation-mmio-shared", guest->page->node, NULL, -1, NULL);
	e->path = guest->page->path;
	b->current = BOOT_XEN;
}

void share_find(struct boot *b)
{
	size_t n = 0, total = b->guest_pages.n + b->dom0_regions.n;
	struct claim *list, *reach = NULL;

	if (!b->guest_pages.n)
		return;
	list = xmalloc(total * sizeof(*list));
	for (size_t i = 0; i < b->guest_pages.n; i++) {
		const struct boot_guest_page *p = &b->guest_pages.v[i];

		list[n++] = (struct claim){ p->start, p->end, p->domain, p, p->node };
	}
	for (size_t i = 0; i < b->dom0_regions.n; i++) {
		const struct boot_region *r = &b->dom0_regions.v[i];

		list[n++] = (struct claim){ r->start & SCMI_PAGE_MASK,
			(r->end + SCMI_PAGE_SIZE - 1) & SCMI_PAGE_MASK, 0, NULL, r->node };
	}
	qsort(list, n, sizeof(*list), by_start);
	/* The one that reaches farthest is the one that the next may lie in. */
	for (size_t i = 0; i < n; i++) {
		if (reach && list[i].start < reach->end && reach->domain != list[i].domain &&
			(reach->page || list[i].page))
			said(b, reach, &list[i]);
		if (!reach || list[i].end > reach->end)
			reach = &list[i];
	}
	free(list);
}
