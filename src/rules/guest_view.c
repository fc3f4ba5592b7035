// SPDX-License-Identifier: BSD-2-Clause
#include "rules/guest_view.h"

#include <stdlib.h>
#include <string.h>

#include "dt/addr.h"
#include "dt/irq.h"
#include "plan/names.h"
#include "rules/lookup.h"

#define PAGE_MASK (~(uint64_t)(GUEST_PAGE - 1))

/* A host node with registers. */
struct place {
	uint64_t start;
	const struct dt_node *node;
};

/* What all guests share. */
struct host {
	const struct check *c;
	struct agent_list agents;
	struct names *names;
	struct arena arena;
	VEC(struct place) places;       /* sorted */
	const struct guest_view **seen; /* per node: the last guest that names it */
};

static int by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static int by_irq(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static int by_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->node < y->node ? -1 : x->node > y->node;
}

static int by_pointer(const void *a, const void *b)
{
	const struct dt_node *x = *(const struct dt_node *const *)a;
	const struct dt_node *y = *(const struct dt_node *const *)b;

	return x < y ? -1 : x > y;
}

static void sort(void *v, size_t n, size_t size, int (*order)(const void *, const void *))
{
	if (n)
		qsort(v, n, size, order);
}

/* A span's start is its first member, so by_number() sorts them. */
static size_t merge(struct guest_span *v, size_t n)
{
	size_t out = 0;

	sort(v, n, sizeof(*v), by_number);
	for (size_t i = 0; i < n; i++) {
		if (!out || v[i].start > v[out - 1].end)
			v[out++] = v[i];
		else if (v[i].end > v[out - 1].end)
			v[out - 1].end = v[i].end;
	}
	return out;
}

bool guest_gap(const struct guest_span *v, size_t n, uint64_t start, uint64_t end, uint64_t *gap)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (v[mid].start <= start)
			low = mid + 1;
		else
			high = mid;
	}
	*gap = low && v[low - 1].end > start ? v[low - 1].end : start;
	return *gap < end;
}

bool guest_has_irq(const uint32_t *v, size_t n, uint32_t irq)
{
	return n && bsearch(&irq, v, n, sizeof(*v), by_irq);
}

bool guest_spi(const struct dt_irq *irq, uint32_t *number)
{
	struct dt_gic_irq g;

	if (irq->error || !irq->controller || !dt_is_gic(irq->controller))
		return false;
	g = dt_gic_irq(irq);
	*number = g.number + 32;
	return g.kind == DT_GIC_SPI;
}

bool guest_pages(
	const struct dt_tree *t, const struct dt_node *n, uint32_t index, struct guest_span *out)
{
	struct dt_region r = dt_reg(t, n, index, DT_CELLS_INHERIT);

	if (r.error || !r.size || r.addr > UINT64_MAX / 2 || r.size > UINT64_MAX / 4)
		return false;
	out->start = r.addr & PAGE_MASK;
	out->end = (r.addr + r.size + GUEST_PAGE - 1) & PAGE_MASK;
	return true;
}

/* xen,path and dtdev are looked up in full: neither aliases nor names without unit address do. */
static const struct dt_node *host_node(const struct host *h, const char *path)
{
	const struct dt_node *n = h->c->tree->nodes;

	if (*path != '/')
		return NULL;
	for (path++; n && *path; path += *path == '/') {
		size_t len = strcspn(path, "/");

		n = len ? names_child(h->names, n, path, len) : NULL;
		path += len;
	}
	return n;
}

static bool read_entries(struct guest_view *v, const struct dt_node *n, const struct dt_prop *p)
{
	uint32_t na = dt_addr_cells(v->tree, n->parent, DT_CELLS_INHERIT);
	uint32_t ns = dt_size_cells(v->tree, n->parent, DT_CELLS_INHERIT);
	uint32_t one = na * 2 + ns;

	if (na < 1 || na > 2 || ns < 1 || ns > 2 || !p->len || p->len % (one * 4))
		return false;
	for (const uint8_t *d = p->data; d < p->data + p->len; d += one * 4) {
		struct guest_mapping m = { .node = n, .host = dt_number(d, na) };

		m.size = dt_number(d + na * 4, ns);
		m.guest = dt_number(d + (na + ns) * 4, na);
		m.unaligned = (m.host | m.size | m.guest) & ~PAGE_MASK;
		vec_push(&v->mappings, m);
	}
	return true;
}

/* Xen reads xen,* of every node below /passthrough. */
static void read_tree(struct guest_view *v)
{
	const struct dt_node *root = dt_child(v->tree->nodes, "passthrough");

	for (const struct dt_node *n = root; n && n < root + root->n_tree; n++) {
		struct guest_device d = { .path = dt_prop_string(n, "xen,path"), .node = n };
		const struct dt_prop *p = dt_prop(n, "xen,reg");

		if (p && !read_entries(v, n, p)) {
			vec_push(&v->bad_cells, n);
			d.unread = true;
		}
		if (d.path)
			vec_push(&v->devices, d);
	}
}

static int by_node(const void *key, const void *row)
{
	const struct dt_node *a = key, *b = ((const struct scmi_domain *)row)->node;

	return a < b ? -1 : a > b;
}

static void read_domain(struct guest_view *v, const struct scmi_model *m, const struct dt_node *n)
{
	const struct scmi_domain *d = NULL;

	v->sci.type = SCMI_TYPE_NONE;
	if (n && m->n_domains)
		d = bsearch(n, m->domains, m->n_domains, sizeof(*m->domains), by_node);
	if (!d)
		return;
	v->sci.type = d->type;
	v->sci.has_id = d->has_id;
	v->sci.id = d->id;
}

/* The domain may get no channel, for reasons that other rules name. */
static void find_channel(struct guest_view *v, const struct host *h)
{
	const struct check *c = h->c;
	const struct scmi_instance *host = scmi_host(c->model);
	const struct guest_sci *s = &v->sci;
	const struct scmi_agent *a;

	if (c->xen == SDC_XEN_SINGLE_AGENT) {
		v->has_channel = s->type == SCMI_TYPE_SMC && host && host->has_smc_id;
		if (v->has_channel)
			v->channel = (struct granted){ host->node, host->smc_id, &host->shmem };
		return;
	}
	a = s->type == SCMI_TYPE_MULTI_AGENT && s->has_id ? agent_list_find(&h->agents, s->id)
							  : NULL;
	v->has_channel = a != NULL;
	if (a)
		v->channel = (struct granted){ rules_the_container(c)->node, a->smc_id, &a->shmem };
}

static void find_other(struct guest_view *v, const struct host *h)
{
	if (h->c->xen != SDC_XEN_MULTI_AGENT || !v->scmi.has_smc_id ||
		(v->has_channel && v->channel.smc_id == v->scmi.smc_id))
		return;
	for (size_t i = 0; i < h->agents.list.n && !v->has_other; i++) {
		const struct agent_entry *e = &h->agents.list.v[i];

		v->has_other = e->agent->smc_id == v->scmi.smc_id;
		v->other = e->id;
	}
}

/* For xl, the page is what iomem puts where the guest looks for it. */
static void find_page(struct guest_view *v)
{
	struct guest_span s;

	v->scmi = partial_scmi(v->tree);
	if (!v->config)
		return;
	v->scmi.has_page = false;
	if (!v->scmi.shmem || !guest_pages(v->tree, v->scmi.shmem, 0, &s))
		return;
	for (size_t i = 0; i < v->mappings.n && !v->scmi.has_page; i++) {
		const struct guest_mapping *m = &v->mappings.v[i];

		v->scmi.has_page = s.start >= m->guest && s.start - m->guest < m->size;
		v->scmi.page = m->host + (s.start - m->guest);
	}
}

static void own(struct guest_view *v, const struct dt_tree *t, const struct dt_node *n)
{
	struct dt_irq irq = { 0 };
	struct guest_span s;
	uint32_t n_regs = dt_reg_count(t, n, DT_CELLS_INHERIT), number;

	for (uint32_t i = 0; i < n_regs && guest_pages(t, n, i, &s); i++)
		vec_push(&v->owned, s);
	while (dt_irq_next(t, n, &irq))
		if (guest_spi(&irq, &number))
			vec_push(&v->owned_irqs, number);
}

/* Devices with all below them, each once. */
static void own_all(
	struct guest_view *v, const struct dt_tree *t, const struct dt_node **nodes, size_t n_nodes)
{
	const struct dt_node *done = t->nodes;

	sort(nodes, n_nodes, sizeof(*nodes), by_pointer);
	for (size_t i = 0; i < n_nodes; i++) {
		const struct dt_node *top = nodes[i], *end = top + top->n_tree;
		const struct dt_node *n = top > done ? top : done;

		for (; n < end; n++)
			own(v, t, n);
		if (n > done)
			done = n;
	}
}

static void find_owned(struct guest_view *v, const struct dt_tree *t)
{
	VEC(const struct dt_node *) nodes = { 0 };
	struct guest_span page;

	for (size_t i = 0; i < v->devices.n; i++)
		if (v->devices.v[i].host)
			vec_push(&nodes, v->devices.v[i].host);
	own_all(v, t, nodes.v, nodes.n);
	vec_free(&nodes);
	/* A wrong page has a rule of its own. */
	page.start = v->scmi.page & PAGE_MASK;
	page.end = page.start + GUEST_PAGE;
	if (v->scmi.has_page && page.end)
		vec_push(&v->owned, page);
	page.start = v->has_channel ? v->channel.shmem->region.addr & PAGE_MASK : 0;
	page.end = page.start + GUEST_PAGE;
	if (v->has_channel && !v->channel.shmem->region.error && page.end)
		vec_push(&v->owned, page);
	v->owned.n = merge(v->owned.v, v->owned.n);
}

static const struct dt_node *device_at(const struct host *h, uint64_t start, uint64_t end)
{
	size_t low = 0, high = h->places.n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (h->places.v[mid].start < start)
			low = mid + 1;
		else
			high = mid;
	}
	return low < h->places.n && h->places.v[low].start < end ? h->places.v[low].node : NULL;
}

/* Where the devices of the guest's tree look for their registers. */
static void find_mapped(struct guest_view *v, const struct host *h)
{
	const struct dt_node *root = dt_child(v->tree->nodes, "passthrough");
	VEC(struct guest_span) looks = { 0 };
	struct guest_span s;

	for (const struct dt_node *n = root; n && n < root + root->n_tree; n++)
		for (uint32_t i = 0; n != v->scmi.shmem && guest_pages(v->tree, n, i, &s); i++)
			vec_push(&looks, s);
	looks.n = merge(looks.v, looks.n);
	for (size_t i = 0; i < v->mappings.n; i++) {
		struct guest_mapping *m = &v->mappings.v[i];
		uint64_t end = m->host + m->size, at;

		if (end < m->host || end > UINT64_MAX - GUEST_PAGE)
			end = UINT64_MAX & PAGE_MASK;
		s.start = m->host & PAGE_MASK;
		s.end = (end + GUEST_PAGE - 1) & PAGE_MASK;
		if (s.end > s.start)
			vec_push(&v->mapped, s);
		m->foreign =
			!m->unaligned && guest_gap(v->owned.v, v->owned.n, s.start, s.end, &m->gap);
		if (!m->foreign)
			continue;
		m->device = device_at(h, m->gap, s.end);
		at = m->guest + (m->gap - m->host);
		m->undeclared =
			v->config && m->device && !guest_gap(looks.v, looks.n, at, at + 1, &at);
		if (m->undeclared)
			vec_push(&v->undeclared, m->device);
	}
	v->mapped.n = merge(v->mapped.v, v->mapped.n);
	vec_free(&looks);
}

static void find_irqs(struct guest_view *v, const struct dt_tree *t)
{
	own_all(v, t, v->undeclared.v, v->undeclared.n);
	sort(v->owned_irqs.v, v->owned_irqs.n, sizeof(uint32_t), by_irq);
	sort(v->given_irqs.v, v->given_irqs.n, sizeof(uint32_t), by_irq);
	for (size_t i = 0; i < v->irqs.n; i++)
		v->irqs.v[i].foreign =
			!guest_has_irq(v->owned_irqs.v, v->owned_irqs.n, v->irqs.v[i].irq);
}

static void find_hosts(struct guest_view *v, const struct host *h)
{
	for (size_t i = 0; i < v->devices.n; i++) {
		struct guest_device *d = &v->devices.v[i];

		d->host = host_node(h, d->path);
		if (!d->host)
			continue;
		d->repeated = h->seen[dt_index(h->c->tree, d->host)] == v;
		h->seen[dt_index(h->c->tree, d->host)] = v;
	}
}

static void read_view(struct guest_view *v, const struct host *h, const struct check_guest *g)
{
	v->domain = g->domain ? g->domain : h->c->tree->nodes;
	v->tree = g->tree;
	v->config = g->config;
	if (v->config) {
		guest_config_read(v);
	} else {
		read_domain(v, h->c->model, g->domain);
		read_tree(v);
	}
	find_hosts(v, h);
	find_channel(v, h);
	find_page(v);
	find_other(v, h);
	find_owned(v, h->c->tree);
	find_mapped(v, h);
	find_irqs(v, h->c->tree);
}

static void find_places(struct host *h)
{
	const struct dt_node *n;
	struct guest_span s;

	dt_for_each_node(h->c->tree, n) {
		for (uint32_t i = 0; dt_prop(n, "compatible") && guest_pages(h->c->tree, n, i, &s);
			i++) {
			struct place p = { s.start, n };

			vec_push(&h->places, p);
		}
	}
	sort(h->places.v, h->places.n, sizeof(*h->places.v), by_place);
}

struct guest_view *guest_views_new(const struct check *c)
{
	struct host h = { .c = c };
	struct guest_view *views;

	if (!c->n_guests)
		return NULL;
	views = xmalloc(c->n_guests * sizeof(*views));
	memset(views, 0, c->n_guests * sizeof(*views));
	agent_list_build(&h.agents, c);
	h.names = names_build(c->tree, &h.arena);
	h.seen = arena_array(&h.arena, c->tree->n_nodes, sizeof(const struct guest_view *));
	find_places(&h);
	for (size_t i = 0; i < c->n_guests; i++)
		read_view(&views[i], &h, &c->guests[i]);
	vec_free(&h.places);
	vec_free(&h.agents.list);
	arena_free(&h.arena);
	return views;
}

void guest_views_free(struct guest_view *views, size_t n)
{
	for (size_t i = 0; views && i < n; i++) {
		vec_free(&views[i].devices);
		vec_free(&views[i].mappings);
		vec_free(&views[i].irqs);
		vec_free(&views[i].bad_cells);
		vec_free(&views[i].bad_values);
		vec_free(&views[i].undeclared);
		vec_free(&views[i].owned);
		vec_free(&views[i].mapped);
		vec_free(&views[i].owned_irqs);
		vec_free(&views[i].given_irqs);
	}
	free(views);
}

const char *guest_where(
	struct check *c, const struct guest_view *v, const struct dt_node *n, unsigned int line)
{
	struct buf b = { 0 };
	const char *s;

	if (!n)
		return findings_str(c->findings, "%s:%u", v->config->file, line);
	dt_path(&b, n);
	s = findings_str(c->findings, "%s in the guest's tree %s", buf_str(&b), v->tree->file);
	buf_free(&b);
	return s;
}
