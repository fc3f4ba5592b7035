/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_FIX_FIXED_H
#define SDC_FIX_FIXED_H

#include "dt/tree.h"
#include "fix/mirror.h"
#include "scmi-dtcheck.h"

/* What came of fixing: the copies, and what was done to them. */
struct sdc_fixed {
	struct mirror mirror;
	VEC(struct sdc_applied) applied;
	size_t before, after; /* findings */
	struct fixed_blob {
		struct dt_tree *tree;     /* as it was; NULL: the host's tree is no blob */
		struct mirror_file *text; /* its source form, without symbols */
		const char *dtc;
	} blob;
	struct arena arena;
};

#endif
