/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_EXPLAIN_H
#define SDC_SCHEMA_EXPLAIN_H

#include "base/buf.h"
#include "schema/jsonschema/engine.h"
#include "schema/set/index.h"

/*
 * What helps with a failure beyond its message. Each appends nothing where it knows nothing.
 */

/*
 * explain_failure - how to get right
 * @binding: the whole schema, whose properties are proposed for a name that it does not know
 *
 * Of a misspelt name the closest one that the schema knows, of alternatives the closest and what
 * it misses, of a property the schema's own description.
 */
void explain_failure(struct buf *out, const struct failure *f, const json_t *binding);

/* explain_compatible - the closest compatible string that some schema knows */
void explain_compatible(struct buf *out, const struct schema_index *x, const char *s);

#endif
