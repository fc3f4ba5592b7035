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

/* One part of a schema that speaks of a member by its name. */
struct member_part {
	json_t *json;
	const char *keyword, *key;
	const struct schema *compiled; /* once it was needed */
};

/* All of them, "properties" first. */
struct match {
	size_t n;
	struct member_part v[];
};

struct match_entry {
	const struct schema *schema;
	const char *name; /* the engine's own copy */
	struct match *match;
};

/* The members of an object, each with the engine's own copy of its name. */
struct member {
	const char *name;
	json_t *value;
};

struct member_list {
	size_t n;
	struct member v[];
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
	unsigned char *firsts;           /* pattern_first() of each */
	size_t n_patterns;
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
	struct map compiled;  /* JSON to struct schema */
	struct map resources; /* URI to struct resource */
	struct map documents; /* JSON to struct resource */
	struct map anchors;   /* "URI#name" to JSON */
	struct map patterns;  /* regular expression to struct pattern */
	struct map names;     /* of members, to the engine's own copies */
	struct match_entry *matches;
	size_t n_matches, matches_cap;
	struct map members;      /* object to struct member_list, while the value is the same */
	struct arena of_members; /* the same */
	bool again;              /* the next check is of the same value */
	struct arena scratch;    /* of one check */
	VEC(json_t *) kept;      /* the same */
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

/* engine_pattern - each expression once, whoever uses it; NULL after a failure */
struct pattern *engine_pattern(struct engine *e, const char *regex, const char *uri);

/* engine_patterns - the expressions of patternProperties; NULL after a failure */
const struct pattern_schema *engine_patterns(struct engine *e, struct schema *s);

/*
 * engine_match - what @s says of a member
 * @name: the engine's own copy
 *
 * After engine_patterns(). Lives as long as the check.
 */
struct match *engine_match(struct engine *e, const struct schema *s, const char *name);

/* engine_members - the members of an object */
const struct member_list *engine_members(struct engine *e, const json_t *object);

/* engine_forget - what was found out about a value */
void engine_forget(struct engine *e);

#endif
