// SPDX-License-Identifier: BSD-2-Clause
#include "report/text/excerpt.h"

#include <string.h>

#include "base/text.h"

#define MAX_WIDTH  120
#define MARGIN     20 /* shown before the place in a longer line */
#define TAB_WIDTH  8
#define MIN_NUMBER 6 /* columns of the line number */

/* Bytes of the line to underline, from 0; the end is behind the last one. */
static void marked(const char *line, const struct sdc_place *p, size_t *from, size_t *to)
{
	size_t len = strlen(line);

	*from = p->column ? p->column - 1 : 0;
	*to = p->end_line == p->line ? p->end_column : len;
	if (*to > len)
		*to = len;
	while (*to > *from + 1 && strchr("; \t", line[*to - 1]))
		(*to)--;
	if (*to <= *from)
		*to = *from + 1;
}

/* Draws one character and what stands below it; returns its length. Below a wide one the first
 * column is the mark's. */
static size_t draw(struct buf *text, struct buf *under, const char *s, char mark)
{
	size_t len = text_char(s);
	size_t width = 1;

	if (*s == '\t') {
		width = TAB_WIDTH - under->len % TAB_WIDTH;
		buf_pad(text, text->len, width, ' ');
		len = 1;
	} else if (len) {
		buf_write(text, s, len);
		width = text_width(s);
	} else {
		buf_putc(text, '?');
		len = 1;
	}
	if (width && mark == '^') {
		buf_putc(under, mark);
		mark = '~';
		width--;
	}
	buf_pad(under, under->len, width, mark);
	return len;
}

void excerpt(struct buf *out, const struct sdc_result *r, const struct sdc_place *p, const char *on,
	const char *off)
{
	const char *line = p->line ? result_line(r, p) : NULL;
	struct buf text = { 0 }, under = { 0 };
	size_t from, to, i;

	if (!line || (p->column && p->column > strlen(line)))
		return;
	marked(line, p, &from, &to);
	i = strspn(line, " \t");
	if (i > from)
		i = from;
	if (from - i > MAX_WIDTH - MARGIN)
		i = from - MARGIN;
	while (line[i] && under.len < MAX_WIDTH) {
		char mark = ' ';

		if (i >= from && i < to)
			mark = i == from ? '^' : '~';
		i += draw(&text, &under, line + i, mark);
	}
	while (under.len && under.data[under.len - 1] == ' ')
		under.data[--under.len] = '\0';
	buf_printf(out, "%*u |  %s\n", MIN_NUMBER, p->line, buf_str(&text));
	buf_printf(out, "%*s |  %s%s%s\n", MIN_NUMBER, "", on, buf_str(&under), off);
	buf_free(&text);
	buf_free(&under);
}
