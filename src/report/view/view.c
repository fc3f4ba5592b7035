// SPDX-License-Identifier: BSD-2-Clause
#include "report/view/view.h"

#include <string.h>

void view_read_channels(struct view *v, const struct sdc_result *r)
{
	memset(v, 0, sizeof(*v));
	v->r = r;
	v->p = &r->prediction;
	v->sci = sci_caps(v->p->xen);
	v->plan = r->all ? r->all : r->plan.plan;
	owners_init(&v->owners, v->p);
	view_read_parties(v);
	view_read_agents(v);
}

void view_read(struct view *v, const struct sdc_result *r)
{
	view_read_channels(v, r);
	view_read_devices(v);
}

void view_free(struct view *v)
{
	vec_free(&v->devices);
	vec_free(&v->parties);
	vec_free(&v->names);
	vec_free(&v->planned);
	vec_free(&v->asked);
	vec_free(&v->shared);
	owners_free(&v->owners);
	arena_free(&v->arena);
}
