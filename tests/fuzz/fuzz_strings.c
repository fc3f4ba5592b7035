// SPDX-License-Identifier: BSD-2-Clause
/*
 * A tree whose names and texts are any, in every format: what comes out is read as strictly as its
 * readers would. Built by "make fuzz-strings".
 */
#include <ctype.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "lib/tree.h"
#include "scmi-dtcheck.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fail(const char *what, const char *where)
{
	fprintf(stderr, "%s: %.80s\n", what, where);
	abort();
}

/* Printable UTF-8 and ends of lines. */
static void check_text(const char *s, bool color)
{
	while (*s) {
		size_t n = text_char(s);

		if (!n && *s != '\n' && *s != '\t' && !(color && *s == '\x1b'))
			fail("a character that is not for people", s);
		s += n ? n : 1;
	}
}

static bool is_one_of(const char *s, size_t len, const char *const *list)
{
	for (; *list; list++)
		if (strlen(*list) == len && !strncmp(*list, s, len))
			return true;
	return false;
}

/* NAME="VALUE": what a page may say of an element. Returns what follows. */
static const char *check_attribute(const char *s)
{
	static const char *const known[] = { "charset", "class", "content", "href", "http-equiv",
		"id", "lang", "name", "rel", "role", "scope", "tabindex", "title", "colspan",
		"rowspan", "viewBox", "x", "y", "x1", "y1", "x2", "y2", "r", "cx", "cy", "rx", "d",
		"width", "height", "points", "text-anchor", "dy", "dx", NULL };
	size_t len = strcspn(s, "= >\"/");

	if (!is_one_of(s, len, known) && strncmp(s, "aria-", 5) != 0 && strncmp(s, "data-", 5) != 0)
		fail("an attribute that no page has", s);
	if (!strncmp(s, "href", 4) && strncmp(s, "href=\"#", 7) != 0 &&
		strncmp(s, "href=\"data:,\"", 13) != 0)
		fail("a link that leaves the page", s);
	s += len;
	if (*s != '=')
		return s;
	if (s[1] != '"')
		fail("a value without quotes", s);
	s = strchr(s + 2, '"');
	if (!s)
		fail("a value without end", "");
	return s + 1;
}

static const char *check_element(const char *s)
{
	static const char *const known[] = { "html", "head", "meta", "link", "title", "style",
		"body", "main", "header", "footer", "section", "article", "nav", "h1", "h2", "h3",
		"h4", "p", "a", "span", "div", "ul", "ol", "li", "dl", "dt", "dd", "table",
		"caption", "thead", "tbody", "tr", "th", "td", "code", "pre", "strong", "em",
		"small", "samp", "svg", "g", "rect", "line", "path", "text", "tspan", "circle",
		"polyline", "polygon", "desc", "br", "wbr", "figure", "figcaption", NULL };
	bool end = *s == '/';
	size_t len;

	s += end;
	len = strcspn(s, " />\n");
	if (!is_one_of(s, len, known))
		fail("an element that no page has", s);
	for (s += len; *s && *s != '>';)
		s = isspace((unsigned char)*s) || *s == '/' ? s + 1 : check_attribute(s);
	return *s ? s + 1 : s;
}

static void check_html(const char *s)
{
	const char *style;

	if (strncmp(s, "<!DOCTYPE html>", 15) != 0 && strncmp(s, "<!doctype html>", 15) != 0)
		fail("no page", s);
	s += 15;
	while ((s = strpbrk(s, "<&"))) {
		if (*s == '&' && !(s[1] == '#' || isalpha((unsigned char)s[1])))
			fail("an ampersand that starts nothing", s);
		if (*s == '&') {
			s++;
			continue;
		}
		style = !strncmp(s, "<style>", 7) ? strstr(s, "</style>") : NULL;
		s = check_element(style ? style + 1 : s + 1);
	}
}

static void check_json(const char *s, size_t size)
{
	json_t *json = json_loadb(s, size, JSON_REJECT_DUPLICATES, NULL);

	if (!json)
		fail("no JSON", s);
	json_decref(json);
}

static void check_all(const struct sdc_result *r)
{
	struct sdc_html_options html = { .size = sizeof(html) };

	for (int format = SDC_TEXT; format <= SDC_SARIF + 3; format++) {
		struct sdc_report_options opts = {
			.size = sizeof(opts), .format = (enum sdc_format)format, .color = true
		};
		char *text = NULL;
		size_t size = 0;
		FILE *f = open_memstream(&text, &size);
		struct sdc_error err;
		int ret = !f                        ? -1
			  : format <= SDC_SARIF     ? sdc_report(f, &r, 1, &opts, &err)
			  : format == SDC_SARIF + 1 ? sdc_show(f, r, SDC_SHOW_TABLES, &err)
			  : format == SDC_SARIF + 2 ? sdc_show(f, r, SDC_SHOW_DOT, &err)
						    : sdc_html(f, r, &html, &err);

		if (ret || fclose(f))
			abort();
		if (strlen(text) != size)
			fail("a NUL in the output", text);
		check_text(text, format == SDC_TEXT);
		if (format == SDC_JSON || format == SDC_SARIF)
			check_json(text, size);
		if (format == SDC_SARIF + 3)
			check_html(text);
		free(text);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sdc_check_options opts = { .size = sizeof(opts) };
	struct sdc_tree tree;
	struct sdc_result *r;

	if (dt_tree_build(data, size, "a<b>&\"'\x1b.dtb", &tree.dt, NULL))
		return 0;
	if (!sdc_check(&tree, &opts, &r, NULL)) {
		check_all(r);
		sdc_result_free(r);
	}
	dt_tree_free(tree.dt);
	return 0;
}
