// SPDX-License-Identifier: BSD-2-Clause
#include "lib/schemas.h"

#include <stdlib.h>

#include "base/arena.h"

int sdc_schemas_load(
	const char *const *dirs, size_t n_dirs, struct sdc_schemas **out, struct sdc_error *err)
{
	struct schema_set *set;
	int ret = schema_set_load(dirs, n_dirs, &set, err);

	*out = NULL;
	if (ret)
		return ret;
	*out = xmalloc(sizeof(**out));
	(*out)->set = set;
	return 0;
}

void sdc_schemas_free(struct sdc_schemas *schemas)
{
	if (!schemas)
		return;
	schema_set_free(schemas->set);
	free(schemas);
}
