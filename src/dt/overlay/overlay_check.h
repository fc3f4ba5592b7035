/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_OVERLAY_CHECK_H
#define SDC_DT_OVERLAY_CHECK_H

#include "dt/tree.h"

/*
 * overlay_check - whether libfdt can apply an overlay without leaving its properties
 *
 * libfdt believes the offsets in __fixups__ and __local_fixups__ (dtc's
 * Documentation/dt-object-internal.txt): it reads and writes where they say. Returns NULL, or
 * what is wrong with them.
 */
const char *overlay_check(const struct dt_tree *overlay);

#endif
