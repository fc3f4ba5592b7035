/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XEN_MULTI_AGENT_H
#define SDC_XEN_MULTI_AGENT_H

#include "xen/xen.h"

/*
 * The multi-agent driver in three files: the start of the mediator, its
 * answers from the firmware, and the domains that ask for a channel.
 */

/* multi_agent_start - scmi_probe() for every node, as sci_init() calls it */
void multi_agent_start(struct xen *x);

/* multi_agent_discover - BASE_DISCOVER_AGENT with the caller's own id on a mapped channel.
 * Without a description of the firmware the answer follows from the doorbells. */
struct xen_failure multi_agent_discover(struct xen *x, struct sdc_channel *c);

/*
 * multi_agent_answered - whether a domain's doorbell reaches its agent
 * @page: the page that the domain writes to; NULL: unknown, taken for the right one
 * @page_rule: the rule about a wrong page
 *
 * Returns NULL, or the rule that explains why not.
 */
const char *multi_agent_answered(
	struct xen *x, const struct sdc_channel *c, const uint64_t *page, const char *page_rule);

/* multi_agent_stranger - NULL, or the rule that explains why the firmware has no agent of that id
 */
const char *multi_agent_stranger(const struct xen *x, const struct sdc_channel *c);

/* multi_agent_permit - BASE_SET_DEVICE_PERMISSIONS for one device. Returns NULL, or the rule that
 * explains the firmware's refusal. */
const char *multi_agent_permit(struct xen *x, const struct scmi_permission *p);

/* multi_agent_permissions - ask for those of the device whose first permission is at @first of the
 * model's. Returns NULL, or the rule of the first refusal. */
const char *multi_agent_permissions(struct xen *x, size_t first);

/* multi_agent_hold - record that a domain holds a channel; @why_not: the rule, where it is of no
 * use */
struct sdc_domain *multi_agent_hold(
	struct xen *x, const struct scmi_domain *d, struct sdc_channel *c, const char *why_not);

/* multi_agent_guest - record that a guest has got its channel */
void multi_agent_guest(struct xen *x, const struct scmi_domain *d, struct sdc_channel *c);

/* multi_agent_dom0, multi_agent_domain - see struct xen_driver */
bool multi_agent_dom0(struct xen *x);
bool multi_agent_domain(struct xen *x, const struct scmi_domain *d);
bool multi_agent_hides(const struct xen *x, const struct dt_node *n);
const char *multi_agent_assign(struct xen *x, const struct dt_node *device);

#endif
