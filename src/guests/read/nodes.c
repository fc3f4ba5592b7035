// SPDX-License-Identifier: BSD-2-Clause
/* The nodes of a guest's tree against what its files map and route for it. */
#include <string.h>

#include "dt/addr.h"
#include "dt/irq.h"
#include "dt/phandle.h"
#include "guests/read/read.h"
#include "plan/plan.h"

/* That a page of the host is not mapped has been said of the device. */
static bool is_known_missing(const struct guest_view *v, uint64_t address)
{
	uint64_t page = address & SCMI_PAGE_MASK, gap;

	return !ranges_gap(v->named.v, v->named.n, page, page + 1, &gap) &&
	       ranges_gap(v->mapped.v, v->mapped.n, page, page + 1, &gap);
}

static void read_reg(struct guest_view *v, const struct dt_node *n, uint32_t index)
{
	struct guest_astray a = { .node = n, .index = index };
	const struct guest_mapping *m;
	struct range s;
	uint64_t gap;

	if (!guest_region(v->tree, n, index, &s))
		return;
	a.unmapped = ranges_gap(v->placed.v, v->placed.n, s.start, s.end, &a.at);
	if (a.unmapped && !is_known_missing(v, a.at))
		vec_push_in(v->arena, &v->astray, a);
	m = guest_at(v, s.start);
	if (a.unmapped || !m || m->foreign || m->unaligned)
		return;
	a.host = m->host + (s.start - m->guest);
	if (ranges_gap(v->bytes.v, v->bytes.n, a.host, a.host + 1, &gap))
		vec_push_in(v->arena, &v->astray, a);
}

/* The page of SCMI is compared with the channel's, and a reg without addresses says nothing. */
static void read_regs(struct guest_view *v, const struct dt_node *n)
{
	uint32_t n_regs = dt_reg_count(v->tree, n, DT_CELLS_INHERIT);

	if (!dt_prop(n, "compatible") || (n == v->scmi.shmem && !v->scmi.has_page))
		return;
	for (uint32_t i = 0; i < n_regs; i++)
		read_reg(v, n, i);
}

/* Whom the interrupts of a node go to. */
enum parent {
	PARENT_GIC,
	PARENT_OTHER, /* a controller of the guest's tree, or one that cannot be told */
	PARENT_NONE,
};

/* Xen's own number, unless /gic of a dom0less guest's tree has another (scan_pfdt_node()). */
static uint32_t gic_phandle(const struct guest_view *v)
{
	const struct dt_node *gic = v->config ? NULL : dt_child(v->tree->nodes, "gic");

	return gic && gic->phandle ? gic->phandle : PLAN_GIC;
}

static enum parent phandle_parent(const struct guest_view *v, uint32_t phandle)
{
	return phandle == gic_phandle(v) ? PARENT_GIC : PARENT_OTHER;
}

/* Of the root nothing is copied: the toolstack gives it an interrupt-parent, Xen does not. */
static enum parent parent_of(const struct guest_view *v, const struct dt_node *n)
{
	for (; n->parent; n = n->parent) {
		const struct dt_prop *p = dt_prop(n, "interrupt-parent");

		if (p)
			return p->len < 4 ? PARENT_OTHER : phandle_parent(v, dt_cell(p->data, 0));
		if (n->parent->parent && dt_prop(n->parent, "#interrupt-cells"))
			return PARENT_OTHER;
	}
	return v->config ? PARENT_GIC : PARENT_NONE;
}

/* <type number flags>; an SPI has type 0. */
static void read_spec(
	struct guest_view *v, const struct dt_node *n, const char *prop, const uint8_t *spec)
{
	struct guest_stray_irq i = { .node = n, .prop = prop };

	if (dt_cell(spec, 0) || dt_cell(spec, 1) >= UINT32_MAX - DT_GIC_FIRST_SPI)
		return;
	i.irq = dt_cell(spec, 1) + DT_GIC_FIRST_SPI;
	if (guest_has_irq(v->given_irqs.v, v->given_irqs.n, i.irq))
		return;
	/* That irqs lacks it has been said of the device. */
	if (v->config && guest_has_irq(v->named_irqs.v, v->named_irqs.n, i.irq))
		return;
	vec_push_in(v->arena, &v->stray_irqs, i);
}

static void read_interrupts(struct guest_view *v, const struct dt_node *n)
{
	const struct dt_prop *p = dt_prop(n, "interrupts");
	enum parent parent;

	if (!p || !p->len || dt_prop(n, "interrupts-extended"))
		return;
	parent = parent_of(v, n);
	if (parent == PARENT_NONE)
		vec_push_in(v->arena, &v->orphans, n);
	for (uint32_t i = 0; parent != PARENT_OTHER && i + 12 <= p->len; i += 12)
		read_spec(v, n, p->name, p->data + i);
}

static void read_extended(struct guest_view *v, const struct dt_node *n)
{
	const struct dt_prop *p = dt_prop(n, "interrupts-extended");
	uint32_t n_cells = p ? p->len / 4 : 0, cells;

	for (uint32_t i = 0; i < n_cells; i += cells + 1) {
		uint32_t phandle = dt_cell(p->data, i);
		const struct dt_node *to = dt_by_phandle(v->tree, phandle);

		if (!phandle || phandle == UINT32_MAX)
			cells = 0;
		else if (phandle_parent(v, phandle) == PARENT_GIC)
			cells = 3;
		else if (!to || !dt_prop_u32(to, "#interrupt-cells", &cells))
			return;
		if (cells >= n_cells - i)
			return;
		if (cells == 3 && phandle_parent(v, phandle) == PARENT_GIC)
			read_spec(v, n, p->name, p->data + ((size_t)i + 1) * 4);
	}
}

/* Only /passthrough, /aliases and, under dom0less, /gic come from the tree; and what a key of
 * another toolstack lists, of which is said that it is ignored. */
static bool is_seen(const struct guest_view *v, const struct dt_node *n)
{
	for (const struct dt_node *up = n; up; up = up->parent)
		if (v->copied.n && guest_has_node(v->copied.v, v->copied.n, up))
			return true;
	while (n->parent && n->parent->parent)
		n = n->parent;
	return n->parent && (!strcmp(n->name, "passthrough") || !strcmp(n->name, "aliases") ||
				    (!v->config && !strcmp(n->name, "gic")));
}

static void lose(struct guest_view *v, const struct dt_node *n, const struct dt_prop *p,
	uint32_t phandle, const struct dt_node *provider)
{
	struct guest_lost l = { n, p->name, phandle, provider };

	if (provider && is_seen(v, provider))
		return;
	/* The guest's own GIC and IOMMU, and entries left out on purpose. */
	if (phandle == gic_phandle(v) || (v->config && phandle == PLAN_GIC + 1))
		return;
	if (phandle && phandle != UINT32_MAX)
		vec_push_in(v->arena, &v->lost, l);
}

static void read_refs(struct guest_view *v, const struct dt_node *n)
{
	const struct dt_prop *p;

	dt_for_each_prop(n, p) {
		const char *cells = dt_ref_cells(n, p);
		struct dt_ref ref = { 0 };

		/* Of this one guest-page speaks. */
		if (n == v->scmi.node && !strcmp(p->name, "shmem"))
			continue;

		if (!strcmp(p->name, "interrupt-parent") && p->len >= 4) {
			lose(v, n, p, dt_cell(p->data, 0),
				dt_by_phandle(v->tree, dt_cell(p->data, 0)));
			continue;
		}
		while (cells && dt_ref_next(v->tree, p, *cells ? cells : NULL, &ref))
			if (ref.error != DT_REF_EMPTY)
				lose(v, n, p, ref.phandle, ref.provider);
	}
}

/* Made by Xen or by a device model, and so neither mapped nor routed by the files. */
static bool is_virtual(const struct dt_node *n)
{
	return dt_compatible(n, "virtio,mmio") || dt_compatible(n, "pci-host-ecam-generic");
}

static bool has_unread(const struct guest_view *v)
{
	for (size_t i = 0; i < v->bad_values.n; i++)
		if (strcmp(v->bad_values.v[i].setting->key, "arm_sci") != 0)
			return true;
	for (size_t i = 0; i < v->devices.n; i++)
		if (!v->devices.v[i].host)
			return true;
	return v->bad_cells.n || v->incomplete.n;
}

static bool is_memory(const struct dt_node *n)
{
	return n->depth == 1 && (dt_name_is(n, "reserved-memory") || dt_name_is(n, "memory"));
}

/* What the guest's kernel makes no device of needs nothing either. */
static void read_below(struct guest_view *v, const struct dt_node *root, bool whole)
{
	for (const struct dt_node *n = root; n && n < root + root->n_tree; n++) {
		if (!dt_available(n) || is_memory(n)) {
			n += n->n_tree - 1;
			continue;
		}
		if (whole && !is_virtual(n)) {
			read_regs(v, n);
			read_interrupts(v, n);
			read_extended(v, n);
		}
		read_refs(v, n);
	}
}

void guest_nodes_read(struct guest_view *v)
{
	/* What could not be read may be what is missing. */
	bool whole = !has_unread(v);

	read_below(v, dt_child(v->tree->nodes, "passthrough"), whole);
	for (size_t i = 0; v->epam && i < v->copied.n; i++)
		read_below(v, v->copied.v[i], whole);
}
