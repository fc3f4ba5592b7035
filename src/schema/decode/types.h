/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_TYPES_H
#define SDC_SCHEMA_TYPES_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"

/*
 * The types of properties. A blob does not say what the bytes of a property are; the bindings
 * do, all of them together: a property has one meaning in the whole tree.
 */

enum prop_shape {
	PROP_SCALAR,
	PROP_ARRAY,
	PROP_MATRIX,
};

#define PROP_FLAG          (1u << 0)
#define PROP_STRING        (1u << 1) /* one or several */
#define PROP_PHANDLE       (1u << 2)
#define PROP_PHANDLE_ARRAY (1u << 3)
#define PROP_ADDRESS       (1u << 4)

/* PROP_INT - the bit of an integer type; @log2: 0 for 8 bits to 3 for 64 */
#define PROP_INT(log2, is_signed, shape)                                       \
	(1u << (5 + ((unsigned int)(is_signed)*4 + (unsigned int)(log2)) * 3 + \
		 (unsigned int)(shape)))
#define PROP_INT_FIRST 5
#define PROP_INT_LAST  28
#define PROP_ALL       ((1u << (PROP_INT_LAST + 1)) - 1)

/* Numbers of rows, and of cells in each; a maximum of 0 is none. */
struct prop_dim {
	uint32_t min, max;
};

struct prop_type {
	const char *name; /* or a regular expression */
	uint32_t types;   /* 0: unknown */
	bool has_dim;
	struct prop_dim rows, cells;
};

/* A table while it is made. */
struct type_builder {
	struct arena arena;
	struct map names, patterns; /* to struct type_entry */
	VEC(struct type_entry *) name_list, pattern_list;
};

void types_init(struct type_builder *b);

/* types_add - take the types that a binding, after fixup_binding(), declares */
void types_add(struct type_builder *b, json_t *schema);

/*
 * types_finish - the tables, sorted by name
 *
 * Arrays and strings come from @a, the strings of the bindings must live as long.
 */
void types_finish(struct type_builder *b, struct arena *a, struct prop_type **names,
	size_t *n_names, struct prop_type **patterns, size_t *n_patterns);

#endif
