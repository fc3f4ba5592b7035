/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DIAG_FIX_TEXT_H
#define SDC_DIAG_FIX_TEXT_H

#include "base/buf.h"
#include "diag/span.h"

/* The text at a place, and where its characters stand. */
struct extract {
	struct buf text;
	struct dt_place place;
};

/* extract_read - false where the place is not known or not in its file. @x is zeroed by the caller,
 * who frees the text. */
bool extract_read(struct dt_tree *t, struct dt_place p, struct extract *x);

/* extract_span - the span of some characters of what was read; none of them: an insertion before
 * @from */
struct span extract_span(const struct dt_tree *t, const struct extract *x, size_t from, size_t len);

/* extract_tree - lines are read when somebody asks for them */
struct dt_tree *extract_tree(const struct dt_tree *t);

#endif
