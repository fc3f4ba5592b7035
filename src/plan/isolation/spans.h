/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PLAN_ISOLATION_SPANS_H
#define SDC_PLAN_ISOLATION_SPANS_H

#include "base/range.h"
#include "plan/build.h"

/* A range that somebody has. */
struct owned_range {
	struct range at;
	uint32_t owner;
	uint32_t tag; /* for the caller */
	const struct dt_node *node;
};

struct spans {
	struct owned_range *v;
	size_t n, cap;
};

typedef void (*span_fn)(
	struct builder *b, const struct owned_range *first, const struct owned_range *second);

/*
 * spans_sweep - call @fn for ranges of different owners that overlap
 *
 * Each range is reported at most twice as the second one, so that time is linear but for the
 * sorting; ranges that overlap are all met, pairs of them not.
 */
void spans_sweep(struct builder *b, struct spans *s, span_fn fn);

#endif
