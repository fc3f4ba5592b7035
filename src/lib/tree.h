/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_LIB_TREE_H
#define SDC_LIB_TREE_H

#include "dt/tree.h"

/* The public handle of a tree. */
struct sdc_tree {
	struct dt_tree *dt;
};

#endif
