/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PLAN_NAMES_H
#define SDC_PLAN_NAMES_H

#include "dt/tree.h"

/* Look-ups whose time does not depend on the size of the tree. */

/* Every node by parent and name, and by label. */
struct names;

struct names *names_build(const struct dt_tree *t, struct arena *a);

/* names_child - the child of that exact name (of @len characters), or NULL */
const struct dt_node *names_child(
	const struct names *n, const struct dt_node *parent, const char *name, size_t len);

/* names_child_nocase - the same without regard to case, the exact name before others */
const struct dt_node *names_child_nocase(
	const struct names *n, const struct dt_node *parent, const char *name, size_t len);

/* names_path - the node at an absolute path; a component may leave out its unit address, which
 * then costs a walk over the siblings. NULL where there is none. */
const struct dt_node *names_path(const struct names *n, const char *path);

/* names_label - the node with that label, or NULL */
const struct dt_node *names_label(const struct names *n, const char *label);

/* A set of strings. */
struct name_set;

struct name_set *name_set_new(struct arena *a);

/* name_set_add - returns false where it is in already. The string is not copied. */
bool name_set_add(struct name_set *s, const char *name);

#endif
