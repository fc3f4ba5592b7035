/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_ENTRY_H
#define SDC_DT_ENTRY_H

#include "dt/tree.h"

/* Places that are found by reading the source's text. */

/*
 * dt_place_entry - where one entry of a property stands
 * @p: place of the whole property
 * @index: which entry, from 0
 *
 * Takes the property's comma-separated values for its entries, if all of them look alike: strings,
 * or cells of one number. Otherwise, and where the source is not known or longer than a table of
 * agents can be, returns @p.
 */
struct dt_place dt_place_entry(struct dt_tree *t, const struct dt_place *p, int index);

/*
 * dt_place_name - where the name of a node stands
 * @p: place of the node, whose brace the compiler knows
 *
 * Returns the name on that line; other places as they are.
 */
struct dt_place dt_place_name(struct dt_tree *t, const struct dt_place *p);

#endif
