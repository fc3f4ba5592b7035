// SPDX-License-Identifier: BSD-2-Clause
#include "plan/isolation/spans.h"

#include <stdlib.h>

static int by_start(const void *a, const void *b)
{
	const struct owned_range *x = a, *y = b;

	if (x->at.start != y->at.start)
		return x->at.start < y->at.start ? -1 : 1;
	if (x->owner != y->owner)
		return x->owner < y->owner ? -1 : 1;
	return (x->node > y->node) - (x->node < y->node);
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
	if (!furthest[same] || s->at.end > furthest[same]->at.end)
		furthest[same] = s;
	if (furthest[1] && furthest[1]->at.end > furthest[0]->at.end) {
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
				furthest[k]->at.end > s->v[i].at.start)
				fn(b, furthest[k], &s->v[i]);
		keep(furthest, &s->v[i]);
	}
}
