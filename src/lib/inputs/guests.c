// SPDX-License-Identifier: BSD-2-Clause
#include "lib/inputs/guests.h"

#include <stdlib.h>

#include "report/result.h"

static int wrap(int ret, struct manifest *m, struct sdc_guests **out)
{
	if (ret)
		return ret;
	*out = xmalloc(sizeof(**out));
	(*out)->manifest = m;
	return 0;
}

int sdc_guests_load(const char *path, struct sdc_guests **out, struct sdc_error *err)
{
	struct manifest *m = NULL;
	int ret = manifest_load(path, &m, err);

	return wrap(ret, m, out);
}

int sdc_guests_read(const char *path, struct sdc_guests **out, struct sdc_error *err)
{
	struct manifest *m = NULL;
	int ret = manifest_read(path, &m, err);

	return wrap(ret, m, out);
}

void sdc_guests_free(struct sdc_guests *guests)
{
	if (!guests)
		return;
	manifest_free(guests->manifest);
	free(guests);
}

const struct sdc_plan *sdc_result_plan(const struct sdc_result *r)
{
	return r->plan.plan ? &r->plan : NULL;
}

bool sdc_plan_complete(const struct sdc_plan *plan)
{
	return plan->plan->complete;
}
