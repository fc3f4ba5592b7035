// SPDX-License-Identifier: BSD-2-Clause
#include "plan/isolation/spans.h"

#include <stdlib.h>

#include "base/search.h"

static int by_start(const void *a, const void *b)
{
	const struct owned_range *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->owner != y->owner)
		return x->owner < y->owner ? -1 : 1;
	return (x->node > y->node) - (x->node < y->node);
}

void spans_union(struct spans *s, struct spans *out)
{
	if (s->n)
		qsort(s->v, s->n, sizeof(*s->v), by_start);
	for (size_t i = 0; i < s->n; i++) {
		const struct owned_range *next = &s->v[i];

		if (!out->n || next->start > out->v[out->n - 1].end)
			vec_push(out, *next);
		else if (next->end > out->v[out->n - 1].end)
			out->v[out->n - 1].end = next->end;
	}
}

bool spans_meet(const struct spans *all, uint64_t start, uint64_t end)
{
	size_t i;

	search_sorted(i, all->n, all->v[i].end <= start);
	return i < all->n && all->v[i].start < end;
}

/* Of the ranges so far, the one that reaches furthest and the one of another owner that does. */
static void keep(const struct owned_range *furthest[2], const struct owned_range *s)
{
	int same = furthest[1] && furthest[1]->owner == s->owner;

	if (furthest[0] && furthest[0]->owner == s->owner)
		same = 0;
	else if (!same)
		same = 1;
	if (!furthest[0])
		same = 0;
	if (!furthest[same] || s->end > furthest[same]->end)
		furthest[same] = s;
	if (furthest[1] && furthest[1]->end > furthest[0]->end) {
		const struct owned_range *swap = furthest[0];

		furthest[0] = furthest[1];
		furthest[1] = swap;
	}
}

void spans_sweep(struct builder *b, struct spans *s, span_fn fn)
{
	const struct owned_range *furthest[2] = { NULL, NULL };

	if (s->n)
		qsort(s->v, s->n, sizeof(*s->v), by_start);
	for (size_t i = 0; i < s->n; i++) {
		for (int k = 0; k < 2; k++)
			if (furthest[k] && furthest[k]->owner != s->v[i].owner &&
				furthest[k]->end > s->v[i].start)
				fn(b, furthest[k], &s->v[i]);
		keep(furthest, &s->v[i]);
	}
}
