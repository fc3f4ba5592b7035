/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PROJECT_PROJECT_H
#define SDC_PROJECT_PROJECT_H

#include "base/arena.h"
#include "base/buf.h"
#include "scmi-dtcheck.h"

/* What belongs together, from a file of the user (scmi-dtcheck-project(5)). */

struct sdc_project {
	const char *file;
	struct sdc_variant *variants;
	size_t n_variants;
	struct arena arena;
};

/* project_load - see sdc_project_load() */
int project_load(const char *path, struct sdc_project **out, struct sdc_error *err);
void project_free(struct sdc_project *p);

/* project_print - the project as a file of the same form, with every name as it was resolved */
void project_print(const struct sdc_project *p, const char *variant, struct buf *out);

#endif
