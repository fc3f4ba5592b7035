// SPDX-License-Identifier: BSD-2-Clause
#include "diag/fix_text.h"

#include <string.h>

#include "dt/load.h"

#define MAX_LINES 4096

struct dt_tree *extract_tree(const struct dt_tree *t)
{
	return (struct dt_tree *)t;
}

bool extract_read(struct dt_tree *t, struct dt_place p, struct extract *x)
{
	x->place = p;
	if (!p.line || !p.column || p.end_line < p.line || p.end_line - p.line > MAX_LINES)
		return false;
	for (unsigned int line = p.line; line <= p.end_line; line++) {
		const char *s = dt_source_line(t, p.file, line);
		size_t start = line == p.line ? p.column - 1 : 0, len = s ? strlen(s) : 0;
		size_t end = line == p.end_line && p.end_column < len ? p.end_column : len;

		if (!s || start > end)
			return false;
		if (line > p.line)
			buf_putc(&x->text, '\n');
		buf_write(&x->text, s + start, end - start);
	}
	return true;
}

struct span extract_span(const struct dt_tree *t, const struct extract *x, size_t from, size_t len)
{
	struct span s = { t->input, x->place.file, x->place.line, x->place.column, 0, 0,
		x->place.from };
	const char *text = buf_str(&x->text);

	for (size_t i = 0; i < from; i++) {
		s.column = text[i] == '\n' ? 1 : s.column + 1;
		s.line += text[i] == '\n';
	}
	s.end_line = s.line;
	s.end_column = s.column - 1;
	for (size_t i = from; i < from + len; i++) {
		s.end_column = text[i] == '\n' ? 0 : s.end_column + 1;
		s.end_line += text[i] == '\n';
	}
	return s;
}
