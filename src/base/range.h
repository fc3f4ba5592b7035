/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_RANGE_H
#define SDC_BASE_RANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Ranges of addresses, and arrays of them that are sorted and lie apart. */

struct range {
	uint64_t start, end; /* end is the first address behind */
};

/* ranges_merge - sort, and join those that touch; returns how many are left */
size_t ranges_merge(struct range *v, size_t n);

/* ranges_gap - the first address from @start to before @end that is in none of merged ranges;
 * false where there is none. Logarithmic. */
bool ranges_gap(const struct range *v, size_t n, uint64_t start, uint64_t end, uint64_t *gap);

/* ranges_meet - one of merged ranges has something from @start to before @end. Logarithmic. */
bool ranges_meet(const struct range *v, size_t n, uint64_t start, uint64_t end);

#endif
