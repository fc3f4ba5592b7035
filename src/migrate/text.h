/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_MIGRATE_TEXT_H
#define SDC_MIGRATE_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/vec.h"

/* Edits of a configuration's text. */

struct text_edit {
	size_t from, to; /* an insertion is empty */
	const char *text;
};

struct text_edits {
	const struct buf *text;
	VEC(struct text_edit) list;
	struct arena arena; /* of their texts */
};

void text_replace(struct text_edits *e, size_t from, size_t to, const char *text);

/* text_remove - a statement, or an item of a list with its comma; with its line where it has that
 * for itself */
void text_remove(struct text_edits *e, size_t from, size_t to);

/* text_comment - make comments of the lines of a statement; false where others share them */
bool text_comment(struct text_edits *e, size_t from, size_t to);

/* text_apply - those that overlap an earlier one are left out */
void text_apply(struct text_edits *e, struct buf *out);

void text_free(struct text_edits *e);

#endif
