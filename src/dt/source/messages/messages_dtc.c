// SPDX-License-Identifier: BSD-2-Clause
/*
 * What dtc says has one of these forms, PLACE being FILE:LINE.COLUMN-LINE.COLUMN with parts left
 * out where they are the same:
 *
 *     Error: PLACE TEXT
 *     PLACE: Warning (CHECK): NODE:PROPERTY: TEXT
 *     FATAL ERROR: TEXT
 *       also defined at PLACE
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "dt/source/messages/messages.h"

struct reader {
	struct dt_messages *m;
	bool in_tree;
	bool dropped; /* the last message, and with it what continues it */
	size_t first; /* of the messages in the list that are this run's */
};

static bool read_number(const char **s, char before, unsigned int *n)
{
	const char *p = *s;

	if (before && *p++ != before)
		return false;
	if (!isdigit((unsigned char)*p))
		return false;
	*n = 0;
	for (; isdigit((unsigned char)*p) && *n < 100000000; p++)
		*n = *n * 10 + (unsigned int)(*p - '0');
	*s = p;
	return true;
}

/* :LINE.COLUMN, then perhaps -COLUMN or -LINE.COLUMN. Returns its end, or NULL. */
static const char *read_numbers(const char *s, struct dt_place *p)
{
	unsigned int end;

	if (!read_number(&s, ':', &p->line) || !read_number(&s, '.', &p->column))
		return NULL;
	p->end_line = p->line;
	p->end_column = p->column;
	if (!read_number(&s, '-', &end))
		return s;
	if (read_number(&s, '.', &p->end_column))
		p->end_line = end;
	else
		p->end_column = end;
	/* dtc counts the column behind the last character. */
	if (p->end_column > 1 && (p->end_line > p->line || p->end_column > p->column))
		p->end_column--;
	return s;
}

/* The first place on the line whose numbers are followed by @after. Returns what follows. */
static const char *read_place(
	struct arena *a, const char *s, const char *end, const char *after, struct dt_place *out)
{
	for (const char *p = s; p < end; p++) {
		struct dt_place place = { 0 };
		const char *rest = *p == ':' && p > s ? read_numbers(p, &place) : NULL;

		if (!rest || rest > end || strncmp(rest, after, strlen(after)) != 0)
			continue;
		place.file = arena_strndup(a, s, (size_t)(p - s));
		*out = place;
		return rest + strlen(after);
	}
	return NULL;
}

static const char *skip(const char *s, const char *word)
{
	size_t len = strlen(word);

	return strncmp(s, word, len) ? NULL : s + len;
}

/* NODE:PROPERTY: TEXT, NODE: TEXT or TEXT. */
static void set_text(struct dt_messages *m, struct dt_message *x, const char *s, const char *end)
{
	const char *colon = memchr(s, ':', (size_t)(end - s)), *second;

	if (*s == '/' && colon) {
		x->node = arena_strndup(&m->arena, s, (size_t)(colon - s));
		s = colon + 1;
		second = memchr(s, ':', (size_t)(end - s));
		if (*s != ' ' && second) {
			x->prop = arena_strndup(&m->arena, s, (size_t)(second - s));
			s = second + 1;
		}
		s += *s == ' ';
	}
	x->text = arena_strndup(&m->arena, s, (size_t)(end - s));
}

/* What Linux and devicetree-rebasing switch off unless somebody asks for more warnings. */
static bool is_noisy(const char *check, size_t len)
{
	static const char *const names[] = { "alias_paths", "avoid_unnecessary_addr_size",
		"graph_child_address", "interrupt_map", "interrupt_provider", "pci_device_reg",
		"simple_bus_reg", "unique_unit_address", "unit_address_format",
		"unit_address_vs_reg" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == len && !memcmp(names[i], check, len))
			return true;
	return false;
}

/* (CHECK): ... */
static bool read_check(
	struct reader *r, bool error, struct dt_place place, const char *s, const char *end)
{
	const char *close = *s == '(' ? memchr(s, ')', (size_t)(end - s)) : NULL;
	struct dt_message *x;

	if (!close || strncmp(close, "): ", 3) != 0)
		return false;
	/* That another check could not be made says nothing new. */
	r->dropped = !error && ((r->in_tree && is_noisy(s + 1, (size_t)(close - s - 1))) ||
				       skip(close + 3, "Failed prerequisite "));
	if (r->dropped)
		return true;
	x = messages_add(r->m, DT_DTC, error, place, "%s", "");
	x->check = arena_strndup(&r->m->arena, s + 1, (size_t)(close - s - 1));
	set_text(r->m, x, close + 3, end);
	return true;
}

static bool read_checked(struct reader *r, const char *line, const char *end)
{
	static const struct {
		const char *word;
		bool error;
	} kinds[] = { { "Warning ", false }, { "ERROR ", true } };
	struct dt_place place = { 0 };
	const char *s = read_place(&r->m->arena, line, end, ": ", &place);

	for (size_t i = 0; i < 2; i++) {
		/* Where dtc knows no place it names its output file. */
		const char *word = s ? s
				     : memmem(line, (size_t)(end - line), kinds[i].word,
					       strlen(kinds[i].word));
		const char *rest = word ? skip(word, kinds[i].word) : NULL;

		if (rest && read_check(r, kinds[i].error, place, rest, end))
			return true;
	}
	return false;
}

static bool read_error(struct reader *r, const char *line, const char *end)
{
	static const char *const words[] = { "Error: ", "Lexical error: ", "Warning: " };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		const char *s = skip(line, words[i]), *text;
		struct dt_place place = { 0 };

		if (!s)
			continue;
		text = read_place(&r->m->arena, s, end, " ", &place);
		if (!text)
			text = s;
		messages_add(
			r->m, DT_DTC, *words[i] != 'W', place, "%.*s", (int)(end - text), text);
		return true;
	}
	return false;
}

static bool read_also(struct reader *r, const char *line, const char *end)
{
	const char *s = skip(line, "  also defined at ");
	struct dt_message *last;
	struct dt_also *also;

	if (!s || r->dropped || r->m->list.n == r->first)
		return s != NULL;
	last = &r->m->list.v[r->m->list.n - 1];
	also = arena_alloc(&r->m->arena, sizeof(*also));
	also->text = "also defined here";
	if (read_place(&r->m->arena, s, end, "", &also->place) && !last->also)
		last->also = also;
	return true;
}

static bool has_error(const struct reader *r)
{
	for (size_t i = r->first; i < r->m->list.n; i++)
		if (r->m->list.v[i].error)
			return true;
	return false;
}

/* "Input tree has errors, aborting" adds nothing to the errors before. */
static void read_end(struct reader *r, const char *line, const char *end)
{
	const char *s = skip(line, "FATAL ERROR: ");
	struct dt_message *x;

	if (!s)
		s = skip(line, "ERROR: ");
	if (!s || has_error(r))
		return;
	x = messages_add(r->m, DT_DTC, true, (struct dt_place){ 0 }, "%.*s", (int)(end - s), s);
	messages_hint_access(x);
}

void messages_dtc(struct dt_messages *m, const char *text, bool in_tree)
{
	struct reader r = { m, in_tree, false, m->list.n };

	while (*text) {
		const char *end = text + strcspn(text, "\n");

		if (!read_also(&r, text, end) && !read_error(&r, text, end) &&
			!read_checked(&r, text, end))
			read_end(&r, text, end);
		text = end + (*end == '\n');
	}
}
