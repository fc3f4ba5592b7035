/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_LOOKUP_H
#define SDC_DT_LOOKUP_H

#include "dt/tree.h"

/*
 * Hash tables over the properties and children of a node that has many of them: a search for
 * each of a hundred thousand siblings must not visit all the others. Small nodes do without.
 */

/* dt_lookup_build - the tables of a node that is complete; NULL where it is small */
const struct dt_lookup *dt_lookup_build(
	struct arena *a, const struct dt_node *n, size_t n_children);

/* dt_lookup_prop - see dt_prop() */
const struct dt_prop *dt_lookup_prop(const struct dt_node *n, const char *name);

/*
 * dt_lookup_child - the first child that has that name
 * @exact: the whole name; else also a name with a unit address behind it, where @name has none
 */
const struct dt_node *dt_lookup_child(
	const struct dt_node *n, const char *name, size_t len, bool exact);

/* dt_lookup_only - the child of that exact name, or the only one that has it before its unit
 * address; NULL where there is none, or are several */
const struct dt_node *dt_lookup_only(const struct dt_node *n, const char *name, size_t len);

/* dt_lookup_folded - the child of that exact name, or else the first whose whole name differs in
 * case alone */
const struct dt_node *dt_lookup_folded(const struct dt_node *n, const char *name, size_t len);

#endif
