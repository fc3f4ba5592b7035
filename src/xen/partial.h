/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XEN_PARTIAL_H
#define SDC_XEN_PARTIAL_H

#include "dt/tree.h"

/* The SCMI channel that a guest's partial device tree describes. */
struct partial_scmi {
	const struct dt_node *node;  /* first arm,scmi-smc below /passthrough, or NULL */
	bool disabled;               /* all of them are */
	const struct dt_node *shmem; /* or NULL */
	bool lost;   /* shmem is no page that the guest finds: no reg, or not in /passthrough */
	bool no_bus; /* for /passthrough has no ranges */
	bool has_smc_id;
	uint32_t smc_id;
	bool has_page;
	uint64_t page; /* host address, from xen,reg of the shared memory node */
};

/* partial_scmi - read it (docs/misc/arm/passthrough.txt for xen,reg). Never fails. */
struct partial_scmi partial_scmi(const struct dt_tree *t);

#endif
