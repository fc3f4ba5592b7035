// SPDX-License-Identifier: BSD-2-Clause
/* The table of agents in a form that Xen never took up, or has given up. */
#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"
#include "init/early.h"

#define CHOSEN "xen,scmi-secondary-agents"
#define EPAM   "epam,secondary-agents"

/* <agent-id smc-id &shmem>; some wrote today's order, and a doorbell is told by its size. */
#define CELLS        3
#define MAX_AGENT_ID 0xffffu

const struct dt_prop *init_early_table(const struct scmi_model *m, const struct dt_node **at)
{
	const struct dt_node *chosen = dt_child(m->tree->nodes, "chosen");

	*at = chosen;
	if (chosen && dt_prop(chosen, CHOSEN))
		return dt_prop(chosen, CHOSEN);
	for (size_t i = 0; i < m->n_instances; i++) {
		*at = m->instances[i].node;
		if (dt_prop(*at, EPAM))
			return dt_prop(*at, EPAM);
	}
	return NULL;
}

static int refuse(const struct init_plan *p, struct sdc_error *err, const char *what)
{
	return set_error(err, SDC_EARG, "%s: %s", p->tree->file, what);
}

static int add(struct init_plan *p, uint32_t id, uint32_t smc_id, const struct dt_node *shmem,
	struct sdc_error *err)
{
	struct dt_region r = shmem ? dt_reg(p->tree, shmem, 0, DT_CELLS_INHERIT)
				   : (struct dt_region){ .error = DT_ADDR_NO_REG };

	if (r.error || !r.addr || r.addr % SCMI_PAGE_SIZE)
		return set_error(err, SDC_EARG,
			"%s: agent %u: its shared memory has no address of a whole page, and cannot be "
			"carried over",
			p->tree->file, id);
	p->channels[p->n_channels++] = (struct init_channel){
		.id = id,
		.smc_id = smc_id,
		.page = r.addr,
		.size = SCMI_PAGE_SIZE,
		.origin = INIT_TREE,
	};
	return 0;
}

static int by_id(const void *a, const void *b)
{
	const struct init_channel *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static int read_table(struct init_plan *p, const struct dt_prop *t, struct sdc_error *err)
{
	int ret = 0;

	for (uint32_t i = 0; i < t->len / 4 / CELLS && !ret; i++) {
		const uint8_t *cells = t->data + (size_t)i * CELLS * 4;
		bool today = dt_cell(cells, 0) > MAX_AGENT_ID;

		ret = add(p, dt_cell(cells, today ? 2 : 0), dt_cell(cells, today ? 0 : 1),
			dt_by_phandle(p->tree, dt_cell(cells, today ? 1 : 2)), err);
	}
	return ret;
}

/* Firmware numbers its agents by doorbell; the host's own channel was Xen's as well. */
static int add_management(struct init_plan *p, struct sdc_error *err)
{
	const struct scmi_instance *host = p->model->host ? p->model->host : scmi_host(p->model);
	const struct init_channel *first = p->channels;
	uint32_t id;
	int ret;

	if (!host || !host->has_smc_id || !p->n_channels)
		return refuse(p, err, "no SCMI node has a doorbell that could be Xen's own");
	for (size_t i = 0; i < p->n_channels; i++)
		if (p->channels[i].smc_id == host->smc_id)
			return refuse(p, err,
				"the host's doorbell is that of an agent of the table: nothing says which "
				"channel is Xen's own; write a description of the firmware, and use init");
	id = host->smc_id - first->smc_id + first->id;
	if (id > 254 || init_channel_of(p, id))
		return refuse(p, err, "the doorbells do not follow the agents' ids");
	ret = add(p, id, host->smc_id, host->shmem.node, err);
	qsort(p->channels, p->n_channels, sizeof(*p->channels), by_id);
	p->management = init_channel_of(p, id);
	return ret;
}

/* The number behind an option of Xen's command line. */
static bool option(const char *args, const char *name, uint32_t *value)
{
	const char *s = args ? strstr(args, name) : NULL;

	if (!s)
		return false;
	*value = (uint32_t)strtoul(s + strlen(name), NULL, 0);
	return true;
}

int init_early_channels(struct init_plan *p, struct sdc_error *err)
{
	const struct dt_node *at;
	const struct dt_prop *t = init_early_table(p->model, &at);
	int ret;

	if (!t)
		return refuse(
			p, err, "no early form of the agents' table was found: nothing to migrate");
	p->channels = arena_array(&p->arena, t->len / 4 / CELLS + 1, sizeof(*p->channels));
	ret = read_table(p, t, err);
	qsort(p->channels, p->n_channels, sizeof(*p->channels), by_id);
	if (!ret)
		ret = add_management(p, err);
	p->has_dom0_id = option(p->model->bootargs, "dom0_scmi_agent_id=", &p->dom0_id) ||
			 option(p->model->bootargs, "sci-agent-id=", &p->dom0_id);
	return ret;
}

bool init_early_asks(const struct dt_node *domain)
{
	return dt_prop(domain, "xen,arm_sci") || dt_prop(domain, "xen,sci_agent_id");
}
