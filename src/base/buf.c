// SPDX-License-Identifier: BSD-2-Clause
#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

char *buf_reserve(struct buf *b, size_t len)
{
	if (len > SIZE_MAX / 4 || b->len > SIZE_MAX / 4)
		abort();
	if (b->cap < b->len + len + 1) {
		size_t cap = b->cap ? b->cap : 128;

		while (cap < b->len + len + 1)
			cap *= 2;
		b->data = xrealloc(b->data, cap);
		b->cap = cap;
	}
	b->data[b->len] = '\0';
	return b->data + b->len;
}

void buf_write(struct buf *b, const void *data, size_t len)
{
	char *p = buf_reserve(b, len);

	if (len)
		memcpy(p, data, len);
	b->len += len;
	b->data[b->len] = '\0';
}

void buf_putc(struct buf *b, char c)
{
	char *p = buf_reserve(b, 1);

	p[0] = c;
	p[1] = '\0';
	b->len++;
}

void buf_puts(struct buf *b, const char *s)
{
	buf_write(b, s, strlen(s));
}

void buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	if (n < 0)
		abort();
	vsnprintf(buf_reserve(b, (size_t)n), (size_t)n + 1, fmt, again);
	b->len += (size_t)n;
	va_end(again);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(b, fmt, ap);
	va_end(ap);
}

void buf_pad(struct buf *b, size_t start, size_t column, char c)
{
	size_t len = b->len - start < column ? column - (b->len - start) : 0;

	memset(buf_reserve(b, len), c, len);
	b->len += len;
	b->data[b->len] = '\0';
}

const char *buf_str(const struct buf *b)
{
	return b->data ? b->data : "";
}

void buf_free(struct buf *b)
{
	free(b->data);
	memset(b, 0, sizeof(*b));
}
