// SPDX-License-Identifier: BSD-2-Clause
/* What the devices own that a guest's files name, and what the files give the guest beside it. */
#include <stdlib.h>
#include <string.h>

#include "base/search.h"
#include "dt/addr.h"
#include "dt/irq.h"
#include "dt/pci.h"
#include "guests/read/read.h"

static int by_place(const void *a, const void *b)
{
	const struct guest_place *x = a, *y = b;

	if (x->pages.start != y->pages.start)
		return x->pages.start < y->pages.start ? -1 : 1;
	return x->node < y->node ? -1 : x->node > y->node;
}

/* One outside its bus's ranges is said of the device by another rule: what was meant is its. */
static void own_region(struct guest_view *v, const struct dt_region *r)
{
	struct range s;

	if ((r->error && r->error != DT_ADDR_OUTSIDE) || !guest_span_of(r, &s))
		return;
	vec_push_in(v->arena, &v->bytes, s);
	s = scmi_pages_of(s.start, s.end);
	vec_push_in(v->arena, &v->owned, s);
}

static void own(struct guest_view *v, const struct dt_tree *t, const struct dt_node *n)
{
	uint32_t n_regs = dt_reg_count(t, n, DT_CELLS_INHERIT), number;
	struct dt_irq_all all = { 0 };
	struct dt_region r;

	for (uint32_t i = 0; i < n_regs; i++) {
		r = dt_reg(t, n, i, DT_CELLS_INHERIT);
		own_region(v, &r);
	}
	for (uint32_t i = 0; dt_is_pci(n) && dt_pci_window(t, n, i, &r); i++)
		own_region(v, &r);
	while (dt_irq_all_next(t, n, &all))
		if (guest_spi(&all.irq, &number))
			vec_push_in(v->arena, &v->owned_irqs, number);
}

/* Devices with all below them, each once. */
static void own_all(
	struct guest_view *v, const struct dt_tree *t, const struct dt_node **nodes, size_t n_nodes)
{
	const struct dt_node *done = t->nodes;

	guest_sort_nodes(nodes, n_nodes);
	for (size_t i = 0; i < n_nodes; i++) {
		const struct dt_node *top = nodes[i], *end = top + top->n_tree;
		const struct dt_node *n = top > done ? top : done;

		for (; n < end; n++)
			own(v, t, n);
		if (n > done)
			done = n;
	}
}

static void own_page(struct guest_view *v, uint64_t address)
{
	struct range page;

	if (!guest_page_of(address, &page))
		return;
	vec_push_in(v->arena, &v->owned, page);
	vec_push_in(v->arena, &v->bytes, page);
}

static void find_owned(struct guest_view *v, const struct dt_tree *t)
{
	VEC(const struct dt_node *) nodes = { 0 };

	for (size_t i = 0; i < v->devices.n; i++)
		if (v->devices.v[i].host)
			vec_push(&nodes, v->devices.v[i].host);
	own_all(v, t, nodes.v, nodes.n);
	vec_free(&nodes);
	/* A wrong page has a rule of its own. */
	if (v->scmi.has_page)
		own_page(v, v->scmi.page);
	if (v->has_channel && !v->channel.shmem->region.error)
		own_page(v, v->channel.shmem->region.addr);
	v->owned.n = ranges_merge(v->owned.v, v->owned.n);
	v->bytes.n = ranges_merge(v->bytes.v, v->bytes.n);
}

static const struct dt_node *device_at(const struct guest_host *h, uint64_t start, uint64_t end)
{
	size_t i;

	search_sorted(i, h->places.n, h->places.v[i].pages.start < start);
	return i < h->places.n && h->places.v[i].pages.start < end ? h->places.v[i].node : NULL;
}

static struct range pages(uint64_t start, uint64_t size)
{
	uint64_t end = start + size;

	if (end < start || end > UINT64_MAX - SCMI_PAGE_SIZE)
		end = UINT64_MAX & SCMI_PAGE_MASK;
	return scmi_pages_of(start, end);
}

/* Where the nodes of the guest's tree find their registers on the host. */
static void find_looks(struct guest_view *v)
{
	const struct dt_node *n;
	struct range s;

	dt_for_each_node(v->tree, n) {
		for (uint32_t i = 0; n != v->scmi.shmem && guest_region(v->tree, n, i, &s); i++) {
			const struct guest_mapping *m = guest_at(v, s.start);

			if (m)
				vec_push_in(v->arena, &v->looks, m->host + (s.start - m->guest));
		}
	}
	guest_sort(v->looks.v, v->looks.n, sizeof(*v->looks.v), guest_by_address);
}

static void find_mapped(struct guest_view *v)
{
	for (size_t i = 0; i < v->mappings.n; i++) {
		struct guest_mapping *m = &v->mappings.v[i];
		struct range s = pages(m->guest, m->size);

		if (s.end > s.start)
			vec_push_in(v->arena, &v->placed, s);
		s = pages(m->host, m->size);
		if (s.end > s.start)
			vec_push_in(v->arena, &v->mapped, s);
		m->foreign = !m->unaligned &&
			     ranges_gap(v->owned.v, v->owned.n, s.start, s.end, &m->gap);
	}
	v->mapped.n = ranges_merge(v->mapped.v, v->mapped.n);
	v->placed.n = ranges_merge(v->placed.v, v->placed.n);
}

/* xl routes what irqs lists, Xen what the nodes have that xen,path names. */
static void find_given(struct guest_view *v, const struct dt_tree *t)
{
	for (size_t i = 0; !v->config && i < v->devices.n; i++) {
		const struct dt_node *n = v->devices.v[i].host;
		struct dt_irq irq = { 0 };
		uint32_t number;

		while (n && !v->devices.v[i].repeated && dt_irq_next(t, n, &irq))
			if (guest_spi(&irq, &number))
				vec_push_in(v->arena, &v->given_irqs, number);
	}
}

static int by_guest(const void *a, const void *b)
{
	const struct guest_mapping *x = *(struct guest_mapping *const *)a;
	const struct guest_mapping *y = *(struct guest_mapping *const *)b;

	if (x->guest != y->guest)
		return x->guest < y->guest ? -1 : 1;
	return (x > y) - (x < y);
}

static int by_host(const void *a, const void *b)
{
	const struct guest_mapping *x = *(struct guest_mapping *const *)a;
	const struct guest_mapping *y = *(struct guest_mapping *const *)b;

	if (x->host != y->host)
		return x->host < y->host ? -1 : 1;
	return (x > y) - (x < y);
}

/* Of more than two at one place, each is compared with the one that reaches furthest. */
static void find_overlaps(struct guest_view *v)
{
	struct guest_mapping *last = NULL;

	for (size_t i = 0; i < v->mappings.n; i++) {
		vec_push_in(v->arena, &v->by_guest, &v->mappings.v[i]);
		vec_push_in(v->arena, &v->by_host, &v->mappings.v[i]);
	}
	guest_sort(v->by_guest.v, v->by_guest.n, sizeof(struct guest_mapping *), by_guest);
	guest_sort(v->by_host.v, v->by_host.n, sizeof(struct guest_mapping *), by_host);
	for (size_t i = 0; i < v->by_guest.n; i++) {
		struct guest_mapping *m = v->by_guest.v[i];

		if (last && m->guest - last->guest < last->size &&
			m->guest - m->host != last->guest - last->host) {
			struct guest_overlap o = { last, m, m->guest };

			vec_push_in(v->arena, &v->overlaps, o);
		}
		if (!last || m->guest - last->guest >= last->size ||
			m->size > last->size - (m->guest - last->guest))
			last = m;
	}
}

static uint64_t start_of(const struct guest_mapping *m, bool host)
{
	return host ? m->host : m->guest;
}

static const struct guest_mapping *find_mapping(
	struct guest_mapping *const *v, size_t n, bool host, uint64_t address)
{
	size_t i;

	search_sorted(i, n, start_of(v[i], host) <= address);
	if (!i || address - start_of(v[i - 1], host) >= v[i - 1]->size)
		return NULL;
	return v[i - 1];
}

const struct guest_mapping *guest_at(const struct guest_view *v, uint64_t address)
{
	return find_mapping(v->by_guest.v, v->by_guest.n, false, address);
}

const struct guest_mapping *guest_from(const struct guest_view *v, uint64_t host)
{
	return find_mapping(v->by_host.v, v->by_host.n, true, host);
}

/* With the devices that are in no list: what they do not account for is foreign. */
static void own_shown(struct guest_view *v, const struct guest_host *h)
{
	own_all(v, h->c->tree, v->shown.v, v->shown.n);
	v->owned.n = ranges_merge(v->owned.v, v->owned.n);
	v->bytes.n = ranges_merge(v->bytes.v, v->bytes.n);
	for (size_t i = 0; i < v->mappings.n; i++) {
		struct guest_mapping *m = &v->mappings.v[i];
		struct range s = pages(m->host, m->size);

		if (m->foreign)
			m->foreign = ranges_gap(v->owned.v, v->owned.n, s.start, s.end, &m->gap);
		if (m->foreign)
			m->device = device_at(h, m->gap, s.end);
	}
}

static int by_irq_and_line(const void *a, const void *b)
{
	const struct guest_irq *x = *(struct guest_irq *const *)a;
	const struct guest_irq *y = *(struct guest_irq *const *)b;

	if (x->irq != y->irq)
		return x->irq < y->irq ? -1 : 1;
	return (x > y) - (x < y);
}

static void find_repeated(struct guest_view *v)
{
	VEC(struct guest_irq *) all = { 0 };

	for (size_t i = 0; i < v->irqs.n; i++)
		vec_push(&all, &v->irqs.v[i]);
	guest_sort(all.v, all.n, sizeof(struct guest_irq *), by_irq_and_line);
	for (size_t i = 1; i < all.n; i++)
		all.v[i]->repeated = all.v[i]->irq == all.v[i - 1]->irq;
	vec_free(&all);
}

static void find_irqs(struct guest_view *v, const struct guest_host *h)
{
	find_given(v, h->c->tree);
	guest_sort_irqs(v->owned_irqs.v, v->owned_irqs.n);
	guest_sort_irqs(v->given_irqs.v, v->given_irqs.n);
	for (size_t i = 0; i < v->irqs.n; i++) {
		struct guest_irq *q = &v->irqs.v[i];

		q->device = guest_line_find(h, q->irq);
		q->foreign = !guest_has_irq(v->owned_irqs.v, v->owned_irqs.n, q->irq) &&
			     !(q->device && dt_prop(q->device, "xen,passthrough"));
	}
	find_repeated(v);
}

/* Of one number those first that Xen does not route to Dom0: the mark is not inherited. */
static int by_line(const void *a, const void *b)
{
	const struct guest_line *x = a, *y = b;

	if (x->irq != y->irq)
		return x->irq < y->irq ? -1 : 1;
	if (x->marked != y->marked)
		return x->marked ? -1 : 1;
	return x->node < y->node ? -1 : x->node > y->node;
}

const struct dt_node *guest_line_find(const struct guest_host *h, uint32_t irq)
{
	size_t i;

	search_sorted(i, h->lines.n, h->lines.v[i].irq < irq);
	return i < h->lines.n && h->lines.v[i].irq == irq ? h->lines.v[i].node : NULL;
}

bool guest_is_hidden(const struct dt_node *n)
{
	for (; n; n = n->parent)
		if (dt_prop(n, "xen,passthrough"))
			return true;
	return false;
}

static void add_places(struct guest_host *h, const struct dt_node *n)
{
	const struct dt_tree *t = h->c->tree;
	struct dt_irq_all all = { 0 };
	struct guest_place p = { .node = n };
	struct dt_region r;
	struct guest_line l = { .node = n, .marked = dt_prop(n, "xen,passthrough") != NULL };

	for (uint32_t i = 0; guest_region(t, n, i, &p.bytes); i++) {
		guest_pages(t, n, i, &p.pages);
		vec_push(&h->places, p);
	}
	for (uint32_t i = 0; dt_is_pci(n) && dt_pci_window(t, n, i, &r); i++) {
		if (r.error || !guest_span_of(&r, &p.bytes))
			continue;
		p.pages = scmi_pages_of(p.bytes.start, p.bytes.end);
		vec_push(&h->places, p);
	}
	while (dt_irq_all_next(t, n, &all))
		if (guest_spi(&all.irq, &l.irq))
			vec_push(&h->lines, l);
}

/* Neither memory nor what describes Xen and its channels is a device. */
static bool is_no_device(const struct dt_node *n)
{
	const char *type = dt_prop_string(n, "device_type");

	return (type && (!strcmp(type, "memory") || !strcmp(type, "cpu"))) ||
	       (n->depth == 1 && (dt_name_is(n, "chosen") || dt_name_is(n, "reserved-memory")));
}

void guest_places_find(struct guest_host *h)
{
	const struct dt_tree *t = h->c->tree;
	uint64_t reach = 0;

	for (size_t i = 1; i < t->n_nodes; i++) {
		if (is_no_device(&t->nodes[i])) {
			i += t->nodes[i].n_tree - 1;
			continue;
		}
		add_places(h, &t->nodes[i]);
	}
	guest_sort(h->places.v, h->places.n, sizeof(*h->places.v), by_place);
	guest_sort(h->lines.v, h->lines.n, sizeof(*h->lines.v), by_line);
	for (size_t i = 0; i < h->places.n; i++) {
		if (h->places.v[i].pages.end > reach)
			reach = h->places.v[i].pages.end;
		h->places.v[i].reach = reach;
	}
}

void guest_owned_find(struct guest_view *v, const struct guest_host *h)
{
	find_owned(v, h->c->tree);
	find_mapped(v);
	find_overlaps(v);
	find_looks(v);
	for (size_t i = 0; i < v->owned.n; i++)
		vec_push_in(v->arena, &v->named, v->owned.v[i]);
	for (size_t i = 0; i < v->owned_irqs.n; i++)
		vec_push_in(v->arena, &v->named_irqs, v->owned_irqs.v[i]);
	guest_sort_irqs(v->named_irqs.v, v->named_irqs.n);
	guest_shown_find(v, h);
	own_shown(v, h);
	find_irqs(v, h);
}
