/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_DECODE_H
#define SDC_SCHEMA_DECODE_H

#include <jansson.h>

#include "base/map.h"
#include "dt/tree.h"
#include "schema/jsonschema/pattern.h"
#include "schema/set/index.h"

/* Where phandles stand, by the records that dtc leaves for overlays; see marks.c. */
struct mark {
	const struct dt_prop *prop;
	uint32_t offset;
};

struct marks {
	struct mark *v; /* sorted */
	size_t n;
};

void marks_read(struct marks *m, const struct dt_tree *t);
void marks_free(struct marks *m);

/* marks_has - a phandle stands in that cell */
bool marks_has(const struct marks *m, const struct dt_prop *p, uint32_t cell);

/* What dtc writes where a reference leads out of the tree. */
#define DECODE_UNRESOLVED 0xffffffffu

/* The types of all names that were asked for, whatever the tree. */
struct type_table {
	const struct schema_index *index;
	struct map names;          /* to struct prop_type */
	struct pattern **patterns; /* of the index, once they were needed */
	struct arena arena;
};

void types_open(struct type_table *t, const struct schema_index *x);
void types_close(struct type_table *t);

/*
 * Nodes as JSON. An empty property is true; text is a list of strings; a number by itself, a
 * list of numbers or a list of rows, by the type that the schemas give; bytes that have no type,
 * or do not fit it, are an empty string, which no type allows. A child is an object. Nodes whose
 * name starts with "__" are left out.
 */
struct decoder {
	const struct dt_tree *tree;
	struct type_table *types;
	bool strict;     /* see struct schema_options */
	json_t **nodes;  /* by dt_index(), NULL: not needed yet */
	struct map bits; /* value to its size in bits, where that is not 32 */
	struct marks marks;
};

void decoder_init(
	struct decoder *d, const struct dt_tree *t, struct type_table *types, bool strict);
void decoder_free(struct decoder *d);

/* decode_node - the node with all that is below it; owned by the decoder */
json_t *decode_node(struct decoder *d, const struct dt_node *n);

/* decode_release - forget a node; neither it nor one above is asked for again */
void decode_release(struct decoder *d, const struct dt_node *n);

/* decode_bits - the size of each number in a property's value */
unsigned int decode_bits(const struct decoder *d, const json_t *value);

/* decode_type - what the schemas say of a property; types 0 where they say nothing */
const struct prop_type *decode_type(struct type_table *table, const char *name);

/* decode_choose - the bit of the type that the value has; 0 where it can have none */
uint32_t decode_choose(const struct prop_type *t, const struct dt_node *n, const struct dt_prop *p);

/* decode_type_name - what dt-schema calls the type of that bit */
const char *decode_type_name(uint32_t type);

/* decode_misfit - dt-schema's name of the type whose values the bytes cannot make up, or NULL */
const char *decode_misfit(
	struct type_table *table, const struct dt_node *n, const struct dt_prop *p);

/* Of an integer type's bit, where it is in the order of PROP_INT(). */
unsigned int decode_log2(uint32_t type);
bool decode_signed(uint32_t type);
enum prop_shape decode_shape(uint32_t type);

/* decode_size - the bytes of one number of the type */
unsigned int decode_size(uint32_t type);

/*
 * decode_rows - cells as rows, which the properties of other nodes may divide
 * @row: the cells of a row by the property's type; only the first row is divided further
 *
 * Knows interrupts, addresses, gpios and lists of phandles. Returns NULL for any other property.
 */
json_t *decode_rows(struct decoder *d, const struct dt_node *n, const struct dt_prop *p,
	const struct prop_type *type, uint32_t row);

#endif
