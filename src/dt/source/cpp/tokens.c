// SPDX-License-Identifier: BSD-2-Clause
#include "dt/source/cpp/tokens.h"

#include <ctype.h>
#include <string.h>

static bool is_name(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '$';
}

static const char *skip_comment(const char *s, const char *end)
{
	const char *close;

	if (s[1] == '/') {
		close = memchr(s, '\n', (size_t)(end - s));
		return close ? close : end;
	}
	close = memmem(s + 2, (size_t)(end - s - 2), "*/", 2);
	return close ? close + 2 : end;
}

/* The length of a backslash that joins two lines, or 0. */
static size_t joined(const char *s, const char *end)
{
	if (*s != '\\' || end - s < 2)
		return 0;
	if (s[1] == '\n')
		return 2;
	return end - s > 2 && s[1] == '\r' && s[2] == '\n' ? 3 : 0;
}

static void skip_blanks(struct tokens *t)
{
	while (t->at < t->end) {
		size_t join = joined(t->at, t->end);

		if (join) {
			t->at += join;
		} else if (isspace((unsigned char)*t->at)) {
			t->line_start |= *t->at++ == '\n';
		} else if (t->end - t->at > 1 && *t->at == '/' &&
			   (t->at[1] == '*' || t->at[1] == '/')) {
			t->at = skip_comment(t->at, t->end);
		} else {
			return;
		}
	}
}

/* A quote without its fellow on the line stands alone. */
static const char *string_end(const char *s, const char *end)
{
	const char *p = s + 1;

	while (p < end && *p != '\n' && *p != *s)
		p += *p == '\\' && end - p > 1 ? 2 : 1;
	return p < end && *p == *s ? p + 1 : s + 1;
}

static const char *number_end(const char *s, const char *end)
{
	const char *p = s + 1;

	while (p < end &&
		(is_name(*p) || *p == '.' || ((*p == '+' || *p == '-') && strchr("eEpP", p[-1]))))
		p++;
	return p;
}

static const char *name_end(const char *s, const char *end)
{
	while (s < end && is_name(*s))
		s++;
	return s;
}

struct token token_next(struct tokens *t)
{
	struct token out = { TOKEN_OTHER, NULL, 0, false };
	const char *s, *end = t->end;

	skip_blanks(t);
	s = t->at;
	out.start = s;
	out.first = t->line_start;
	t->line_start = false;
	if (s == end) {
		out.kind = TOKEN_END;
		return out;
	}
	if (isdigit((unsigned char)*s) ||
		(*s == '.' && end - s > 1 && isdigit((unsigned char)s[1]))) {
		out.kind = TOKEN_NUMBER;
		t->at = number_end(s, end);
	} else if (is_name(*s)) {
		out.kind = TOKEN_NAME;
		t->at = name_end(s, end);
	} else if (*s == '"' || *s == '\'') {
		out.kind = TOKEN_STRING;
		t->at = string_end(s, end);
	} else {
		t->at = s + 1;
	}
	out.len = (size_t)(t->at - s);
	return out;
}

bool token_is(const struct token *t, char c)
{
	return t->len == 1 && *t->start == c;
}

bool token_equal(const struct token *a, const struct token *b)
{
	return a->len == b->len && !memcmp(a->start, b->start, a->len);
}
