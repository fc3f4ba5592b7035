/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_SET_H
#define SDC_SCHEMA_SET_H

#include "base/buf.h"
#include "schema/schema.h"
#include "schema/set/index.h"

/* An image (image.h), opened. Only read: what a validation parses and compiles is its own. */
struct schema_set {
	const char *name;             /* for messages */
	const struct source *sources; /* sorted by id */
	size_t n;
	struct schema_index index;
	struct buf built; /* the image where it was made here */
	void *mapped;     /* where it is a file */
	size_t mapped_size;
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

/* schema_set_memory - open an image; the bytes are copied */
int schema_set_memory(
	const void *data, size_t size, struct schema_set **out, struct sdc_error *err);

/* set_build - append the image of what @opts names; schema_set_load() without a cache */
int set_build(const struct schema_set_options *opts, struct buf *out, struct sdc_error *err);

#define SET_NONE ((size_t)-1)

/* set_find - the number of the schema with that id (without "#"), or SET_NONE */
size_t set_find(const struct schema_set *s, const char *id);

/* set_json - the schema, parsed when it is first needed; NULL with @err filled */
json_t *set_json(struct set_view *v, size_t number, struct sdc_error *err);

/* set_resolve - the schema with that id, or NULL, for an engine_find_fn */
json_t *set_resolve(struct set_view *v, const char *id);

void set_view_free(struct set_view *v);

#endif
