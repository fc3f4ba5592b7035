// SPDX-License-Identifier: BSD-2-Clause
#include "guests/compare/pair.h"

#include "dt/irq.h"

bool guest_is_planned(const struct guest_pair *p, const struct dt_node *n)
{
	while (n && !guest_has_node(p->planned.v, p->planned.n, n))
		n = n->parent;
	return n != NULL;
}

bool guest_is_extra(const struct guest_pair *p, const struct guest_device *d)
{
	return d->host && !d->repeated && !guest_is_planned(p, d->host);
}

bool guest_is_named(const struct guest_pair *p, const struct dt_node *n)
{
	return guest_has_node(p->named.v, p->named.n, n);
}

const char *guest_resource_name(const struct guest_pair *p, const struct guest_resource *res)
{
	if (res->id == GUEST_SCMI_ALL)
		return findings_str(p->c->findings, "SCMI protocol 0x%x", res->protocol);
	return findings_str(
		p->c->findings, "resource %u of SCMI protocol 0x%x", res->id, res->protocol);
}

/* Nodes that lie in one another are looked at as often as they are deep. */
static void add_extra(struct guest_pair *p, const struct dt_node *top)
{
	const struct dt_tree *t = p->c->tree;

	for (const struct dt_node *n = top; n < top + top->n_tree; n++) {
		struct dt_irq irq = { 0 };
		struct range s;
		uint32_t number;

		for (uint32_t i = 0; guest_pages(t, n, i, &s); i++)
			vec_push(&p->extra, s);
		while (dt_irq_next(t, n, &irq))
			if (guest_spi(&irq, &number))
				vec_push(&p->extra_irqs, number);
	}
}

static void add_page(struct guest_pair *p, uint64_t address)
{
	struct range page;

	if (guest_page_of(address, &page))
		vec_push(&p->extra, page);
}

void guest_pair_init(struct guest_pair *p, struct check *c, const struct guest_view *v,
	const struct plan_guest *g, const struct manifest *m, bool derived)
{
	*p = (struct guest_pair){ .c = c, .v = v, .g = g, .manifest = m->file, .derived = derived };
	for (size_t i = 0; i < v->devices.n; i++)
		if (v->devices.v[i].host)
			vec_push(&p->named, v->devices.v[i].host);
	for (size_t i = 0; i < v->shown.n; i++)
		vec_push(&p->named, v->shown.v[i]);
	guest_sort_nodes(p->named.v, p->named.n);
	for (size_t i = 0; i < g->n_devices; i++)
		vec_push(&p->planned, g->devices[i].host);
	guest_sort_nodes(p->planned.v, p->planned.n);
	for (size_t i = 0; i < v->devices.n; i++)
		if (guest_is_extra(p, &v->devices.v[i]))
			add_extra(p, v->devices.v[i].host);
	/* A wrong page of SCMI has rules of its own. */
	if (v->scmi.has_page)
		add_page(p, v->scmi.page);
	if (v->has_channel && !v->channel.shmem->region.error)
		add_page(p, v->channel.shmem->region.addr);
	for (size_t i = 0; i < g->n_iomem; i++) {
		struct range s = { g->iomem[i].host, g->iomem[i].host + g->iomem[i].size };

		vec_push(&p->pages, s);
	}
	for (size_t i = 0; i < g->n_irqs; i++)
		vec_push(&p->irqs, g->irqs[i].irq);
	p->extra.n = ranges_merge(p->extra.v, p->extra.n);
	p->pages.n = ranges_merge(p->pages.v, p->pages.n);
	guest_sort_irqs(p->extra_irqs.v, p->extra_irqs.n);
	guest_scmi_read(v->tree, &v->scmi, &p->has);
	guest_scmi_planned(g, &p->wants);
	guest_scmi_pair(c->findings, &p->has, &p->wants);
}

void guest_pair_free(struct guest_pair *p)
{
	vec_free(&p->named);
	vec_free(&p->planned);
	vec_free(&p->extra);
	vec_free(&p->pages);
	vec_free(&p->extra_irqs);
	vec_free(&p->irqs);
	vec_free(&p->has.list);
	vec_free(&p->wants.list);
}
