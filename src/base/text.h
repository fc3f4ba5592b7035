/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_TEXT_H
#define SDC_BASE_TEXT_H

#include <stddef.h>

#include "base/buf.h"

/*
 * Text for people. Names and messages may hold any bytes of a hostile tree, which must reach
 * neither a terminal nor a parser.
 */

enum text_lines {
	TEXT_ONE_LINE, /* a line end is escaped as well */
	TEXT_LINES,    /* line ends stay */
};

/*
 * text_clean - append @s with everything escaped as \xNN that is not printable UTF-8
 *
 * Control characters (C0, DEL, C1), bytes that are no UTF-8 and the characters that change
 * the direction of writing are escaped.
 */
void text_clean(struct buf *out, const char *s, enum text_lines lines);

/* text_char - length of the printable UTF-8 character at @s, 0 where there is none */
size_t text_char(const char *s);

/* text_utf8 - length of the UTF-8 character at @s, 0 where there is none */
size_t text_utf8(const char *s);

/* text_width - how many columns of a terminal the character at @s takes: 0 to 2 */
size_t text_width(const char *s);

/* text_plural - "1 error", "1,263 errors" */
void text_plural(struct buf *out, size_t n, const char *one, const char *many);

/* text_wrap - append words broken at @width columns, each line after @indent spaces; empty
 * lines of @s separate paragraphs */
void text_wrap(struct buf *out, const char *s, size_t indent, size_t width);

#endif
