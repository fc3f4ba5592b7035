/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_YAML_YAML_H
#define SDC_SCHEMA_YAML_YAML_H

#include <jansson.h>
#include <stddef.h>

#include "base/arena.h"
#include "scmi-dtcheck.h"

/*
 * YAML 1.2 (and so JSON) to jansson values: one document, the core schema's scalars, anchors
 * and aliases. A number too large for 64 bits becomes a real.
 */

#define YAML_MAX_DEPTH  96
#define YAML_MAX_VALUES (1u << 20) /* aliases counted as what they stand for */
#define YAML_MAX_SIZE   ((size_t)16 << 20)

/* Where a value stands, and its key where it is a member of a mapping. From 1. */
struct yaml_mark {
	const char *key; /* NULL in a sequence and for the whole document */
	unsigned int line, column;
	unsigned int key_line, key_column;
	unsigned int key_end; /* last column, with its quotation mark; 0: on another line */
	const struct yaml_mark *child, *next; /* first member or entry, next sibling */
};

/*
 * yaml_parse - read a document
 * @file: the name for messages
 * @arena, @marks: where the places go; NULL where nobody asks for them
 *
 * The value is the caller's (json_decref()). Returns 0, or -SDC_EINPUT with
 * "file:line:column: text" for what is no YAML, a second document, a repeated key, a key that
 * is no scalar, an unknown tag, NUL in a string, a number beyond a double, or any of the limits
 * above passed.
 */
int yaml_parse(const char *text, size_t len, const char *file, json_t **out, struct arena *arena,
	const struct yaml_mark **marks, struct sdc_error *err);

/* yaml_read - the same for a file; also -SDC_EIO. "-" is standard input. */
int yaml_read(const char *path, json_t **out, struct arena *arena, const struct yaml_mark **marks,
	struct sdc_error *err);

/* yaml_mark_member, yaml_mark_entry - the place of a member by its key, of an entry by its index,
 * or NULL */
const struct yaml_mark *yaml_mark_member(const struct yaml_mark *m, const char *key);
const struct yaml_mark *yaml_mark_entry(const struct yaml_mark *m, size_t index);

#endif
