/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_REPORT_RESULT_H
#define SDC_REPORT_RESULT_H

#include "diag/finding.h"
#include "dt/tree.h"
#include "plan/plan.h"
#include "scmi/model.h"
#include "scmi/pages.h"
#include "xl/config.h"

/* The public handle of a plan. */
struct sdc_plan {
	struct plan *plan; /* NULL without a manifest */
};

/* What a check found; the public findings are made of the internal ones, in report order. */
struct sdc_result {
	struct dt_tree *tree; /* the caller's */
	struct scmi_model *model;
	struct scmi_map *map; /* NULL without a container */
	struct findings findings;
	struct sdc_finding *list;
	size_t n_list;
	size_t counts[SDC_ERROR + 1];
	struct boot *boot; /* NULL where no prediction was made */
	struct sdc_prediction prediction;
	struct sdc_plan plan;
	const struct xl_config *configs; /* of the guests that have one, in their order */
	struct arena arena;
};

#endif
