/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_GUESTS_CHECK_SOME_H
#define SDC_GUESTS_CHECK_SOME_H

#include "base/buf.h"
#include "rules/check.h"

/* A list for a message, of which the first few are named: "A, B, C and 7 more". Zeroed at first. */
struct some {
	struct buf text;
	size_t n;
};

void some_add(struct some *s, const char *text);

/* some_text - the list, in the findings' memory; frees the rest */
const char *some_text(struct check *c, struct some *s);

#endif
