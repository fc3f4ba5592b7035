// SPDX-License-Identifier: BSD-2-Clause
/* A guest's partial tree as mainline's xl and Xen read it. */
#include "migrate/tree.h"

#include <string.h>

#include "dt/addr.h"
#include "dt/load.h"

bool tree_asks(const struct migrate_guest *g)
{
	return g->channel.known && (!g->config || migrate_asks(g->config));
}

const struct dt_node *tree_scmi(const struct dt_tree *t)
{
	const struct dt_node *n;

	dt_for_each_node(t, n)
		if (dt_compatible(n, "arm,scmi-smc"))
			return n;
	return NULL;
}

const struct dt_node *tree_page(const struct dt_tree *t)
{
	const struct dt_node *scmi = tree_scmi(t);
	const struct dt_prop *p = scmi ? dt_prop(scmi, "shmem") : NULL;

	return p && p->len >= 4 ? dt_by_phandle(t, dt_cell(p->data, 0)) : NULL;
}

const struct dt_node *tree_passthrough(const struct dt_tree *t)
{
	return dt_child(t->nodes, "passthrough");
}

const struct xl_setting *tree_listed(const struct migrate_guest *g)
{
	const struct xl_setting *s =
		g->config ? xlcfg_find(g->config, "dt_passthrough_nodes") : NULL;

	return s && s->is_list ? s : NULL;
}

bool migrate_shows_page(const struct dt_tree *t)
{
	return tree_page(t) != NULL;
}

bool migrate_tree_is_early(const struct migrate_guest *g, const struct dt_tree *t)
{
	const struct dt_node *n;

	if (tree_listed(g) || tree_asks(g))
		return true;
	dt_for_each_node(t, n)
		if (dt_prop(n, "scmi_devid"))
			return true;
	return false;
}

/* Numbers of the firmware's are the host's business. */
static void drop_devids(struct job *j)
{
	const struct dt_node *n;

	dt_for_each_node(j->e.t, n) {
		struct fix *fix;

		if (!dt_prop(n, "scmi_devid"))
			continue;
		fix = edits_fix(&j->e);
		edits_add(&j->e, fix, edit_remove_prop(&j->e.f, fix, j->e.t, n, "scmi_devid"));
	}
}

static void complete_bus(struct job *j)
{
	const struct dt_tree *t = j->e.t;
	const struct dt_node *bus = tree_passthrough(t), *at = bus ? bus : t->nodes;
	const char *na = findings_str(&j->e.f, "<%u>", dt_addr_cells(t, at, DT_CELLS_INHERIT)),
		   *ns = findings_str(&j->e.f, "<%u>", dt_size_cells(t, at, DT_CELLS_INHERIT));
	const struct {
		const char *name, *value;
	} rows[] = { { "ranges", NULL }, { "#size-cells", ns }, { "#address-cells", na },
		{ "compatible", "\"simple-bus\"" } };
	struct fix *fix = edits_fix(&j->e);
	bool whole = true;

	if (!bus)
		whole = edit_add_child(&j->e.f, fix, t, at,
			findings_str(&j->e.f,
				"passthrough {\n\tcompatible = \"simple-bus\";\n"
				"\t#address-cells = %s;\n\t#size-cells = %s;\n\tranges;\n};\n",
				na, ns));
	for (size_t i = 0; bus && i < 4; i++)
		if (!dt_prop(bus, rows[i].name))
			whole = whole &&
				edit_set_prop(&j->e.f, fix, t, bus, rows[i].name, rows[i].value);
	edits_add(&j->e, fix, whole);
}

/* Regions that the guest's kernel no longer finds: "memory-region" would lead nowhere. */
static void drop_regions(struct job *j)
{
	const struct dt_tree *t = j->e.t;
	const struct dt_node *reserved = dt_child(t->nodes, "reserved-memory"), *n;

	if (!reserved)
		return;
	dt_for_each_node(t, n) {
		const struct dt_prop *p = dt_prop(n, "memory-region");
		const struct dt_node *to =
			p && p->len >= 4 ? dt_by_phandle(t, dt_cell(p->data, 0)) : NULL;
		struct fix *fix = edits_fix(&j->e);

		if (!to || to->parent != reserved ||
			!edits_add(
				&j->e, fix, edit_remove_prop(&j->e.f, fix, t, n, "memory-region")))
			continue;
		migrate_note(j->notes, j->name, 0, 0,
			"memory-region of %s is not carried over: it leads to /reserved-memory, "
			"which xl does not copy",
			dt_path_dup(&j->e.f.arena, n));
	}
}

static void first_round(struct job *j)
{
	drop_devids(j);
	if (tree_listed(j->g))
		drop_regions(j);
	tree_set_channel(j);
	if (tree_listed(j->g) || (tree_asks(j->g) && j->g->config))
		complete_bus(j);
}

int migrate_tree(const struct migrate_guest *g, struct mirror *m, const char *path,
	const char *name, const struct sdc_load_options *opts, struct migrate_notes *notes,
	struct sdc_error *err)
{
	void (*const rounds[])(struct job *) = { first_round, tree_move };
	int ret = 0;

	for (size_t i = 0; i < 2 && !ret; i++) {
		struct job j = { .g = g, .name = name, .notes = notes };

		ret = edits_open(&j.e, m, path, opts, err);
		if (ret)
			break;
		rounds[i](&j);
		ret = edits_save(&j.e, err);
		edits_close(&j.e);
	}
	return ret;
}
