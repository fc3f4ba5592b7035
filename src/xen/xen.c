// SPDX-License-Identifier: BSD-2-Clause
#include "xen/xen.h"

#include <string.h>

#define SMCCC_OWNER(id) ((id) >> 24 & 0x3f)
#define SMCCC_OWNER_SIP 2

const struct dt_node *xen_by_phandle(const struct dt_tree *t, uint32_t phandle)
{
	const struct dt_node *n;

	if (phandle && phandle != UINT32_MAX)
		return dt_by_phandle(t, phandle);
	dt_for_each_node(t, n)
		if (n->phandle == phandle)
			return n;
	return NULL;
}

static const struct dt_node *find_psci(const struct dt_tree *t, const char *a, const char *b)
{
	const struct dt_node *n;

	dt_for_each_node(t, n) {
		const struct dt_prop *p = dt_prop(n, "compatible");

		for (const char *s = NULL; p && (s = dt_prop_next_string(p, s));)
			if (!strcasecmp(s, a) || !strcasecmp(s, b))
				return n;
	}
	return NULL;
}

const char *xen_smccc_rule(const struct dt_tree *t, bool *firmware)
{
	const struct dt_node *psci = find_psci(t, "arm,psci-0.2", "arm,psci-1.0");
	const struct dt_prop *method;
	const char *s;

	*firmware = false;
	if (!psci)
		return find_psci(t, "arm,psci", "arm,psci") ? "psci-version" : "psci-absent";
	method = dt_prop(psci, "method");
	s = method ? dt_prop_next_string(method, NULL) : NULL;
	if (!s || strcmp(s, "smc"))
		return "psci-method";
	*firmware = !dt_compatible(psci, "arm,psci-1.0") && !dt_compatible(psci, "arm,psci-1.1");
	return NULL;
}

/* A range that covers nothing because its property is cut off is a matter of its form. */
static bool ranges_ragged(const struct dt_tree *t, const struct dt_node *bus)
{
	const struct dt_prop *p = dt_prop(bus, "ranges");
	uint32_t one;

	if (!p || !bus->parent)
		return false;
	one = dt_addr_cells(t, bus, DT_CELLS_INHERIT) + dt_size_cells(t, bus, DT_CELLS_INHERIT) +
	      dt_addr_cells(t, bus->parent, DT_CELLS_INHERIT);
	return p->len % (one * 4) != 0;
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
		return ranges_ragged(t, r->at) ? "ranges-malformed" : "ranges-outside";
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

struct xen_stop xen_goes_on(void)
{
	return (struct xen_stop){ XEN_GOES_ON, NULL };
}

struct xen_stop xen_stops(const char *rule)
{
	return (struct xen_stop){ XEN_STOPS, rule };
}

struct xen_stop xen_crashes(const char *rule)
{
	return (struct xen_stop){ XEN_CRASHES, rule };
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
