// SPDX-License-Identifier: BSD-2-Clause
#include "dt/source/annotated.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct reader {
	struct dt_tree *t;
	struct arena *arena;
	struct dt_place *nodes, *props;
	const char *last_file;
	size_t next_node; /* nodes begin in the tree's own order */
	struct dt_node *node;
	uint32_t next_prop;
};

static const char *file_name(struct reader *r, const char *s, size_t len)
{
	if (!r->last_file || strncmp(r->last_file, s, len) || r->last_file[len])
		r->last_file = arena_strndup(r->arena, s, len);
	return r->last_file;
}

/* FILE:LINE:COLUMN-LINE:COLUMN, the file's name being anything. */
static bool parse_place(struct reader *r, const char *s, const char *end, struct dt_place *out)
{
	unsigned int n[4];
	const char *p = end;

	for (int i = 3; i >= 0; i--) {
		const char *digits = p;

		while (digits > s && digits[-1] >= '0' && digits[-1] <= '9')
			digits--;
		if (digits == p || digits == s || digits[-1] != (i == 2 ? '-' : ':'))
			return false;
		n[i] = (unsigned int)strtoul(digits, NULL, 10);
		p = digits - 1;
	}
	*out = (struct dt_place){ file_name(r, s, (size_t)(p - s)), n[0], n[1], n[2], n[3], NULL,
		false };
	/* dtc counts the column behind the last character. */
	if (out->end_column > 1)
		out->end_column--;
	return true;
}

/* The comment that ends a line: the last of the places in it counts. */
static void parse_comment(struct reader *r, const char *line, const char *end, struct dt_place *out)
{
	const char *start = NULL;

	if (end - line < 7 || strncmp(end - 3, " */", 3))
		return;
	for (const char *p = end - 3; p > line + 2 && !start; p--)
		if (!strncmp(p - 3, "/* ", 3) || (!strncmp(p - 2, ", ", 2) && isdigit(p[-3])))
			start = p;
	if (start)
		parse_place(r, start, end - 3, out);
}

static bool begin_node(struct reader *r, const char *line, const char *brace)
{
	const char *colon;
	struct dt_node *n;

	if (r->next_node == r->t->n_nodes)
		return false;
	n = (struct dt_node *)&r->t->nodes[r->next_node++];
	r->node = n;
	r->next_prop = 0;
	colon = memchr(line, ':', (size_t)(brace - line));
	if (colon && !n->label)
		n->label = arena_strndup(r->arena, line, (size_t)(colon - line));
	return true;
}

static bool is_name(const char *line, const char *name)
{
	size_t len = strlen(name);

	return !strncmp(line, name, len) && strchr(" ;:=", line[len]);
}

static bool read_prop(struct reader *r, const char *line, const char *end)
{
	const struct dt_prop *p;
	const char *name = line, *colon;

	if (!r->node || r->next_prop == r->node->n_props)
		return false;
	p = &r->node->props[r->next_prop++];
	/* There may be labels before the name. */
	while (!is_name(name, p->name)) {
		colon = memmem(name, (size_t)(end - name), ": ", 2);
		if (!colon)
			return false;
		name = colon + 2;
	}
	parse_comment(r, line, end, &r->props[p - r->t->props]);
	return true;
}

/* What stands before the root; reservations may have labels. */
static bool is_preamble(const char *line, size_t len)
{
	return !strncmp(line, "/dts-v1/;", 9) || memmem(line, len, "/memreserve/", 12);
}

static bool read_line(struct reader *r, const char *line, const char *end)
{
	const char *brace;

	line += strspn(line, "\t ");
	if (line >= end || *line == '}')
		return true;
	if (!r->next_node && is_preamble(line, (size_t)(end - line)))
		return true;
	brace = memmem(line, (size_t)(end - line), " { /*", 5);
	if (!brace)
		brace = end - line > 2 && !strncmp(end - 2, " {", 2) ? end - 2 : NULL;
	if (!brace || memchr(line, '"', (size_t)(brace - line)))
		return read_prop(r, line, end);
	if (!begin_node(r, line, brace))
		return false;
	parse_comment(r, line, end, &r->nodes[r->node - r->t->nodes]);
	return true;
}

bool annotated_read(const char *text, struct dt_tree *t, struct arena *a, struct dt_place *nodes,
	struct dt_place *props)
{
	struct reader r = { .t = t, .arena = a, .nodes = nodes, .props = props };

	while (*text) {
		const char *end = text + strcspn(text, "\n");

		if (!read_line(&r, text, end))
			return false;
		text = end + (*end == '\n');
	}
	return r.next_node == t->n_nodes;
}
