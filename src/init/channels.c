// SPDX-License-Identifier: BSD-2-Clause
/* The channels: as the firmware is said to serve them, or proposed. */
#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"
#include "init/early.h"
#include "init/init.h"
#include "scmi/smccc.h"

#define MAX_AGENT      254u
#define FIRST_DOORBELL 0x82000002u /* where the tree has none: as in Xen's documentation */
#define SPARE_GUESTS   2           /* without a manifest */

static const uint64_t page_mask = SCMI_PAGE_SIZE - 1;

static int refuse(const struct init_plan *p, struct sdc_error *err, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

static int refuse(const struct init_plan *p, struct sdc_error *err, const char *fmt, ...)
{
	struct buf b = { 0 };
	va_list ap;
	int ret;

	va_start(ap, fmt);
	buf_vprintf(&b, fmt, ap);
	va_end(ap);
	ret = set_error(err, SDC_EARG, "%s: %s", p->firmware->file, buf_str(&b));
	buf_free(&b);
	return ret;
}

static int by_id(const void *a, const void *b)
{
	const struct init_channel *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static int by_page(const void *a, const void *b)
{
	const struct init_channel *const *x = a, *const *y = b;

	return ((*x)->page > (*y)->page) - ((*x)->page < (*y)->page);
}

struct init_channel *init_channel_of(const struct init_plan *p, uint32_t id)
{
	const struct init_channel key = { .id = id };

	return p->n_channels
		       ? bsearch(&key, p->channels, p->n_channels, sizeof(*p->channels), by_id)
		       : NULL;
}

/* What Xen cannot use whatever the tree says. */
static int check_agent(const struct init_plan *p, const struct fw_agent *a, struct sdc_error *err)
{
	if (!a->page || a->page & page_mask)
		return refuse(p, err,
			"agent %u: the page at 0x%llx is not a multiple of 0x1000, and Xen maps whole "
			"pages",
			a->id, (unsigned long long)a->page);
	if (a->page >> SCMI_ADDRESS_BITS)
		return refuse(p, err, "agent %u: the page at 0x%llx is beyond %u bits", a->id,
			(unsigned long long)a->page, SCMI_ADDRESS_BITS);
	if (!a->trusted && SMCCC_OWNER(a->smc_id) != SMCCC_SIP)
		return refuse(p, err,
			"agent %u: Xen forwards doorbells of SMCCC's SiP range alone (0x82000000 to "
			"0x8200ffff), and 0x%x is none",
			a->id, a->smc_id);
	if (!a->trusted && a->id > MAX_AGENT)
		return refuse(p, err, "agent %u: the ids of domains go up to %u", a->id, MAX_AGENT);
	return 0;
}

static int check_overlap(const struct init_plan *p, struct sdc_error *err)
{
	struct init_channel **list = xmalloc((p->n_channels + 1) * sizeof(struct init_channel *));
	int ret = 0;

	for (size_t i = 0; i < p->n_channels; i++)
		list[i] = &p->channels[i];
	qsort(list, p->n_channels, sizeof(*list), by_page);
	for (size_t i = 1; i < p->n_channels && !ret; i++)
		if (list[i]->page - list[i - 1]->page < list[i - 1]->size)
			ret = refuse(p, err,
				"agents %u and %u share the page at 0x%llx, so that each could read "
				"the other's messages",
				list[i - 1]->id, list[i]->id, (unsigned long long)list[i]->page);
	free(list);
	return ret;
}

/* The trusted agent, that named for Xen before others. */
static const struct fw_agent *trusted(const struct firmware *fw)
{
	const struct fw_agent *found = NULL;

	for (size_t i = 0; i < fw->n_agents; i++) {
		const struct fw_agent *a = &fw->agents[i];

		if (!a->trusted)
			continue;
		if (a->name && !strncasecmp(a->name, "xen", 3))
			return a;
		if (!found || a->id < found->id)
			found = a;
	}
	return found;
}

static int from_firmware(struct init_plan *p, struct sdc_error *err)
{
	const struct firmware *fw = p->firmware;
	const struct fw_agent *own = trusted(fw);
	uint32_t own_id;
	int ret = 0;

	if (!own)
		return refuse(p, err,
			"no agent is trusted: Xen needs one of its own that is (trusted: true)");
	own_id = own->id;
	for (size_t i = 0; i < fw->n_agents && !ret; i++) {
		const struct fw_agent *a = &fw->agents[i];

		/* Another trusted agent is not for a domain. */
		if (a->trusted && a != own)
			continue;
		ret = check_agent(p, a, err);
		p->channels[p->n_channels++] = (struct init_channel){
			.id = a->id,
			.smc_id = a->smc_id,
			.page = a->page,
			.size = (a->page_size + page_mask) & ~page_mask,
			.name = a->name,
			.origin = INIT_FIRMWARE,
		};
	}
	qsort(p->channels, p->n_channels, sizeof(*p->channels), by_id);
	p->management = init_channel_of(p, own_id);
	return ret ? ret : check_overlap(p, err);
}

/* The pages of all channels in one piece, where the host's own is or else in memory. */
static int find_pages(struct init_plan *p, uint64_t near, size_t n, uint64_t *addr)
{
	const struct dt_tree *t = p->tree;
	const struct dt_node *node;

	if (near && scmi_map_free_pages(p->map, near, n, addr))
		return 0;
	dt_for_each_child(t->nodes, node) {
		const char *type = dt_prop_string(node, "device_type");
		struct dt_region r = dt_reg(t, node, 0, DT_CELLS_INHERIT);

		if (!type || strcmp(type, "memory") != 0 || r.error || r.size < n * SCMI_PAGE_SIZE)
			continue;
		if (scmi_map_free_pages(p->map, r.addr + r.size / 2, n, addr) ||
			scmi_map_free_pages(p->map, r.addr, n, addr))
			return 0;
	}
	return -1;
}

static bool taken(const struct init_plan *p, uint32_t id)
{
	for (size_t i = 0; i < p->n_channels; i++)
		if (p->channels[i].id == id)
			return true;
	return false;
}

static struct init_channel *add(struct init_plan *p, uint32_t id)
{
	struct init_channel *ch = &p->channels[p->n_channels++];

	ch->id = id;
	ch->origin = INIT_PROPOSED;
	return ch;
}

static uint32_t free_id(const struct init_plan *p)
{
	uint32_t id = 0;

	while (taken(p, id))
		id++;
	return id;
}

/* Those that the manifest names, then Dom0's, then Xen's own. */
static void propose_ids(struct init_plan *p, uint32_t *dom0, uint32_t *own)
{
	size_t n = p->manifest ? p->manifest->n_guests : 0;

	for (size_t i = 0; i < n; i++) {
		const struct manifest_guest *g = &p->manifest->guests[i];

		if (g->sci == PLAN_SCI_MULTI_AGENT && !taken(p, g->agent_id))
			add(p, g->agent_id);
	}
	*dom0 = free_id(p);
	add(p, *dom0);
	*own = free_id(p);
	add(p, *own);
	for (size_t i = 0; !p->manifest && i < SPARE_GUESTS + p->model->n_domains; i++)
		add(p, free_id(p));
}

/* The host's own channel goes to Dom0, and the others follow it as firmware numbers them. */
static int propose(struct init_plan *p, struct sdc_error *err)
{
	const struct scmi_instance *host = scmi_host(p->model);
	const struct dt_region *r = host ? &host->shmem.region : NULL;
	bool smc = host && host->has_smc_id && host->transport != SCMI_MAILBOX;
	bool page = r && host->shmem.node && !r->error && r->addr && !(r->addr & page_mask);
	uint32_t dom0, own, base;
	uint64_t next;

	propose_ids(p, &dom0, &own);
	if (find_pages(p, r && !r->error ? r->addr : 0, p->n_channels, &next))
		return set_error(err, SDC_EARG,
			"%s: no free pages were found for the agents; describe the firmware's in a "
			"file for --firmware",
			p->tree->file);
	qsort(p->channels, p->n_channels, sizeof(*p->channels), by_id);
	base = smc ? host->smc_id - dom0 : FIRST_DOORBELL;
	for (size_t i = 0; i < p->n_channels; i++) {
		struct init_channel *ch = &p->channels[i];

		ch->smc_id = base + ch->id;
		ch->size = SCMI_PAGE_SIZE;
		if (ch->id == dom0 && smc && page) {
			ch->page = r->addr;
			ch->origin = INIT_TREE;
			continue;
		}
		ch->page = next;
		next += SCMI_PAGE_SIZE;
	}
	p->management = init_channel_of(p, own);
	return 0;
}

int init_channels(struct init_plan *p, struct sdc_error *err)
{
	size_t max = p->firmware ? p->firmware->n_agents : 2 + SPARE_GUESTS + p->model->n_domains;
	int ret;

	if (!p->firmware && p->manifest)
		max += p->manifest->n_guests;
	if (p->early.kind && !p->firmware) {
		ret = init_early_channels(p, err);
	} else {
		p->channels = arena_array(&p->arena, max, sizeof(*p->channels));
		ret = p->firmware ? from_firmware(p, err) : propose(p, err);
	}
	for (size_t i = 0; i < p->n_channels && !ret; i++) {
		struct init_channel *ch = &p->channels[i];

		ch->in_ram = scmi_map_find(p->map, SCMI_MAP_RAM, ch->page, ch->size, NULL) &&
			     !scmi_map_find(p->map, SCMI_MAP_RESERVED, ch->page, ch->size, NULL);
	}
	return ret;
}
