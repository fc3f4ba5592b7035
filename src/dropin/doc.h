/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DROPIN_DOC_H
#define SDC_DROPIN_DOC_H

#include "base/map.h"
#include "base/vec.h"
#include "schema/jsonschema/engine.h"

/* The schemas of schemas, as dt-schema has them. */
struct meta {
	struct map by_id; /* to JSON */
	VEC(json_t *) list;
	struct engine *engine;
	struct arena arena;
};

/*
 * meta_open - read the meta-schemas
 *
 * Where there are none meta_check() finds nothing but what the engine itself refuses.
 */
int meta_open(struct meta *m, struct sdc_error *err);
void meta_close(struct meta *m);

/* meta_check - the failures of a binding, until the next call */
int meta_check(struct meta *m, json_t *binding, struct failure **out, struct sdc_error *err);

/*
 * doc_check_refs - say on standard error what is wrong with $id, references, and objects that
 *                  allow any property
 * @path: absolute
 */
void doc_check_refs(json_t *binding, const char *path);

#endif
