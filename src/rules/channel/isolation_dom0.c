// SPDX-License-Identifier: BSD-2-Clause
/* Pages that Dom0 is shown though they are not its own. */
#include <stdlib.h>

#include "base/search.h"
#include "diag/fix_node.h"
#include "rules/check.h"
#include "rules/lookup.h"
#include "rules/subjects.h"

#define MAX_ID 254u

static bool dom0_has_agent(const struct scmi_container *con)
{
	return con->dom0_has_id && con->dom0_id <= MAX_ID;
}

/* The page is Dom0's own: by the agent's id, or because the host's SCMI node names it. */
static bool is_dom0s(const struct check *c, const struct named_page *ch)
{
	const struct scmi_container *con = c->channels.container;
	const struct scmi_instance *host = c->model->host;
	uint32_t id;

	if (host && channel_has_page(&host->shmem) &&
		host->shmem.region.addr == ch->shmem->region.addr)
		return true;
	return ch->agent && dom0_has_agent(con) && rules_agent_id(c, ch->agent, &id) &&
	       id == con->dom0_id;
}

static int by_address(const void *x, const void *y)
{
	const struct named_page *const *a = x, *const *b = y;
	uint64_t p = (*a)->shmem->region.addr, q = (*b)->shmem->region.addr;

	if (p != q)
		return p < q ? -1 : 1;
	return (*a > *b) - (*a < *b);
}

/* The pages that are not Dom0's, sorted by address. */
static const struct named_page **foreign_pages(struct check *c, size_t *n)
{
	const struct named_page **list =
		arena_array(&c->findings->arena, c->channels.n_pages, sizeof(*list));

	*n = 0;
	for (size_t i = 0; i < c->channels.n_pages; i++) {
		const struct named_page *ch = &c->channels.pages[i];

		if (channel_has_page(ch->shmem) && ch->shmem->region.addr && !is_dom0s(c, ch))
			list[(*n)++] = ch;
	}
	if (*n)
		qsort(list, *n, sizeof(*list), by_address);
	return list;
}

static const struct named_page *first_within(
	const struct named_page **list, size_t n, const struct dt_region *reg)
{
	size_t i;

	search_sorted(i, n, list[i]->shmem->region.addr < reg->addr);
	if (i == n || list[i]->shmem->region.addr - reg->addr >= reg->size)
		return NULL;
	return list[i];
}

static void report(
	struct check *c, const struct rule *r, const struct dt_node *n, const struct named_page *ch)
{
	const struct scmi_container *con = c->channels.container;
	struct finding *f = finding_add(c->findings, r, n, "reg", 0,
		"isolation breach: this node outside the container describes the page of %s at "
		"0x%llx",
		channel_name(ch).text, (unsigned long long)ch->shmem->region.addr);

	if (!dom0_has_agent(con)) {
		f->severity = SDC_WARNING;
		finding_effect(c->findings, f,
			"removes shared memory nodes from the tree of a Dom0 without an agent; as "
			"soon as it has one it is shown this page, too");
	}
	if (ch->shmem->node != n)
		finding_relate(c->findings, f, ch->shmem->node, "the page");
	channel_relate(c, f, ch);
	finding_hint(c->findings, f,
		ch->shmem->node == n ? "move the node into the container"
				     : "delete this node: the container has the page already");
	if (ch->shmem->node != n && f->message) {
		struct fix *fix =
			finding_fix(c->findings, f, SDC_MAYBE_INCORRECT, "remove the node");

		fix_end(f, fix, edit_remove_node(c->findings, fix, c->tree, n));
	}
}

/* Per node: a host's SCMI node names it, and the rules about hosts look after it. */
static const uint8_t *named_by_hosts(struct check *c)
{
	uint8_t *named = arena_array(&c->findings->arena, c->tree->n_nodes, 1);

	for (size_t i = 0; i < c->model->n_instances; i++) {
		const struct scmi_instance *s = &c->model->instances[i];

		if (!s->container && s->shmem.node)
			named[dt_index(c->tree, s->shmem.node)] = 1;
	}
	return named;
}

static void check_visible(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	const struct named_page **list;
	const uint8_t *hosts;
	size_t n, next = 0;

	if (!c->channels.container)
		return;
	list = foreign_pages(c, &n);
	hosts = named_by_hosts(c);
	for (size_t i = 0; n && i < m->n_shmem_nodes; i++) {
		const struct dt_node *node = m->shmem_nodes[i];
		const struct named_page *ch;
		struct dt_region reg;

		while (next < m->n_containers &&
			node >= m->containers[next].node + m->containers[next].node->n_tree)
			next++;
		if (hosts[dt_index(c->tree, node)] ||
			(next < m->n_containers && dt_within(node, m->containers[next].node)))
			continue;
		reg = dt_reg(c->tree, node, 0, DT_CELLS_INHERIT);
		ch = reg.error ? NULL : first_within(list, n, &reg);
		if (ch)
			report(c, r, node, ch);
	}
}

static const struct rule_check checks[] = {
	{ RULE_AGENT_PAGE_VISIBLE, check_visible },
};

const struct rule_set rules_isolation_dom0 = { checks, sizeof(checks) / sizeof(checks[0]) };
