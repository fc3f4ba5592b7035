// SPDX-License-Identifier: BSD-2-Clause
#include "dt/source/cpp/scan.h"

#include <ctype.h>
#include <string.h>
#include <unistd.h>

#define MAX_INPUTS 100 /* files that include each other */

static struct scan_input *top(const struct scan *s)
{
	return &s->inputs.v[s->inputs.n - 1];
}

static void step(struct scan_input *in)
{
	if (*in->at++ == '\n') {
		in->line++;
		in->line_start = in->at;
	}
}

static void step_to(struct scan_input *in, const char *to)
{
	while (in->at < to)
		step(in);
}

static bool stands(const struct scan_input *in, const char *word)
{
	size_t len = strlen(word);

	return (size_t)(in->end - in->at) >= len && !memcmp(in->at, word, len);
}

static void pass_comment(struct scan_input *in)
{
	size_t left = (size_t)(in->end - in->at);
	const char *close = in->at[1] == '/' ? memchr(in->at, '\n', left)
					     : memmem(in->at + 2, left - 2, "*/", 2);

	step_to(in, !close ? in->end : in->at[1] == '/' ? close : close + 2);
}

/* A string or character with its quotes. */
static void pass_quoted(struct scan_input *in)
{
	char quote = *in->at;

	step(in);
	while (in->at < in->end && *in->at != quote) {
		if (*in->at == '\\' && in->end - in->at > 1)
			step(in);
		step(in);
	}
	if (in->at < in->end)
		step(in);
}

static const char *resolve(struct scan *s, const char *file, const char *name)
{
	const char *slash = strrchr(file, '/');
	const char *path = name;

	if (*name == '/')
		return name;
	if (slash)
		path = arena_printf(s->arena, "%.*s/%s", (int)(slash - file), file, name);
	for (size_t i = 0; access(path, R_OK) && i < s->n_dirs; i++)
		path = arena_printf(s->arena, "%s/%s", s->dirs[i], name);
	return path;
}

static void include(struct scan *s)
{
	struct scan_input *in = top(s);
	struct dt_inclusion *from = arena_alloc(s->arena, sizeof(*from));
	const struct line_file *f;
	const char *start, *path;

	*from = (struct dt_inclusion){ in->file, in->line, in->from };
	if (s->expansion && s->inputs.n == 1)
		*from = expansion_line(s->expansion, in->line);
	step_to(in, in->at + strlen("/include/"));
	while (in->at < in->end && isspace((unsigned char)*in->at))
		step(in);
	start = in->at;
	if (in->at < in->end && *in->at == '"')
		pass_quoted(in);
	if (in->at - start < 2 || s->inputs.n == MAX_INPUTS) {
		s->failed = true;
		return;
	}
	path = resolve(
		s, in->file, arena_strndup(s->arena, start + 1, (size_t)(in->at - start - 2)));
	f = lines_open(s->lines, path);
	if (!f->starts.n && access(path, R_OK)) {
		s->failed = true;
		return;
	}
	if (f->starts.n)
		vec_push(&s->inputs, (struct scan_input){ f->name, f->text.data, lines_end(f),
					     f->text.data, 1, from });
}

char scan_skip(struct scan *s)
{
	while (!s->failed) {
		struct scan_input *in = top(s);

		if (in->at == in->end) {
			if (s->inputs.n == 1)
				return '\0';
			s->inputs.n--;
		} else if (isspace((unsigned char)*in->at)) {
			step(in);
		} else if (stands(in, "/*") || stands(in, "//")) {
			pass_comment(in);
		} else if (stands(in, "/include/")) {
			include(s);
		} else {
			return *in->at;
		}
	}
	return '\0';
}

struct scan_point scan_point(const struct scan *s)
{
	const struct scan_input *in = top(s);

	return (struct scan_point){ in->file, in->line, (unsigned int)(in->at - in->line_start) + 1,
		in->from };
}

static bool is_name(char c)
{
	return isalnum((unsigned char)c) || (c && strchr(",._+*#?@-", c));
}

size_t scan_word(struct scan *s, const char **word)
{
	struct scan_input *in = top(s);

	if (in->at < in->end && *in->at == '\\')
		in->at++;
	*word = in->at;
	while (in->at < in->end && is_name(*in->at))
		in->at++;
	return (size_t)(in->at - *word);
}

size_t scan_path(struct scan *s, const char **path)
{
	struct scan_input *in = top(s);
	size_t len;

	*path = in->at;
	while (in->at < in->end && *in->at != '}' && *in->at != '\n')
		in->at++;
	len = (size_t)(in->at - *path);
	if (in->at < in->end && *in->at == '}')
		in->at++;
	return len;
}

bool scan_keyword(struct scan *s, const char *word)
{
	struct scan_input *in = top(s);

	if (!stands(in, word))
		return false;
	in->at += strlen(word);
	return true;
}

void scan_char(struct scan *s)
{
	step(top(s));
}

bool scan_to_semicolon(struct scan *s)
{
	char c;

	while ((c = scan_skip(s)) && c != ';') {
		if (c == '"' || c == '\'')
			pass_quoted(top(s));
		else
			scan_char(s);
	}
	return c == ';';
}
