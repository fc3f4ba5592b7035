/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_GUESTS_COMPARE_SCMI_H
#define SDC_GUESTS_COMPARE_SCMI_H

#include "base/vec.h"
#include "diag/finding.h"
#include "plan/plan.h"
#include "xen/partial.h"

/* What a guest's tree uses of SCMI, written by hand or planned. */

#define GUEST_SCMI_ALL UINT32_MAX /* the protocol itself: its node is there */

/* A protocol, or one of its resources. */
struct guest_resource {
	uint32_t protocol, id;
	const struct dt_node *node; /* that uses it; of a plan the host's. NULL: nobody */
	const char *prop;           /* NULL for the protocol itself */
	bool said;                  /* by another finding */
};

/* Sorted by protocol and id, each once. */
struct guest_resources {
	VEC(struct guest_resource) list;
};

/* guest_scmi_read - of a partial tree. Give it back with vec_free(&r->list). */
void guest_scmi_read(
	const struct dt_tree *t, const struct partial_scmi *scmi, struct guest_resources *r);

/* guest_scmi_planned - of a plan */
void guest_scmi_planned(const struct plan_guest *g, struct guest_resources *r);

/* guest_scmi_has - bisect */
bool guest_scmi_has(const struct guest_resources *r, const struct guest_resource *which);

/*
 * guest_scmi_pair - mark what need not be told
 *
 * A wrong number is one that is there and one that is not: the first is told. So is a protocol
 * with another number, and not what is used of it.
 */
void guest_scmi_pair(
	const struct findings *f, struct guest_resources *has, struct guest_resources *wants);

#endif
