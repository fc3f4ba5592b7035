// SPDX-License-Identifier: BSD-2-Clause
#include "dt/source/align.h"

#include <string.h>

#include "dt/source/cpp/tokens.h"

#define MAX_OFFSET    (64 * 1024) /* lines are compared up to here */
#define MAX_EXPANSION 512         /* tokens that macros in a row may become */
#define MAX_RUN       16          /* macros in a row */
#define LOOK_AHEAD    8           /* tokens that agree again */

/* Macros used one after the other, and the tokens that came of them. */
struct run {
	struct stretch uses[MAX_RUN];
	size_t n, n_tokens;
	struct tokens line, written; /* behind it */
};

static struct stretch stretch_of(const struct token *t)
{
	return (struct stretch){ t->start, t->start + t->len };
}

/*
 * How many tokens agree from here on; -1 where none but a macro could explain what follows.
 * @whole: the two lines end together, as they do but where arguments of a macro go on.
 */
static int agree(struct tokens line, struct tokens written, bool whole)
{
	for (int n = 0; n < LOOK_AHEAD; n++) {
		struct token a = token_next(&line), b = token_next(&written);

		if (a.kind == TOKEN_END && (b.first || b.kind == TOKEN_END))
			return LOOK_AHEAD;
		if (whole && b.first)
			return -1;
		if (!token_equal(&a, &b))
			return b.kind == TOKEN_NAME ? n : -1;
	}
	return LOOK_AHEAD;
}

/* Passes over arguments, where an open bracket follows. */
static const char *pass_arguments(struct tokens *written, const char *end)
{
	struct tokens t = *written;
	struct token next = token_next(&t);
	size_t depth = 0;

	if (!token_is(&next, '('))
		return end;
	for (; next.kind != TOKEN_END; next = token_next(&t)) {
		depth += token_is(&next, '(');
		depth -= token_is(&next, ')');
		if (!depth) {
			*written = t;
			return t.at;
		}
	}
	return end;
}

/* Looks in the line for what stands in the source behind the macros. */
static bool find_end(struct run *r, struct tokens line, struct tokens written, bool whole)
{
	for (size_t n = 0; n < MAX_EXPANSION; n++) {
		struct token t;

		if (agree(line, written, whole) > 0) {
			r->n_tokens = n;
			r->line = line;
			r->written = written;
			return true;
		}
		t = token_next(&line);
		if (t.kind == TOKEN_END)
			return false;
	}
	return false;
}

/* @line and @written stand at the first macro. */
static bool find_run(struct run *r, struct tokens line, struct tokens written, bool whole)
{
	struct token name = token_next(&written);

	for (r->n = 0; r->n < MAX_RUN && name.kind == TOKEN_NAME; name = token_next(&written)) {
		struct tokens behind = written;
		struct stretch *use = &r->uses[r->n++];

		if (whole && name.first && r->n > 1)
			return false;
		*use = stretch_of(&name);
		use->end = pass_arguments(&behind, use->end);
		if (find_end(r, line, behind, whole))
			return true;
		if (behind.at != written.at && find_end(r, line, written, whole)) {
			use->end = use->start + name.len;
			return true;
		}
		written = behind;
	}
	return false;
}

static struct stretch use_of(const struct run *r, size_t token)
{
	return r->uses[r->n == r->n_tokens ? token : 0];
}

/* Where the line starts within a comment, the comment's end. */
static const char *pass_comment(struct stretch s)
{
	const char *nl = memchr(s.start, '\n', (size_t)(s.end - s.start));
	size_t len = (size_t)((nl ? nl : s.end) - s.start);
	const char *close = memmem(s.start, len, "*/", 2), *open = memmem(s.start, len, "/*", 2);

	return close && (!open || close < open) ? close + 2 : s.start;
}

struct stretch align(struct stretch text, size_t offset, struct stretch source)
{
	struct tokens line = tokens_begin(text.start, text.end);
	struct tokens written = tokens_begin(pass_comment(source), source.end);
	struct stretch last = { 0 };
	struct run r;

	for (;;) {
		struct tokens line_before = line, written_before = written;
		struct token a = token_next(&line), b = token_next(&written);

		if (!last.start)
			last = stretch_of(&b);
		if (a.kind == TOKEN_END || a.start - text.start > MAX_OFFSET)
			return last;
		if (token_equal(&a, &b)) {
			last = stretch_of(&b);
			if ((size_t)(line.at - text.start) > offset)
				return last;
			continue;
		}
		if (!find_run(&r, line_before, written_before, true) &&
			!find_run(&r, line_before, written_before, false))
			return b.kind == TOKEN_NAME ? stretch_of(&b) : last;
		line = line_before;
		for (size_t i = 0; i < r.n_tokens; i++) {
			token_next(&line);
			if ((size_t)(line.at - text.start) > offset)
				return use_of(&r, i);
		}
		line = r.line;
		written = r.written;
	}
}
