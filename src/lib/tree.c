// SPDX-License-Identifier: BSD-2-Clause
#include "lib/tree.h"

#include <stdlib.h>

#include "base/options.h"
#include "dt/inputs.h"
#include "dt/load.h"

const char *sdc_version(void)
{
	return SDC_VERSION;
}

int sdc_tree_load(const char *path, const struct sdc_load_options *given, struct sdc_tree **out,
	struct sdc_error *err)
{
	struct sdc_load_options opts;
	struct dt_tree *dt;
	int ret = options_take(&opts, sizeof(opts), given, "struct sdc_load_options", err);

	if (!ret)
		ret = dt_load(path, &opts, &dt, err);
	if (ret)
		return ret;
	*out = xmalloc(sizeof(**out));
	(*out)->dt = dt;
	return 0;
}

int sdc_input_files(const char *path, const struct sdc_load_options *given, sdc_file_fn *file,
	void *ctx, struct sdc_error *err)
{
	struct sdc_load_options opts;
	int ret = options_take(&opts, sizeof(opts), given, "struct sdc_load_options", err);

	return ret ? ret : dt_input_files(path, &opts, file, ctx, err);
}

void sdc_tree_free(struct sdc_tree *tree)
{
	if (!tree)
		return;
	dt_tree_free(tree->dt);
	free(tree);
}
