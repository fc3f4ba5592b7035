/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_DECODE_H
#define SDC_SCHEMA_DECODE_H

#include <jansson.h>

#include "base/map.h"
#include "dt/tree.h"
#include "schema/index.h"
#include "schema/jsonschema/pattern.h"

/*
 * Nodes as JSON. An empty property is true; text is a list of strings; a number by itself, a
 * list of numbers or a list of rows, by the type that the schemas give; bytes that do not fit
 * their type are an empty string, which no type allows. Without a type text and cells are
 * guessed. A child is an object. Nodes whose name starts with "__" are left out.
 */
struct decoder {
	const struct dt_tree *tree;
	const struct schema_index *index;
	json_t **nodes;            /* by dt_index(), NULL: not needed yet */
	struct map types;          /* name to struct prop_type */
	struct map bits;           /* value to its size in bits, where that is not 32 */
	struct pattern **patterns; /* of the index, once they were needed */
	struct arena arena;
};

void decoder_init(struct decoder *d, const struct dt_tree *t, const struct schema_index *x);
void decoder_free(struct decoder *d);

/* decode_node - the node with all that is below it; owned by the decoder */
json_t *decode_node(struct decoder *d, const struct dt_node *n);

/* decode_release - forget a node; neither it nor one above is asked for again */
void decode_release(struct decoder *d, const struct dt_node *n);

/* decode_bits - the size of each number in a property's value */
unsigned int decode_bits(const struct decoder *d, const json_t *value);

/*
 * decode_rows - cells as rows, which the properties of other nodes may divide
 *
 * Knows interrupts, ranges, gpios and lists of phandles. Returns NULL for any other property.
 */
json_t *decode_rows(struct decoder *d, const struct dt_node *n, const struct dt_prop *p,
	const struct prop_type *type);

#endif
