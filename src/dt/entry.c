// SPDX-License-Identifier: BSD-2-Clause
#include "dt/entry.h"

#include <ctype.h>
#include <string.h>

#include "dt/load.h"

#define MAX_LINES 1024

enum inside { TOP, CELLS, BYTES, STRING, COMMENT };

/* A scan over the source of one property. */
struct scan {
	enum inside in, before_comment;
	bool values; /* behind the = */
	bool escaped;
	unsigned int parens; /* open ones, where < and > are operators */
	bool in_word;
	size_t words;       /* cells of this value */
	size_t first_words; /* of the first value */
	bool uneven;
	bool begun; /* this value has its first character */
	int value;  /* number of this value */
	int wanted;
	struct dt_place place; /* of the wanted one */
	bool found;
};

static void end_value(struct scan *s)
{
	if (!s->value)
		s->first_words = s->words;
	s->uneven |= s->words != s->first_words;
	s->value++;
	s->words = 0;
	s->begun = false;
}

static void mark(struct scan *s, char c, unsigned int line, unsigned int column)
{
	if (isspace((unsigned char)c) || s->value != s->wanted)
		return;
	if (!s->begun) {
		s->place.line = line;
		s->place.column = column;
		s->found = true;
	}
	s->begun = true;
	s->place.end_line = line;
	s->place.end_column = column;
}

static void scan_cells(struct scan *s, char c)
{
	bool space = isspace((unsigned char)c);

	if (c == '>' && !s->parens) {
		s->in = TOP;
		s->in_word = false;
		return;
	}
	s->parens += c == '(';
	s->parens -= c == ')' && s->parens;
	if (!space && !s->in_word)
		s->words++;
	s->in_word = !space || s->parens;
}

static void scan_top(struct scan *s, char c)
{
	static const char opens[] = "<[\"";
	static const enum inside kinds[] = { CELLS, BYTES, STRING };
	const char *kind = strchr(opens, c);

	if (c && kind)
		s->in = kinds[kind - opens];
}

/* One character; returns how many the caller passes over beyond it. */
static size_t scan_char(struct scan *s, const char *c, unsigned int line, unsigned int column)
{
	if (s->in == COMMENT) {
		if (strncmp(c, "*/", 2) != 0)
			return 0;
		s->in = s->before_comment;
		return 1;
	}
	if (s->in != STRING && !strncmp(c, "/*", 2)) {
		s->before_comment = s->in;
		s->in = COMMENT;
		s->in_word = false;
		return 1;
	}
	if (s->in != STRING && !strncmp(c, "//", 2))
		return strlen(c) - 1;
	if (!s->values) {
		s->values = *c == '=';
		return 0;
	}
	if (s->in == TOP && *c == ',') {
		end_value(s);
		return 0;
	}
	mark(s, *c, line, column);
	if (s->in == TOP) {
		scan_top(s, *c);
	} else if (s->in == CELLS) {
		scan_cells(s, *c);
	} else if (s->in == BYTES && *c == ']') {
		s->in = TOP;
	} else if (s->in == STRING) {
		if (*c == '"' && !s->escaped)
			s->in = TOP;
		s->escaped = *c == '\\' && !s->escaped;
	}
	return 0;
}

static void scan_line(struct scan *s, const char *text, const struct dt_place *p, unsigned int line)
{
	size_t i = line == p->line ? p->column - 1 : 0, len = strlen(text);
	size_t end = line == p->end_line && p->end_column < len ? p->end_column : len;

	while (i < end) {
		if (text[i] == ';' && s->in == TOP)
			return;
		i += 1 + scan_char(s, text + i, line, (unsigned int)i + 1);
	}
	if (s->in == CELLS)
		s->in_word = s->parens != 0;
}

struct dt_place dt_place_entry(struct dt_tree *t, const struct dt_place *p, int index)
{
	struct scan s = { .wanted = index, .place = *p };

	if (index < 0 || !p->line || !p->column || p->end_line < p->line ||
		p->end_line - p->line > MAX_LINES)
		return *p;
	for (unsigned int line = p->line; line <= p->end_line; line++) {
		const char *text = dt_source_line(t, p->file, line);

		if (!text)
			return *p;
		/* A node's place, or a file that has changed. */
		if (line == p->line && (p->column > strlen(text) || text[p->column - 1] == '{'))
			return *p;
		scan_line(&s, text, p, line);
	}
	end_value(&s);
	return s.found && s.value > 1 && !s.uneven ? s.place : *p;
}

static bool ends_name(char c)
{
	return strchr(" \t;:{}", c);
}

struct dt_place dt_place_name(struct dt_tree *t, const struct dt_place *p)
{
	const char *line = p->line ? dt_source_line(t, p->file, p->line) : NULL;
	struct dt_place name = *p;
	size_t start, end;

	if (!line || !p->column || p->column > strlen(line) || line[p->column - 1] != '{')
		return *p;
	end = p->column - 1;
	while (end && (line[end - 1] == ' ' || line[end - 1] == '\t'))
		end--;
	start = end;
	while (start && !ends_name(line[start - 1]))
		start--;
	if (start == end)
		return *p;
	name.column = (unsigned int)start + 1;
	name.end_line = p->line;
	name.end_column = (unsigned int)end;
	return name;
}
