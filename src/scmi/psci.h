/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCMI_PSCI_H
#define SDC_SCMI_PSCI_H

#include "dt/tree.h"

/*
 * The node through which Xen speaks PSCI (xen/arch/arm/psci.c). Only with PSCI 1.0, called by SMC,
 * does Xen learn that the firmware follows SMCCC 1.1.
 */
struct scmi_psci {
	const struct dt_node *node; /* NULL: none */
	bool too_old;               /* the node promises PSCI 0.1 alone */
	bool recent;                /* it promises 1.0 or later; else the firmware is asked */
	const char *method;         /* NULL: none, or no string */
};

/* scmi_psci - find it, the first as Xen does. Linear in the tree. */
struct scmi_psci scmi_psci(const struct dt_tree *t);

/* scmi_psci_smc - Xen uses the node */
bool scmi_psci_smc(const struct scmi_psci *p);

#endif
