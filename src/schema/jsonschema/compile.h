/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_JSONSCHEMA_COMPILE_H
#define SDC_SCHEMA_JSONSCHEMA_COMPILE_H

#include <stdint.h>

#include "schema/jsonschema/engine.h"
#include "schema/jsonschema/pattern.h"

/* What a schema checks, in the order in which that is done. */
enum check {
	CHECK_REF,
	CHECK_RECURSIVE,
	CHECK_TYPE,
	CHECK_TYPE_SIZE,
	CHECK_ENUM,
	CHECK_NUMBER,
	CHECK_STRING,
	CHECK_OBJECT,
	CHECK_MEMBERS,
	CHECK_NAMES,
	CHECK_DEPENDENT,
	CHECK_ARRAY,
	CHECK_ENTRIES,
	CHECK_CONTAINS,
	CHECK_ALL,
	CHECK_ANY,
	CHECK_ONE,
	CHECK_NOT,
	CHECK_IF,
	CHECK_LOOSE_MEMBERS,
	CHECK_LOOSE_ENTRIES,
	CHECK_MAX
};

/* Types as bits. An integer is also a number. */
enum {
	TYPE_OBJECT = 1,
	TYPE_ARRAY = 2,
	TYPE_STRING = 4,
	TYPE_INTEGER = 8,
	TYPE_NUMBER = 16,
	TYPE_BOOLEAN = 32,
	TYPE_NULL = 64,
};

/* A document, or a part of one that has an $id of its own. */
struct resource {
	json_t *json;
	const char *uri;
	bool recursive; /* $recursiveAnchor */
};

struct pattern_schema {
	const char *regex;
	struct pattern *pattern;
	json_t *schema;
};

/* The patterns that a name matches. */
struct match_list {
	size_t n;
	const struct pattern_schema *v[];
};

/* A schema, compiled. Its parts are still JSON. NULL and SIZE_MAX: the keyword is absent. */
struct schema {
	json_t *json;
	const struct resource *resource;
	uint32_t checks;        /* bits of enum check */
	bool constant, verdict; /* true or false */
	bool deprecated;
	const char *ref;
	const struct schema *target; /* of ref, once it was needed */
	unsigned int types;
	unsigned int type_size;
	json_t *enumeration, *constant_value;
	json_t *minimum, *maximum, *above, *below, *multiple;
	size_t min_length, max_length;
	struct pattern *pattern;
	json_t *required, *dependent_required;
	size_t min_members, max_members;
	json_t *members, *pattern_members, *other_members;
	struct pattern_schema *patterns; /* of pattern_members, once they were needed */
	size_t n_patterns;
	bool slow;           /* so many or such patterns that their matches are remembered */
	struct map *matches; /* name, the engine's own copy, to struct match_list; NULL: empty */
	json_t *names, *dependent;
	size_t min_entries, max_entries;
	bool unique;
	json_t *entries, *other_entries, *contains;
	size_t min_contains, max_contains;
	json_t *all, *any, *one, *negated, *condition, *then, *otherwise;
	json_t *loose_members, *loose_entries;
};

struct scope;

struct engine {
	struct arena arena;
	engine_find_fn find;
	engine_size_fn size;
	void *ctx;
	struct map compiled;       /* JSON to struct schema */
	struct map resources;      /* URI to struct resource */
	struct map anchors;        /* "URI#name" to JSON */
	struct map patterns;       /* regular expression to struct pattern */
	struct map names;          /* of members, to the engine's own copies */
	VEC(struct map *) matches; /* of all schemas */
	size_t n_matches;
	struct arena scratch; /* of one check */
	VEC(json_t *) kept;   /* the same */
	const struct scope *scope;
	unsigned long budget;
	unsigned int depth;
	unsigned int bits; /* of each number in the current value, 0: unknown */
	bool cascade;
	struct sdc_error *err;
	bool failed; /* err is filled */
};

/* engine_keep - take a value that failures speak of */
void engine_keep(struct engine *e, json_t *value);

/* engine_fail - note that the schema is unusable; returns true, so that checking ends soon */
bool engine_fail(struct engine *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* engine_compile - the schema for a part of @from; NULL after a failure */
const struct schema *engine_compile(struct engine *e, json_t *json, const struct resource *from);

/* engine_add - make a document and all that it holds known by URI */
const struct resource *engine_add(struct engine *e, json_t *json, const char *uri);

/* engine_resolve - the schema that a reference means; NULL where its document is unknown, and
 * after a failure */
const struct schema *engine_resolve(struct engine *e, const struct schema *s);

/* engine_patterns - the expressions of patternProperties; NULL after a failure */
const struct pattern_schema *engine_patterns(struct engine *e, struct schema *s);

/*
 * engine_matches - the patterns of @s that a name matches
 *
 * NULL where they are not remembered, and have to be asked.
 */
const struct match_list *engine_matches(struct engine *e, struct schema *s, const char *name);

#endif
