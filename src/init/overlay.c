// SPDX-License-Identifier: BSD-2-Clause
#include "init/overlay.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/files/file.h"

/* Cells of addresses that are written anew. */
#define CELLS 2

/* <DOORBELL &PAGE AGENT-ID> */
#define TUPLE 3

static struct plan_prop *say(struct plan_prop *p, const char *comment)
{
	p->comment = comment;
	return p;
}

struct plan_node *overlay_fragment(struct overlay *o, const char *target, const char *comment)
{
	struct plan_node *content = node_new(o->a, "");

	vec_push(&o->list, (struct emit_fragment){ target, comment, content });
	return content;
}

struct plan_node *overlay_child(struct overlay *o, struct plan_node *parent, const char *name)
{
	struct plan_node *n = node_new(o->a, name);

	node_append(parent, n);
	return n;
}

/* A label that neither the host's tree nor another node here has. */
const char *overlay_label(struct overlay *o, const char *wanted)
{
	const char *name = wanted;

	for (unsigned int n = 2; map_get(&o->labels, name); n++)
		name = arena_printf(o->a, "%s_%u", wanted, n);
	map_set(&o->labels, name, o);
	return name;
}

static void put_number(struct overlay *o, struct cells *c, uint64_t v, uint32_t n_cells)
{
	if (n_cells == 1 && v >> 32)
		o->too_high = v;
	for (uint32_t i = n_cells; i > CELLS; i--)
		cells_put(c, 0);
	if (n_cells > 1)
		cells_put(c, (uint32_t)(v >> 32));
	cells_put(c, (uint32_t)v);
}

struct plan_prop *overlay_reg(struct overlay *o, struct plan_node *n, uint64_t addr, uint64_t size,
	uint32_t na, uint32_t ns)
{
	struct cells c = { 0 };

	put_number(o, &c, addr, na);
	put_number(o, &c, size, ns);
	return cells_end(o->a, &c, n, "reg");
}

void overlay_cells(struct overlay *o, struct plan_node *n, uint32_t na, uint32_t ns)
{
	node_cell(o->a, n, "#address-cells", na);
	node_cell(o->a, n, "#size-cells", ns);
}

uint32_t overlay_root_cells(const struct overlay *o, bool size)
{
	const struct dt_tree *t = o->plan->tree;
	uint32_t n = size ? dt_size_cells(t, t->nodes, DT_CELLS_INHERIT)
			  : dt_addr_cells(t, t->nodes, DT_CELLS_INHERIT);

	return n && n <= 4 ? n : CELLS;
}

static const char *origin_text(const struct overlay *o, const struct init_channel *ch)
{
	if (ch->origin == INIT_FIRMWARE)
		return arena_printf(o->a, "from %s", o->plan->firmware->file);
	if (ch->origin == INIT_TREE)
		return o->plan->early.kind == SCMI_EARLY_TABLE ? "as in the early form"
							       : "as in the host's SCMI node";
	return ch->origin == INIT_PAGE ? "page as in the tree, doorbell and id proposed: the "
					 "firmware has to have the same"
				       : "proposed: the firmware has to have the same";
}

static const char *channel_text(const struct overlay *o, const struct init_channel *ch)
{
	const char *user = ch->user ? ch->user : "nobody yet";

	if (ch == o->plan->management)
		user = "Xen's own";
	return arena_printf(o->a, "agent %u%s%s%s: %s; %s%s", ch->id, ch->name ? " (" : "",
		ch->name ? ch->name : "", ch->name ? ")" : "", user,
		ch->origin == INIT_PAGE ? "" : "doorbell and page ", origin_text(o, ch));
}

struct plan_node *overlay_page(struct overlay *o, struct plan_node *parent,
	const struct init_channel *ch, const char *name, uint32_t na, uint32_t ns)
{
	struct plan_node *n =
		overlay_child(o, parent, arena_printf(o->a, "sram@%" PRIx64, ch->page));

	n->label = overlay_label(o, name);
	node_string(o->a, n, "compatible", "arm,scmi-shmem");
	overlay_reg(o, n, ch->page, ch->size, na, ns);
	return n;
}

static void put_table(
	struct overlay *o, struct plan_node *container, struct plan_node *const *pages)
{
	struct cells c = { 0 };

	say(node_cell(o->a, container, "#scmi-secondary-agents-cells", TUPLE),
		"an entry is <doorbell &page agent-id>");
	for (size_t i = 0; i < o->plan->n_channels; i++) {
		const struct init_channel *ch = &o->plan->channels[i];

		if (ch == o->plan->management)
			continue;
		cells_put(&c, ch->smc_id);
		cells_ref(&c, pages[i]);
		cells_put(&c, ch->id);
	}
	say(cells_end(o->a, &c, container, "scmi-secondary-agents"),
		"the agents of the domains; the management channel is not among them")
		->entry = TUPLE;
}

static void put_management(struct overlay *o, struct plan_node *container, struct plan_node *page)
{
	const struct init_channel *ch = o->plan->management;
	struct plan_node *n = overlay_child(o, container, "scmi");
	struct cells c = { 0 };

	n->comment =
		arena_printf(o->a, "The management channel, which Xen keeps: agent %u", ch->id);
	n->label = overlay_label(o, "scmi_xen");
	node_string(o->a, n, "compatible", "arm,scmi-smc");
	say(node_cell(o->a, n, "arm,smc-id", ch->smc_id), origin_text(o, ch));
	cells_ref(&c, page);
	cells_end(o->a, &c, n, "shmem");
	overlay_cells(o, n, 1, 0);
	say(node_cell(o->a, n, "#access-controller-cells", 1),
		"devices name this node and their number in access-controllers");
	o->controller = n;
}

/*
 * What a bus below the root lacks for its children to have addresses. Counts that were taken from
 * the root so far are written as they were: nobody reads its children differently.
 */
static void complete_bus(struct overlay *o, const struct dt_node *host, struct plan_node *n)
{
	const struct dt_tree *t = o->plan->tree;

	if (!host || !dt_prop(host, "#address-cells"))
		node_cell(o->a, n, "#address-cells",
			host ? dt_addr_cells(t, host, DT_CELLS_INHERIT)
			     : overlay_root_cells(o, false));
	if (!host || !dt_prop(host, "#size-cells"))
		node_cell(o->a, n, "#size-cells",
			host ? dt_size_cells(t, host, DT_CELLS_INHERIT)
			     : overlay_root_cells(o, true));
	if (!host || !dt_prop(host, "ranges"))
		say(node_empty(o->a, n, "ranges"),
			"without it in every parent Xen cannot translate the pages' addresses");
}

/* A node of the root as it is, or as it becomes. */
struct plan_node *overlay_bus(struct overlay *o, const char *name, const char *comment)
{
	const struct dt_node *host = dt_child(o->plan->tree->nodes, name);
	struct plan_node *n;

	if (host)
		n = overlay_fragment(o, arena_printf(o->a, "/%s", name), comment);
	else
		n = overlay_child(o, overlay_fragment(o, "/", comment), name);
	complete_bus(o, host, n);
	return n;
}

/* xen,config is the container by another name. */
void overlay_early(struct overlay *o)
{
	const struct init_plan *p = o->plan;
	const struct dt_node *host = p->early.node;
	const char *path = dt_path_dup(o->a, host), *id = scmi_early_option(p->model->bootargs);
	struct plan_node *n;

	overlay_bus(o, "chosen", NULL);
	n = overlay_fragment(o, path, "The container, which Xen finds by its compatible");
	node_string(o->a, n, "compatible", "xen,sci");
	complete_bus(o, host, n);
	if (id && !dt_prop(host, "xen,dom0-sci-agent-id"))
		say(node_cell(o->a, n, "xen,dom0-sci-agent-id", (uint32_t)strtoul(id, NULL, 0)),
			"Dom0's agent, as on Xen's command line");
	for (size_t i = 0; i < p->model->n_instances; i++) {
		const struct scmi_instance *s = &p->model->instances[i];

		if (s->node->parent != host || s->has_controller_cells)
			continue;
		n = overlay_fragment(o, dt_path_dup(o->a, s->node), NULL);
		say(node_cell(o->a, n, "#access-controller-cells", 1),
			"devices name this node and their number in access-controllers");
	}
}

static void put_container(struct overlay *o)
{
	const struct init_plan *p = o->plan;
	struct plan_node **pages = arena_array(o->a, p->n_channels, sizeof(struct plan_node *));
	struct plan_node *xen = overlay_child(o, overlay_bus(o, "chosen", NULL), "xen");
	struct plan_node *n = overlay_child(o, xen, "xen_scmi_config");

	overlay_cells(o, xen, CELLS, CELLS);
	node_empty(o->a, xen, "ranges");
	n->comment = "What Xen's mediator for several agents reads";
	node_string(o->a, n, "compatible", "xen,sci");
	overlay_cells(o, n, CELLS, CELLS);
	node_empty(o->a, n, "ranges");
	for (size_t i = 0; i < p->n_channels; i++) {
		const struct init_channel *ch = &p->channels[i];

		pages[i] = overlay_page(
			o, n, ch, arena_printf(o->a, "scmi_shm_%u", ch->id), CELLS, CELLS);
		pages[i]->comment = channel_text(o, ch);
	}
	put_table(o, n, pages);
	if (p->dom0)
		say(node_cell(o->a, n, "xen,dom0-sci-agent-id", p->dom0->id), "Dom0's agent");
	put_management(o, n, pages[p->management - p->channels]);
}

static void read_labels(struct overlay *o)
{
	const struct dt_node *n;

	o->labels.strings = true;
	dt_for_each_node(o->plan->tree, n)
		if (n->label)
			map_set(&o->labels, n->label, o);
}

static void build(struct overlay *o)
{
	read_labels(o);
	if (o->plan->early.kind == SCMI_EARLY_NODE) {
		overlay_early(o);
	} else {
		put_container(o);
		overlay_host(o);
		overlay_reserved(o);
	}
	overlay_cmdline(o);
	overlay_domains(o);
	overlay_permissions(o);
	overlay_triggers(o);
}

static bool proposes(const struct init_plan *p)
{
	for (size_t i = 0; i < p->n_channels; i++)
		if (p->channels[i].origin == INIT_PROPOSED || p->channels[i].origin == INIT_PAGE)
			return true;
	return false;
}

static void head(const struct init_plan *p, enum init_form form, struct buf *out)
{
	buf_printf(out, "SCMI for several agents under Xen on %s", p->tree->file);
	if (p->firmware)
		buf_printf(out, ", with the firmware of %s", p->firmware->file);
	buf_printf(out, ",\nmade by scmi-dtcheck %s.", p->early.kind ? "migrate" : "init");
	if (form != INIT_APPEND)
		buf_puts(out, form == INIT_OVERLAY
				      ? " An overlay: apply it to the board's tree."
				      : " Include it at the end of the board's source.");
	if (proposes(p))
		buf_printf(out,
			"\nDoorbells and %s are proposed: nothing works until the firmware has the "
			"same.%s",
			p->early.kind ? "ids" : "pages",
			form == INIT_APPEND ? ""
					    : " Fill in\nfirmware.yaml and make this file anew.");
}

int init_source(struct init_plan *p, enum init_form form, struct buf *out, struct sdc_error *err)
{
	bool plugin = form == INIT_OVERLAY;
	struct overlay o = { .plan = p, .a = &p->arena, .plugin = plugin };
	struct buf text = { 0 };
	int ret;

	build(&o);
	head(p, form, &text);
	ret = emit_fragments(o.list.v, o.list.n, buf_str(&text), plugin, p->tree->file, out, err);
	if (!ret && o.too_high)
		ret = set_error(err, SDC_EARG,
			"%s: the page at 0x%" PRIx64 " does not fit #address-cells of the root",
			p->tree->file, o.too_high);
	buf_free(&text);
	vec_free(&o.list);
	map_free(&o.labels);
	return ret;
}
