// SPDX-License-Identifier: BSD-2-Clause
#include "report/table.h"

#include <string.h>

#include "base/text.h"

#define GAP 2 /* spaces between columns */

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

void table_end(struct table *t, struct buf *out, size_t indent)
{
	size_t *widths = arena_array(&t->arena, t->columns, sizeof(*widths));

	for (size_t i = 0; i < t->cells.n; i++) {
		size_t len = strlen(t->cells.v[i]);

		if (len > widths[i % t->columns])
			widths[i % t->columns] = len;
	}
	for (size_t i = 0; i < t->cells.n; i++) {
		size_t column = i % t->columns, start;

		if (!column)
			buf_pad(out, out->len, indent, ' ');
		start = out->len;
		buf_puts(out, t->cells.v[i]);
		if (column + 1 < t->columns)
			buf_pad(out, start, widths[column] + GAP, ' ');
		else
			buf_putc(out, '\n');
	}
	vec_free(&t->cells);
	arena_free(&t->arena);
}
