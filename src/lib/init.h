/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_LIB_INIT_H
#define SDC_LIB_INIT_H

#include "init/init.h"
#include "lib/outputs/outputs.h"

/* What sdc_init() makes, and what it was made of. */
struct init_files {
	/* Given. */
	const struct sdc_tree *tree;
	const struct sdc_init_options *opts; /* complete */
	const char *const *asking;           /* as in struct init_inputs */
	size_t n_asking;
	/* Made. */
	const struct firmware *firmware;
	const struct manifest *manifest;
	struct scmi_model *model;
	struct scmi_map *map;
	struct init_plan *plan;
	struct sdc_outputs *out;
	struct buf merged;          /* the tree that is migrated */
	struct sdc_result *before;  /* of the board's own tree */
	VEC(const char *) troubles; /* errors of the migrated tree that this one has not */
};

/* init_files_make - as sdc_init(); init_files_free - whatever it returned */
int init_files_make(struct init_files *m, struct sdc_error *err);
void init_files_free(struct init_files *m);

#endif
