// SPDX-License-Identifier: BSD-2-Clause
/*
 * In file included from INNER:LINE,
 *                  from OUTER:LINE:
 * FILE:LINE:COLUMN: error: TEXT [-WOPTION]
 *
 * clang repeats the first line instead, the outer file first. What else there is (the line, notes)
 * is passed over.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "dt/source/messages/messages.h"

struct reader {
	struct dt_messages *m;
	struct dt_inclusion *from;
	bool reported; /* the inclusions belong to a message that has been read */
};

/* FILE:LINE or FILE:LINE:COLUMN, and nothing behind. */
static bool parse_place(struct arena *a, const char *s, const char *end, struct dt_place *out)
{
	unsigned int n[2] = { 0 };
	int count = 0;

	while (count < 2) {
		const char *digits = end;

		while (digits > s && isdigit((unsigned char)digits[-1]))
			digits--;
		if (digits == end || digits - s < 2 || digits[-1] != ':')
			break;
		n[1] = n[0];
		n[0] = (unsigned int)strtoul(digits, NULL, 10);
		end = digits - 1;
		count++;
	}
	*out = (struct dt_place){ .file = arena_strndup(a, s, (size_t)(end - s)) };
	out->line = n[0];
	out->column = n[1] ? n[1] : 1;
	return count && out->line;
}

static struct dt_inclusion **last_of(struct dt_inclusion **list)
{
	while (*list)
		list = (struct dt_inclusion **)&(*list)->next;
	return list;
}

static bool read_inclusion(struct reader *r, const char *line, const char *end)
{
	static const char first[] = "In file included from ";
	const char *name = line + strspn(line, " ");
	struct dt_inclusion *new, **where;
	struct dt_place p;
	bool outer = false;

	if (!strncmp(line, first, sizeof(first) - 1))
		name = line + sizeof(first) - 1;
	else if (name > line && !strncmp(name, "from ", 5) && r->from)
		name += 5, outer = true;
	else
		return false;
	while (end > name && strchr(",: ", end[-1]))
		end--;
	if (!parse_place(&r->m->arena, name, end, &p))
		return false;
	if (r->reported)
		r->from = NULL;
	r->reported = false;
	new = arena_alloc(&r->m->arena, sizeof(*new));
	where = outer ? last_of(&r->from) : &r->from;
	*new = (struct dt_inclusion){ p.file, p.line, *where };
	*where = new;
	return true;
}

static void read_message(struct reader *r, const char *line, const char *end)
{
	static const struct {
		const char *word;
		bool error;
	} kinds[] = { { ": error: ", true }, { ": fatal error: ", true },
		{ ": warning: ", false } };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		size_t len = strlen(kinds[i].word);
		const char *word = memmem(line, (size_t)(end - line), kinds[i].word, len);
		struct dt_place p;

		if (!word)
			continue;
		/* "cc1: fatal error: ..." stands in no file. */
		if (!parse_place(&r->m->arena, line, word, &p))
			p = (struct dt_place){ 0 };
		p.from = r->from;
		messages_add(r->m, DT_CPP, kinds[i].error, p, "%.*s",
			(int)(end - word - (ptrdiff_t)len), word + len);
		r->reported = true;
		return;
	}
}

void messages_cpp(struct dt_messages *m, const char *text)
{
	struct reader r = { .m = m };

	while (*text) {
		const char *end = text + strcspn(text, "\n");

		if (!read_inclusion(&r, text, end))
			read_message(&r, text, end);
		text = end + (*end == '\n');
	}
}
