/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_LABELS_H
#define SDC_DT_LABELS_H

#include "dt/tree.h"

/* dt_labels_read - give the nodes of a tree the labels that its __symbols__ name (dtc -@). Linear
 * in the tree, however many symbols there are. */
void dt_labels_read(struct dt_tree *t);

/* The nodes by their labels, of whatever origin. */
struct dt_labels;

struct dt_labels *dt_labels_index(const struct dt_tree *t, struct arena *a);

/* dt_by_label - the first node with that label, or NULL */
const struct dt_node *dt_by_label(const struct dt_labels *labels, const char *label);

/* dt_named - the node that a person names by an absolute path, a label or an alias; a component may
 * leave out its unit address where only one child has the rest of the name. NULL where there is
 * none. */
const struct dt_node *dt_named(
	const struct dt_tree *t, const struct dt_labels *labels, const char *name);

#endif
