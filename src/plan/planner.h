/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PLAN_PLANNER_H
#define SDC_PLAN_PLANNER_H

#include "diag/finding.h"
#include "plan/manifest/manifest.h"
#include "plan/plan.h"
#include "scmi/ids.h"
#include "scmi/model.h"
#include "xen/sci.h"

/*
 * plan_build - work out what every guest gets
 * @m: of the host tree; must outlive the plan
 * @sci: what Xen's driver does
 * @findings: what stands against it is added
 *
 * Nodes that the tree does not have are findings at their places in the manifest. Time is linear in
 * the tree and in what the guests get, but for sorting.
 */
struct plan *plan_build(const struct scmi_model *m, const struct scmi_ids *ids,
	const struct sci_caps *sci, const struct manifest *manifest, struct findings *findings);
void plan_free(struct plan *plan);

#endif
