// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "scmi/build.h"

struct scmi_shmem scmi_read_shmem(
	const struct scmi_model *m, const struct dt_prop *p, uint32_t index)
{
	struct scmi_shmem s = { .prop = p, .region.error = DT_ADDR_NO_REG };

	if (!p || p->len / 4 <= index)
		return s;
	s.phandle = dt_cell(p->data, index);
	s.node = dt_by_phandle(m->tree, s.phandle);
	if (!s.node)
		return s;
	s.region = dt_reg(m->tree, s.node, 0, DT_CELLS_INHERIT);
	p = dt_prop(s.node, "compatible");
	for (const char *c = NULL; p && (c = dt_prop_next_string(p, c));)
		s.compatible |= !strcasecmp(c, "arm,scmi-shmem");
	return s;
}

void scmi_read_agents(struct scmi_model *m, struct scmi_container *c)
{
	c->n_agents = c->table->len / 4 / c->cells;
	c->agents = arena_array(&m->arena, c->n_agents, sizeof(*c->agents));
	for (uint32_t i = 0; i < c->n_agents; i++) {
		struct scmi_agent *a = &c->agents[i];
		uint32_t cell = i * c->cells;

		a->index = i;
		a->smc_id = dt_cell(c->table->data, cell);
		a->shmem = scmi_read_shmem(m, c->table, cell + 1);
		a->has_id = c->cells == 3;
		if (a->has_id)
			a->id = dt_cell(c->table->data, cell + 2);
	}
}
