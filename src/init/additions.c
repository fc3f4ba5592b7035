// SPDX-License-Identifier: BSD-2-Clause
/* What goes with the container in the rest of the tree. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "init/early.h"
#include "init/overlay.h"

/* Dom0's page, outside the container: Xen shows Dom0 nothing of that. */
static void put_dom0_page(struct overlay *o)
{
	struct plan_node *root =
		overlay_fragment(o, "/", "The page of Dom0's agent, for Dom0's kernel");

	o->dom0_page = overlay_page(o, root, o->plan->dom0, "scmi_dom0_shm",
		overlay_root_cells(o, false), overlay_root_cells(o, true));
}

/* A node of the tree that describes Dom0's page already, as early forms have one for each. */
static const struct dt_node *known_page(const struct overlay *o)
{
	const struct scmi_model *m = o->plan->model;

	for (size_t i = 0; o->plan->early.kind && i < m->n_shmem_nodes; i++) {
		if (m->shmem_nodes[i]->phandle && init_early_keeps(o->plan, m->shmem_nodes[i]))
			return m->shmem_nodes[i];
	}
	return NULL;
}

static void put_known_shmem(struct overlay *o, struct plan_node *n, const struct dt_node *page)
{
	struct plan_node *other = node_new(o->a, page->name);
	struct cells c = { 0 };

	/* An overlay has no references by path. */
	other->label = arena_printf(o->a, "{%s}", dt_path_dup(o->a, page));
	if (o->plugin)
		cells_put(&c, page->phandle);
	else
		cells_ref(&c, other);
	cells_end(o->a, &c, n, "shmem");
}

static void put_shmem(struct overlay *o, struct plan_node *n)
{
	struct cells c = { 0 };

	cells_ref(&c, o->dom0_page);
	cells_end(o->a, &c, n, "shmem");
}

/* A new host node; protocols are added as devices come to use them. */
static void put_new_host(struct overlay *o)
{
	const struct firmware *fw = o->plan->firmware;
	const struct dt_node *firmware = dt_child(o->plan->tree->nodes, "firmware");
	struct plan_node *parent, *n;

	put_dom0_page(o);
	parent = firmware ? overlay_fragment(o, "/firmware", NULL)
			  : overlay_child(o, overlay_fragment(o, "/", NULL), "firmware");
	n = overlay_child(o, parent, "scmi");
	n->comment = "Dom0's way to the firmware";
	n->label = overlay_label(o, "scmi");
	node_string(o->a, n, "compatible", "arm,scmi-smc");
	node_cell(o->a, n, "arm,smc-id", o->plan->dom0->smc_id);
	put_shmem(o, n);
	overlay_cells(o, n, 1, 0);
	for (size_t i = 0; fw && i < fw->n_protocols; i++) {
		static const struct {
			uint32_t id;
			const char *cells;
		} rows[] = { { 0x11, "#power-domain-cells" }, { 0x13, "#power-domain-cells" },
			{ 0x14, "#clock-cells" }, { 0x15, "#thermal-sensor-cells" },
			{ 0x16, "#reset-cells" } };

		for (size_t k = 0; k < sizeof(rows) / sizeof(rows[0]); k++) {
			struct plan_node *protocol;

			if (fw->protocols[i].id != rows[k].id)
				continue;
			protocol =
				overlay_child(o, n, arena_printf(o->a, "protocol@%x", rows[k].id));
			node_cell(o->a, protocol, "reg", rows[k].id);
			node_cell(o->a, protocol, rows[k].cells, 1);
		}
	}
}

static void put_host(struct overlay *o, const struct scmi_instance *host)
{
	const struct init_channel *dom0 = o->plan->dom0;
	const struct scmi_shmem *s = &host->shmem;
	bool page =
		s->node && !s->region.error && s->region.addr == dom0->page && host->n_shmem == 1;
	bool smc = host->transport == SCMI_SMC;
	const struct dt_node *known;
	struct plan_node *n;

	if (page && smc && host->available && host->has_smc_id && host->smc_id == dom0->smc_id)
		return;
	known = page ? NULL : known_page(o);
	if (!page && !known)
		put_dom0_page(o);
	n = overlay_fragment(o, dt_path_dup(o->a, host->node),
		arena_printf(o->a, "Xen copies this node to Dom0: it has to be agent %u's channel",
			dom0->id));
	if (!smc)
		node_string(o->a, n, "compatible", "arm,scmi-smc");
	if (!host->has_smc_id || host->smc_id != dom0->smc_id)
		node_cell(o->a, n, "arm,smc-id", dom0->smc_id);
	if (known)
		put_known_shmem(o, n, known);
	else if (!page)
		put_shmem(o, n);
	if (!dt_available(host->node))
		node_string(o->a, n, "status", "okay");
}

/* The node that Dom0 will find, whatever its transport is now. */
static const struct scmi_instance *host_of(const struct scmi_model *m)
{
	const struct scmi_instance *host = m->host ? m->host : scmi_host(m);

	for (size_t i = 0; !host && i < m->n_instances; i++)
		if (m->instances[i].available && !m->instances[i].container)
			host = &m->instances[i];
	return host;
}

void overlay_host(struct overlay *o)
{
	const struct scmi_instance *host = host_of(o->plan->model);

	if (o->plan->dom0 && host)
		put_host(o, host);
	else if (o->plan->dom0)
		put_new_host(o);
}

static int by_page(const void *a, const void *b)
{
	const struct init_channel *const *x = a, *const *y = b;

	return ((*x)->page > (*y)->page) - ((*x)->page < (*y)->page);
}

/* One region for pages that follow one another. */
void overlay_reserved(struct overlay *o)
{
	const struct init_plan *p = o->plan;
	const struct init_channel **list = arena_array(o->a, p->n_channels, sizeof(*list));
	const struct dt_node *host = dt_child(p->tree->nodes, "reserved-memory");
	uint32_t na = overlay_root_cells(o, false), ns = overlay_root_cells(o, true);
	struct plan_node *parent;
	size_t n = 0;

	for (size_t i = 0; i < p->n_channels; i++)
		if (p->channels[i].in_ram)
			list[n++] = &p->channels[i];
	if (!n)
		return;
	qsort(list, n, sizeof(*list), by_page);
	parent = overlay_bus(o, "reserved-memory", "Pages in memory, which nobody else may use");
	if (host) {
		na = dt_addr_cells(p->tree, host, DT_CELLS_INHERIT);
		ns = dt_size_cells(p->tree, host, DT_CELLS_INHERIT);
	}
	for (size_t i = 0, next; i < n; i = next) {
		uint64_t start = list[i]->page, end = start + list[i]->size;
		struct plan_node *r;

		for (next = i + 1; next < n && list[next]->page == end; next++)
			end += list[next]->size;
		r = overlay_child(o, parent, arena_printf(o->a, "scmi@%" PRIx64, start));
		overlay_reg(o, r, start, end - start, na, ns);
		node_empty(o->a, r, "no-map");
	}
}

/* Xen's command line without Dom0's agent id, which stands in the container today. */
void overlay_cmdline(struct overlay *o)
{
	const char *args = o->plan->early.kind ? o->plan->model->bootargs : NULL;
	const struct dt_node *chosen = dt_child(o->plan->tree->nodes, "chosen");

	if (!chosen || !scmi_early_option(args))
		return;
	node_string(o->a, overlay_fragment(o, "/chosen", NULL),
		dt_prop(chosen, "xen,xen-bootargs") ? "xen,xen-bootargs" : "bootargs",
		scmi_early_without(args, o->a));
}

void overlay_domains(struct overlay *o)
{
	for (size_t i = 0; i < o->plan->n_domains; i++) {
		const struct init_domain *d = &o->plan->domains[i];
		struct plan_node *n = overlay_fragment(o, dt_path_dup(o->a, d->node), NULL);

		node_string(o->a, n, "xen,sci_type", "scmi_smc_multiagent");
		node_cell(o->a, n, "xen,sci-agent-id", d->id);
	}
}

void overlay_permissions(struct overlay *o)
{
	for (size_t i = 0; i < o->plan->n_permissions; i++) {
		const struct init_permission *d = &o->plan->permissions[i];
		struct plan_node *n = overlay_fragment(o, dt_path_dup(o->a, d->device),
			arena_printf(o->a, "%s's: Xen asks the firmware's permission", d->guest));
		struct cells c = { 0 };

		cells_ref(&c, o->controller);
		cells_put(&c, d->id);
		cells_end(o->a, &c, n, "access-controllers");
	}
}
