// SPDX-License-Identifier: BSD-2-Clause
/* A guest's partial tree, as far as it decides whether the guest can use its channel. */
#include <stdlib.h>
#include <string.h>

#include "xen/drivers/multi_agent.h"
#include "xen/guest.h"

static int by_device(const void *key, const void *row)
{
	const struct dt_node *a = key, *b = ((const struct scmi_permission *)row)->device;

	return a < b ? -1 : a > b;
}

const char *multi_agent_assign(struct xen *x, const struct dt_node *device)
{
	const struct scmi_model *m = x->in->model;
	const struct scmi_permission *p = NULL;
	size_t first;

	if (m->n_permissions)
		p = bsearch(device, m->permissions, m->n_permissions, sizeof(*p), by_device);
	if (!p)
		return NULL;
	for (first = (size_t)(p - m->permissions);
		first && m->permissions[first - 1].device == device; first--)
		;
	return multi_agent_permissions(x, first);
}

void multi_agent_guest(struct xen *x, const struct scmi_domain *d, struct sdc_channel *c)
{
	const uint64_t *page;
	uint64_t at;
	const char *rule = guest_useless(x, d, c->smc_id, &page, &at);

	multi_agent_hold(x, d, c,
		rule ? rule : multi_agent_answered(x, c, page, page ? "guest-page" : NULL));
}
