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
	struct seen *seen;         /* NULL: nobody asks */
	struct failures *out;      /* NULL: the verdict alone is wanted */
};

typedef bool (*check_fn)(struct engine *e, const struct schema *s, const struct at *at);

/* check_schema - the value is what the schema wants. True also once the engine has failed. */
bool check_schema(struct engine *e, const struct schema *s, const struct at *at);

/* check_part - the same for a part of @s that is still JSON */
bool check_part(struct engine *e, const struct schema *s, json_t *part, const struct at *at);

/* check_child - the same for a member (@key) or an entry (@key NULL) of the value */
bool check_child(struct engine *e, const struct schema *s, json_t *part, const struct at *at,
	const char *key, size_t index, const json_t *child);

/* check_failed - add a failure where somebody asks; returns false */
bool check_failed(struct engine *e, const struct schema *s, const struct at *at,
	const char *keyword, const json_t *wanted, const char *name);

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
