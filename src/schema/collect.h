/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_COLLECT_H
#define SDC_SCHEMA_COLLECT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"
#include "schema/set/index.h"

/* Schemas that are to become one set. */
struct collection {
	VEC(struct source) sources;
	struct map by_id; /* to the source's number plus one */
	struct arena arena;
};

void collection_init(struct collection *c);
void collection_free(struct collection *c);

/*
 * collection_add - take a schema as it was read; one with its $id is replaced
 *
 * Returns NULL, or what is wrong: no mapping, no $id. The JSON is the collection's in any case.
 */
const char *collection_add(struct collection *c, json_t *json);

/* collection_take - the same for one that is prepared already */
void collection_take(struct collection *c, const struct source *s);

bool collection_has(const struct collection *c, const char *id);

/* collection_image - append all of them as an image */
void collection_image(struct collection *c, struct buf *out);

#endif
