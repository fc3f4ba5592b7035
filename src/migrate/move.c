// SPDX-License-Identifier: BSD-2-Clause
/* What EPAM's toolstack copies besides /passthrough. */
#include <ctype.h>
#include <string.h>

#include "dt/addr.h"
#include "migrate/tree.h"

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
	const struct dt_node *bus = tree_passthrough(j->e.t);

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

/* It can stand in a string of a source as it is. */
static bool is_plain(const char *s)
{
	for (; *s; s++)
		if (!isalnum((unsigned char)*s) && !strchr("/@,._+-#?", *s))
			return false;
	return true;
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
			!strchr("/", path[len + 1]) || !is_plain(path))
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
	return n && n->depth == 1 && n != tree_passthrough(t) ? n : NULL;
}

/* What the list does not name, and the early toolstack made itself. */
static void move_channel(struct job *j, struct fix *all, struct buf *text)
{
	const struct dt_node *tops[] = { top_of(j->e.t, tree_scmi(j->e.t)),
		top_of(j->e.t, tree_page(j->e.t)) };
	const struct xl_setting *s = tree_listed(j->g);

	for (size_t i = 0; tree_asks(j->g) && i < 2; i++) {
		bool named = i && tops[0] == tops[1];

		for (size_t k = 0; tops[i] && s && k < s->n_items; k++)
			named |= s->items[k].text && *s->items[k].text == '/' &&
				 !strcmp(s->items[k].text + 1, tops[i]->name);
		if (tops[i] && !named && !why_not(j, "/", tops[i]))
			move_one(j, all, tops[i], text, NULL);
	}
}

void tree_move(struct job *j)
{
	const struct xl_setting *s = tree_listed(j->g);
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
	if (tree_asks(j->g) && tree_passthrough(j->e.t) && !tree_scmi(j->e.t))
		tree_put_channel(j, &text);
	if (text.len)
		edits_add(&j->e, all,
			edit_add_child(
				&j->e.f, all, j->e.t, tree_passthrough(j->e.t), buf_str(&text)));
	buf_free(&text);
}
