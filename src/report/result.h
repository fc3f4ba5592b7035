/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_REPORT_RESULT_H
#define SDC_REPORT_RESULT_H

#include "base/lines.h"
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

/* A guest whose files were given. */
struct result_guest {
	const char *name;
	const struct dt_node *const *devices; /* host nodes that the files give to it */
	size_t n_devices;
};

/* What a check found; the public findings are made of the internal ones, in report order. */
struct sdc_result {
	struct dt_tree *tree;         /* the caller's */
	struct dt_tree **guest_trees; /* likewise, of the guests */
	size_t n_guest_trees;
	struct scmi_model *model;
	struct scmi_map *map; /* NULL without a container */
	struct findings findings;
	struct sdc_finding *list;
	size_t n_list;
	size_t counts[SDC_ERROR + 1];
	struct boot *boot; /* NULL where no prediction was made */
	struct sdc_prediction prediction;
	struct sdc_plan plan;
	/* The same with the guests whose files were given; NULL: these are all in the manifest. */
	struct plan *all;
	struct manifest *wishes;         /* that all was made from */
	const struct xl_config *configs; /* of the guests that have one, in their order */
	const struct result_guest *guests;
	size_t n_guests;
	struct lines lines; /* of files that are no trees, for excerpts */
	struct arena arena;
};

/* result_line - the line of a finding's place, NULL where its text is not known */
const char *result_line(const struct sdc_result *r, const struct sdc_place *p);

#endif
