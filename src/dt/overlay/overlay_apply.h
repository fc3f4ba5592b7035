/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_OVERLAY_APPLY_H
#define SDC_DT_OVERLAY_APPLY_H

#include "dt/tree.h"

/*
 * overlay_apply - apply an overlay as libfdt's fdt_overlay_apply() does, in linear time
 * @overlay: its phandles and references are changed where they stand, in its blob
 * @behind: unlike libfdt put new nodes behind those that are there, in the overlay's order
 * @merged: the resulting blob is appended
 *
 * Returns 0, or what fdt_overlay_apply() returns; then @overlay is damaged.
 */
int overlay_apply(
	const struct dt_tree *base, struct dt_tree *overlay, bool behind, struct buf *merged);

#endif
