/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_ARENA_H
#define SDC_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

/*
 * Memory that is freed all at once. Zero-initialise to use (ARENA_INIT or
 * memset). No function here returns NULL: the program aborts when memory runs
 * out, since no caller could do better.
 */
struct arena_chunk;
struct arena {
	struct arena_chunk *head;
};

#define ARENA_INIT   \
	{            \
		NULL \
	}

/* arena_alloc - @size zeroed bytes, aligned for any type */
void *arena_alloc(struct arena *a, size_t size);

/* arena_array - @n zeroed elements of @size bytes; aborts when the product overflows */
void *arena_array(struct arena *a, size_t n, size_t size);

/* arena_strdup, arena_strndup - a copy that ends in NUL */
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t n);

/* arena_printf, arena_vprintf - a formatted string */
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));

/* arena_grow - an array of twice as many elements, at least 8, that begins with the old one's; sets
 * @cap */
void *arena_grow(struct arena *a, const void *old, size_t *cap, size_t size);

/* arena_free - give everything back; the arena is empty and usable again */
void arena_free(struct arena *a);

/* xmalloc, xzalloc, xrealloc - like malloc, calloc and realloc, but abort instead of failing */
void *xmalloc(size_t size);
void *xzalloc(size_t size);
char *xstrdup(const char *s);
void out_of_memory(void) __attribute__((noreturn)); /* says so, and aborts */
void *xrealloc(void *p, size_t size);

#endif
