/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_SOURCE_INCLUDE_DIRS_H
#define SDC_DT_SOURCE_INCLUDE_DIRS_H

#include <stdbool.h>

#include "base/vec.h"

/* Directories in which headers are looked for, in this order. */
struct include_dirs {
	VEC(const char *) list;
	const char
		*tree; /* the source tree in which the source stands; NULL: in none that is known */
	struct arena arena;
};

/*
 * include_dirs_find - add those of the source tree in which a file stands
 *
 * Knows Linux, U-Boot, and device trees as they are exported from Linux (devicetree-rebasing).
 */
void include_dirs_find(struct include_dirs *d, const char *path);

/* include_dirs_known - one of the directories is in a source tree that is known */
bool include_dirs_known(const struct include_dirs *d);

void include_dirs_free(struct include_dirs *d);

#endif
