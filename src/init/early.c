// SPDX-License-Identifier: BSD-2-Clause
/* The table of agents in a form that Xen never took up, or has given up. */
#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"
#include "init/early.h"

/* <agent-id smc-id &shmem>; some wrote today's order, and a doorbell is told by its size. */
#define CELLS        3
#define MAX_AGENT_ID 0xffffu

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

/* One doorbell rang for all, and firmware told them apart by more than Xen passes on today: what it
 * has to serve instead is proposed. */
static int read_pages(struct init_plan *p, struct sdc_error *err)
{
	const struct scmi_instance *host = p->model->host ? p->model->host : scmi_host(p->model);
	const struct dt_region *r = &host->shmem.region;
	const uint64_t *pages;
	size_t n;

	pages = scmi_early_pages(p->model, &p->arena, &n);
	if (r->error || !r->addr || r->addr % SCMI_PAGE_SIZE)
		return refuse(p, err, "the host's shared memory has no address of a whole page");
	p->channels = arena_array(&p->arena, n + 1, sizeof(*p->channels));
	for (size_t i = 0; i <= n; i++)
		p->channels[p->n_channels++] = (struct init_channel){
			.id = (uint32_t)i,
			.smc_id = host->smc_id + (uint32_t)i,
			.page = i ? pages[i - 1] : r->addr,
			.size = SCMI_PAGE_SIZE,
			.origin = i ? INIT_PAGE : INIT_TREE,
		};
	p->management = p->channels;
	return 0;
}

static int from_table(struct init_plan *p, struct sdc_error *err)
{
	const struct dt_prop *t = p->early.table;
	int ret;

	p->channels = arena_array(&p->arena, t->len / 4 / CELLS + 1, sizeof(*p->channels));
	ret = read_table(p, t, err);
	qsort(p->channels, p->n_channels, sizeof(*p->channels), by_id);
	return ret ? ret : add_management(p, err);
}

int init_early_channels(struct init_plan *p, struct sdc_error *err)
{
	return p->early.kind == SCMI_EARLY_PAGES ? read_pages(p, err) : from_table(p, err);
}
