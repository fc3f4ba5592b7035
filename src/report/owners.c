// SPDX-License-Identifier: BSD-2-Clause
#include "report/owners.h"

#include <stdlib.h>

#include "util/arena.h"

static int by_id(const void *a, const void *b)
{
	const struct sdc_domain *x = *(const struct sdc_domain *const *)a;
	const struct sdc_domain *y = *(const struct sdc_domain *const *)b;

	if (x->agent_id != y->agent_id)
		return x->agent_id < y->agent_id ? -1 : 1;
	return x < y ? -1 : x > y;
}

static bool holds(const struct sdc_domain *d)
{
	return d->outcome == SDC_GRANTED || d->outcome == SDC_UNUSABLE;
}

void owners_init(struct owners *o, const struct sdc_prediction *p)
{
	*o = (struct owners){ 0 };
	o->by_id = xmalloc((p->n_domains + 1) * sizeof(const struct sdc_domain *));
	for (size_t i = 0; i < p->n_domains; i++) {
		const struct sdc_domain *d = &p->domains[i];

		if (p->xen == SDC_XEN_SINGLE_AGENT && holds(d) && !o->single)
			o->single = d;
		if (d->has_id)
			o->by_id[o->n++] = d;
	}
	qsort(o->by_id, o->n, sizeof(const struct sdc_domain *), by_id);
}

void owners_free(struct owners *o)
{
	free(o->by_id);
}

/* Of several domains that ask for one agent the first in the tree gets it. */
const struct sdc_domain *owner_of_id(const struct owners *o, uint32_t agent_id)
{
	size_t low = 0, high = o->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (o->by_id[mid]->agent_id < agent_id)
			low = mid + 1;
		else
			high = mid;
	}
	return low < o->n && o->by_id[low]->agent_id == agent_id ? o->by_id[low] : NULL;
}

const struct sdc_domain *owner_of(const struct owners *o, const struct sdc_channel *channel)
{
	const struct sdc_domain *d;

	if (channel->management)
		return NULL;
	if (o->single || !channel->id_known)
		return o->single;
	d = owner_of_id(o, channel->agent_id);
	return d && holds(d) ? d : NULL;
}

bool owners_agent_id(const struct sdc_prediction *p, const struct scmi_agent *a, uint32_t *agent_id)
{
	size_t i = a ? (size_t)a->index + 1 : 0;

	if (a && a->has_id) {
		*agent_id = a->id;
		return true;
	}
	if (i >= p->n_channels || !p->channels[i].id_known || p->channels[i].management != !a ||
		(a && p->channels[i].smc_id != a->smc_id))
		return false;
	*agent_id = p->channels[i].agent_id;
	return true;
}
