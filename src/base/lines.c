// SPDX-License-Identifier: BSD-2-Clause
#include "base/lines.h"

#include <stdbool.h>
#include <string.h>

#include "base/file.h"

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

const struct line_file *lines_open(struct lines *l, const char *name)
{
	struct line_file *f;

	for (size_t i = 0; i < l->files.n; i++)
		if (!strcmp(l->files.v[i]->name, name))
			return l->files.v[i];
	f = add(l, name);
	if (is_file(name) && !read_file(name, &f->text, NULL))
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
	arena_free(&l->arena);
}
