// SPDX-License-Identifier: BSD-2-Clause
#include "report/view/owners.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/search.h"

static int by_id(const void *a, const void *b)
{
	const struct sdc_domain *x = *(const struct sdc_domain *const *)a;
	const struct sdc_domain *y = *(const struct sdc_domain *const *)b;

	if (x->agent_id != y->agent_id)
		return x->agent_id < y->agent_id ? -1 : 1;
	return x < y ? -1 : x > y;
}

void owners_init(struct owners *o, const struct sdc_prediction *p)
{
	*o = (struct owners){ 0 };
	o->by_id = xmalloc((p->n_domains + 1) * sizeof(const struct sdc_domain *));
	for (size_t i = 0; i < p->n_domains; i++) {
		const struct sdc_domain *d = &p->domains[i];

		if (d->has_id)
			o->by_id[o->n++] = d;
	}
	qsort(o->by_id, o->n, sizeof(const struct sdc_domain *), by_id);
}

void owners_free(struct owners *o)
{
	free(o->by_id);
}

const char *owner_name(const struct sdc_domain *d)
{
	return d->node ? d->name : "Dom0";
}

/* Of several domains that ask for one agent the first in the tree gets it. */
const struct sdc_domain *owner_of_id(const struct owners *o, uint32_t agent_id)
{
	size_t i;

	search_sorted(i, o->n, o->by_id[i]->agent_id < agent_id);
	return i < o->n && o->by_id[i]->agent_id == agent_id ? o->by_id[i] : NULL;
}

const struct sdc_domain *owner_of(const struct sdc_prediction *p, const struct sdc_channel *channel)
{
	return channel->domain < 0 ? NULL : &p->domains[channel->domain];
}

/* The management channel comes first, and the table follows. */
static const struct sdc_channel *channel_of(
	const struct sdc_prediction *p, const struct scmi_agent *a)
{
	size_t i = a ? (size_t)a->index + 1 : 0;

	if (i >= p->n_channels || p->channels[i].management != !a ||
		(a && p->channels[i].smc_id != a->smc_id))
		return NULL;
	return &p->channels[i];
}

const struct sdc_domain *owner_of_agent(
	const struct owners *o, const struct sdc_prediction *p, const struct scmi_agent *a)
{
	const struct sdc_channel *c = channel_of(p, a);

	if (c)
		return owner_of(p, c);
	return a->has_id ? owner_of_id(o, a->id) : NULL;
}

bool owners_agent_id(const struct sdc_prediction *p, const struct scmi_agent *a, uint32_t *agent_id)
{
	const struct sdc_channel *c = channel_of(p, a);

	if (a && a->has_id) {
		*agent_id = a->id;
		return true;
	}
	if (!c || !c->id_known)
		return false;
	*agent_id = c->agent_id;
	return true;
}
