// SPDX-License-Identifier: BSD-2-Clause
#include "cli/depfile.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/files/makename.h"
#include "base/files/output.h"
#include "base/vec.h"
#include "cli/message.h"

struct names {
	struct arena arena;
	VEC(const char *) list;
};

static void add(void *ctx, const char *path)
{
	struct names *names = ctx;

	vec_push(&names->list, arena_strdup(&names->arena, path));
}

static void add_project(struct names *names, const char *file)
{
	char *found = file ? NULL : sdc_project_find();

	if (file || found)
		add(names, file ? file : found);
	free(found);
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort(struct names *names)
{
	size_t n = 0;

	if (names->list.n)
		qsort(names->list.v, names->list.n, sizeof(*names->list.v), compare);
	for (size_t i = 0; i < names->list.n; i++)
		if (!n || strcmp(names->list.v[n - 1], names->list.v[i]))
			names->list.v[n++] = names->list.v[i];
	names->list.n = n;
}

static int put_name(struct buf *b, const char *name)
{
	return makename_put(b, name)
		       ? 0
		       : message_error("%s: make cannot read such a name in a rule", name);
}

static int put_rules(struct buf *b, const char *path, const struct names *names)
{
	char *target = strndup(path, strlen(path) - strlen(".d"));
	int ret;

	if (!target)
		out_of_memory();
	ret = put_name(b, target);
	free(target);
	buf_putc(b, ':');
	for (size_t i = 0; i < names->list.n && !ret; i++) {
		buf_puts(b, " \\\n  ");
		ret = put_name(b, names->list.v[i]);
	}
	buf_putc(b, '\n');
	for (size_t i = 0; i < names->list.n && !ret; i++) {
		buf_putc(b, '\n');
		ret = put_name(b, names->list.v[i]);
		buf_puts(b, ":\n");
	}
	return ret;
}

bool depfile_name_fits(const char *path)
{
	size_t n = strlen(path);

	return n > 2 && !strcmp(path + n - 2, ".d") && path[n - 3] != '/';
}

int depfile_write(const char *path, const struct runs *runs)
{
	struct names names = { 0 };
	struct sdc_error err;
	struct buf b = { 0 };
	int ret = 0;

	for (size_t i = 0; i < runs->list.n && !ret; i++)
		ret = inputs_files(&runs->list.v[i].in, runs->list.v[i].operands, add, &names);
	if (runs->project)
		add_project(&names, runs->project_file);
	sort(&names);
	if (!ret)
		ret = put_rules(&b, path, &names);
	if (!ret && write_file(path, b.data, b.len, &err))
		ret = message_error("%s", err.text);
	buf_free(&b);
	vec_free(&names.list);
	arena_free(&names.arena);
	return ret;
}
