/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_INDEX_H
#define SDC_SCHEMA_INDEX_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "schema/decode/types.h"

/*
 * Which schemas a node may be meant by, without looking at the schemas.
 */

/* A schema, wherever it comes from. */
struct source {
	const char *id;   /* without "#" */
	const char *text; /* JSON, where json is NULL */
	size_t len;
	uint64_t sum; /* of the text: image_sum() */
	json_t *json;
	bool binding;       /* describes nodes; else a document of another kind */
	bool builtin;       /* of those that are compiled into the library */
	bool core;          /* of those, one that only gives types to properties */
	bool by_compatible; /* applies where a compatible string leads to it, without "select" */
};

struct schema_key {
	const char *key;
	uint32_t schema;
};

struct schema_keys {
	const struct schema_key *v; /* sorted by key */
	size_t n;
};

struct schema_index {
	struct schema_keys compatible; /* strings of compatible */
	struct schema_keys member;     /* properties without which no such schema applies */
	struct schema_keys name;       /* whole node names */
	const uint32_t *always;        /* schemas that have to be asked for every node */
	size_t n_always;
	const struct prop_type *types; /* sorted by name */
	size_t n_types;
	const struct prop_type *patterns; /* sorted by name */
	size_t n_patterns;
	const char *const *known; /* compatible strings of any schema, sorted */
	size_t n_known;
	const char *const *known_patterns; /* whole ones, "^...$" */
	size_t n_known_patterns;
};

/* The schemas that are compiled in, as an image (image.h). */
extern const unsigned char builtin_image[];
extern const size_t builtin_size;

/*
 * index_prepare - take a schema as it was read
 *
 * Applies fixup_binding() to a binding and fills @s, whose id comes from @a. Returns NULL, or
 * what is wrong: no mapping, no $id.
 */
const char *index_prepare(struct source *s, json_t *json, struct arena *a);

/* index_build - for sources whose json is set; arrays come from @a, strings from the JSON */
void index_build(struct schema_index *x, const struct source *s, size_t n, struct arena *a);

/* index_find - the first entry with that key, or NULL */
const struct schema_key *index_find(const struct schema_keys *keys, const char *key);

#endif
