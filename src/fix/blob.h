/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_FIX_BLOB_H
#define SDC_FIX_BLOB_H

#include "fix/fixed.h"

/*
 * A blob is edited as the source that dtc makes of it. Without its symbols: they would have to
 * follow nodes whose names change, and are written anew at the end.
 */

/* blob_is - the file is a blob */
bool blob_is(const char *path);

/* blob_text - the source that dtc makes of a blob */
int blob_text(const struct buf *blob, const char *dtc, struct buf *text, struct sdc_error *err);

/* blob_add - the source form of a blob among the copies; @copy: its name */
int blob_add(struct sdc_fixed *f, const char *path, const struct sdc_load_options *opts,
	const char **copy, struct sdc_error *err);

#endif
