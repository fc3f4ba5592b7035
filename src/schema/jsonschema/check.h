/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_JSONSCHEMA_CHECK_H
#define SDC_SCHEMA_JSONSCHEMA_CHECK_H

#include "schema/jsonschema/compile.h"

/* The way from the checked value to the current one, innermost first. */
struct frame {
	const struct frame *up;
	struct step step;
	unsigned int depth;
};

/* The way from the applied schema to the current part, innermost first. */
struct trail {
	const struct trail *up;
	const char *keyword;
	const char *key; /* behind the keyword; NULL: @index, or nothing */
	size_t index;    /* NO_INDEX: nothing */
};

#define NO_INDEX ((size_t)-1)

struct failures {
	struct failure *first, **last;
};

/* Which members or entries a schema has looked at: what unevaluated* asks. */
struct seen {
	size_t n;
	unsigned char *v;
};

/* The value that is checked, and who wants to know what. */
struct at {
	const json_t *value;
	const struct frame *frame; /* NULL: the whole value */
	const struct trail *trail; /* NULL: the whole schema */
	struct seen *seen;         /* NULL: nobody asks */
	struct failures *out;      /* NULL: the verdict alone is wanted */
};

typedef bool (*check_fn)(struct engine *e, const struct schema *s, const struct at *at);

/* check_schema - the value is what the schema wants. True also once the engine has failed. */
bool check_schema(struct engine *e, const struct schema *s, const struct at *at);

/* A part of a schema that is still JSON, and the steps that lead to it. */
struct part {
	json_t *schema;
	const char *keyword;
	const char *key;
	size_t index;
	const struct schema **compiled; /* where it is kept, or NULL */
};

#define PART(schema, keyword)                         \
	(struct part)                                 \
	{                                             \
		schema, keyword, NULL, NO_INDEX, NULL \
	}
#define PART_MEMBER(schema, keyword, name)            \
	(struct part)                                 \
	{                                             \
		schema, keyword, name, NO_INDEX, NULL \
	}
#define PART_ENTRY(schema, keyword, i)         \
	(struct part)                          \
	{                                      \
		schema, keyword, NULL, i, NULL \
	}
#define PART_MATCH(m)                                                       \
	(struct part)                                                       \
	{                                                                   \
		(m)->json, (m)->keyword, (m)->key, NO_INDEX, &(m)->compiled \
	}

/* check_part - the same for a part of @s */
bool check_part(struct engine *e, const struct schema *s, struct part part, const struct at *at);

/* check_child - the same for a member (@key) or an entry (@key NULL) of the value */
bool check_child(struct engine *e, const struct schema *s, struct part part, const struct at *at,
	const char *key, size_t index, const json_t *child);

/* check_failed - add a failure where somebody asks; returns false */
bool check_failed(struct engine *e, const struct schema *s, const struct at *at,
	const char *keyword, const json_t *wanted, const char *name);

/* check_append - move the failures of @list to the end of @to, which may be NULL */
void check_append(struct failures *to, struct failures *list);

/* check_because - what is behind the failure that was added last */
void check_because(const struct at *at, struct failure **lists, size_t n);

bool check_ref(struct engine *e, const struct schema *s, const struct at *at);
bool check_recursive(struct engine *e, const struct schema *s, const struct at *at);

bool check_type(struct engine *e, const struct schema *s, const struct at *at);
bool check_type_size(struct engine *e, const struct schema *s, const struct at *at);
bool check_enum(struct engine *e, const struct schema *s, const struct at *at);
bool check_number(struct engine *e, const struct schema *s, const struct at *at);
bool check_string(struct engine *e, const struct schema *s, const struct at *at);

bool check_object(struct engine *e, const struct schema *s, const struct at *at);
bool check_members(struct engine *e, const struct schema *s, const struct at *at);
bool check_names(struct engine *e, const struct schema *s, const struct at *at);
bool check_dependent(struct engine *e, const struct schema *s, const struct at *at);
bool check_loose_members(struct engine *e, const struct schema *s, const struct at *at);

bool check_array(struct engine *e, const struct schema *s, const struct at *at);
bool check_entries(struct engine *e, const struct schema *s, const struct at *at);
bool check_contains(struct engine *e, const struct schema *s, const struct at *at);
bool check_loose_entries(struct engine *e, const struct schema *s, const struct at *at);

bool check_all(struct engine *e, const struct schema *s, const struct at *at);
bool check_any(struct engine *e, const struct schema *s, const struct at *at);
bool check_one(struct engine *e, const struct schema *s, const struct at *at);
bool check_not(struct engine *e, const struct schema *s, const struct at *at);
bool check_if(struct engine *e, const struct schema *s, const struct at *at);

#endif
