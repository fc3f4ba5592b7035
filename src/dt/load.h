/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_LOAD_H
#define SDC_DT_LOAD_H

#include "dt/tree.h"

/*
 * dt_load - read a tree from anywhere
 *
 * See sdc_tree_load() for what @path and @opts may be, and for the errors.
 */
int dt_load(const char *path, const struct sdc_load_options *opts, struct dt_tree **out,
	struct sdc_error *err);

/* dt_compiler - the program that compiles sources: as in @opts, else $DTC, else dtc */
const char *dt_compiler(const struct sdc_load_options *opts);

/* dt_is_blob - it begins as a device tree blob does */
bool dt_is_blob(const struct buf *b);

/* dt_place_node, dt_place_prop - where it stands in the source; line 0 where that is unknown */
struct dt_place dt_place_node(const struct dt_tree *t, const struct dt_node *n);
struct dt_place dt_place_prop(const struct dt_tree *t, const struct dt_prop *p);

/* dt_files - name the files that the tree was made of: itself, its overlays and what they
 * include. A name may come twice. */
void dt_files(const struct dt_tree *t, sdc_file_fn *file, void *ctx);

/* dt_source_line - line @line of a source file without its end, or NULL. Owned by the tree. */
const char *dt_source_line(struct dt_tree *t, const char *file, unsigned int line);

#endif
