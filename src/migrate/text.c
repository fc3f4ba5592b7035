// SPDX-License-Identifier: BSD-2-Clause
#include "migrate/text.h"

#include <stdlib.h>
#include <string.h>

void text_replace(struct text_edits *e, size_t from, size_t to, const char *text)
{
	vec_push(&e->list, (struct text_edit){ from, to, arena_strdup(&e->arena, text) });
}

static size_t skip_blanks(const struct buf *t, size_t at)
{
	while (at < t->len && strchr(" \t", t->data[at]) && t->data[at])
		at++;
	return at;
}

/* The first character of the line, where nothing but blanks stands before; SIZE_MAX otherwise. */
static size_t line_start(const struct buf *t, size_t at)
{
	while (at && (t->data[at - 1] == ' ' || t->data[at - 1] == '\t'))
		at--;
	return !at || t->data[at - 1] == '\n' ? at : SIZE_MAX;
}

void text_remove(struct text_edits *e, size_t from, size_t to)
{
	const struct buf *t = e->text;
	size_t start = line_start(t, from), end = skip_blanks(t, to);

	if (end < t->len && (t->data[end] == ',' || t->data[end] == ';'))
		to = end = skip_blanks(t, end + 1);
	if (start != SIZE_MAX && (end == t->len || t->data[end] == '\n')) {
		from = start;
		to = end + (end < t->len);
	}
	text_replace(e, from, to, "");
}

bool text_comment(struct text_edits *e, size_t from, size_t to)
{
	const struct buf *t = e->text;
	size_t start = line_start(t, from), end = skip_blanks(t, to);

	if (start == SIZE_MAX || (end < t->len && t->data[end] != '\n' && t->data[end] != '#'))
		return false;
	text_replace(e, start, start, "# ");
	for (size_t i = start; i < end; i++)
		if (t->data[i] == '\n')
			text_replace(e, i + 1, i + 1, "# ");
	return true;
}

static int by_place(const void *a, const void *b)
{
	const struct text_edit *x = a, *y = b;

	if (x->from != y->from)
		return (x->from > y->from) - (x->from < y->from);
	return (x->to > y->to) - (x->to < y->to);
}

void text_apply(struct text_edits *e, struct buf *out)
{
	size_t at = 0;

	if (e->list.n)
		qsort(e->list.v, e->list.n, sizeof(*e->list.v), by_place);
	for (size_t i = 0; i < e->list.n; i++) {
		const struct text_edit *x = &e->list.v[i];

		if (x->from < at)
			continue;
		buf_write(out, e->text->data + at, x->from - at);
		buf_puts(out, x->text);
		at = x->to;
	}
	if (at < e->text->len)
		buf_write(out, e->text->data + at, e->text->len - at);
}

void text_free(struct text_edits *e)
{
	vec_free(&e->list);
	arena_free(&e->arena);
}
