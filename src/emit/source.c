// SPDX-License-Identifier: BSD-2-Clause
#include <ctype.h>
#include <string.h>

#include "base/files/file.h"
#include "base/text.h"
#include "dt/tree.h"
#include "emit/emit.h"

/* So many cells or bytes stand on a line. */
#define CELLS_PER_LINE 8
#define BYTES_PER_LINE 24

struct source {
	struct buf *out;
	const char *file; /* for errors */
	unsigned int depth;
	const char *target; /* the path of the node that is added to; NULL: the root is printed */
	bool open;          /* a node was left last: a line parts it from the next one */
	int ret;
	struct sdc_error *err;
};

static void indent(struct source *s)
{
	for (unsigned int i = 0; i < s->depth; i++)
		buf_putc(s->out, '\t');
}

/* Devicetree Specification 2.2.1 and 2.2.4, with what dtc takes beyond. */
static bool is_name(const char *name)
{
	if (!*name)
		return false;
	for (; *name; name++)
		if (!isalnum((unsigned char)*name) && !strchr(",._+*#?@-", *name))
			return false;
	return true;
}

static void check_name(struct source *s, const char *name)
{
	struct buf clean = { 0 };

	if (s->ret || is_name(name))
		return;
	text_clean(&clean, name, TEXT_ONE_LINE);
	s->ret = set_error(s->err, SDC_EINPUT, "%s: the name \"%s\" cannot stand in a source",
		s->file, buf_str(&clean));
	buf_free(&clean);
}

/* The end of a comment must not come from a name. */
static void put_comment(struct buf *out, const char *text)
{
	struct buf clean = { 0 };

	text_clean(&clean, text, TEXT_ONE_LINE);
	for (const char *p = buf_str(&clean); *p; p++) {
		buf_putc(out, *p);
		if (p[0] == '*' && p[1] == '/')
			buf_putc(out, ' ');
	}
	buf_free(&clean);
}

static void put_head(struct buf *out, const char *head)
{
	buf_puts(out, "/*\n");
	while (*head) {
		size_t len = strcspn(head, "\n");
		char line[512];

		if (len >= sizeof(line))
			len = sizeof(line) - 1;
		memcpy(line, head, len);
		line[len] = '\0';
		buf_puts(out, len ? " * " : " *");
		put_comment(out, line);
		buf_putc(out, '\n');
		head += strcspn(head, "\n");
		head += *head == '\n';
	}
	buf_puts(out, " */\n");
}

/* What separates entry @i: nothing, a space, or a new line. */
static void separate(struct source *s, size_t i, size_t per_line)
{
	if (i && i % per_line == 0) {
		buf_putc(s->out, '\n');
		indent(s);
		buf_putc(s->out, '\t');
	} else if (i) {
		buf_putc(s->out, ' ');
	}
}

/* An entry begins at a reference. */
static bool is_ref(const struct plan_prop *p, size_t *ref, size_t cell)
{
	while (*ref < p->n_refs && p->refs[*ref].cell < cell)
		(*ref)++;
	return *ref < p->n_refs && p->refs[*ref].cell == cell;
}

/* Entries of a known number of cells stand on a line each. */
static void begin_entry(struct source *s)
{
	buf_puts(s->out, ">,\n");
	indent(s);
	buf_puts(s->out, "\t<");
}

static void put_cells(struct source *s, const struct plan_prop *p)
{
	size_t ref = 0;

	buf_putc(s->out, '<');
	for (size_t i = 0; i < p->len / 4; i++) {
		bool is = is_ref(p, &ref, i), begins = is && i && !p->entry;

		if (begins)
			buf_puts(s->out, ">,");
		if (p->entry && i && i % p->entry == 0)
			begin_entry(s);
		else
			separate(s, p->entry ? i % p->entry : i, CELLS_PER_LINE);
		if (begins)
			buf_putc(s->out, '<');
		if (is && p->refs[ref].node)
			buf_printf(s->out, "&%s", p->refs[ref].node->label);
		else
			buf_printf(s->out, "0x%x", dt_cell(p->data, i));
	}
	buf_putc(s->out, '>');
}

static void put_bytes(struct source *s, const struct plan_prop *p)
{
	buf_putc(s->out, '[');
	for (size_t i = 0; i < p->len; i++) {
		separate(s, i, BYTES_PER_LINE);
		buf_printf(s->out, "%02x", p->data[i]);
	}
	buf_putc(s->out, ']');
}

/* dtc knows C's escapes. An octal one of three digits ends by itself. */
static void put_string(struct buf *out, const char *s)
{
	buf_putc(out, '"');
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '"' || c == '\\')
			buf_printf(out, "\\%c", c);
		else if (c < 0x20 || c >= 0x7f)
			buf_printf(out, "\\%03o", c);
		else
			buf_putc(out, (char)c);
	}
	buf_putc(out, '"');
}

static void put_strings(struct buf *out, const struct plan_prop *p)
{
	const char *s = (const char *)p->data, *end = s + p->len;

	for (; s < end; s += strlen(s) + 1) {
		put_string(out, s);
		if (s + strlen(s) + 1 < end)
			buf_puts(out, ", ");
	}
}

static void put_value(struct source *s, const struct plan_prop *p)
{
	if (p->path && p->path->label)
		buf_printf(s->out, "&%s", p->path->label);
	else if (p->type == PLAN_CELLS && p->len % 4 == 0)
		put_cells(s, p);
	else if (p->type == PLAN_STRINGS && p->data[p->len - 1] == '\0')
		put_strings(s->out, p);
	else
		put_bytes(s, p);
}

static void put_line(struct source *s, const char *comment)
{
	if (!comment)
		return;
	indent(s);
	buf_puts(s->out, "/* ");
	put_comment(s->out, comment);
	buf_puts(s->out, " */\n");
}

static void put_prop(struct source *s, const struct plan_prop *p)
{
	check_name(s, p->name);
	put_line(s, p->comment);
	indent(s);
	buf_puts(s->out, p->name);
	if (p->len) {
		buf_puts(s->out, " = ");
		put_value(s, p);
	}
	buf_puts(s->out, ";\n");
}

static void put_node(struct source *s, const struct plan_node *n)
{
	if (s->open || (n->parent && n->parent->child == n && n->parent->props))
		buf_putc(s->out, '\n');
	s->open = false;
	put_line(s, n->comment);
	indent(s);
	if (n->label)
		buf_printf(s->out, "%s: ", n->label);
	if (n->parent)
		check_name(s, n->name);
	if (!n->parent && s->target)
		buf_printf(s->out, "&{%s} {\n", s->target);
	else
		buf_printf(s->out, "%s {\n", n->parent ? n->name : "/");
	s->depth++;
	for (const struct plan_prop *p = n->props; p; p = p->next)
		put_prop(s, p);
	if (n->phandle) {
		indent(s);
		buf_printf(s->out, "phandle = <0x%x>;\n", n->phandle);
	}
}

static void leave(void *ctx)
{
	struct source *s = ctx;

	s->depth--;
	indent(s);
	buf_puts(s->out, "};\n");
	s->open = true;
}

int emit_source(const struct plan_node *root, const char *head, bool plugin, const char *name,
	struct buf *out, struct sdc_error *err)
{
	struct source s = { .out = out, .file = name, .err = err };

	put_head(out, head);
	buf_puts(out, plugin ? "/dts-v1/;\n/plugin/;\n\n" : "/dts-v1/;\n\n");
	for (const struct plan_node *n = root; n && !s.ret; n = emit_next(root, n, leave, &s))
		put_node(&s, n);
	return s.ret;
}

/* dtc takes these characters between the braces of a reference. */
static void check_target(struct source *s, const char *path)
{
	struct buf clean = { 0 };

	if (s->ret || *path == '/') {
		const char *p = path;

		while (isalnum((unsigned char)*p) || (*p && strchr(",._+*#?^@-/", *p)))
			p++;
		if (!*p)
			return;
	}
	text_clean(&clean, path, TEXT_ONE_LINE);
	s->ret = set_error(s->err, SDC_EINPUT, "%s: the path \"%s\" cannot stand in a source",
		s->file, buf_str(&clean));
	buf_free(&clean);
}

int emit_fragments(const struct emit_fragment *list, size_t n, const char *head, bool plugin,
	const char *name, struct buf *out, struct sdc_error *err)
{
	struct source s = { .out = out, .file = name, .err = err };

	put_head(out, head);
	if (plugin)
		buf_puts(out, "/dts-v1/;\n/plugin/;\n");
	for (size_t i = 0; i < n && !s.ret; i++) {
		s.target = list[i].target;
		s.open = false;
		check_target(&s, s.target);
		buf_putc(out, '\n');
		put_line(&s, list[i].comment);
		for (const struct plan_node *p = list[i].content; p && !s.ret;
			p = emit_next(list[i].content, p, leave, &s))
			put_node(&s, p);
	}
	return s.ret;
}
