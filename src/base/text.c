// SPDX-License-Identifier: BSD-2-Clause
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Length of the UTF-8 character at @s and its code point; 0: none (RFC 3629). */
static size_t decode(const unsigned char *s, uint32_t *code)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t len = s[0] < 0x80             ? 1
		     : (s[0] & 0xe0) == 0xc0 ? 2
		     : (s[0] & 0xf0) == 0xe0 ? 3
		     : (s[0] & 0xf8) == 0xf0 ? 4
					     : 0;

	if (len < 2) {
		*code = s[0];
		return len;
	}
	*code = s[0] & (0x7fu >> len);
	for (size_t i = 1; i < len; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (s[i] & 0x3f);
	}
	if (*code < least[len] || *code > 0x10ffff || (*code >= 0xd800 && *code < 0xe000))
		return 0;
	return len;
}

static bool changes_direction(uint32_t code)
{
	return code == 0x61c || code == 0x200e || code == 0x200f ||
	       (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

size_t text_char(const char *s)
{
	uint32_t code;
	size_t len = decode((const unsigned char *)s, &code);

	if (code < 0x20 || (code >= 0x7f && code < 0xa0) || changes_direction(code))
		return 0;
	return len;
}

size_t text_utf8(const char *s)
{
	uint32_t code;

	return decode((const unsigned char *)s, &code);
}

struct code_range {
	uint32_t first, last;
};

static bool is_in(uint32_t code, const struct code_range *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (code >= v[i].first && code <= v[i].last)
			return true;
	return false;
}

/* Unicode's East_Asian_Width W and F, and marks that stand on the character before, in blocks. */
size_t text_width(const char *s)
{
	static const struct code_range none[] = { { 0x300, 0x36f }, { 0x483, 0x489 },
		{ 0x591, 0x5bd }, { 0x64b, 0x65f }, { 0x1ab0, 0x1aff }, { 0x1dc0, 0x1dff },
		{ 0x200b, 0x200d }, { 0x20d0, 0x20ff }, { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f },
		{ 0xfeff, 0xfeff }, { 0xe0100, 0xe01ef } };
	static const struct code_range two[] = { { 0x1100, 0x115f }, { 0x2e80, 0x303e },
		{ 0x3041, 0xa4cf }, { 0xa960, 0xa97f }, { 0xac00, 0xd7a3 }, { 0xf900, 0xfaff },
		{ 0xfe30, 0xfe6f }, { 0xff00, 0xff60 }, { 0xffe0, 0xffe6 }, { 0x1f300, 0x1f64f },
		{ 0x1f680, 0x1f6ff }, { 0x1f900, 0x1f9ff }, { 0x20000, 0x3fffd } };
	uint32_t code;

	if (!decode((const unsigned char *)s, &code) || code < 0x300)
		return 1;
	if (is_in(code, none, sizeof(none) / sizeof(none[0])))
		return 0;
	return is_in(code, two, sizeof(two) / sizeof(two[0])) ? 2 : 1;
}

void text_clean(struct buf *out, const char *s, enum text_lines lines)
{
	const char *plain = s; /* from here to @s nothing needs to be escaped */

	while (*s) {
		size_t len = *s == '\n' && lines == TEXT_LINES ? 1 : text_char(s);

		if (!len) {
			buf_write(out, plain, (size_t)(s - plain));
			buf_printf(out, "\\x%02x", (unsigned char)*s);
			plain = s + 1;
		}
		s += len ? len : 1;
	}
	buf_write(out, plain, (size_t)(s - plain));
}

/* A number with commas between thousands: 1,263. */
static void put_count(struct buf *out, size_t n)
{
	if (n >= 1000) {
		put_count(out, n / 1000);
		buf_printf(out, ",%03zu", n % 1000);
	} else {
		buf_printf(out, "%zu", n);
	}
}

void text_plural(struct buf *out, size_t n, const char *one, const char *many)
{
	put_count(out, n);
	buf_printf(out, " %s", n == 1 ? one : many);
}

static bool is_paragraph(const char *space, size_t len)
{
	size_t lines = 0;

	for (size_t i = 0; i < len; i++)
		lines += space[i] == '\n';
	return lines > 1;
}

void text_wrap(struct buf *out, const char *s, size_t indent, size_t width)
{
	size_t column = 0;

	while (*s) {
		size_t space = strspn(s, " \n"), word;
		bool paragraph = column && is_paragraph(s, space);

		s += space;
		word = strcspn(s, " \n");
		if (!word)
			break;
		if (paragraph || (column && column + 1 + word > width)) {
			buf_puts(out, paragraph ? "\n\n" : "\n");
			column = 0;
		}
		if (column) {
			buf_putc(out, ' ');
			column++;
		} else {
			buf_pad(out, out->len, indent, ' ');
			column = indent;
		}
		buf_write(out, s, word);
		column += word;
		s += word;
	}
	if (column)
		buf_putc(out, '\n');
}
