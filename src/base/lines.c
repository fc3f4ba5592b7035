// SPDX-License-Identifier: BSD-2-Clause
#include "base/lines.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/files/file.h"

#define MAX_TEXT ((size_t)64 << 20)

struct lines_guard {
	VEC(struct file_id {
		dev_t dev;
		ino_t ino;
	})
	files;
	VEC(char *) dirs; /* without links in them */
};

static struct line_file *add(struct lines *l, const char *name)
{
	struct line_file *f = arena_alloc(&l->arena, sizeof(*f));

	f->name = arena_strdup(&l->arena, name);
	vec_push(&l->files, f);
	return f;
}

static void find_starts(struct line_file *f)
{
	for (size_t i = 0; i < f->text.len; i++)
		if (!i || f->text.data[i - 1] == '\n')
			vec_push(&f->starts, i);
}

static bool is_file(const char *name)
{
	return strcmp(name, "-") != 0 && *name != '<';
}

static struct lines_guard *guard_of(struct lines *l)
{
	if (!l->guard)
		l->guard = arena_alloc(&l->arena, sizeof(*l->guard));
	return l->guard;
}

void lines_allow(struct lines *l, const char *file)
{
	struct lines_guard *g = guard_of(l);
	struct stat st;

	if (!stat(file, &st))
		vec_push(&g->files, (struct file_id){ st.st_dev, st.st_ino });
}

void lines_allow_below(struct lines *l, const char *dir)
{
	struct lines_guard *g = guard_of(l);
	char *real = realpath(dir, NULL);

	if (real)
		vec_push(&g->dirs, real);
}

static bool is_below(const char *path, const char *dir)
{
	size_t len = strlen(dir);

	return !strncmp(path, dir, len) && (path[len] == '/' || (len && dir[len - 1] == '/'));
}

static bool is_allowed(const struct lines_guard *g, const char *path)
{
	struct stat st;

	if (!g)
		return true;
	for (size_t i = 0; i < g->dirs.n; i++)
		if (is_below(path, g->dirs.v[i]))
			return true;
	if (stat(path, &st))
		return false;
	for (size_t i = 0; i < g->files.n; i++)
		if (g->files.v[i].dev == st.st_dev && g->files.v[i].ino == st.st_ino)
			return true;
	return false;
}

/* By its name without links, so that what was allowed is what is read. */
static bool read_text(const struct lines *l, const char *name, struct buf *out)
{
	char *real = realpath(name, NULL);
	bool right =
		real && is_allowed(l->guard, real) && !read_regular(AT_FDCWD, real, MAX_TEXT, out);

	free(real);
	if (!right)
		buf_free(out);
	return right;
}

const struct line_file *lines_open(struct lines *l, const char *name)
{
	struct line_file *f;

	for (size_t i = 0; i < l->files.n; i++)
		if (!strcmp(l->files.v[i]->name, name))
			return l->files.v[i];
	f = add(l, name);
	if (is_file(name) && read_text(l, name, &f->text))
		find_starts(f);
	return f;
}

void lines_put(struct lines *l, const char *name, const struct buf *text)
{
	struct line_file *f = add(l, name);

	buf_write(&f->text, text->data, text->len);
	find_starts(f);
}

const char *lines_at(const struct line_file *f, unsigned int line)
{
	return line && line <= f->starts.n ? f->text.data + f->starts.v[line - 1] : NULL;
}

const char *lines_get(struct lines *l, const char *file, unsigned int line)
{
	const char *start = line ? lines_at(lines_open(l, file), line) : NULL;

	return start ? arena_strndup(&l->arena, start, strcspn(start, "\r\n")) : NULL;
}

const char *lines_end(const struct line_file *f)
{
	return f->text.data + f->text.len;
}

void lines_find(const struct line_file *f, const char *at, unsigned int *line, unsigned int *column)
{
	size_t offset = (size_t)(at - f->text.data), low = 0, high = f->starts.n;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (f->starts.v[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	*line = (unsigned int)low + 1;
	*column = (unsigned int)(offset - f->starts.v[low]) + 1;
}

void lines_free(struct lines *l)
{
	for (size_t i = 0; i < l->files.n; i++) {
		buf_free(&l->files.v[i]->text);
		vec_free(&l->files.v[i]->starts);
	}
	vec_free(&l->files);
	for (size_t i = 0; l->guard && i < l->guard->dirs.n; i++)
		free(l->guard->dirs.v[i]);
	if (l->guard) {
		vec_free(&l->guard->dirs);
		vec_free(&l->guard->files);
	}
	l->guard = NULL;
	arena_free(&l->arena);
}
