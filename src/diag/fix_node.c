// SPDX-License-Identifier: BSD-2-Clause
#include "diag/fix_node.h"

#include <ctype.h>
#include <string.h>

#include "diag/fix_text.h"
#include "dt/addr.h"
#include "dt/entry.h"
#include "dt/load.h"

#define MAX_CELLS 2

/* The node's name where it is written as such before the brace; false for a reference. */
static bool find_name(const struct dt_tree *t, const struct dt_node *n, struct dt_place *node,
	struct dt_place *name)
{
	const char *line;
	size_t len = strlen(n->name);

	*node = dt_place_node(t, n);
	*name = dt_place_name(extract_tree(t), node);
	line = name->line ? dt_source_line(extract_tree(t), name->file, name->line) : NULL;
	return line && len && name->line == node->line &&
	       name->end_column == name->column + len - 1 && strlen(line) >= name->end_column &&
	       !strncmp(line + name->column - 1, n->name, len);
}

bool edit_rename_node(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, const char *name)
{
	struct dt_place node, place;

	if (!strcmp(n->name, name))
		return true;
	if (!n->parent || dt_child(n->parent, name) || !find_name(t, n, &node, &place))
		return false;
	fix_edit(f, fix, span_place(t, &place), name);
	return true;
}

/* Where the labels before a name begin, as an index into the line; SIZE_MAX: something else stands
 * before them. */
static size_t labels_start(const char *line, size_t at)
{
	for (;;) {
		size_t i = at, end;

		while (i && isspace((unsigned char)line[i - 1]))
			i--;
		if (!i || strchr("{};", line[i - 1]))
			return at;
		if (line[i - 1] != ':')
			return SIZE_MAX;
		end = --i;
		while (i && (isalnum((unsigned char)line[i - 1]) || line[i - 1] == '_'))
			i--;
		if (i == end)
			return SIZE_MAX;
		at = i;
	}
}

bool edit_remove_node(
	struct findings *f, struct fix *fix, const struct dt_tree *t, const struct dt_node *n)
{
	struct dt_place node, name;
	const char *first, *last;
	struct span s;
	size_t start;

	if (!find_name(t, n, &node, &name))
		return false;
	first = dt_source_line(extract_tree(t), name.file, name.line);
	start = labels_start(first, name.column - 1);
	if (start == SIZE_MAX)
		return false;
	node.column = (unsigned int)start + 1;
	s = span_place(t, &node);
	last = dt_source_line(extract_tree(t), node.file, node.end_line);
	/* Alone on its lines it goes with them. */
	if (last && strlen(last) >= node.end_column && strspn(first, " \t") == start &&
		!last[node.end_column + strspn(last + node.end_column, " \t")]) {
		s.column = 1;
		s.end_line++;
		s.end_column = 0;
	}
	fix_edit(f, fix, s, "");
	return true;
}

/* The name with another unit address; as it is where it has none. */
static const char *name_at(struct findings *f, const struct dt_node *n, uint64_t address)
{
	const char *at = strchr(n->name, '@');

	if (!at)
		return n->name;
	return findings_str(
		f, "%.*s@%llx", (int)(at - n->name), n->name, (unsigned long long)address);
}

/* One that is right already stays as it was written. */
static bool write_cell(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, uint32_t cell, uint32_t value)
{
	return dt_cell(dt_prop(n, "reg")->data, cell) == value ||
	       edit_set_cell(f, fix, t, n, "reg", cell, findings_str(f, "0x%x", value));
}

bool edit_move_reg(struct findings *f, struct fix *fix, const struct dt_tree *t,
	const struct dt_node *n, uint64_t from, uint64_t to)
{
	const struct dt_prop *reg = dt_prop(n, "reg");
	uint32_t na = n->parent ? dt_addr_cells(t, n->parent, DT_CELLS_INHERIT) : 0;
	uint64_t address;

	if (!reg || !na || na > MAX_CELLS || reg->len < 4 * na)
		return false;
	address = dt_number(reg->data, na) + (to - from);
	if (na == 1 && address >> 32)
		return false;
	if (na == 2 && !write_cell(f, fix, t, n, 0, (uint32_t)(address >> 32)))
		return false;
	return write_cell(f, fix, t, n, na - 1, (uint32_t)address) &&
	       edit_rename_node(f, fix, t, n, name_at(f, n, address));
}
