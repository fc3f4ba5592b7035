/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DIAG_FIX_TREE_H
#define SDC_DIAG_FIX_TREE_H

#include "diag/fix.h"

/*
 * Edits in the source of a tree. Where a place is not known, or the text there is not what the
 * tree was made of (a macro), nothing is added and NULL or false is returned: then the finding has
 * its hint alone.
 */

/* A fix with one edit. */
struct fix *fix_rename_prop(struct findings *f, struct finding *to, enum sdc_applicability how,
	const struct dt_tree *t, const struct dt_node *n, const char *old, const char *name);

/* fix_set_prop - give a property another value, as in a source, or add it: @value "<0x1>",
 * "\"okay\"", or NULL for an empty one */
struct fix *fix_set_prop(struct findings *f, struct finding *to, enum sdc_applicability how,
	const struct dt_tree *t, const struct dt_node *n, const char *name, const char *value);

struct fix *fix_remove_prop(struct findings *f, struct finding *to, enum sdc_applicability how,
	const struct dt_tree *t, const struct dt_node *n, const char *name);

/* fix_set_cell - another number in place of cell @cell of a property */
struct fix *fix_set_cell(struct findings *f, struct finding *to, enum sdc_applicability how,
	const struct dt_tree *t, const struct dt_node *n, const char *name, uint32_t cell,
	const char *text);

/* fix_add_child - text of a node at the end of another */
struct fix *fix_add_child(struct findings *f, struct finding *to, enum sdc_applicability how,
	const struct dt_tree *t, const struct dt_node *n, const char *title, const char *text);

/* The same as further edits of a fix: false where one cannot be made, and the fix is of no use. */
bool edit_rename_prop(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, const char *old, const char *name);
bool edit_set_prop(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, const char *name, const char *value);
bool edit_remove_prop(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, const char *name);
/* edit_replace_prop - another property in place of one */
bool edit_replace_prop(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, const char *old, const char *name, const char *value);
/* edit_remove_entry - one of several values of a property, but not the first */
bool edit_remove_entry(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, const char *name, int index);
bool edit_set_cell(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, const char *name, uint32_t cell, const char *text);
bool edit_add_child(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, const char *text);

/* fix_value_text - a property's value as its source writes it; NULL where that is not known */
const char *fix_value_text(
	struct findings *f, const struct dt_tree *t, const struct dt_node *n, const char *name);

/* fix_ref - how a source refers to a node: "&label", else "&{/path}" */
const char *fix_ref(struct findings *f, const struct dt_node *n);

/* fix_end - keep the fix if @whole, else take it back; returns it or NULL */
struct fix *fix_end(struct finding *to, struct fix *fix, bool whole);

#endif
