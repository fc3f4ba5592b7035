/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_SOURCE_ANNOTATED_H
#define SDC_DT_SOURCE_ANNOTATED_H

#include "dt/tree.h"

/*
 * annotated_read - take places and labels from the output of `dtc -O dts -T -T`
 * @text: that output
 * @t: the same tree as compiled; gets the labels that it lacks
 * @a: memory for file names and labels
 * @nodes, @props: one place for each of the tree's
 *
 * Where a node or property was written several times, its last place counts.
 * Returns false where text and tree do not match.
 */
bool annotated_read(const char *text, struct dt_tree *t, struct arena *a, struct dt_place *nodes,
	struct dt_place *props);

#endif
