// SPDX-License-Identifier: BSD-2-Clause
#include "dt/source/cpp/directives.h"

#include <string.h>

#include "dt/source/cpp/tokens.h"

static bool is_directive(const struct token *t)
{
	static const char *const names[] = { "define", "elif", "elifdef", "elifndef", "else",
		"endif", "error", "if", "ifdef", "ifndef", "include", "include_next", "line",
		"undef", "warning" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == t->len && !memcmp(names[i], t->start, t->len))
			return true;
	return false;
}

/* Characters of a property's name that are of no name in C; none of them follows a directive's. */
static bool goes_on(const char *s, const char *end)
{
	return s < end && strchr(",-.?+=;", *s) && *s;
}

enum directives directives_find(const struct buf *text)
{
	const char *end = text->data + text->len;
	struct tokens t = tokens_begin(text->data, end);
	enum directives found = DIRECTIVES_NONE;
	struct token hash, word;

	for (hash = token_next(&t); hash.kind != TOKEN_END; hash = token_next(&t)) {
		if (!hash.first || !token_is(&hash, '#'))
			continue;
		word = token_next(&t);
		if (word.first)
			continue;
		if (word.kind == TOKEN_NAME && is_directive(&word) && !goes_on(t.at, end))
			return DIRECTIVES_CPP;
		if (word.kind == TOKEN_NUMBER && t.at < end && *t.at == ' ')
			found = DIRECTIVES_MARKERS;
	}
	return found;
}
