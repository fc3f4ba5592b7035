// SPDX-License-Identifier: BSD-2-Clause
#include "base/range.h"

#include <stdlib.h>

#include "base/search.h"

static int by_start(const void *a, const void *b)
{
	const struct range *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

size_t ranges_merge(struct range *v, size_t n)
{
	size_t out = 0;

	if (n)
		qsort(v, n, sizeof(*v), by_start);
	for (size_t i = 0; i < n; i++) {
		if (!out || v[i].start > v[out - 1].end)
			v[out++] = v[i];
		else if (v[i].end > v[out - 1].end)
			v[out - 1].end = v[i].end;
	}
	return out;
}

bool ranges_gap(const struct range *v, size_t n, uint64_t start, uint64_t end, uint64_t *gap)
{
	size_t i;

	search_sorted(i, n, v[i].start <= start);
	*gap = i && v[i - 1].end > start ? v[i - 1].end : start;
	return *gap < end;
}

bool ranges_meet(const struct range *v, size_t n, uint64_t start, uint64_t end)
{
	size_t i;

	search_sorted(i, n, v[i].end <= start);
	return i < n && v[i].start < end;
}
