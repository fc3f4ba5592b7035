// SPDX-License-Identifier: BSD-2-Clause
/* What the devices own that a guest's files name, and what the files give the guest beside it. */
#include <stdlib.h>
#include <string.h>

#include "base/search.h"
#include "dt/addr.h"
#include "dt/irq.h"
#include "guests/read/read.h"

static int by_place(const void *a, const void *b)
{
	const struct guest_place *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->node < y->node ? -1 : x->node > y->node;
}

static void own(struct guest_view *v, const struct dt_tree *t, const struct dt_node *n)
{
	struct dt_irq irq = { 0 };
	struct guest_span s;
	uint32_t n_regs = dt_reg_count(t, n, DT_CELLS_INHERIT), number;

	for (uint32_t i = 0; i < n_regs && guest_region(t, n, i, &s); i++) {
		vec_push(&v->bytes, s);
		s.start &= GUEST_PAGE_MASK;
		s.end = (s.end + GUEST_PAGE - 1) & GUEST_PAGE_MASK;
		vec_push(&v->owned, s);
	}
	while (dt_irq_next(t, n, &irq))
		if (guest_spi(&irq, &number))
			vec_push(&v->owned_irqs, number);
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
	struct guest_span page;

	if (!guest_page_of(address, &page))
		return;
	vec_push(&v->owned, page);
	vec_push(&v->bytes, page);
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
	v->owned.n = guest_merge(v->owned.v, v->owned.n);
	v->bytes.n = guest_merge(v->bytes.v, v->bytes.n);
}

static const struct dt_node *device_at(const struct guest_host *h, uint64_t start, uint64_t end)
{
	size_t i;

	search_sorted(i, h->places.n, h->places.v[i].start < start);
	return i < h->places.n && h->places.v[i].start < end ? h->places.v[i].node : NULL;
}

static struct guest_span pages(uint64_t start, uint64_t size)
{
	uint64_t end = start + size;

	if (end < start || end > UINT64_MAX - GUEST_PAGE)
		end = UINT64_MAX & GUEST_PAGE_MASK;
	return (struct guest_span){ start & GUEST_PAGE_MASK,
		(end + GUEST_PAGE - 1) & GUEST_PAGE_MASK };
}

/* Every mapping asks, so long lists are not compared. */
#define MAX_KINDS 16
#define MAX_BYTES 1024

static bool share_kind(const struct dt_prop *a, const struct dt_prop *b)
{
	const char *x = NULL, *y;

	for (int i = 0; i < MAX_KINDS && (x = dt_prop_next_string(a, x)); i++) {
		y = NULL;
		for (int k = 0; k < MAX_KINDS && (y = dt_prop_next_string(b, y)); k++)
			if (!strcmp(x, y))
				return true;
	}
	return false;
}

/* A node without xen,path that is a copy of the device, whose interrupts the guest is not to have.
 */
static bool is_copy(const struct dt_node *n, const struct dt_node *device)
{
	const struct dt_prop *a = dt_prop(n, "compatible"), *b = dt_prop(device, "compatible");

	return a && b && a->len <= MAX_BYTES && b->len <= MAX_BYTES && !dt_prop(n, "xen,path") &&
	       share_kind(a, b);
}

/* Where the devices of the guest's tree look for their registers. */
static void find_mapped(struct guest_view *v, const struct guest_host *h)
{
	const struct dt_node *root = dt_child(v->tree->nodes, "passthrough");
	VEC(struct guest_span) looks = { 0 };
	struct guest_span s;

	for (const struct dt_node *n = root; n && n < root + root->n_tree; n++)
		for (uint32_t i = 0; n != v->scmi.shmem && guest_pages(v->tree, n, i, &s); i++)
			vec_push(&looks, s);
	looks.n = guest_merge(looks.v, looks.n);
	for (size_t i = 0; i < v->mappings.n; i++) {
		struct guest_mapping *m = &v->mappings.v[i];
		uint64_t at;

		s = pages(m->guest, m->size);
		if (s.end > s.start)
			vec_push(&v->placed, s);
		s = pages(m->host, m->size);
		if (s.end > s.start)
			vec_push(&v->mapped, s);
		m->foreign =
			!m->unaligned && guest_gap(v->owned.v, v->owned.n, s.start, s.end, &m->gap);
		if (!m->foreign)
			continue;
		m->device = device_at(h, m->gap, s.end);
		at = m->guest + (m->gap - m->host);
		m->undeclared =
			m->device && (v->config ? !guest_gap(looks.v, looks.n, at, at + 1, &at)
						: is_copy(m->node, m->device));
		if (m->undeclared)
			vec_push(&v->undeclared, m->device);
	}
	v->mapped.n = guest_merge(v->mapped.v, v->mapped.n);
	v->placed.n = guest_merge(v->placed.v, v->placed.n);
	vec_free(&looks);
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
				vec_push(&v->given_irqs, number);
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
		vec_push(&v->by_guest, &v->mappings.v[i]);
		vec_push(&v->by_host, &v->mappings.v[i]);
	}
	guest_sort(v->by_guest.v, v->by_guest.n, sizeof(struct guest_mapping *), by_guest);
	guest_sort(v->by_host.v, v->by_host.n, sizeof(struct guest_mapping *), by_host);
	for (size_t i = 0; i < v->by_guest.n; i++) {
		struct guest_mapping *m = v->by_guest.v[i];

		if (last && m->guest - last->guest < last->size &&
			m->guest - m->host != last->guest - last->host) {
			struct guest_overlap o = { last, m, m->guest };

			vec_push(&v->overlaps, o);
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

/* With the devices that are in no list but in the tree. What they do not account for is foreign;
 * under dom0less nothing more is wanted of them. */
static void own_undeclared(struct guest_view *v, const struct guest_host *h)
{
	own_all(v, h->c->tree, v->undeclared.v, v->undeclared.n);
	v->owned.n = guest_merge(v->owned.v, v->owned.n);
	v->bytes.n = guest_merge(v->bytes.v, v->bytes.n);
	for (size_t i = 0; i < v->mappings.n; i++) {
		struct guest_mapping *m = &v->mappings.v[i];
		struct guest_span s = pages(m->host, m->size);
		uint64_t gap;

		if (!m->undeclared)
			continue;
		if (guest_gap(v->owned.v, v->owned.n, s.start, s.end, &gap)) {
			m->undeclared = false;
			m->gap = gap;
			m->device = device_at(h, gap, s.end);
		} else if (!v->config) {
			m->undeclared = m->foreign = false;
		}
	}
}

static void find_irqs(struct guest_view *v, const struct dt_tree *t)
{
	find_given(v, t);
	guest_sort_irqs(v->owned_irqs.v, v->owned_irqs.n);
	guest_sort_irqs(v->given_irqs.v, v->given_irqs.n);
	for (size_t i = 0; i < v->irqs.n; i++)
		v->irqs.v[i].foreign =
			!guest_has_irq(v->owned_irqs.v, v->owned_irqs.n, v->irqs.v[i].irq);
}

void guest_places_find(struct guest_host *h)
{
	const struct dt_node *n;
	struct guest_span s;

	dt_for_each_node(h->c->tree, n) {
		for (uint32_t i = 0; dt_prop(n, "compatible") && guest_pages(h->c->tree, n, i, &s);
			i++) {
			struct guest_place p = { s.start, n };

			vec_push(&h->places, p);
		}
	}
	guest_sort(h->places.v, h->places.n, sizeof(*h->places.v), by_place);
}

void guest_owned_find(struct guest_view *v, const struct guest_host *h)
{
	find_owned(v, h->c->tree);
	find_mapped(v, h);
	find_overlaps(v);
	own_undeclared(v, h);
	find_irqs(v, h->c->tree);
}
