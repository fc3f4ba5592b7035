/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_MIGRATE_EDIT_H
#define SDC_MIGRATE_EDIT_H

#include "diag/fix_node.h"
#include "fix/mirror.h"

/* Edits of a tree's source among the copies, made together and then applied. */
struct edits {
	struct mirror *m;
	struct dt_tree *t;
	struct findings f; /* whose memory the edits live in */
	struct finding none;
	VEC(struct fix *) list;
};

/* edits_open - load the copy at @path; edits_close - forget it */
int edits_open(struct edits *e, struct mirror *m, const char *path,
	const struct sdc_load_options *opts, struct sdc_error *err);
void edits_close(struct edits *e);

/* edits_fix - what belongs together; edits_add - keep it if @whole, and return that */
struct fix *edits_fix(struct edits *e);
bool edits_add(struct edits *e, struct fix *fix, bool whole);

/* edits_save - apply what was added, but for what overlaps, and write the copies. Returns 0 or
 * -SDC_EIO. */
int edits_save(struct edits *e, struct sdc_error *err);

/* edits_cut - remove a node; its text, with one tab less before each line, is appended */
bool edits_cut(struct edits *e, struct fix *fix, const struct dt_node *n, struct buf *text);

#endif
