// SPDX-License-Identifier: BSD-2-Clause
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/files/atomic_impl.h"
#include "base/files/file.h"
#include "base/files/output.h"

/* "WAS NOW NUMBER NAME" for each step, each with a NUL behind it; then "end". Nothing is "-". */

#define JOURNAL     "journal"
#define MAX_JOURNAL ((size_t)64 << 20)

static const char end_mark[] = "end";

int atomic_journal_write(int stage, const struct atomic_steps *steps)
{
	struct buf text = { 0 };
	int fd, ret;

	for (size_t i = 0; i < steps->n; i++) {
		const struct atomic_step *s = &steps->v[i];

		buf_printf(&text, "%s %s %u %s", *s->was ? s->was : "-", *s->now ? s->now : "-",
			s->number, s->name);
		buf_putc(&text, '\0');
	}
	buf_write(&text, end_mark, sizeof(end_mark));
	fd = openat(stage, JOURNAL, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	ret = fd < 0 || write_all(fd, text.data, text.len) || fsync(fd) ? -1 : 0;
	if (fd >= 0 && close(fd))
		ret = -1;
	buf_free(&text);
	return ret || fsync(stage) ? -1 : 0;
}

/* Cuts a word off; returns NULL where there is none. */
static const char *word(char **p)
{
	char *start = *p, *blank = strchr(start, ' ');

	if (!blank || blank == start)
		return NULL;
	*blank = '\0';
	*p = blank + 1;
	return strcmp(start, "-") != 0 ? start : "";
}

static bool read_step(char *line, struct atomic_step *s)
{
	const char *number;
	char *end;

	s->was = word(&line);
	s->now = s->was ? word(&line) : NULL;
	number = s->now ? word(&line) : NULL;
	s->name = line;
	if (!number || !*line || strchr(line, '/') || !strcmp(line, ".") || !strcmp(line, ".."))
		return false;
	s->number = (unsigned int)strtoul(number, &end, 10);
	return !*end;
}

static bool read_steps(struct arena *a, const struct buf *text, struct atomic_steps *steps)
{
	char *line = arena_strndup(a, text->data, text->len), *end = line + text->len, *next;
	size_t n = 0;

	for (const char *p = line; p < end; p++)
		n += !*p;
	steps->v = arena_array(a, n, sizeof(*steps->v));
	for (; line < end; line = next) {
		next = line + strlen(line) + 1;
		if (!read_step(line, &steps->v[steps->n++]))
			return false;
	}
	return true;
}

bool atomic_journal_read(struct arena *a, int stage, struct atomic_steps *steps)
{
	const size_t n = sizeof(end_mark);
	struct buf text = { 0 };
	bool whole = !read_regular(stage, JOURNAL, MAX_JOURNAL, &text) && text.len >= n &&
		     !memcmp(text.data + text.len - n, end_mark, n);

	if (whole) {
		text.len -= n;
		whole = read_steps(a, &text, steps);
	}
	buf_free(&text);
	return whole;
}
