// SPDX-License-Identifier: BSD-2-Clause
/* Text of any origin in a page, and tables. */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "report/html/html.h"

static const char *entity(char c)
{
	switch (c) {
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '&':
		return "&amp;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

/* U+FFFE and U+FFFF, which XML does not take. */
static bool is_no_character(const char *s)
{
	return !strncmp(s, "\xef\xbf\xbe", 3) || !strncmp(s, "\xef\xbf\xbf", 3);
}

static void escape(struct buf *out, const char *s, size_t len)
{
	const char *plain = s, *end = s + len;

	for (; s < end; s++) {
		const char *with = entity(*s);

		if (!with && is_no_character(s))
			with = "?";
		if (!with)
			continue;
		buf_write(out, plain, (size_t)(s - plain));
		buf_puts(out, with);
		if (*with == '?')
			s += 2;
		plain = s + 1;
	}
	buf_write(out, plain, (size_t)(end - plain));
}

void html_text(struct buf *out, const char *s)
{
	struct buf clean = { 0 };

	text_clean(&clean, s, TEXT_LINES);
	escape(out, buf_str(&clean), clean.len);
	buf_free(&clean);
}

void html_short(struct buf *out, const char *s, size_t max)
{
	struct buf clean = { 0 };
	const char *p, *cut;
	size_t n = 0;

	text_clean(&clean, s, TEXT_ONE_LINE);
	p = cut = buf_str(&clean);
	while (*p && n <= max) {
		p += text_char(p);
		if (++n < max)
			cut = p;
	}
	if (n <= max)
		cut = p;
	escape(out, buf_str(&clean), (size_t)(cut - buf_str(&clean)));
	if (n > max)
		buf_puts(out, "…");
	buf_free(&clean);
}

/* A string of CSS, fit for an element of XML. */
static void put_string(struct buf *out, const char *s)
{
	struct buf clean = { 0 };

	text_clean(&clean, s, TEXT_ONE_LINE);
	buf_putc(out, '"');
	for (const char *p = buf_str(&clean); *p; p++) {
		if (entity(*p) || *p == '\\')
			buf_printf(out, "\\%x ", (unsigned int)*p);
		else if (is_no_character(p))
			buf_putc(out, '?'), p += 2;
		else
			buf_putc(out, *p);
	}
	buf_putc(out, '"');
	buf_free(&clean);
}

/* A path, which a line ends before an address rather than in one. */
static void put_breakable(struct buf *out, const char *path)
{
	struct buf clean = { 0 };
	const char *s, *at;

	text_clean(&clean, path, TEXT_ONE_LINE);
	for (s = buf_str(&clean); (at = strchr(s + (*s == '@'), '@')); s = at) {
		escape(out, s, (size_t)(at - s));
		buf_puts(out, "<wbr/>");
	}
	escape(out, s, strlen(s));
	buf_free(&clean);
}

void html_path(struct buf *out, const struct dt_node *n)
{
	struct buf path = { 0 };

	if (!n) {
		buf_puts(out, "-");
		return;
	}
	dt_path(&path, n);
	buf_puts(out, "<samp>");
	put_breakable(out, buf_str(&path));
	buf_puts(out, "</samp>");
	buf_free(&path);
}

void html_hex(struct buf *out, bool known, uint64_t value)
{
	if (known)
		buf_printf(out, "<code>0x%" PRIx64 "</code>", value);
	else
		buf_puts(out, "?");
}

void html_reach(struct buf *out, const struct reach *r)
{
	struct buf name = { 0 };

	reach_name(&name, r);
	buf_puts(out, r->kind == REACH_REGISTERS ? "<samp>" : "");
	html_text(out, buf_str(&name));
	buf_puts(out, r->kind == REACH_REGISTERS ? "</samp>" : "");
	buf_free(&name);
}

/* In a narrow window each cell stands on a line of its own, behind the name of its column. */
static void put_labels(struct html *h, const char *id, const char *const *head)
{
	for (size_t i = 1; head[i]; i++) {
		buf_printf(&h->styles, "#%s td:nth-child(%zu)::before{content:", id, i + 1);
		put_string(&h->styles, head[i]);
		buf_puts(&h->styles, " \": \"}\n");
	}
}

/* A wide table scrolls by itself; the keyboard reaches it as a region of its own. */
void html_table(struct html *h, const char *id, const char *caption, const char *const *head)
{
	put_labels(h, id, head);
	buf_printf(h->out,
		"<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
		"aria-labelledby=\"%s-caption\">\n<table id=\"%s\">\n"
		"<caption id=\"%s-caption\">%s</caption>\n<thead><tr>",
		id, id, id, caption);
	for (; *head; head++) {
		buf_puts(h->out, strlen(*head) > 22 ? "<th class=\"any\" scope=\"col\">"
						    : "<th scope=\"col\">");
		html_text(h->out, *head);
		buf_puts(h->out, "</th>");
	}
	buf_puts(h->out, "</tr></thead>\n<tbody>\n");
}

void html_table_end(struct html *h)
{
	buf_puts(h->out, "</tbody>\n</table>\n</div>\n");
}
