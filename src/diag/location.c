// SPDX-License-Identifier: BSD-2-Clause
#include "diag/location.h"

#include "dt/entry.h"
#include "dt/load.h"

struct location location_node(
	const struct dt_tree *t, const struct dt_node *node, const char *prop, int index)
{
	return (struct location){ .tree = t, .node = node, .property = prop, .index = index };
}

struct location location_file(enum sdc_input_kind input, const char *file)
{
	return (struct location){ .span = { .input = input, .file = file }, .index = -1 };
}

struct location location_setting(const struct xl_config *c, const struct xl_setting *s, int index)
{
	struct location l = location_file(SDC_INPUT_CONFIG, c->file);

	if (!s)
		return l;
	l.pointer = s->key;
	l.index = index;
	l.span.line = s->line;
	l.span.column = s->column;
	l.span.end_line = s->line;
	l.span.end_column = s->end_column;
	if (index >= 0 && (size_t)index < s->n_items) {
		const struct xl_item *item = &s->items[index];

		l.span.line = l.span.end_line = item->line;
		l.span.column = item->column;
		l.span.end_column = item->end_column;
	}
	return l;
}

struct location location_mark(
	enum sdc_input_kind input, const char *file, const struct yaml_mark *m, const char *pointer)
{
	struct location l = location_file(input, file);

	if (!m)
		return l;
	l.pointer = pointer;
	l.span.line = l.span.end_line = m->line;
	l.span.column = l.span.end_column = m->column;
	return l;
}

struct span span_place(const struct dt_tree *t, const struct dt_place *at)
{
	return (struct span){ at->overlay ? SDC_INPUT_OVERLAY : t->input, at->file, at->line,
		at->column, at->end_line, at->end_column, at->from };
}

struct span location_span(const struct location *l)
{
	struct dt_tree *t = (struct dt_tree *)l->tree;
	const struct dt_prop *p;
	struct dt_place at;

	if (l->span.file || !l->node)
		return l->span;
	p = l->property ? dt_prop(l->node, l->property) : NULL;
	at = p ? dt_place_prop(t, p) : dt_place_node(t, l->node);
	at = dt_place_entry(t, &at, p ? l->index : -1);
	at = dt_place_name(t, &at);
	return span_place(t, &at);
}
