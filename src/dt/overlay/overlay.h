/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_OVERLAY_H
#define SDC_DT_OVERLAY_H

#include "base/buf.h"
#include "scmi-dtcheck.h"

/*
 * dt_overlay_apply - apply an overlay to a blob
 * @base: the blob; replaced by the merged one
 * @overlay: its content is destroyed
 *
 * Returns 0, or -SDC_EINPUT with the reason; then @base is as before.
 */
int dt_overlay_apply(struct buf *base, const char *base_name, struct buf *overlay,
	const char *overlay_name, struct sdc_error *err);

/* dt_overlay_append - the same, but new nodes stand behind those that were there, where libfdt,
 * fdtoverlay and U-Boot put them before */
int dt_overlay_append(struct buf *base, const char *base_name, struct buf *overlay,
	const char *overlay_name, struct sdc_error *err);

#endif
