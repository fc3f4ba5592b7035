/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_SET_H
#define SDC_SCHEMA_SET_H

#include "schema/index.h"
#include "schema/schema.h"

/* Only read after schema_set_load(): what a validation parses and compiles is its own. */
struct schema_set {
	const struct source *sources; /* sorted by id */
	size_t n;
	const struct schema_index *index;
	struct source *owned; /* of directories, and then of what is built in; NULL: none */
	struct schema_index own_index;
	struct arena arena;
};

/* The JSON that one validation has parsed; zero-initialise. */
struct set_view {
	const struct schema_set *set;
	json_t **json; /* by the source's number */
	struct arena arena;
};

/*
 * schema_set_parse - what is built in and one schema more, given as YAML
 *
 * For tests. Returns as schema_set_load() does.
 */
int schema_set_parse(const char *text, size_t len, struct schema_set **out, struct sdc_error *err);

#define SET_NONE ((size_t)-1)

/* set_json - the schema, parsed when it is first needed; NULL with @err filled */
json_t *set_json(struct set_view *v, size_t number, struct sdc_error *err);

/* set_resolve - the schema with that id, or NULL, for an engine_find_fn */
json_t *set_resolve(struct set_view *v, const char *id);

void set_view_free(struct set_view *v);

#endif
