/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_GUESTS_COMPARE_PAIR_H
#define SDC_GUESTS_COMPARE_PAIR_H

#include "guests/compare/scmi.h"
#include "guests/view.h"
#include "plan/manifest/manifest.h"

/* A guest's files and its plan, side by side. */
struct guest_pair {
	struct check *c;
	const struct guest_view *v;
	const struct plan_guest *g;
	const char *manifest;
	bool derived;                               /* the plan is that of the files themselves */
	VEC(const struct dt_node *) named, planned; /* host nodes, sorted */
	VEC(struct range) extra;                    /* pages of devices that are not planned */
	VEC(struct range) pages;                    /* planned ones */
	VEC(uint32_t) extra_irqs, irqs;
	struct guest_resources has, wants;
};

/* guest_pair_init - with the plan of @g. Give it back with guest_pair_free(). */
void guest_pair_init(struct guest_pair *p, struct check *c, const struct guest_view *v,
	const struct plan_guest *g, const struct manifest *m, bool derived);
void guest_pair_free(struct guest_pair *p);

/* guest_is_named - the files name that host node */
bool guest_is_named(const struct guest_pair *p, const struct dt_node *n);

/* guest_is_planned - a planned device, or a node below one, with which it comes */
bool guest_is_planned(const struct guest_pair *p, const struct dt_node *n);

/* guest_is_extra - of the host, and not planned */
bool guest_is_extra(const struct guest_pair *p, const struct guest_device *d);

/* guest_resource_name - in the findings' memory */
const char *guest_resource_name(const struct guest_pair *p, const struct guest_resource *res);

/* Checks of a pair. */
typedef void guest_pair_check(struct guest_pair *p, const struct rule *r);
guest_pair_check guest_excess;  /* what the files hold beyond the plan */
guest_pair_check guest_missing; /* what they lack */
guest_pair_check guest_address; /* what they put elsewhere */

#endif
