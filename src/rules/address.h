/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_RULES_ADDRESS_H
#define SDC_RULES_ADDRESS_H

#include "rules/rule.h"

#define ADDRESS_MAX_CELLS 4

/* The counts that hold for the children of a node. */
struct cell_counts {
	uint32_t na, ns;
};

/* address_counts - as Xen finds them, in the nodes above where the node lacks them */
struct cell_counts address_counts(const struct check *c, const struct dt_node *bus);

#endif
