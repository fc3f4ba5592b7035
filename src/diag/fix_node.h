/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DIAG_FIX_NODE_H
#define SDC_DIAG_FIX_NODE_H

#include "diag/fix_tree.h"

/*
 * Edits of whole nodes. A node that was opened last by a reference has its name elsewhere: then
 * false is returned, as everywhere where the text is not known.
 */

/* edit_rename_node - another name, unit address included; false where a sibling has it */
bool edit_rename_node(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, const char *name);

/* edit_remove_node - with its labels, and with its lines where it has them for itself */
bool edit_remove_node(
	struct findings *f, struct fix *fix, const struct dt_tree *t, const struct dt_node *n);

/*
 * edit_move_reg - the first address of reg, and the unit address with it
 * @from, @to: addresses at the root; the one in the source differs from them by the ranges between
 */
bool edit_move_reg(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, uint64_t from, uint64_t to);

#endif
