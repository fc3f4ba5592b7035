/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCMI_MISSPELT_H
#define SDC_SCMI_MISSPELT_H

#include "dt/tree.h"

/*
 * scmi_misspelt - a property that was most likely meant to be another
 * @n: the node
 * @right: the name that Xen looks for, "xen,sci_type" for instance
 *
 * Case, dashes, underscores, a missing "xen," and "scmi" for "sci" make no difference; beyond
 * that a letter may be wrong, missing or one too many (two in long names). Returns the first
 * such property whose name is not @right itself, or NULL. Linear in the node's properties.
 */
const struct dt_prop *scmi_misspelt(const struct dt_node *n, const char *right);

#endif
