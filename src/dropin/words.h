/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DROPIN_WORDS_H
#define SDC_DROPIN_WORDS_H

#include "base/buf.h"
#include "dt/tree.h"
#include "schema/jsonschema/engine.h"

/*
 * Failures in the words of Python's jsonschema, and values as Python prints them.
 */

/* One error of dt-validate: of all members that one keyword refuses it makes one. */
struct words {
	const struct dt_node *node; /* whose JSON the path leads through */
	const struct failure *first;
};

/* words_same - a later failure is part of the same error */
bool words_same(const struct failure *f, const struct failure *next);

/* words_message - what is wrong, on one line */
void words_message(struct buf *out, const struct words *w);

/* words_python - a value; @p: the property that it is of, NULL: not of one */
void words_python(struct buf *out, const json_t *v, const struct dt_prop *p);

#endif
