/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_SOURCE_OVERLAY_SOURCE_H
#define SDC_DT_SOURCE_OVERLAY_SOURCE_H

#include "dt/source/origins.h"

/*
 * overlay_labels_check - whether the tree has the labels that an overlay uses
 * @layers: the tree, overlays that were applied, and last the one to be checked
 *
 * Of each label that is missing the first use is added to the messages. Returns 0, or
 * -SDC_EINPUT with the first of them.
 */
int overlay_labels_check(
	struct dt_source *s, const struct layer *layers, size_t n, struct sdc_error *err);

/* overlay_paths_check - the same for the paths that it names; for one that could not be applied to
 * the tree */
int overlay_paths_check(
	struct dt_source *s, const struct layer *layers, size_t n, struct sdc_error *err);

/*
 * overlay_unmarked - where a source that dtc refused lacks /plugin/, say that in place of what dtc
 *                    says of its references
 * @first: the first of the messages about it
 */
void overlay_unmarked(
	struct dt_source *s, const struct unit *u, size_t first, struct sdc_error *err);

/*
 * overlay_refuse - whether a tree is an overlay: something that changes a tree, and is none
 *
 * Returns 0, or -SDC_EINPUT with a message added.
 */
int overlay_refuse(
	struct dt_source *s, const struct dt_tree *t, const struct unit *u, struct sdc_error *err);

#endif
