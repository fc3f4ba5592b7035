// SPDX-License-Identifier: BSD-2-Clause
#include "base/lines.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

struct lines_file {
	const char *name;
	struct buf text;
	VEC(size_t) starts;
};

static struct lines_file *open_file(struct lines *l, const char *name)
{
	struct lines_file *f;

	for (size_t i = 0; i < l->files.n; i++)
		if (!strcmp(l->files.v[i]->name, name))
			return l->files.v[i];
	f = xmalloc(sizeof(*f));
	memset(f, 0, sizeof(*f));
	f->name = arena_strdup(&l->arena, name);
	vec_push(&l->files, f);
	if (!strcmp(name, "-") || !strcmp(name, "<stdin>") || read_file(name, &f->text, NULL))
		return f;
	for (size_t i = 0; i < f->text.len; i++)
		if (!i || f->text.data[i - 1] == '\n')
			vec_push(&f->starts, i);
	return f;
}

const char *lines_get(struct lines *l, const char *file, unsigned int line)
{
	const struct lines_file *f = line ? open_file(l, file) : NULL;
	const char *start;

	if (!f || line > f->starts.n)
		return NULL;
	start = f->text.data + f->starts.v[line - 1];
	return arena_strndup(&l->arena, start, strcspn(start, "\r\n"));
}

void lines_free(struct lines *l)
{
	for (size_t i = 0; i < l->files.n; i++) {
		buf_free(&l->files.v[i]->text);
		vec_free(&l->files.v[i]->starts);
		free(l->files.v[i]);
	}
	vec_free(&l->files);
	arena_free(&l->arena);
}
