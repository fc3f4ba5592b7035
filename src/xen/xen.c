// SPDX-License-Identifier: BSD-2-Clause
#include "xen/xen.h"

#include "scmi/cells.h"
#include "scmi/psci.h"

#define SMCCC_OWNER(id) ((id) >> 24 & 0x3f)
#define SMCCC_OWNER_SIP 2

const char *xen_smccc_rule(const struct dt_tree *t, bool *firmware)
{
	struct scmi_psci psci = scmi_psci(t);

	*firmware = false;
	if (!psci.node)
		return "psci-absent";
	if (psci.too_old)
		return "psci-version";
	if (!scmi_psci_smc(&psci))
		return "psci-method";
	*firmware = !psci.recent;
	return NULL;
}

const char *xen_address_rule(const struct dt_tree *t, const struct dt_region *r)
{
	switch (r->error) {
	case DT_ADDR_NO_REG:
		return "reg-missing";
	case DT_ADDR_SHORT:
		return "reg-short";
	case DT_ADDR_BAD_CELLS:
		return "cells-invalid";
	case DT_ADDR_NO_RANGES:
		return "ranges-missing";
	default:
		/* A range that is cut off covers nothing, but is a matter of its form. */
		return scmi_ranges_ragged(t, r->at) ? "ranges-malformed" : "ranges-outside";
	}
}

bool xen_is_sip(uint32_t smc_id)
{
	return SMCCC_OWNER(smc_id) == SMCCC_OWNER_SIP;
}

const struct dt_tree *xen_guest_tree(const struct xen *x, const struct scmi_domain *d)
{
	for (size_t i = 0; i < x->in->n_guests; i++)
		if (x->in->guests[i].domain == d)
			return x->in->guests[i].tree;
	return NULL;
}

struct xen_failure xen_goes_on(void)
{
	return (struct xen_failure){ XEN_GOES_ON, NULL };
}

struct xen_failure xen_stops(const char *rule)
{
	return (struct xen_failure){ XEN_STOPS, rule };
}

struct xen_failure xen_crashes(const char *rule)
{
	return (struct xen_failure){ XEN_CRASHES, rule };
}

void xen_blame(struct xen *x, const char *rule)
{
	if (!x->out->rule)
		x->out->rule = rule;
}

struct sdc_domain *xen_add_domain(
	struct xen *x, const struct scmi_domain *d, enum sdc_outcome outcome, const char *rule)
{
	vec_push(&x->domains, ((struct sdc_domain){
				      .name = d ? d->node->name : "dom0",
				      .node = d ? dt_path_dup(x->arena, d->node) : NULL,
				      .outcome = outcome,
				      .rule = rule,
			      }));
	return &x->domains.v[x->domains.n - 1];
}
