/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_SOURCE_PREPROCESS_H
#define SDC_DT_SOURCE_PREPROCESS_H

#include "dt/source/cpp/expansion.h"
#include "dt/source/cpp/include_dirs.h"
#include "dt/source/messages/messages.h"

/*
 * preprocess - run the C preprocessor on a source, as Linux does for device trees
 * @path: the source's file name; "-": it is in @text
 * @dirs: where headers are looked for, besides those of @opts
 * @lines: are allowed to show the files that it read
 *
 * Returns 0, -SDC_ETOOL where the preprocessor cannot be run, or -SDC_EINPUT with what it said
 * added to @m. It is run without a shell.
 */
int preprocess(const char *path, const struct buf *text, const struct include_dirs *dirs,
	const struct sdc_load_options *opts, struct expansion *e, struct lines *lines,
	struct dt_messages *m, struct sdc_error *err);

/* preprocess_dirs - all directories in which it looks, those of @opts first */
void preprocess_dirs(struct include_dirs *d, const char *path, const struct sdc_load_options *opts);

#endif
