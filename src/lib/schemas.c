// SPDX-License-Identifier: BSD-2-Clause
#include "lib/schemas.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/output.h"
#include "schema/set.h"

int sdc_schemas_load(
	const char *const *dirs, size_t n_dirs, struct sdc_schemas **out, struct sdc_error *err)
{
	const struct sdc_schema_options opts = { .dirs = dirs, .n_dirs = n_dirs };

	return sdc_schemas_open(&opts, out, err);
}

static struct schema_set_options set_options(const struct sdc_schema_options *opts)
{
	return (struct schema_set_options){
		.file = opts->set,
		.dirs = opts->dirs,
		.n_dirs = opts->n_dirs,
		.no_builtin = opts->no_builtin,
		.cache = opts->cache,
	};
}

int sdc_schemas_open(
	const struct sdc_schema_options *opts, struct sdc_schemas **out, struct sdc_error *err)
{
	const struct schema_set_options set_opts = set_options(opts);
	struct schema_set *set;
	int ret = schema_set_load(&set_opts, &set, err);

	*out = NULL;
	if (ret)
		return ret;
	*out = xmalloc(sizeof(**out));
	(*out)->set = set;
	return 0;
}

int sdc_schemas_compile(
	const struct sdc_schema_options *opts, const char *path, struct sdc_error *err)
{
	const struct schema_set_options set_opts = set_options(opts);
	struct buf image = { 0 };
	int ret = set_build(&set_opts, &image, err);

	if (!ret)
		ret = write_file(path, image.data, image.len, err);
	buf_free(&image);
	return ret;
}

void sdc_schemas_free(struct sdc_schemas *schemas)
{
	if (!schemas)
		return;
	schema_set_free(schemas->set);
	free(schemas);
}
