// SPDX-License-Identifier: BSD-2-Clause
/* A guest's partial tree: its channel as today, and all that it shows below /passthrough. */
#include <inttypes.h>
#include <string.h>

#include "dt/addr.h"
#include "dt/load.h"
#include "migrate/edit.h"
#include "migrate/migrate.h"
#include "scmi/pages.h"

struct job {
	const struct migrate_guest *g;
	const char *name;
	struct migrate_notes *notes;
	struct edits e;
};

static bool asks(const struct migrate_guest *g)
{
	return g->channel.known && (!g->config || migrate_asks(g->config));
}

static const struct dt_node *scmi_of(const struct dt_tree *t)
{
	const struct dt_node *n;

	dt_for_each_node(t, n)
		if (dt_compatible(n, "arm,scmi-smc"))
			return n;
	return NULL;
}

static const struct dt_node *page_of(const struct dt_tree *t)
{
	const struct dt_node *scmi = scmi_of(t);
	const struct dt_prop *p = scmi ? dt_prop(scmi, "shmem") : NULL;

	return p && p->len >= 4 ? dt_by_phandle(t, dt_cell(p->data, 0)) : NULL;
}

static bool is_page(const struct dt_node *n)
{
	return dt_compatible(n, "arm,scmi-shmem") || !strncmp(n->name, "scp-shmem", 9);
}

/* Mainline copies it, and nothing else but /aliases. */
static const struct dt_node *passthrough(const struct dt_tree *t)
{
	return dt_child(t->nodes, "passthrough");
}

static const struct xl_setting *listed(const struct migrate_guest *g)
{
	const struct xl_setting *s =
		g->config ? xlcfg_find(g->config, "dt_passthrough_nodes") : NULL;

	return s && s->is_list ? s : NULL;
}

/* What a kernel or the toolstack has at the root, whoever copies it. */
static bool is_of_root(const char *path)
{
	static const char *const names[] = { "reserved-memory", "memory", "cpus", "chosen", "psci",
		"timer", "hypervisor" };
	size_t len = strcspn(path + 1, "@/");

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == len && !strncmp(path + 1, names[i], len))
			return true;
	return false;
}

/* Copied as they are, or of no use to the guest. */
static bool is_left(const char *path)
{
	return !strcmp(path, "/passthrough") || !strcmp(path, "/aliases") ||
	       !strcmp(path, "/__symbols__");
}

bool migrate_shows_page(const struct dt_tree *t)
{
	return page_of(t) != NULL;
}

bool migrate_tree_is_early(const struct migrate_guest *g, const struct dt_tree *t)
{
	const struct dt_node *n;

	if (listed(g) || asks(g))
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

static const char *reg_text(struct job *j, uint64_t addr, uint32_t na, uint32_t ns)
{
	struct buf b = { 0 };
	const char *s;

	buf_puts(&b, "<");
	for (uint32_t i = na; i; i--)
		buf_printf(&b, "0x%" PRIx32 " ", i > 2 ? 0 : (uint32_t)(addr >> (32 * (i - 1))));
	for (uint32_t i = ns; i; i--)
		buf_printf(&b, "0x%x%s", i == 1 ? SCMI_PAGE_SIZE : 0, i == 1 ? ">" : " ");
	s = arena_strdup(&j->e.f.arena, buf_str(&b));
	buf_free(&b);
	return s;
}

/* Its address among the guest's own, where RAM is not. */
static bool place_page(struct job *j, struct fix *fix, const struct dt_node *page)
{
	const struct dt_tree *t = j->e.t;
	const struct dt_node *bus = passthrough(t) ? passthrough(t) : t->nodes;
	uint32_t na = dt_addr_cells(t, bus, DT_CELLS_INHERIT),
		 ns = dt_size_cells(t, bus, DT_CELLS_INHERIT);
	bool whole = na && na <= 4 && ns && ns <= 4;

	if (whole && !dt_compatible(page, "arm,scmi-shmem"))
		whole = edit_set_prop(&j->e.f, fix, t, page, "compatible", "\"arm,scmi-shmem\"");
	return whole &&
	       edit_set_prop(&j->e.f, fix, t, page, "reg", reg_text(j, SCMI_GUEST_PAGE, na, ns)) &&
	       edit_rename_node(&j->e.f, fix, t, page,
		       findings_str(&j->e.f, "sram@%" PRIx64, SCMI_GUEST_PAGE));
}

static void set_page(struct job *j)
{
	const struct dt_node *page = page_of(j->e.t), *n;
	struct fix *fix;

	if (!page)
		return;
	fix = edits_fix(&j->e);
	if (!edits_add(&j->e, fix, place_page(j, fix, page)))
		migrate_note(j->notes, j->name, 0, 0,
			"the shared memory node %s is not carried over: its text is not known",
			page->name);
	/* The pages of others are none of the guest's. */
	dt_for_each_child(j->e.t->nodes, n) {
		if (n == page || !is_page(n))
			continue;
		fix = edits_fix(&j->e);
		edits_add(&j->e, fix, edit_remove_node(&j->e.f, fix, j->e.t, n));
	}
}

/* The early drivers let every guest ring the host's doorbell. */
static void set_doorbell(struct job *j)
{
	const struct dt_node *scmi = scmi_of(j->e.t), *firmware;
	struct fix *fix = edits_fix(&j->e);

	if (!scmi)
		return;
	edits_add(&j->e, fix,
		edit_set_prop(&j->e.f, fix, j->e.t, scmi, "arm,smc-id",
			findings_str(&j->e.f, "<0x%x>", j->g->channel.smc_id)));
	firmware = scmi->parent;
	if (!firmware || !firmware->parent || dt_prop(firmware, "compatible"))
		return;
	/* Below /passthrough nobody else makes devices of its children. */
	fix = edits_fix(&j->e);
	edits_add(&j->e, fix,
		edit_set_prop(&j->e.f, fix, j->e.t, firmware, "compatible", "\"simple-bus\""));
}

static void complete_bus(struct job *j)
{
	const struct dt_tree *t = j->e.t;
	const struct dt_node *bus = passthrough(t), *at = bus ? bus : t->nodes;
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

static bool same_cells(const struct dt_tree *t, const struct dt_node *bus)
{
	return dt_addr_cells(t, t->nodes, DT_CELLS_INHERIT) ==
		       dt_addr_cells(t, bus, DT_CELLS_INHERIT) &&
	       dt_size_cells(t, t->nodes, DT_CELLS_INHERIT) ==
		       dt_size_cells(t, bus, DT_CELLS_INHERIT);
}

/* NULL: it can be moved */
static const char *why_not(const struct job *j, const char *path, const struct dt_node *n)
{
	const struct dt_node *bus = passthrough(j->e.t);

	if (is_of_root(path))
		return "xl copies /passthrough and /aliases alone, and a kernel looks for it at the "
		       "root";
	if (!n)
		return "the guest's tree has no such node";
	if (n->depth != 1)
		return "it is no node of the root";
	if (!bus)
		return "the place of /passthrough is not known";
	if (dt_child(bus, n->name))
		return "/passthrough has a node of that name already";
	if (dt_prop(n, "reg") && !same_cells(j->e.t, bus))
		return "its reg is written for other cell counts than /passthrough has";
	return NULL;
}

static void move(struct job *j, struct fix *all, const struct dt_node *n, struct buf *text,
	const struct xl_item *item)
{
	struct fix *one = edits_fix(&j->e);
	size_t before = text->len;

	if (before)
		buf_putc(text, '\n');
	if (edits_cut(&j->e, one, n, text)) {
		*all->edits_end = one->edits;
		all->edits_end = one->edits_end;
		all->n_edits += one->n_edits;
		return;
	}
	text->len = before;
	migrate_note(j->notes, item ? j->g->config->file : j->name, item ? item->line : 0,
		item ? item->column : 0,
		"/%s is not moved below /passthrough: it is written in several places, or outside "
		"of the guest's own sources",
		n->name);
}

/* Paths that lead to what is moved: "/soc/i2c" for "/soc" */
static void rewrite_paths(struct job *j, const char *where, const char *moved)
{
	const struct dt_node *list = dt_child(j->e.t->nodes, where);
	const struct dt_prop *p;
	size_t len = strlen(moved);

	if (!list)
		return;
	dt_for_each_prop(list, p) {
		const char *path = dt_prop_string(list, p->name);
		struct fix *fix;

		if (!path || *path != '/' || strncmp(path + 1, moved, len) != 0 ||
			!strchr("/", path[len + 1]))
			continue;
		fix = edits_fix(&j->e);
		edits_add(&j->e, fix,
			edit_set_prop(&j->e.f, fix, j->e.t, list, p->name,
				findings_str(&j->e.f, "\"/passthrough%s\"", path)));
	}
}

static void move_one(struct job *j, struct fix *all, const struct dt_node *n, struct buf *text,
	const struct xl_item *item)
{
	move(j, all, n, text, item);
	rewrite_paths(j, "aliases", n->name);
	rewrite_paths(j, "__symbols__", n->name);
}

/* The node of the root that holds @n; NULL: it is below /passthrough. */
static const struct dt_node *top_of(const struct dt_tree *t, const struct dt_node *n)
{
	while (n && n->depth > 1)
		n = n->parent;
	return n && n->depth == 1 && n != passthrough(t) ? n : NULL;
}

/* What the list does not name, and the early toolstack made itself. */
static void move_channel(struct job *j, struct fix *all, struct buf *text)
{
	const struct dt_node *tops[] = { top_of(j->e.t, scmi_of(j->e.t)),
		top_of(j->e.t, page_of(j->e.t)) };
	const struct xl_setting *s = listed(j->g);

	for (size_t i = 0; asks(j->g) && i < 2; i++) {
		bool named = i && tops[0] == tops[1];

		for (size_t k = 0; tops[i] && s && k < s->n_items; k++)
			named |= s->items[k].text && *s->items[k].text == '/' &&
				 !strcmp(s->items[k].text + 1, tops[i]->name);
		if (tops[i] && !named && !why_not(j, "/", tops[i]))
			move_one(j, all, tops[i], text, NULL);
	}
}

static void move_all(struct job *j)
{
	const struct xl_setting *s = listed(j->g);
	struct fix *all = edits_fix(&j->e);
	struct buf text = { 0 };

	for (size_t i = 0; s && i < s->n_items; i++) {
		const char *path = s->items[i].text, *why;
		const struct dt_node *n = path ? dt_by_full_path(j->e.t, path) : NULL;

		if (!path || *path != '/' || is_left(path))
			continue;
		why = why_not(j, path, n);
		if (why)
			migrate_note(j->notes, j->g->config->file, s->items[i].line,
				s->items[i].column, "%s is not carried over: %s", path, why);
		else
			move_one(j, all, n, &text, &s->items[i]);
	}
	move_channel(j, all, &text);
	if (text.len)
		edits_add(&j->e, all,
			edit_add_child(&j->e.f, all, j->e.t, passthrough(j->e.t), buf_str(&text)));
	buf_free(&text);
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
	if (listed(j->g))
		drop_regions(j);
	if (asks(j->g)) {
		set_doorbell(j);
		if (j->g->config)
			set_page(j);
	}
	if (listed(j->g) || (asks(j->g) && j->g->config))
		complete_bus(j);
}

int migrate_tree(const struct migrate_guest *g, struct mirror *m, const char *path,
	const char *name, const struct sdc_load_options *opts, struct migrate_notes *notes,
	struct sdc_error *err)
{
	void (*const rounds[])(struct job *) = { first_round, move_all };
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
