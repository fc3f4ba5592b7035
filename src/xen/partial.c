// SPDX-License-Identifier: BSD-2-Clause
#include "xen/partial.h"

#include "dt/addr.h"
#include "dt/phandle.h"

static bool host_page(const struct dt_tree *t, const struct dt_node *shmem, uint64_t *page)
{
	const struct dt_prop *p = dt_prop(shmem, "xen,reg");
	uint32_t na;

	if (!p || !shmem->parent)
		return false;
	na = dt_addr_cells(t, shmem->parent, DT_CELLS_SPEC);
	if (!na || na > 2 || p->len < na * 4)
		return false;
	*page = dt_number(p->data, na);
	return true;
}

/* The first that the guest's kernel takes, or else the first. */
static void find_node(const struct dt_node *root, struct partial_scmi *s)
{
	for (const struct dt_node *n = root; n && n < root + root->n_tree; n++) {
		if (!dt_compatible(n, "arm,scmi-smc"))
			continue;
		s->disabled = !dt_available(n);
		if (!s->node || !s->disabled)
			s->node = n;
		if (!s->disabled)
			return;
	}
}

struct partial_scmi partial_scmi(const struct dt_tree *t)
{
	const struct dt_node *root = dt_child(t->nodes, "passthrough");
	struct partial_scmi s = { 0 };
	struct dt_region r;
	const struct dt_prop *p;
	struct dt_ref ref = { 0 };

	find_node(root, &s);
	if (!s.node)
		return s;
	s.has_smc_id = dt_prop_u32(s.node, "arm,smc-id", &s.smc_id);
	p = dt_prop(s.node, "shmem");
	if (p && dt_ref_next(t, p, NULL, &ref))
		s.shmem = ref.provider;
	if (!s.shmem)
		return s;
	s.has_page = host_page(t, s.shmem, &s.page);
	r = dt_reg(t, s.shmem, 0, DT_CELLS_SPEC);
	s.lost = !dt_within(s.shmem, root) || r.error;
	s.no_bus = r.error == DT_ADDR_NO_RANGES && r.at == root;
	return s;
}
