// SPDX-License-Identifier: BSD-2-Clause
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define LARGE ((size_t)4 << 20) /* memory that is worth pages of 2 MiB */
#define PAGE  ((size_t)4096)

#define CHUNK_SIZE ((size_t)64 * 1024)

struct arena_chunk {
	struct arena_chunk *next;
	size_t used, size;
	alignas(max_align_t) unsigned char data[];
};

void out_of_memory(void)
{
	fputs("scmi-dtcheck: out of memory\n", stderr);
	abort();
}

/* A tree of many nodes is walked and searched at random: fewer, larger pages. */
static void *advised(void *p, size_t size)
{
	uintptr_t start = ((uintptr_t)p + PAGE - 1) & ~(uintptr_t)(PAGE - 1);

	if (!p)
		out_of_memory();
	if (size >= LARGE)
		(void)madvise((void *)start, (size - PAGE) & ~(PAGE - 1), MADV_HUGEPAGE);
	return p;
}

void *xmalloc(size_t size)
{
	return advised(malloc(size ? size : 1), size);
}

void *xzalloc(size_t size)
{
	return advised(calloc(1, size ? size : 1), size);
}

char *xstrdup(const char *s)
{
	size_t size = strlen(s) + 1;

	return memcpy(xmalloc(size), s, size);
}

void *xrealloc(void *p, size_t size)
{
	return advised(realloc(p, size ? size : 1), size);
}

static struct arena_chunk *new_chunk(size_t size)
{
	struct arena_chunk *c;

	if (size > SIZE_MAX - sizeof(*c))
		out_of_memory();
	/* What the system has zeroed is not zeroed again, see arena_alloc(). */
	c = size >= LARGE ? xzalloc(sizeof(*c) + size) : xmalloc(sizeof(*c) + size);
	c->next = NULL;
	c->used = 0;
	c->size = size;
	return c;
}

void *arena_alloc(struct arena *a, size_t size)
{
	const size_t align = alignof(max_align_t);
	struct arena_chunk *c = a->head;
	void *p;

	if (size > SIZE_MAX - align)
		out_of_memory();
	size = (size + align - 1) & ~(align - 1);
	if (!c || c->size - c->used < size) {
		struct arena_chunk *fresh = new_chunk(size > CHUNK_SIZE / 4 ? size : CHUNK_SIZE);

		/* A large block of its own goes behind, so the rest of the head stays in use. */
		if (c && fresh->size == size) {
			fresh->next = c->next;
			c->next = fresh;
		} else {
			fresh->next = c;
			a->head = fresh;
		}
		c = fresh;
	}
	p = c->data + c->used;
	c->used += size;
	return size >= LARGE ? p : memset(p, 0, size);
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		out_of_memory();
	return arena_alloc(a, n * size);
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *p = arena_alloc(a, n + 1);

	memcpy(p, s, n);
	return p;
}

void *arena_grow(struct arena *a, const void *old, size_t *cap, size_t size)
{
	size_t n = *cap;
	void *v;

	*cap = n ? n * 2 : 8;
	v = arena_array(a, *cap, size);
	if (n)
		memcpy(v, old, n * size);
	return v;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

char *arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;
	char *p;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	if (n < 0)
		abort();
	p = arena_alloc(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return p;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *p;

	va_start(ap, fmt);
	p = arena_vprintf(a, fmt, ap);
	va_end(ap);
	return p;
}

void arena_free(struct arena *a)
{
	while (a->head) {
		struct arena_chunk *c = a->head;

		a->head = c->next;
		free(c);
	}
}
