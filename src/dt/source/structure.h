/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_SOURCE_STRUCTURE_H
#define SDC_DT_SOURCE_STRUCTURE_H

#include "dt/source/cpp/scan.h"

/*
 * structure_read - find where the nodes and properties of a tree were written
 * @s: with its first input
 * @t: the tree that dtc made of it; gets the labels that it lacks
 * @nodes, @props: one place for each of the tree's, zeroed
 *
 * Where a node or property was written several times, its last place counts: of a node from its
 * opening brace, of a property from its name, to the semicolon. Values are passed over.
 * Returns false where one that dtc does not make by itself was not found: then none of the places
 * may be used.
 */
bool structure_read(
	struct scan *s, struct dt_tree *t, struct dt_place *nodes, struct dt_place *props);

#endif
