// SPDX-License-Identifier: BSD-2-Clause
#include "report/changes.h"

#include <string.h>

#define TAB_WIDTH 8
#define MAX_LINES 64 /* of one edit that are shown */

static const char *line_at(const struct sdc_result *r, const struct sdc_place *p, unsigned int n)
{
	struct sdc_place at = *p;

	at.line = n;
	return result_line(r, &at);
}

/* The last line of which an edit takes a character; for an insertion that where it is. */
static unsigned int last_line(const struct sdc_place *p)
{
	return p->end_line > p->line && !p->end_column ? p->end_line - 1 : p->end_line;
}

static bool on_lines(const struct sdc_place *a, const struct sdc_place *b)
{
	return a->file && b->file && !strcmp(a->file, b->file) && a->line == b->line &&
	       last_line(a) == b->line;
}

static void put_lines(struct buf *out, char sign, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n"), start;

		buf_putc(out, sign);
		start = out->len;
		for (size_t i = 0; i < len; i++) {
			if (text[i] == '\t')
				buf_pad(out, out->len, TAB_WIDTH - (out->len - start) % TAB_WIDTH,
					' ');
			else
				buf_putc(out, text[i]);
		}
		buf_putc(out, '\n');
		text += len + (text[len] == '\n');
	}
}

/* The first edit in that line behind a column, or NULL. */
static const struct sdc_edit *next_in_line(
	const struct sdc_fix *fix, const struct sdc_edit *first, unsigned int column)
{
	const struct sdc_edit *best = NULL;

	for (const struct sdc_edit *e = first; e < fix->edits + fix->n_edits; e++)
		if (on_lines(&e->place, &first->place) && e->place.column >= column &&
			(!best || e->place.column < best->place.column))
			best = e;
	return best;
}

/* One line with all the edits in it. */
static void put_line(
	struct buf *out, const struct sdc_fix *fix, const struct sdc_edit *first, const char *line)
{
	struct buf now = { 0 };
	size_t at = 0, len = strlen(line);

	for (const struct sdc_edit *e = next_in_line(fix, first, 1); e;
		e = next_in_line(fix, first, e->place.column + 1)) {
		size_t from = e->place.column - 1, to = e->place.end_column;

		if (e->place.end_line > e->place.line)
			to = len;
		if (from < at || from > len || to > len || to < from)
			break;
		buf_write(&now, line + at, from - at);
		buf_puts(&now, e->text);
		at = to;
	}
	buf_puts(&now, line + at);
	put_lines(out, '-', line);
	put_lines(out, '+', buf_str(&now));
	buf_free(&now);
}

/* What goes over several lines. */
static bool put_stretch(struct buf *out, const struct sdc_result *r, const struct sdc_edit *e)
{
	const struct sdc_place *p = &e->place;
	const char *first = line_at(r, p, p->line), *last = line_at(r, p, p->end_line);
	struct buf now = { 0 };

	if (!first || p->column - 1 > strlen(first) || p->end_line - p->line > MAX_LINES)
		return false;
	buf_write(&now, first, p->column - 1);
	buf_puts(&now, e->text);
	if (p->end_column && last && p->end_column <= strlen(last))
		buf_puts(&now, last + p->end_column);
	for (unsigned int n = p->line; n <= last_line(p); n++)
		put_lines(out, '-', line_at(r, p, n) ? line_at(r, p, n) : "");
	put_lines(out, '+', buf_str(&now));
	buf_free(&now);
	return true;
}

void changes(struct buf *out, const struct sdc_result *r, const struct sdc_fix *fix)
{
	for (size_t i = 0; i < fix->n_edits; i++) {
		const struct sdc_edit *e = &fix->edits[i];
		const char *line = e->place.line ? line_at(r, &e->place, e->place.line) : NULL;
		bool seen = false;

		for (size_t k = 0; k < i && !seen; k++)
			seen = on_lines(&e->place, &fix->edits[k].place);
		if (!line || seen)
			continue;
		if (last_line(&e->place) == e->place.line && e->place.column)
			put_line(out, fix, e, line);
		else
			put_stretch(out, r, e);
	}
}
