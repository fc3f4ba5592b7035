// SPDX-License-Identifier: BSD-2-Clause
#include "dt/source/cpp/expansion.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "dt/source/align.h"

#define MAX_LINE 100000000u

/* While the output is read. */
struct reader {
	struct expansion *e;
	const char *file;
	const char *file_mark; /* as in the line marker that named it */
	size_t file_mark_len;
	unsigned int line;
	struct dt_inclusion *from;
};

struct marker {
	unsigned int line;
	const char *name; /* between the quotes, with escapes */
	size_t name_len;
	bool enters, returns;
};

/* # LINE "FILE" FLAG... */
static bool parse_marker(const char *s, const char *end, struct marker *m)
{
	char *rest;
	const char *p;

	if (end - s < 5 || s[0] != '#' || s[1] != ' ' || !isdigit((unsigned char)s[2]))
		return false;
	m->line = (unsigned int)strtoul(s + 2, &rest, 10);
	if (rest + 1 >= end || rest[0] != ' ' || rest[1] != '"' || m->line > MAX_LINE)
		return false;
	m->name = rest + 2;
	for (p = m->name; p < end && *p != '"'; p++)
		p += *p == '\\';
	if (p >= end)
		return false;
	m->name_len = (size_t)(p - m->name);
	m->enters = end - p > 2 && p[1] == ' ' && p[2] == '1';
	m->returns = end - p > 2 && p[1] == ' ' && p[2] == '2';
	return true;
}

/* Quotes and backslashes have a backslash; other odd characters are octal. */
static const char *unescape(struct arena *a, const char *s, size_t len)
{
	char *out = arena_alloc(a, len + 1), *o = out;

	for (size_t i = 0; i < len; i++) {
		if (s[i] != '\\' || i + 1 == len) {
			*o++ = s[i];
		} else if (s[i + 1] >= '0' && s[i + 1] <= '3' && i + 3 < len) {
			*o++ = (char)((s[i + 1] - '0') << 6 | (s[i + 2] & 7) << 3 | (s[i + 3] & 7));
			i += 3;
		} else {
			*o++ = s[++i];
		}
	}
	return out;
}

static void set_file(struct reader *r, const struct marker *m)
{
	if (r->file_mark && r->file_mark_len == m->name_len &&
		!memcmp(r->file_mark, m->name, m->name_len))
		return;
	r->file_mark = m->name;
	r->file_mark_len = m->name_len;
	r->file = unescape(&r->e->arena, m->name, m->name_len);
}

static void follow(struct reader *r, const struct marker *m)
{
	if (m->enters) {
		struct dt_inclusion *in = arena_alloc(&r->e->arena, sizeof(*in));

		in->file = r->file ? r->file : "";
		in->line = r->line;
		in->next = r->from;
		r->from = in;
	} else if (m->returns && r->from) {
		/* The line behind the directive; known for sure only now. */
		r->from->line = m->line > 1 ? m->line - 1 : 1;
		r->from = (struct dt_inclusion *)r->from->next;
	}
	set_file(r, m);
	r->line = m->line;
	vec_push(&r->e->parts, (struct expansion_part){ (unsigned int)r->e->starts.n + 1, r->file,
				       m->line, r->from });
}

void expansion_read(struct expansion *e, const struct buf *output, const char *name)
{
	struct reader r = { .e = e, .file = arena_strdup(&e->arena, name), .line = 1 };
	const char *s = buf_str(output), *end = s + output->len;

	vec_push(&e->parts, (struct expansion_part){ 1, r.file, 1, NULL });
	buf_reserve(&e->text, output->len);
	while (s < end) {
		const char *nl = memchr(s, '\n', (size_t)(end - s));
		const char *next = nl ? nl + 1 : end;
		struct marker m;

		if (parse_marker(s, nl ? nl : end, &m)) {
			follow(&r, &m);
		} else {
			vec_push(&e->starts, e->text.len);
			buf_write(&e->text, s, (size_t)(next - s));
			r.line++;
		}
		s = next;
	}
}

static const struct expansion_part *part_of(const struct expansion *e, unsigned int line)
{
	size_t low = 0, high = e->parts.n;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (e->parts.v[middle].first <= line)
			low = middle;
		else
			high = middle;
	}
	return &e->parts.v[low];
}

static struct stretch line_of(const struct expansion *e, unsigned int line)
{
	size_t start = e->starts.v[line - 1];
	size_t end = line < e->starts.n ? e->starts.v[line] : e->text.len;

	return (struct stretch){ e->text.data + start, e->text.data + end };
}

/* Where the character at a line and column of the text was written. False: nobody knows. */
static bool written_as(const struct expansion *e, const struct line_file *f, unsigned int line,
	unsigned int column, struct stretch *out)
{
	const struct expansion_part *part = part_of(e, line);
	const char *start = lines_at(f, part->line + (line - part->first));

	if (!start || !column || line > e->starts.n)
		return false;
	*out = align(line_of(e, line), column - 1, (struct stretch){ start, lines_end(f) });
	return out->start && out->end > out->start;
}

void expansion_place(const struct expansion *e, struct lines *lines, struct dt_place *p)
{
	const struct expansion_part *part = part_of(e, p->line), *last = part_of(e, p->end_line);
	const struct line_file *f = lines_open(lines, part->file);
	struct dt_place out = {
		.file = part->file,
		.line = part->line + (p->line - part->first),
		.column = 1,
		.from = part->from,
	};
	struct stretch s;

	if (!p->line)
		return;
	if (!f->starts.n) {
		out.column = p->column;
		*p = out;
		return;
	}
	if (written_as(e, f, p->line, p->column, &s)) {
		lines_find(f, s.start, &out.line, &out.column);
		lines_find(f, s.end - 1, &out.end_line, &out.end_column);
	}
	/* A node may begin in one file and end in another. */
	if (p->end_line && !strcmp(last->file, part->file) &&
		written_as(e, f, p->end_line, p->end_column, &s)) {
		unsigned int line, column;

		lines_find(f, s.end - 1, &line, &column);
		if (line > out.end_line || (line == out.end_line && column > out.end_column)) {
			out.end_line = line;
			out.end_column = column;
		}
	}
	*p = out;
}

struct dt_inclusion expansion_line(const struct expansion *e, unsigned int line)
{
	const struct expansion_part *part = part_of(e, line);

	return (struct dt_inclusion){ part->file, part->line + (line - part->first), part->from };
}

void expansion_free(struct expansion *e)
{
	buf_free(&e->text);
	vec_free(&e->parts);
	vec_free(&e->starts);
	arena_free(&e->arena);
}
