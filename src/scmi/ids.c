// SPDX-License-Identifier: BSD-2-Clause
#include "scmi/ids.h"

#define MAX_ID 254

static const struct scmi_container *first(const struct scmi_model *m)
{
	return m->n_containers ? &m->containers[0] : NULL;
}

/* The base that more than half of the three-cell tuples share (a majority vote in one pass). */
static bool stated_base(const struct scmi_container *c, uint32_t *base)
{
	size_t votes = 0, n = 0;

	for (size_t i = 0; i < c->n_agents; i++) {
		uint32_t b = c->agents[i].smc_id - c->agents[i].id;

		if (!votes)
			*base = b;
		votes += b == *base ? 1 : (size_t)-1;
	}
	for (size_t i = 0; i < c->n_agents; i++)
		n += c->agents[i].smc_id - c->agents[i].id == *base;
	return n * 2 > c->n_agents;
}

static void lower(uint32_t *lowest, uint32_t like, uint32_t smc_id)
{
	if (smc_id >> 16 == like >> 16 && smc_id < *lowest)
		*lowest = smc_id;
}

struct scmi_ids scmi_ids(const struct scmi_model *m, const struct firmware *fw)
{
	const struct scmi_container *c = first(m);
	struct scmi_ids ids = { .firmware = fw };
	uint32_t like;

	if (!c || !c->n_agents)
		return ids;
	ids.known = true;
	if (c->agents[0].has_id && stated_base(c, &ids.base))
		return ids;
	like = ids.base = c->agents[0].smc_id;
	for (size_t i = 1; i < c->n_agents; i++)
		lower(&ids.base, like, c->agents[i].smc_id);
	if (m->management && m->management->has_smc_id)
		lower(&ids.base, like, m->management->smc_id);
	if (m->host && m->host->has_smc_id)
		lower(&ids.base, like, m->host->smc_id);
	return ids;
}

static bool described(const struct firmware *fw, uint32_t smc_id, uint32_t *id)
{
	const struct fw_agent *a = fw_by_doorbell(fw, smc_id);

	if (!a || !a->has_id)
		return false;
	*id = a->id;
	return true;
}

bool scmi_id_of(const struct scmi_ids *ids, uint32_t smc_id, uint32_t *id)
{
	if (ids->firmware)
		return described(ids->firmware, smc_id, id);
	if (!ids->known || smc_id < ids->base || smc_id - ids->base > MAX_ID)
		return false;
	*id = smc_id - ids->base;
	return true;
}

bool scmi_agent_id(const struct scmi_ids *ids, const struct scmi_agent *a, uint32_t *id)
{
	if (!a->has_id)
		return scmi_id_of(ids, a->smc_id, id);
	*id = a->id;
	return true;
}

bool scmi_management_id(const struct scmi_model *m, const struct scmi_ids *ids, uint32_t *id)
{
	return m->management && m->management->has_smc_id &&
	       scmi_id_of(ids, m->management->smc_id, id);
}
