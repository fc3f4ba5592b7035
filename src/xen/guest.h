/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XEN_GUEST_H
#define SDC_XEN_GUEST_H

#include "xen/xen.h"

/*
 * guest_useless - why a guest's partial tree is of no use for a channel
 * @page: set to NULL, or to @at, which is then the page that the tree maps
 *
 * Returns NULL, or the rule that explains it.
 */
const char *guest_useless(struct xen *x, const struct scmi_domain *d, uint32_t smc_id,
	const uint64_t **page, uint64_t *at);

/* guest_without_agent - what shows that a domain that is no agent was meant to be one; NULL, or the
 * rule */
const char *guest_without_agent(struct xen *x, const struct scmi_domain *d);

#endif
