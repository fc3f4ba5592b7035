// SPDX-License-Identifier: BSD-2-Clause
/* xen,path, xen,reg and xen,force-assign-without-iommu of a dom0less guest's partial tree. */
#include "dt/addr.h"
#include "guests/read/read.h"

/* Xen takes the cells of the parent alone, or 2 and 1. No entries are fine: a child's pages may be
 * among its parent's. */
static bool read_entries(struct guest_view *v, const struct dt_node *n, const struct dt_prop *p)
{
	uint32_t na = dt_addr_cells(v->tree, n->parent, DT_CELLS_SPEC);
	uint32_t ns = dt_size_cells(v->tree, n->parent, DT_CELLS_SPEC);
	uint32_t one = na * 2 + ns;

	if (na < 1 || na > 2 || ns < 1 || ns > 2 || p->len % (one * 4))
		return false;
	for (const uint8_t *d = p->data; d < p->data + p->len; d += one * 4) {
		struct guest_mapping m = { .node = n,
			.host = dt_number(d, na),
			.entry = (int)((size_t)(d - p->data) / (one * 4)) };

		m.size = dt_number(d + na * 4, ns);
		m.guest = dt_number(d + (na + ns) * 4, na);
		m.unaligned = (m.host | m.size | m.guest) & ~SCMI_PAGE_MASK;
		vec_push_in(v->arena, &v->mappings, m);
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
		bool force = dt_prop(n, "xen,force-assign-without-iommu") != NULL;

		if (p && !read_entries(v, n, p)) {
			vec_push_in(v->arena, &v->bad_cells, n);
			d.unread = true;
		}
		if ((d.path && !p) || (p && !dt_prop(n, "xen,path") && !force)) {
			vec_push_in(v->arena, &v->incomplete, n);
			d.unread |= !p;
		}
		d.force = force;
		if (d.path)
			vec_push_in(v->arena, &v->devices, d);
	}
}

static void read_domain(struct guest_view *v, const struct scmi_model *m, const struct dt_node *n)
{
	const struct scmi_domain *d = scmi_domain_of(m, n);

	v->sci.type = SCMI_TYPE_NONE;
	if (!d)
		return;
	v->sci.type = d->type;
	v->sci.has_id = d->has_id;
	v->sci.id = d->id;
}

void guest_assigns_read(struct guest_view *v, const struct guest_host *h)
{
	read_domain(v, h->c->model, v->domain);
	read_tree(v);
}
