// SPDX-License-Identifier: BSD-2-Clause
#include "util/xlcfg.h"

#include <ctype.h>
#include <string.h>

#include "util/file.h"
#include "util/vec.h"

struct reader {
	const char *p, *end, *file;
	unsigned int line;
	struct arena *a;
	struct sdc_error *err;
	VEC(struct xl_setting) settings;
	VEC(struct xl_item) items; /* of the setting that is read */
};

/* Lists of lists are no deeper in any configuration that xl takes. */
#define MAX_DEPTH 16

static int fail(const struct reader *r, const char *what)
{
	return set_error(r->err, SDC_EINPUT, "%s:%u: %s", r->file, r->line, what);
}

static char peek(const struct reader *r)
{
	return r->p < r->end ? *r->p : '\0';
}

/* Blanks and comments; line ends, too, where @lines. */
static void skip(struct reader *r, bool lines)
{
	for (; r->p < r->end; r->p++) {
		if (*r->p == '#')
			while (r->p + 1 < r->end && r->p[1] != '\n')
				r->p++;
		else if (*r->p == '\n' && lines)
			r->line++;
		else if (!strchr(" \t\r\f\v", *r->p) || !*r->p)
			return;
	}
}

static bool in_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static const char *word(struct reader *r)
{
	const char *start = r->p;

	while (r->p < r->end && in_word(*r->p))
		r->p++;
	return arena_strndup(r->a, start, (size_t)(r->p - start));
}

/* "\x41" and octal "\101"; @r is behind the backslash. */
static char escape(struct reader *r)
{
	static const char from[] = "abfnrtv", to[] = "\a\b\f\n\r\t\v";
	char c = *r->p++;
	const char *at = strchr(from, c);
	unsigned int v = 0, digits = 0;

	if (c && at)
		return to[at - from];
	if (c == 'x') {
		for (; digits < 2 && isxdigit((unsigned char)peek(r)); digits++, r->p++)
			v = v * 16 + (unsigned int)(isdigit((unsigned char)*r->p)
							    ? *r->p - '0'
							    : tolower(*r->p) - 'a' + 10);
		return (char)(v ? v : '?');
	}
	if (c < '0' || c > '7')
		return c;
	for (v = (unsigned int)(c - '0'); digits < 2 && peek(r) >= '0' && peek(r) <= '7'; digits++)
		v = v * 8 + (unsigned int)(*r->p++ - '0');
	return (char)((v & 0xff) ? (v & 0xff) : '?');
}

static int string(struct reader *r, const char **out)
{
	char quote = *r->p++;
	struct buf b = { 0 };

	while (r->p < r->end && *r->p != quote && *r->p != '\n' && *r->p) {
		char c = *r->p++;

		if (c == '\\' && r->p < r->end && *r->p != '\n')
			c = escape(r);
		buf_putc(&b, c);
	}
	*out = arena_strdup(r->a, buf_str(&b));
	buf_free(&b);
	if (peek(r) != quote)
		return fail(r, "the string does not end on its line");
	r->p++;
	return 0;
}

static int scalar(struct reader *r)
{
	struct xl_item item = { .line = r->line };
	char c = peek(r);
	int ret = 0;

	if (c == '"' || c == '\'')
		ret = string(r, &item.text);
	else if (isdigit((unsigned char)c))
		item.text = word(r);
	else
		return fail(r, "a string, a number or a list is wanted");
	if (!ret)
		vec_push(&r->items, item);
	return ret;
}

/* A comma must stand between items and may stand behind the last. */
static int list(struct reader *r)
{
	unsigned int depth = 0;
	bool item = true; /* one may come */

	do {
		char c;
		int ret = 0;

		skip(r, true);
		c = peek(r);
		if (c == ']') {
			r->p++;
			depth--;
			item = false;
		} else if (c == ',' && !item) {
			r->p++;
			item = true;
		} else if (!item) {
			ret = fail(r, "a comma or ] is wanted");
		} else if (c == '[') {
			r->p++;
			if (++depth > MAX_DEPTH)
				ret = fail(r, "lists are too deep");
		} else {
			ret = scalar(r);
			item = false;
		}
		if (ret)
			return ret;
	} while (depth);
	return 0;
}

static int value(struct reader *r, struct xl_setting *s)
{
	int ret;

	r->items.n = 0;
	skip(r, false);
	s->is_list = peek(r) == '[';
	ret = s->is_list ? list(r) : scalar(r);
	if (ret)
		return ret;
	s->n_items = r->items.n;
	s->items = arena_array(r->a, r->items.n, sizeof(*r->items.v));
	if (r->items.n)
		memcpy((struct xl_item *)s->items, r->items.v, r->items.n * sizeof(*r->items.v));
	return 0;
}

static int setting(struct reader *r)
{
	struct xl_setting s = { .line = r->line };
	int ret;

	if (!in_word(peek(r)) || isdigit((unsigned char)peek(r)))
		return fail(r, "a key is wanted");
	s.key = word(r);
	skip(r, false);
	if (peek(r) == '+')
		r->p++;
	if (peek(r) != '=')
		return fail(r, "= is wanted behind the key");
	r->p++;
	ret = value(r, &s);
	if (ret)
		return ret;
	vec_push(&r->settings, s);
	skip(r, false);
	if (r->p < r->end && *r->p != '\n' && *r->p != ';')
		return fail(r, "the line should end behind the value");
	return 0;
}

static int settings(struct reader *r)
{
	for (;;) {
		int ret;

		skip(r, true);
		if (r->p == r->end)
			return 0;
		if (*r->p == ';') {
			r->p++;
			continue;
		}
		ret = setting(r);
		if (ret)
			return ret;
	}
}

int xlcfg_read(const char *path, struct arena *a, struct xl_config *out, struct sdc_error *err)
{
	struct reader r = { .line = 1, .a = a, .err = err, .file = path };
	struct buf b = { 0 };
	int ret = read_file(path, &b, err);

	if (!ret) {
		r.p = buf_str(&b);
		r.end = r.p + b.len;
		ret = settings(&r);
	}
	out->file = arena_strdup(a, path);
	out->n = r.settings.n;
	out->settings = arena_array(a, r.settings.n, sizeof(*r.settings.v));
	if (r.settings.n)
		memcpy((struct xl_setting *)out->settings, r.settings.v,
			r.settings.n * sizeof(*r.settings.v));
	vec_free(&r.settings);
	vec_free(&r.items);
	buf_free(&b);
	return ret;
}

const struct xl_setting *xlcfg_find(const struct xl_config *c, const char *key)
{
	for (size_t i = c->n; i; i--)
		if (!strcmp(c->settings[i - 1].key, key))
			return &c->settings[i - 1];
	return NULL;
}
