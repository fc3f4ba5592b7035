/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_LABELS_H
#define SDC_DT_LABELS_H

#include "dt/tree.h"

/* dt_labels_read - give the nodes of a tree the labels that its __symbols__ name (dtc -@). Linear
 * in the tree, however many symbols there are. */
void dt_labels_read(struct dt_tree *t);

#endif
