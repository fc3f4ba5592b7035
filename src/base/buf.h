/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_BUF_H
#define SDC_BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>

/*
 * A growing string or byte buffer. Zero-initialise to use. While it holds
 * anything, data[len] is NUL. Aborts when memory runs out.
 */
struct buf {
	char *data;
	size_t len, cap;
};

void buf_putc(struct buf *b, char c);
void buf_puts(struct buf *b, const char *s);
void buf_write(struct buf *b, const void *data, size_t len);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));

/* buf_pad - write @c until the buffer is @column characters past @start */
void buf_pad(struct buf *b, size_t start, size_t column, char c);

/* buf_reserve - room for @len more bytes; returns where they go. The caller adds to b->len. */
char *buf_reserve(struct buf *b, size_t len);

/* buf_str - the text, "" when nothing was written */
const char *buf_str(const struct buf *b);

void buf_free(struct buf *b);

#endif
