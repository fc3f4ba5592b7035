// SPDX-License-Identifier: BSD-2-Clause
#include "rules/channel/channels.h"

#include <stdio.h>
#include <stdlib.h>

#include "rules/check.h"

#define MAX_CELLS 4

uint8_t *channels_marks(const struct check *c)
{
	if (!c->channels.n_pages)
		return NULL;
	return arena_array(&c->findings->arena, c->tree->n_nodes, 1);
}

bool channel_has_page(const struct scmi_shmem *s)
{
	return s->node && s->region.error == DT_ADDR_OK;
}

static int by_index(const struct scmi_agent *a, const struct scmi_agent *b)
{
	return (a->index > b->index) - (a->index < b->index);
}

static int compare_ids(const void *x, const void *y)
{
	const struct scmi_agent *a = *(const struct scmi_agent *const *)x;
	const struct scmi_agent *b = *(const struct scmi_agent *const *)y;

	return a->id != b->id ? (a->id > b->id) - (a->id < b->id) : by_index(a, b);
}

static int compare_doorbells(const void *x, const void *y)
{
	const struct scmi_agent *a = *(const struct scmi_agent *const *)x;
	const struct scmi_agent *b = *(const struct scmi_agent *const *)y;

	return a->smc_id != b->smc_id ? (a->smc_id > b->smc_id) - (a->smc_id < b->smc_id)
				      : by_index(a, b);
}

static int compare_pages(const void *x, const void *y)
{
	const struct scmi_agent *a = *(const struct scmi_agent *const *)x;
	const struct scmi_agent *b = *(const struct scmi_agent *const *)y;
	uint64_t p = a->shmem.region.addr, q = b->shmem.region.addr;

	return p != q ? (p > q) - (p < q) : by_index(a, b);
}

static void sort(
	const struct scmi_agent **list, size_t n, int (*compare)(const void *, const void *))
{
	if (n)
		qsort(list, n, sizeof(*list), compare);
}

static void sort_agents(struct channels *ch)
{
	ch->by_id = arena_array(&ch->arena, ch->n_agents, sizeof(*ch->by_id));
	ch->by_doorbell = arena_array(&ch->arena, ch->n_agents, sizeof(*ch->by_doorbell));
	ch->by_page = arena_array(&ch->arena, ch->n_agents, sizeof(*ch->by_page));
	for (size_t i = 0; i < ch->n_agents; i++) {
		const struct scmi_agent *a = &ch->agents[i];

		if (a->has_id)
			ch->by_id[ch->n_by_id++] = a;
		ch->by_doorbell[ch->n_by_doorbell++] = a;
		if (channel_has_page(&a->shmem))
			ch->by_page[ch->n_by_page++] = a;
	}
	sort(ch->by_id, ch->n_by_id, compare_ids);
	sort(ch->by_doorbell, ch->n_by_doorbell, compare_doorbells);
	sort(ch->by_page, ch->n_by_page, compare_pages);
}

static void add_page(struct channels *ch, const struct dt_tree *t, uint8_t *seen,
	const struct scmi_shmem *s, const struct scmi_agent *a)
{
	if (!s->node || seen[dt_index(t, s->node)])
		return;
	seen[dt_index(t, s->node)] = 1;
	ch->pages[ch->n_pages++] = (struct named_page){ s, a };
}

static void collect_pages(struct channels *ch, const struct dt_tree *t)
{
	uint8_t *seen = arena_array(&ch->arena, t->n_nodes, 1);

	ch->pages = arena_array(&ch->arena, ch->n_agents + 1, sizeof(*ch->pages));
	if (ch->management)
		add_page(ch, t, seen, &ch->management->shmem, NULL);
	for (size_t i = 0; i < ch->n_agents; i++)
		add_page(ch, t, seen, &ch->agents[i].shmem, &ch->agents[i]);
}

static bool whole_tuples(const struct scmi_container *con)
{
	return con->n_agents && !(con->table->len % (4 * con->cells));
}

void channels_init(struct channels *ch, const struct check *c)
{
	if (!c->sci->reads_container || !c->model->n_containers)
		return;
	ch->container = &c->model->containers[0];
	ch->management = c->model->management;
	if (whole_tuples(ch->container)) {
		ch->agents = ch->container->agents;
		ch->n_agents = ch->container->n_agents;
	}
	sort_agents(ch);
	collect_pages(ch, c->tree);
}

void channels_free(struct channels *ch)
{
	arena_free(&ch->arena);
}

struct agent_number agent_number(uint32_t id)
{
	struct agent_number n;

	snprintf(n.text, sizeof(n.text), id < 0x10000 ? "%u" : "0x%x", id);
	return n;
}

struct channel_name agent_name(const struct scmi_agent *a)
{
	struct channel_name n;

	if (!a->has_id)
		snprintf(n.text, sizeof(n.text), "the agent in tuple %u", a->index);
	else
		snprintf(n.text, sizeof(n.text), "agent %s", agent_number(a->id).text);
	return n;
}

struct channel_name channel_name(const struct named_page *ch)
{
	struct channel_name n = { "the management channel" };

	return ch->agent ? agent_name(ch->agent) : n;
}

void channel_relate(struct check *c, struct finding *f, const struct named_page *ch)
{
	if (ch->agent)
		finding_relate(c->findings, f, c->channels.container->node,
			"names the page in tuple %u of scmi-secondary-agents", ch->agent->index);
	else
		finding_relate(c->findings, f, c->channels.management->node,
			"the management channel, whose shmem names the page");
}

const char *channel_reg_text(struct check *c, const struct dt_node *page, uint64_t size)
{
	const struct dt_prop *reg = dt_prop(page, "reg");
	struct buf b = { 0 };
	const char *text;
	uint32_t na, ns;

	if (!reg || !page->parent)
		return "";
	na = dt_addr_cells(c->tree, page->parent, DT_CELLS_INHERIT);
	ns = dt_size_cells(c->tree, page->parent, DT_CELLS_INHERIT);
	if (!na || na > MAX_CELLS || !ns || ns > MAX_CELLS || reg->len / 4 < na + ns)
		return "";
	buf_puts(&b, "reg = <");
	for (uint32_t i = 0; i < na; i++)
		buf_printf(&b, "0x%x ",
			dt_cell(reg->data, i) & (i + 1 == na ? ~(SCMI_PAGE_SIZE - 1) : ~0u));
	for (uint32_t i = 0; i < ns; i++)
		buf_printf(&b, "0x%x%s", i + 1 == ns ? (uint32_t)size : 0, i + 1 < ns ? " " : ">;");
	text = findings_str(c->findings, "%s", buf_str(&b));
	buf_free(&b);
	return text;
}

enum channel_place channel_place(
	const struct check *c, const struct scmi_shmem *s, const struct dt_node **where)
{
	const struct scmi_instance *host = scmi_host(c->model);
	uint64_t addr = s->region.addr;

	if (scmi_map_find(c->map, SCMI_MAP_DEVICE, addr, SCMI_PAGE_SIZE, where)) {
		/* The page's own node without any compatible is no device, nor what the host's node
		 * takes for its page. */
		if ((*where == s->node && !dt_prop(s->node, "compatible")) ||
			(host && host->shmem.node == *where))
			return CHANNEL_FREE;
		return CHANNEL_ON_DEVICE;
	}
	if (scmi_map_find(c->map, SCMI_MAP_RAM, addr, SCMI_PAGE_SIZE, where) &&
		!scmi_map_find(c->map, SCMI_MAP_RESERVED, addr, SCMI_PAGE_SIZE, NULL))
		return CHANNEL_IN_RAM;
	return CHANNEL_FREE;
}
