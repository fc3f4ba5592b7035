// SPDX-License-Identifier: BSD-2-Clause
#include "xl/config.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"
#include "base/vec.h"

struct reader {
	const char *p, *end, *file;
	const char *text;  /* all of it */
	const char *begin; /* of the line */
	unsigned int line;
	struct arena *a;
	struct sdc_error *err;
	VEC(struct xl_setting) settings;
	VEC(struct xl_item) items; /* of the setting that is read */
};

/* xl's parser takes some thousands, of which no key wants more than two. */
#define MAX_DEPTH 1000

static int fail_at(const struct reader *r, unsigned int line, const char *what)
{
	return set_error(r->err, SDC_EINPUT, "%s:%u: %s", r->file, line, what);
}

static int fail(const struct reader *r, const char *what)
{
	return fail_at(r, r->line, what);
}

static char peek(const struct reader *r)
{
	return r->p < r->end ? *r->p : '\0';
}

static bool in_set(char c, const char *set)
{
	return c && strchr(set, c);
}

/* A character that begins nothing is an error, but not as the last one: xl's lexer then ends
 * before it says so. */
static bool is_dropped(const struct reader *r)
{
	return r->p + 1 == r->end && !in_set(*r->p, " \t\n,[]=;") &&
	       !islower((unsigned char)*r->p) && !isdigit((unsigned char)*r->p);
}

/* Blanks and comments; line ends, too, where @lines. A comment is one with its line end only. */
static void skip(struct reader *r, bool lines)
{
	for (; r->p < r->end; r->p++) {
		if (*r->p == '\n' && lines) {
			r->line++;
			r->begin = r->p + 1;
		} else if (*r->p == '#') {
			const char *end = memchr(r->p, '\n', (size_t)(r->end - r->p));

			if (!end && !is_dropped(r))
				return;
			r->p = end ? end - 1 : r->p;
		} else if (!in_set(*r->p, " \t") && !is_dropped(r)) {
			return;
		}
	}
}

static const char *word(struct reader *r, const char *set)
{
	const char *start = r->p;

	while (in_set(peek(r), set))
		r->p++;
	return arena_strndup(r->a, start, (size_t)(r->p - start));
}

/* Of a number behind a backslash xl skips the rest, up to three characters, and takes nothing. */
static bool skip_number(struct reader *r)
{
	char digits[4] = { 0 }, *end;
	size_t n = (size_t)(r->end - r->p);

	memcpy(digits, r->p, n < 3 ? n : 3);
	(void)strtoul(digits, &end, 10);
	if (end < digits + 2)
		return false;
	r->p += end - digits;
	return true;
}

/* What follows a backslash. */
static int escape(struct reader *r, struct buf *out)
{
	static const char from[] = "\"'\\abfnrtv", to[] = "\"'\\\a\b\f\n\r\t\v";
	char c = peek(r);

	if (!c || c == '\n')
		return fail(r, "unterminated string");
	r->p++;
	if (strchr(from, c))
		buf_putc(out, to[strchr(from, c) - from]);
	else if (c < '0' || c > '7' || !skip_number(r))
		return fail(r, "an escape that xl does not take in a string");
	return 0;
}

static int string(struct reader *r, const char **out)
{
	char quote = *r->p++;
	struct buf b = { 0 };
	int ret = 0;

	while (!ret && peek(r) != quote) {
		char c = peek(r);

		if (!c || c == '\n') {
			ret = fail(r, "unterminated string");
			break;
		}
		r->p++;
		if (c == '\\')
			ret = escape(r, &b);
		else
			buf_putc(&b, c);
	}
	*out = arena_strdup(r->a, buf_str(&b));
	buf_free(&b);
	if (!ret)
		r->p++;
	return ret;
}

static int scalar(struct reader *r, const char **out)
{
	char c = peek(r);

	if (c == '"' || c == '\'')
		return string(r, out);
	if (!isdigit((unsigned char)c))
		return fail(r, "expected a string, a number or a list");
	*out = word(r, "0123456789abcdefx");
	return 0;
}

static unsigned int column_of(const struct reader *r, const char *p)
{
	return (unsigned int)(p - r->begin) + 1;
}

/* @from: its first character; the reader stands behind the last one */
static void add_item(struct reader *r, unsigned int depth, const char *text, const char *from)
{
	struct xl_item item = { text, r->line, column_of(r, from), column_of(r, r->p) - 1,
		(size_t)(from - r->text), (size_t)(r->p - r->text) };

	/* What inner lists hold is nobody's. */
	if (depth == 1)
		vec_push(&r->items, item);
}

/* A comma must stand between items and may stand behind the last. */
static int list(struct reader *r)
{
	unsigned int depth = 0;
	bool item = true; /* one may come */

	do {
		const char *text = NULL;
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
			ret = fail(r, "expected ',' or ']'");
		} else if (c == '[') {
			r->p++;
			add_item(r, depth, NULL, r->p - 1);
			if (++depth > MAX_DEPTH)
				ret = fail(r, "lists are too deep");
		} else {
			const char *from = r->p;

			ret = scalar(r, &text);
			if (!ret)
				add_item(r, depth, text, from);
			item = false;
		}
		if (ret)
			return ret;
	} while (depth);
	return 0;
}

static int value(struct reader *r, struct xl_setting *s)
{
	const char *text = NULL, *from;
	int ret;

	r->items.n = 0;
	skip(r, false);
	from = r->p;
	s->is_list = peek(r) == '[';
	ret = s->is_list ? list(r) : scalar(r, &text);
	if (ret)
		return ret;
	if (!s->is_list)
		add_item(r, 1, text, from);
	s->n_items = r->items.n;
	s->items = arena_array(r->a, r->items.n, sizeof(*r->items.v));
	if (r->items.n)
		memcpy((struct xl_item *)s->items, r->items.v, r->items.n * sizeof(*r->items.v));
	return 0;
}

static int setting(struct reader *r)
{
	struct xl_setting s = {
		.line = r->line, .column = column_of(r, r->p), .from = (size_t)(r->p - r->text)
	};
	int ret;

	if (peek(r) < 'a' || peek(r) > 'z')
		return fail(r, "expected a key in small letters");
	s.key = word(r, "abcdefghijklmnopqrstuvwxyz0123456789._");
	s.end_column = column_of(r, r->p) - 1;
	skip(r, false);
	s.adds = peek(r) == '+' && r->p + 1 < r->end && r->p[1] == '=';
	r->p += s.adds;
	if (peek(r) != '=')
		return fail(r, "expected '=' behind the key");
	r->p++;
	ret = value(r, &s);
	if (ret)
		return ret;
	s.to = (size_t)(r->p - r->text);
	vec_push(&r->settings, s);
	skip(r, false);
	if (r->p < r->end && *r->p != '\n' && *r->p != ';')
		return fail(r, *r->p == '#' ? "xl wants a line end behind a comment"
					    : "the line should end behind the value");
	return 0;
}

static int settings(struct reader *r)
{
	for (;;) {
		int ret;

		skip(r, true);
		if (r->p == r->end)
			return 0;
		if (*r->p == '#')
			return fail(r, "xl wants a line end behind a comment");
		if (*r->p == ';') {
			r->p++;
			continue;
		}
		ret = setting(r);
		if (ret)
			return ret;
	}
}

static int by_key(const void *a, const void *b)
{
	const struct xl_setting *x = *(struct xl_setting *const *)a;
	const struct xl_setting *y = *(struct xl_setting *const *)b;
	int order = strcmp(x->key, y->key);

	/* They lie in one array, in the file's order. */
	return order ? order : (x > y) - (x < y);
}

/* What "+=" adds to comes first, and the last setting holds it all. */
static void join(struct arena *a, struct xl_setting **v, size_t n)
{
	VEC(struct xl_item) items = { 0 };
	struct xl_setting *last = v[n - 1];
	struct buf text = { 0 };

	for (size_t i = 0; i < n; i++) {
		if (!last->is_list)
			buf_puts(&text, v[i]->items[0].text);
		else
			for (size_t k = 0; k < v[i]->n_items; k++)
				vec_push(&items, v[i]->items[k]);
	}
	if (!last->is_list) {
		struct xl_item whole = { .text = arena_strdup(a, buf_str(&text)),
			.line = v[0]->items[0].line };

		vec_push(&items, whole);
	}
	last->n_items = items.n;
	last->items = arena_array(a, items.n, sizeof(*items.v));
	if (items.n)
		memcpy((struct xl_item *)last->items, items.v, items.n * sizeof(*items.v));
	vec_free(&items);
	buf_free(&text);
}

/* Settings of one key, in the file's order. */
static int add_up(const struct reader *r, struct xl_setting **v, size_t n)
{
	size_t first = 0;

	for (size_t i = 1; i < n; i++) {
		if (!v[i]->adds)
			first = i;
		else if (v[i]->is_list != v[i - 1]->is_list)
			return fail_at(r, v[i]->line, "+= joins a list and something else");
	}
	if (first + 1 < n)
		join(r->a, v + first, n - first);
	return 0;
}

static int add_all(const struct reader *r)
{
	struct xl_setting **v = xmalloc((r->settings.n + 1) * sizeof(*v));
	size_t first = 0;
	int ret = 0;

	for (size_t i = 0; i < r->settings.n; i++)
		v[i] = &r->settings.v[i];
	qsort(v, r->settings.n, sizeof(struct xl_setting *), by_key);
	for (size_t i = 1; i <= r->settings.n && !ret; i++) {
		if (i < r->settings.n && !strcmp(v[i]->key, v[first]->key))
			continue;
		ret = add_up(r, v + first, i - first);
		first = i;
	}
	free(v);
	return ret;
}

int xlcfg_parse(const char *text, size_t len, const char *file, struct arena *a,
	struct xl_config *out, struct sdc_error *err)
{
	struct reader r = { .p = text,
		.end = text + len,
		.text = text,
		.begin = text,
		.line = 1,
		.a = a,
		.err = err };
	int ret;

	r.file = file;
	ret = settings(&r);
	if (!ret)
		ret = add_all(&r);
	out->file = arena_strdup(a, file);
	out->n = r.settings.n;
	out->settings = arena_array(a, r.settings.n, sizeof(*r.settings.v));
	if (r.settings.n)
		memcpy((struct xl_setting *)out->settings, r.settings.v,
			r.settings.n * sizeof(*r.settings.v));
	vec_free(&r.settings);
	vec_free(&r.items);
	return ret;
}

int xlcfg_read(const char *path, struct arena *a, struct xl_config *out, struct sdc_error *err)
{
	struct buf b = { 0 };
	int ret = read_file(path, &b, err);

	if (!ret)
		ret = xlcfg_parse(buf_str(&b), b.len, path, a, out, err);
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

static uint64_t number_of(const struct xl_config *c, const char *key)
{
	const struct xl_setting *s = xlcfg_find(c, key);

	return s && !s->is_list ? strtoull(s->items[0].text, NULL, 0) : 0;
}

uint64_t xlcfg_memory(const struct xl_config *c)
{
	uint64_t mib = number_of(c, "maxmem");

	if (!mib)
		mib = number_of(c, "memory");
	return mib < UINT64_MAX >> 20 ? mib << 20 : 0;
}
