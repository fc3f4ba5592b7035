// SPDX-License-Identifier: BSD-2-Clause
#include "rules/channel/expected.h"

#include "rules/lookup.h"
#include "scmi/firmware/firmware.h"

enum feature { ID, DOORBELL, PAGE, N_FEATURES };

/* A channel as a point. */
struct point {
	bool has[N_FEATURES];
	int64_t v[N_FEATURES];
};

static void add_page(struct point *p, const struct scmi_shmem *s)
{
	p->has[PAGE] = channel_has_page(s) && s->region.addr &&
		       !(s->region.addr % SCMI_PAGE_SIZE) && !(s->region.addr >> SCMI_ADDRESS_BITS);
	p->v[PAGE] = (int64_t)(s->region.addr / SCMI_PAGE_SIZE);
}

static struct point point_of(const struct check *c, const struct scmi_agent *a)
{
	const struct scmi_instance *m = c->channels.management;
	struct point p = { 0 };

	if (a) {
		p.has[ID] = a->has_id && a->id < XEN_INVALID_ID;
		p.v[ID] = a->id;
		p.has[DOORBELL] = true;
		p.v[DOORBELL] = a->smc_id;
		add_page(&p, &a->shmem);
	} else if (m) {
		p.has[DOORBELL] = m->has_smc_id;
		p.v[DOORBELL] = m->smc_id;
		add_page(&p, &m->shmem);
	}
	return p;
}

/* The points of all channels but one; the management channel is the last. */
static bool next_other(
	const struct check *c, const struct scmi_agent *a, size_t *i, struct point *p)
{
	const struct channels *ch = &c->channels;

	while (*i <= ch->n_agents) {
		const struct scmi_agent *other = *i < ch->n_agents ? &ch->agents[*i] : NULL;

		++*i;
		if (other == a)
			continue;
		*p = point_of(c, other);
		return true;
	}
	return false;
}

/* The line through all others, in steps of whole numbers; two others say nothing but for steps of
 * one. */
static bool on_line(const struct check *c, const struct scmi_agent *a, enum feature from,
	enum feature to, int64_t at, int64_t *value)
{
	struct point p, first = { 0 };
	int64_t step = 0;
	size_t n = 0;

	for (size_t i = 0; next_other(c, a, &i, &p);) {
		int64_t dx, dy;

		if (!p.has[from] || !p.has[to])
			continue;
		dx = p.v[from] - first.v[from];
		dy = p.v[to] - first.v[to];
		if (!n++) {
			first = p;
			continue;
		}
		if (n == 2 && dx && !(dy % dx))
			step = dy / dx;
		if (step <= 0 || dy != step * dx)
			return false;
	}
	if (n < 2 || (n == 2 && step != 1))
		return false;
	if (at - first.v[from] > INT32_MAX || first.v[from] - at > INT32_MAX || step > INT32_MAX)
		return false;
	*value = first.v[to] + step * (at - first.v[from]);
	return true;
}

static bool is_taken(
	const struct check *c, const struct scmi_agent *a, enum feature what, int64_t value)
{
	struct point p;

	for (size_t i = 0; next_other(c, a, &i, &p);)
		if (p.has[what] && p.v[what] == value)
			return true;
	return false;
}

/* From the features that are trusted, in that order. */
static bool by_others(const struct check *c, const struct scmi_agent *a, enum feature what,
	const enum feature from[2], int64_t *value)
{
	struct point p = point_of(c, a);

	for (int i = 0; i < 2; i++)
		if (p.has[from[i]] && !is_taken(c, a, from[i], p.v[from[i]]) &&
			on_line(c, a, from[i], what, p.v[from[i]], value) && *value >= 0 &&
			!is_taken(c, a, what, *value))
			return true;
	return false;
}

/* The firmware's agent: by what is not in question. */
static const struct fw_agent *fw_agent_of(
	const struct check *c, const struct scmi_agent *a, enum feature what)
{
	const struct firmware *fw = c->firmware;
	const struct point p = point_of(c, a);

	for (size_t i = 0; fw && i < fw->n_agents; i++) {
		const struct fw_agent *g = &fw->agents[i];

		if (!a && what != DOORBELL && p.has[DOORBELL] && g->smc_id == p.v[DOORBELL])
			return g;
		if (a && what != ID && p.has[ID] && g->has_id && g->id == p.v[ID])
			return g;
		if (a && (what == ID || !p.has[ID]) && what != DOORBELL &&
			g->smc_id == p.v[DOORBELL])
			return g;
		if (what == DOORBELL && !p.has[ID] && p.has[PAGE] &&
			g->page == (uint64_t)p.v[PAGE] * SCMI_PAGE_SIZE)
			return g;
	}
	return NULL;
}

bool expected_doorbell(const struct check *c, const struct scmi_agent *a, struct expected *out)
{
	const struct fw_agent *g = fw_agent_of(c, a, DOORBELL);
	int64_t value;

	if (g) {
		*out = (struct expected){ g->smc_id, SDC_MACHINE_APPLICABLE };
		return !is_taken(c, a, DOORBELL, g->smc_id);
	}
	if (!by_others(c, a, DOORBELL, (const enum feature[]){ ID, PAGE }, &value) ||
		value > UINT32_MAX)
		return false;
	*out = (struct expected){ (uint64_t)value, SDC_MAYBE_INCORRECT };
	return true;
}

bool expected_id(const struct check *c, const struct scmi_agent *a, struct expected *out)
{
	const struct fw_agent *g = fw_agent_of(c, a, ID);
	int64_t value;
	uint32_t own;

	if (g && g->has_id) {
		*out = (struct expected){ g->id, SDC_MACHINE_APPLICABLE };
		return !is_taken(c, a, ID, g->id);
	}
	if (!by_others(c, a, ID, (const enum feature[]){ DOORBELL, PAGE }, &value) ||
		value >= XEN_INVALID_ID || (rules_management_id(c, &own) && own == value))
		return false;
	*out = (struct expected){ (uint64_t)value, SDC_MAYBE_INCORRECT };
	return true;
}

static bool is_free(const struct check *c, const struct scmi_agent *a, uint64_t page)
{
	const struct dt_node *where;
	const struct scmi_shmem *s = a ? &a->shmem : &c->channels.management->shmem;

	if (is_taken(c, a, PAGE, (int64_t)(page / SCMI_PAGE_SIZE)) || !page ||
		page >> SCMI_ADDRESS_BITS ||
		scmi_map_find(c->map, SCMI_MAP_DEVICE, page, SCMI_PAGE_SIZE, NULL))
		return false;
	return !scmi_map_find(c->map, SCMI_MAP_RAM, page, SCMI_PAGE_SIZE, &where) ||
	       scmi_map_find(c->map, SCMI_MAP_RESERVED, page, SCMI_PAGE_SIZE, NULL) ||
	       where == s->node;
}

static bool free_page(const struct check *c, const struct scmi_agent *a, uint64_t *page)
{
	int64_t last = 0;
	struct point p;

	for (size_t i = 0; next_other(c, a, &i, &p);)
		if (p.has[PAGE] && p.v[PAGE] > last &&
			is_free(c, a, (uint64_t)(p.v[PAGE] + 1) * SCMI_PAGE_SIZE))
			last = p.v[PAGE];
	return last && scmi_map_free_pages(c->map, (uint64_t)(last + 1) * SCMI_PAGE_SIZE, 1, page);
}

bool expected_page(const struct check *c, const struct scmi_agent *a, struct expected *out)
{
	const struct fw_agent *g = fw_agent_of(c, a, PAGE);
	int64_t value;

	if (g) {
		*out = (struct expected){ g->page, SDC_MACHINE_APPLICABLE };
		return is_free(c, a, g->page);
	}
	out->how = SDC_MAYBE_INCORRECT;
	if (by_others(c, a, PAGE, (const enum feature[]){ ID, DOORBELL }, &value) &&
		is_free(c, a, (uint64_t)value * SCMI_PAGE_SIZE)) {
		out->value = (uint64_t)value * SCMI_PAGE_SIZE;
		return true;
	}
	return free_page(c, a, &out->value);
}

static bool is_named(const struct check *c, const struct dt_node *n)
{
	for (size_t i = 0; i < c->channels.n_pages; i++)
		if (c->channels.pages[i].shmem->node == n)
			return true;
	return false;
}

const struct dt_node *expected_node(const struct check *c, const struct scmi_agent *a)
{
	const struct dt_node *con = c->channels.container->node, *only = NULL;
	struct expected e = { 0 };
	bool known = expected_page(c, a, &e);
	size_t n = 0;

	for (size_t i = 0; i < c->model->n_shmem_nodes; i++) {
		const struct dt_node *node = c->model->shmem_nodes[i];
		struct dt_region reg;

		if (!dt_within(node, con) || is_named(c, node))
			continue;
		reg = dt_reg(c->tree, node, 0, DT_CELLS_INHERIT);
		if (known && !reg.error && reg.addr == e.value)
			return node;
		if (!reg.error && is_free(c, a, reg.addr) && !n++)
			only = node;
	}
	return n == 1 ? only : NULL;
}
