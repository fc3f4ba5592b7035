// SPDX-License-Identifier: BSD-2-Clause
/* To be preloaded: allocation number FAIL_AT (from 1), and no other, gives no memory. With
 * FAIL_COUNT the number of allocations is written to that file at the end. */
#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static unsigned long calls, at;
static bool ready, own;

void *malloc(size_t size);
void *calloc(size_t n, size_t size);
void *realloc(void *p, size_t size);

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t size);

static void report(void)
{
	const char *path = getenv("FAIL_COUNT");
	FILE *f = path ? fopen(path, "w") : NULL;

	if (f) {
		fprintf(f, "%lu\n", calls);
		fclose(f);
	}
}

/* Only the program itself is tried, not what it runs. */
__attribute__((constructor)) static void start(void)
{
	const char *text = getenv("FAIL_AT");

	at = text ? strtoul(text, NULL, 10) : 0;
	own = true;
	unsetenv("LD_PRELOAD");
	atexit(report);
	own = false;
	ready = true;
}

static bool fails(void)
{
	if (!ready || own || ++calls != at)
		return false;
	errno = ENOMEM;
	return true;
}

void *malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	return fails() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t size)
{
	return fails() ? NULL : __libc_realloc(p, size);
}
