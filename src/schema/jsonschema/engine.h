/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_JSONSCHEMA_ENGINE_H
#define SDC_SCHEMA_JSONSCHEMA_ENGINE_H

#include <jansson.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "scmi-dtcheck.h"

/*
 * JSON Schema, draft 2019-09, over jansson values. Knows no device tree but for "typeSize",
 * which dt-schema adds. A schema, and each part of it, is compiled when a value first needs it.
 */

/* One step from a value to a part of it, or from a schema. */
struct step {
	const char *key; /* NULL: an entry of an array */
	size_t index;
};

/* Why a value is not what a schema wants. Lives until the engine checks again. */
struct failure {
	struct failure *next;
	const char *keyword;
	const struct step *path; /* from the checked value to the one at fault */
	size_t n_path;
	const struct step *location; /* from the schema to the keyword; neither $ref nor if */
	size_t n_location;
	const json_t *value;  /* the one at fault */
	const char *name;     /* the member that is missing, unknown or deprecated, or NULL */
	const json_t *wanted; /* what the keyword says */
	const json_t *schema; /* the part of the schema that says it */
	const char *uri;      /* of the document that this is in */
	/* anyOf, oneOf: the failures of each, unevaluatedProperties: of its schema; NULL: none */
	struct failure **alternatives;
	size_t n_alternatives;
	unsigned int bits; /* of each number in the value, 0: unknown */
	bool note;         /* no failure: the member is deprecated */
};

struct engine;

/*
 * The document of that URI (without fragment), or NULL where it is unknown: then a reference to
 * it fails for any value. Also asked for "URI#/path/of/a/part", which may be NULL though the
 * document is known. Borrowed.
 */
typedef json_t *(*engine_find_fn)(void *ctx, const char *uri);

/* The bits of each number in a value, 0 where they are unknown. */
typedef unsigned int (*engine_size_fn)(void *ctx, const json_t *value);

struct engine *engine_new(engine_find_fn find, engine_size_fn size, void *ctx);

/*
 * engine_cascade - to the letter
 *
 * What allOf looked at counts for unevaluated* only where it succeeded, as the standard has it,
 * and "typeSize" refuses what is no number, as dt-schema has it. By default a member's own
 * mistake does not make it unevaluated, too.
 */
void engine_cascade(struct engine *e, bool on);
void engine_free(struct engine *e);

/*
 * engine_check - apply a schema
 * @schema: a whole document
 * @uri: its URI for references, may be ""
 * @budget: how many applications of a part of a schema may be made, so that a hostile schema
 *          ends
 * @out: the failures, in the schema's order; NULL where there are none
 *
 * Returns 0, or -SDC_EINPUT where the schema, or one that it refers to, is malformed or
 * refers to itself without end.
 */
int engine_check(struct engine *e, json_t *schema, const char *uri, const json_t *value,
	unsigned long budget, struct failure **out, struct sdc_error *err);

/*
 * engine_again - the next check is of the same value as the last one, and it has not changed
 *
 * Then its members need not be looked up anew.
 */
void engine_again(struct engine *e);

/*
 * engine_accepts - the verdict alone, in *@result
 * @part: of the document @schema, for instance its "select"; NULL: the whole
 */
int engine_accepts(struct engine *e, json_t *schema, const char *uri, json_t *part,
	const json_t *value, unsigned long budget, bool *result, struct sdc_error *err);

/* engine_left - what the last check left of its budget */
unsigned long engine_left(const struct engine *e);

#endif
