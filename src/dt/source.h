/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_SOURCE_H
#define SDC_DT_SOURCE_H

#include "dt/tree.h"

/*
 * dt_source_compile - run dtc on a source
 * @dtc: the program, found through PATH
 * @path: the source's file name; "-": it is in @text
 * @text: what standard input held, or NULL
 * @symbols: generate __symbols__, for overlays to be applied
 * @blob: the compiled tree is appended
 *
 * Returns 0, -SDC_ETOOL where dtc cannot be run, or -SDC_EINPUT with dtc's first message.
 */
int dt_source_compile(const char *dtc, const char *path, const struct buf *text, bool symbols,
	struct buf *blob, struct sdc_error *err);

/*
 * dt_source_files - let dtc write the list of files that it reads for a source
 * @list: file for "TARGET: FILE...", as make has it
 *
 * Errors as above.
 */
int dt_source_files(const char *dtc, const char *path, const char *list, struct sdc_error *err);

/*
 * dt_source_attach - give a tree the places of its nodes and properties, and their labels
 *
 * Takes them from dtc's annotated output. Where that does not match the tree (an old dtc),
 * the tree stays without places. Parameters and errors as above.
 */
int dt_source_attach(struct dt_tree *t, const char *dtc, const char *path, const struct buf *text,
	struct sdc_error *err);

void dt_source_free(struct dt_source *s);

#endif
