/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_INPUTS_H
#define SDC_DT_INPUTS_H

#include "scmi-dtcheck.h"

/*
 * dt_input_files - name the files that dt_load() reads
 *
 * See sdc_input_files().
 */
int dt_input_files(const char *path, const struct sdc_load_options *opts, sdc_file_fn *file,
	void *ctx, struct sdc_error *err);

#endif
