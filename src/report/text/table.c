// SPDX-License-Identifier: BSD-2-Clause
#include "report/text/table.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

#define GAP       2 /* spaces between columns */
#define WIDTH     100
#define MIN_WIDTH 12 /* no column becomes narrower for the others' sake */

void table_cell(struct table *t, const char *fmt, ...)
{
	struct buf clean = { 0 };
	va_list ap;
	char *raw;

	va_start(ap, fmt);
	raw = arena_vprintf(&t->arena, fmt, ap);
	va_end(ap);
	text_clean(&clean, raw, TEXT_ONE_LINE);
	vec_push(&t->cells, arena_strdup(&t->arena, buf_str(&clean)));
	buf_free(&clean);
}

void table_heading(struct table *t, const char *const *names)
{
	for (size_t i = 0; i < t->columns; i++)
		table_cell(t, "%s", names[i]);
}

/* In characters. */
static size_t width_of(const char *s)
{
	size_t n = 0;

	for (; *s; s += text_char(s))
		n++;
	return n;
}

static size_t widest_of(const size_t *widths, size_t n)
{
	size_t widest = 0;

	for (size_t i = 1; i < n; i++)
		if (widths[i] > widths[widest])
			widest = i;
	return widest;
}

/* Takes from the widest column, one by one, until the whole has room. */
static void narrow(size_t *widths, size_t n, size_t indent)
{
	size_t total = indent + (n - 1) * GAP;

	for (size_t i = 0; i < n; i++) {
		if (widths[i] > WIDTH)
			widths[i] = WIDTH;
		total += widths[i];
	}
	for (; total > WIDTH; total--) {
		size_t widest = widest_of(widths, n);

		if (widths[widest] <= MIN_WIDTH)
			return;
		widths[widest]--;
	}
}

static bool may_break(char before, char after)
{
	return after == ' ' || after == '/' || after == '@' || before == ',' || before == '-';
}

/* How many bytes of @s the next line of a cell takes: up to a good place, or, where there is none,
 * all that fits. */
static size_t line_end(const char *s, size_t width)
{
	size_t end = 0, good = 0;

	for (size_t n = 0; s[end] && n < width; n++) {
		end += text_char(s + end);
		if (may_break(s[end - 1], s[end]))
			good = end;
	}
	return !s[end] || s[end] == ' ' || !good ? end : good;
}

/* One line of a row; returns whether another one follows. */
static bool put_line(const struct table *t, struct buf *out, const size_t *widths,
	const char **rest, size_t indent)
{
	size_t pad = indent;
	bool more = false;

	for (size_t c = 0; c < t->columns; c++) {
		size_t len = line_end(rest[c], widths[c]), start = out->len, chars = 0;

		for (size_t i = 0; i < len; i += text_char(rest[c] + i))
			chars++;
		if (len)
			buf_pad(out, start, pad, ' ');
		buf_write(out, rest[c], len);
		pad = (len ? 0 : pad) + widths[c] + GAP - chars;
		rest[c] += len;
		rest[c] += *rest[c] == ' ';
		more |= *rest[c] != '\0';
	}
	buf_putc(out, '\n');
	return more;
}

void table_end(struct table *t, struct buf *out, size_t indent)
{
	size_t *widths = arena_array(&t->arena, t->columns, sizeof(*widths));
	const char **rest = arena_array(&t->arena, t->columns, sizeof(const char *));

	for (size_t i = 0; i < t->cells.n; i++) {
		size_t len = width_of(t->cells.v[i]);

		if (len > widths[i % t->columns])
			widths[i % t->columns] = len;
	}
	narrow(widths, t->columns, indent);
	for (size_t i = 0; i < t->cells.n; i += t->columns) {
		for (size_t c = 0; c < t->columns; c++)
			rest[c] = t->cells.v[i + c];
		while (put_line(t, out, widths, rest, indent))
			;
	}
	vec_free(&t->cells);
	arena_free(&t->arena);
}
