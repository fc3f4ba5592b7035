/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_SOURCE_ORIGINS_H
#define SDC_DT_SOURCE_ORIGINS_H

#include "dt/source/source.h"

/* A tree or overlay before they are merged. */
struct layer {
	const struct unit *unit;
	struct buf blob;
	struct dt_tree *tree;
	struct dt_place *nodes, *props; /* as dtc gives them; line 0: unknown */
	struct arena arena;             /* of the places */
};

/* layer_open - index a copy of the unit's blob, and read its places; names of files live as long
 * as @s. Errors as of dt_tree_build(). */
int layer_open(struct layer *l, struct dt_source *s, const struct unit *u,
	const struct sdc_load_options *opts, struct sdc_error *err);
void layer_close(struct layer *l);

/*
 * origins_find - say of every node and property of a merged tree where it came from
 * @layers: the tree, then the overlays, in the order in which they were applied
 *
 * A node stands where it was first written, a property where it was last.
 */
void origins_find(
	struct dt_source *s, const struct dt_tree *merged, const struct layer *layers, size_t n);

/* layer_label - the path of the node that has a label, of __symbols__; NULL: none has it */
const struct dt_prop *layer_label(const struct layer *l, const char *label);

#endif
