// SPDX-License-Identifier: BSD-2-Clause
#include "probe/probe.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/search.h"

static const char *title(struct sdc_probe *p, const struct sdc_probe_channel *c, size_t entry)
{
	struct arena *a = p->arena;
	const char *who = sdc_role_name(c->role);

	if (c->role == SDC_ROLE_AGENT)
		who = c->has_table_id ? arena_printf(a, "agent %" PRIu32, c->table_id)
				      : arena_printf(a, "entry %zu", entry);
	if (c->has_smc_id)
		return arena_printf(a, "%s (doorbell 0x%" PRIx32 ")", who, c->smc_id);
	return who;
}

static void set_page(struct probe_channel *c, const struct scmi_shmem *shmem)
{
	c->shmem = shmem;
	if (shmem->node && shmem->region.error == DT_ADDR_OK) {
		c->pub.page = shmem->region.addr;
		c->pub.page_size = shmem->region.size;
	}
}

static struct probe_channel *add(struct sdc_probe *p, const struct dt_node *node)
{
	struct probe_channel *c = &p->channels[p->n_channels++];

	c->node = node;
	c->index = -1;
	c->pub.node = dt_path_dup(p->arena, node);
	return c;
}

static void add_instance(struct sdc_probe *p, const struct scmi_instance *i, enum sdc_role role)
{
	struct probe_channel *c = add(p, i->node);

	c->instance = i;
	c->pub.role = role;
	c->pub.has_smc_id = i->has_smc_id;
	c->pub.smc_id = i->smc_id;
	set_page(c, &i->shmem);
	c->title = title(p, &c->pub, 0);
}

static void add_entry(struct sdc_probe *p, const struct scmi_container *k, size_t i)
{
	const struct scmi_agent *a = &k->agents[i];
	struct probe_channel *c = add(p, k->node);

	c->prop = "scmi-secondary-agents";
	c->index = (int)i;
	c->pub.role = SDC_ROLE_AGENT;
	c->pub.has_smc_id = true;
	c->pub.smc_id = a->smc_id;
	c->pub.has_table_id = a->has_id;
	c->pub.table_id = a->id;
	set_page(c, &a->shmem);
	c->title = title(p, &c->pub, i);
}

/* The host node is one of the table's channels where Xen would forward its doorbell. */
static bool host_in_table(const struct sdc_probe *p, const struct scmi_instance *host)
{
	for (size_t i = 0; i < p->n_channels; i++) {
		const struct sdc_probe_channel *c = &p->channels[i].pub;

		if (host->has_smc_id && c->has_smc_id && c->smc_id == host->smc_id)
			return true;
	}
	return false;
}

void probe_targets(struct sdc_probe *p)
{
	const struct scmi_model *m = p->model;
	const struct scmi_container *k = m->n_containers ? &m->containers[0] : NULL;
	size_t n = 2 + (k ? k->n_agents : 0);

	p->channels = arena_array(p->arena, n, sizeof(*p->channels));
	if (m->management)
		add_instance(p, m->management, SDC_ROLE_MANAGEMENT);
	for (size_t i = 0; k && i < k->n_agents; i++)
		add_entry(p, k, i);
	if (m->host && !host_in_table(p, m->host))
		add_instance(p, m->host, SDC_ROLE_HOST);
}

static int by_doorbell(const void *a, const void *b)
{
	const struct probe_channel *x = *(struct probe_channel *const *)a;
	const struct probe_channel *y = *(struct probe_channel *const *)b;

	if (x->pub.smc_id != y->pub.smc_id)
		return x->pub.smc_id < y->pub.smc_id ? -1 : 1;
	return x < y ? -1 : x > y;
}

void probe_index(struct sdc_probe *p)
{
	p->answering = arena_array(p->arena, p->n_channels, sizeof(*p->answering));
	for (size_t i = 0; i < p->n_channels; i++) {
		struct probe_channel *c = &p->channels[i];

		if (c->pub.has_smc_id && c->pub.state == SDC_CHANNEL_ANSWERS)
			p->answering[p->n_answering++] = c;
	}
	qsort(p->answering, p->n_answering, sizeof(*p->answering), by_doorbell);
}

struct probe_channel *probe_by_doorbell(const struct sdc_probe *p, uint32_t smc_id)
{
	size_t i;

	search_sorted(i, p->n_answering, p->answering[i]->pub.smc_id < smc_id);
	if (i < p->n_answering && p->answering[i]->pub.smc_id == smc_id)
		return p->answering[i];
	return NULL;
}
