// SPDX-License-Identifier: BSD-2-Clause
#include "base/jsonw.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"

static void begin_value(struct jsonw *w)
{
	if (w->keyed) {
		w->keyed = false;
		return;
	}
	if (w->begun)
		buf_putc(w->out, ',');
	if (w->depth) {
		buf_putc(w->out, '\n');
		buf_pad(w->out, w->out->len, (size_t)w->depth * 2, ' ');
	}
	w->begun = true;
}

static void open_with(struct jsonw *w, char c)
{
	begin_value(w);
	buf_putc(w->out, c);
	w->depth++;
	w->begun = false;
}

static void close_with(struct jsonw *w, char c)
{
	w->depth--;
	if (w->begun) {
		buf_putc(w->out, '\n');
		buf_pad(w->out, w->out->len, (size_t)w->depth * 2, ' ');
	}
	buf_putc(w->out, c);
	w->begun = true;
}

void jsonw_object(struct jsonw *w)
{
	open_with(w, '{');
}

void jsonw_end_object(struct jsonw *w)
{
	close_with(w, '}');
}

void jsonw_array(struct jsonw *w)
{
	open_with(w, '[');
}

void jsonw_end_array(struct jsonw *w)
{
	close_with(w, ']');
}

static void write_string(struct buf *out, const char *s)
{
	struct buf clean = { 0 };

	text_clean(&clean, s, TEXT_LINES);
	buf_putc(out, '"');
	for (const char *p = buf_str(&clean);;) {
		size_t plain = strcspn(p, "\n\"\\");

		buf_write(out, p, plain);
		p += plain;
		if (!*p)
			break;
		buf_putc(out, '\\');
		buf_putc(out, *p == '\n' ? 'n' : *p);
		p++;
	}
	buf_putc(out, '"');
	buf_free(&clean);
}

void jsonw_key(struct jsonw *w, const char *key)
{
	begin_value(w);
	write_string(w->out, key);
	buf_puts(w->out, ": ");
	w->keyed = true;
}

void jsonw_string(struct jsonw *w, const char *s)
{
	if (!s) {
		jsonw_null(w);
		return;
	}
	begin_value(w);
	write_string(w->out, s);
}

void jsonw_number(struct jsonw *w, uint64_t n)
{
	/* Readers that hold integers in 64 bits with a sign would refuse larger ones. */
	const char *quote = n > INT64_MAX ? "\"" : "";

	begin_value(w);
	buf_printf(w->out, "%s%" PRIu64 "%s", quote, n, quote);
}

void jsonw_signed(struct jsonw *w, int64_t n)
{
	begin_value(w);
	buf_printf(w->out, "%" PRId64, n);
}

void jsonw_bool(struct jsonw *w, bool b)
{
	begin_value(w);
	buf_puts(w->out, b ? "true" : "false");
}

void jsonw_null(struct jsonw *w)
{
	begin_value(w);
	buf_puts(w->out, "null");
}

void jsonw_key_string(struct jsonw *w, const char *key, const char *s)
{
	jsonw_key(w, key);
	jsonw_string(w, s);
}

void jsonw_key_text(struct jsonw *w, const char *key, const char *s)
{
	jsonw_key(w, key);
	begin_value(w);
	buf_putc(w->out, '"');
	while (*s) {
		size_t len = text_char(s);
		unsigned char c = (unsigned char)*s;

		if (*s == '"' || *s == '\\')
			buf_printf(w->out, "\\%c", *s);
		else if (len)
			buf_write(w->out, s, len);
		else if (c < 0x80)
			buf_printf(w->out, "\\u%04x", c);
		else
			buf_puts(w->out, "\\ufffd");
		s += len ? len : 1;
	}
	buf_putc(w->out, '"');
}

void jsonw_key_number(struct jsonw *w, const char *key, uint64_t n)
{
	jsonw_key(w, key);
	jsonw_number(w, n);
}

void jsonw_key_bool(struct jsonw *w, const char *key, bool b)
{
	jsonw_key(w, key);
	jsonw_bool(w, b);
}

void jsonw_key_optional(struct jsonw *w, const char *key, bool known, uint64_t n)
{
	jsonw_key(w, key);
	if (known)
		jsonw_number(w, n);
	else
		jsonw_null(w);
}
