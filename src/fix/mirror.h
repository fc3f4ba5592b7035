/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_FIX_MIRROR_H
#define SDC_FIX_MIRROR_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "scmi-dtcheck-error.h"

/*
 * Copies of files below a directory of their own, each at its whole path, so that they find each
 * other as the originals do. Edits are made and tried here; the originals are replaced at the end.
 */

struct mirror_file {
	const char *name; /* of the original, as the user or a source named it */
	const char *path; /* of the copy */
	struct buf first; /* what the original held when it was read */
	struct buf now;   /* what the copy holds */
	bool editable;
	bool made; /* its text is no file's, and replaces none */
};

struct mirror {
	const char *root; /* NULL: not made yet */
	const char *cwd;
	VEC(const char *) dirs; /* real paths; what is below one of them may be edited */
	VEC(struct mirror_file *) files;
	struct arena arena;
};

int mirror_init(struct mirror *m, struct sdc_error *err);

/* mirror_allow - files below that directory may be edited. Returns 0 or -SDC_EIO. */
int mirror_allow(struct mirror *m, const char *dir, struct sdc_error *err);

/* mirror_path - where the copy of a file or directory is, or would be */
const char *mirror_path(struct mirror *m, const char *path);

/* mirror_add - copy a file, once; what is no regular file is left out. Returns 0 or -SDC_EIO. */
int mirror_add(struct mirror *m, const char *path, struct sdc_error *err);

/* mirror_put - a copy at @path whose text is made of what @name holds; nothing is replaced by it */
int mirror_put(struct mirror *m, const char *name, const char *path, const struct buf *text,
	struct sdc_error *err);

/* mirror_find - the file of that copy, or NULL */
struct mirror_file *mirror_find(struct mirror *m, const char *path);

/* mirror_write - write what @f->now holds into the copy */
int mirror_write(struct mirror_file *f, struct sdc_error *err);

/* mirror_free - remove the copies */
void mirror_free(struct mirror *m);

#endif
