/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_SOURCE_TOKENS_H
#define SDC_DT_SOURCE_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Tokens as the C preprocessor sees them in an assembler file: names, numbers, strings, single
 * characters. Blanks and comments separate.
 */

enum token_kind { TOKEN_END, TOKEN_NAME, TOKEN_NUMBER, TOKEN_STRING, TOKEN_OTHER };

struct token {
	enum token_kind kind;
	const char *start;
	size_t len;
	bool first; /* of its line, comments aside */
};

struct tokens {
	const char *at, *end;
	bool line_start;
};

static inline struct tokens tokens_begin(const char *s, const char *end)
{
	return (struct tokens){ s, end, true };
}

/* token_next - the next token; at the end one of length 0 */
struct token token_next(struct tokens *t);

bool token_is(const struct token *t, char c);
bool token_equal(const struct token *a, const struct token *b);

#endif
