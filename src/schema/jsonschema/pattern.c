// SPDX-License-Identifier: BSD-2-Clause
#include "schema/jsonschema/pattern.h"

#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/files/file.h"

#define MAX_REGEX   4096
#define MATCH_LIMIT 100000
#define DEPTH_LIMIT 1000
#define HEAP_LIMIT  4096 /* KiB */

struct pattern {
	char first; /* see pattern_first() */
	bool at_start, at_end;
	bool digits;         /* after the literal there are digits, and nothing else */
	const char *literal; /* NULL: compiled */
	size_t len;
	pcre2_code *code;
	pcre2_match_data *match;
	pcre2_match_context *context;
	pcre2_general_context *memory;
};

static void *get_memory(size_t size, void *data)
{
	(void)data;
	return xmalloc(size);
}

static void give_back(void *memory, void *data)
{
	(void)data;
	free(memory);
}

/*
 * "^word$", "^word", "^word.*", "word$" and "word", where word has nothing special in it, and
 * "^word[0-9]+$", which stands in every binding (pinctrl-0).
 */
static bool take_literal(struct pattern *p, struct arena *a, const char *regex)
{
	const char *rest;
	size_t len;

	p->at_start = *regex == '^';
	regex += p->at_start;
	len = strcspn(regex, "\\^$.|?*+()[]{}");
	p->at_end = regex[len] == '$';
	p->digits = p->at_start && !strcmp(regex + len, "[0-9]+$");
	rest = regex + len + p->at_end;
	/* What follows a prefix may be anything. */
	if (!p->digits && *rest && (p->at_end || !p->at_start || strcmp(rest, ".*") != 0))
		return false;
	p->literal = arena_strndup(a, regex, len);
	p->len = len;
	return true;
}

/* "{,2}" is "{0,2}" for Python's re, which dt-schema's patterns are written for. */
static const char *with_minimum(struct arena *a, const char *regex)
{
	struct buf out = { 0 };
	bool class = false;
	const char *copy;

	if (!strstr(regex, "{,"))
		return regex;
	for (const char *s = regex; *s; s++) {
		buf_putc(&out, *s);
		if (*s == '\\' && s[1])
			buf_putc(&out, *++s);
		else if (*s == '[' || *s == ']')
			class = *s == '[';
		else if (*s == '{' && !class && s[1] == ',' && s[2] >= '0' && s[2] <= '9')
			buf_putc(&out, '0');
	}
	copy = arena_strdup(a, buf_str(&out));
	buf_free(&out);
	return copy;
}

static bool compile(struct pattern *p, const char *regex, struct sdc_error *err)
{
	uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_DOLLAR_ENDONLY |
			   PCRE2_ALT_BSUX | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C;
	pcre2_compile_context *context;
	PCRE2_SIZE offset;
	int code;

	/* No memory must not look like no match. */
	p->memory = pcre2_general_context_create(get_memory, give_back, NULL);
	context = pcre2_compile_context_create(p->memory);
	p->code = pcre2_compile(
		(PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED, options, &code, &offset, context);
	pcre2_compile_context_free(context);
	if (!p->code) {
		PCRE2_UCHAR text[128];

		pcre2_get_error_message(code, text, sizeof(text));
		set_error(err, SDC_EINPUT,
			"\"%.200s\" is no regular expression: %s at character %zu", regex,
			(const char *)text, offset + 1);
		return false;
	}
	p->match = pcre2_match_data_create(1, p->memory);
	p->context = pcre2_match_context_create(p->memory);
	pcre2_set_match_limit(p->context, MATCH_LIMIT);
	pcre2_set_depth_limit(p->context, DEPTH_LIMIT);
	pcre2_set_heap_limit(p->context, HEAP_LIMIT);
	return true;
}

/* With "|" there may be another beginning, and with a quantifier none. */
static char first_of(const char *regex)
{
	char c = regex[0] == '^' ? regex[1] : '\0';
	bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		     c == '#' || c == '-' || c == '_';

	return plain && !strchr("?*{", regex[2]) && !strchr(regex, '|') ? c : '\0';
}

struct pattern *pattern_compile(struct arena *a, const char *regex, struct sdc_error *err)
{
	struct pattern *p = arena_alloc(a, sizeof(*p));

	p->first = first_of(regex);
	if (take_literal(p, a, regex))
		return p;
	if (strlen(regex) > MAX_REGEX) {
		set_error(err, SDC_EINPUT, "a regular expression of more than %d bytes", MAX_REGEX);
		return NULL;
	}
	if (!compile(p, with_minimum(a, regex), err)) {
		pattern_free(p);
		return NULL;
	}
	return p;
}

void pattern_free(struct pattern *p)
{
	pcre2_code_free(p->code);
	pcre2_match_data_free(p->match);
	pcre2_match_context_free(p->context);
	pcre2_general_context_free(p->memory);
	p->memory = NULL;
	p->code = NULL;
	p->match = NULL;
	p->context = NULL;
}

char pattern_first(const struct pattern *p)
{
	return p->first;
}

static bool match_literal(const struct pattern *p, const char *s)
{
	size_t len = strlen(s);

	if (len < p->len)
		return false;
	if (p->at_start && p->at_end)
		return len == p->len && !memcmp(s, p->literal, len);
	if (p->digits)
		return len > p->len && !memcmp(s, p->literal, p->len) &&
		       strspn(s + p->len, "0123456789") == len - p->len;
	if (p->at_start)
		return !memcmp(s, p->literal, p->len);
	if (p->at_end)
		return !memcmp(s + len - p->len, p->literal, p->len);
	return strstr(s, p->literal) != NULL;
}

bool pattern_match(const struct pattern *p, const char *s)
{
	if (p->first && *s != p->first)
		return false;
	if (p->literal)
		return match_literal(p, s);
	return pcre2_match(p->code, (PCRE2_SPTR)s, PCRE2_ZERO_TERMINATED, 0, 0, p->match,
		       p->context) >= 0;
}
