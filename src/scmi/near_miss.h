/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCMI_NEAR_MISS_H
#define SDC_SCMI_NEAR_MISS_H

#include "dt/tree.h"

/*
 * scmi_near_miss - a property that was most likely meant to be another
 * @n: the node
 * @right: the name that Xen looks for, "xen,sci_type" for instance
 *
 * Case, dashes, underscores, a missing "xen," and "scmi" for "sci" make no difference; beyond
 * that a letter may be wrong, missing or one too many (two in long names). Returns the first
 * such property whose name is not @right itself, or NULL. Linear in the node's properties.
 */
const struct dt_prop *scmi_near_miss(const struct dt_node *n, const char *right);

/* scmi_is_near_miss - the same for one name */
bool scmi_is_near_miss(const char *name, const char *right);

#endif
