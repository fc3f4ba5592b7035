/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_SEARCH_H
#define SDC_BASE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* search_same - whether two words are one; quick where most begin differently */
static inline bool search_same(const char *a, const char *b)
{
	return *a == *b && !strcmp(a, b);
}

/*
 * search_sorted - set @i to the first of @n elements for which @before does not hold, or to @n
 * @before: an expression of @i, which holds for the first elements and for none after them:
 *          search_sorted(i, n, v[i].key < key)
 *
 * Logarithmic.
 */
#define search_sorted(i, n, before)                                        \
	do {                                                               \
		size_t search_low = 0, search_high = (n);                  \
                                                                           \
		while (search_low < search_high) {                         \
			(i) = search_low + (search_high - search_low) / 2; \
			if (before)                                        \
				search_low = (i) + 1;                      \
			else                                               \
				search_high = (i);                         \
		}                                                          \
		(i) = search_low;                                          \
	} while (0)

#endif
