/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_MERGED_IMPL_H
#define SDC_DT_MERGED_IMPL_H

#include "base/arena.h"
#include "base/map.h"
#include "dt/overlay/merged.h"

/* What merged*.c share. */

struct merged_node {
	const char *name;
	struct merged_node *parent;
	const struct dt_node *base;  /* NULL: it is new */
	struct merged_prop *changes; /* added and replaced, the last one first */
	struct merged_node *added;   /* children, the last one first */
	struct merged_node *next;    /* its parent's one that was added before */
	unsigned int n_changes, n_added;
	struct map *props, *children; /* where there are many: by name; children also by the
					 name without unit address */
	struct merged_node *all_next; /* with maps */
};

struct merged {
	const struct dt_tree *base;
	struct merged_node **nodes; /* for those of the base, as far as they were asked for */
	struct merged_node *large;  /* those with maps */
	struct map phandles;        /* that were set, to the node */
	struct arena arena;
};

/* merged_change - what was added or replaced under that name, or NULL */
struct merged_prop *merged_change(const struct merged_node *n, const char *name);

#endif
