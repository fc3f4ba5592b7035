// SPDX-License-Identifier: BSD-2-Clause
#include <stdlib.h>
#include <string.h>

#include "init/init.h"

static int build(struct init_plan *p, bool migrate, struct sdc_error *err)
{
	int ret = init_check_board(p, migrate, err);

	if (!ret && p->early.kind != SCMI_EARLY_NODE)
		ret = init_channels(p, err);
	if (!ret)
		ret = init_users(p, err);
	if (!ret)
		init_permissions(p);
	return ret;
}

int init_plan_build(const struct scmi_model *m, const struct scmi_map *map,
	const struct init_inputs *in, struct init_plan **out, struct sdc_error *err)
{
	struct init_plan *p = xmalloc(sizeof(*p));
	int ret;

	memset(p, 0, sizeof(*p));
	p->tree = m->tree;
	p->model = m;
	p->map = map;
	p->firmware = in->firmware;
	p->manifest = in->manifest;
	p->name = arena_strdup(&p->arena, in->name);
	p->asking = in->asking;
	p->n_asking = in->n_asking;
	if (in->migrate)
		p->early = scmi_early(m, in->n_asking != 0);
	ret = build(p, in->migrate, err);
	if (ret)
		init_plan_free(p);
	else
		*out = p;
	return ret;
}

void init_plan_free(struct init_plan *p)
{
	if (!p)
		return;
	arena_free(&p->arena);
	free(p);
}
