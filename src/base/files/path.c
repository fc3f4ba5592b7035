// SPDX-License-Identifier: BSD-2-Clause
#include "base/files/path.h"

#include <libgen.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

const char *path_join(struct arena *a, const char *dir, const char *path)
{
	if (*path == '/' || !strcmp(path, "-") || !strcmp(dir, "."))
		return path;
	while (!strncmp(path, "./", 2))
		path += 2;
	return arena_printf(a, "%s%s%s", dir, dir[strlen(dir) - 1] == '/' ? "" : "/", path);
}

/* A directory with links followed, which need not exist itself, or a file, which may be a link, in
 * such a directory. NULL where that cannot be found. */
static const char *real_path(struct arena *a, const char *path, bool is_dir)
{
	char *real = is_dir ? realpath(path, NULL) : NULL, *name;
	const char *out = NULL;

	if (real) {
		out = arena_strdup(a, real);
		free(real);
		return out;
	}
	real = realpath(dirname(arena_strdup(a, path)), NULL);
	name = basename(arena_strdup(a, path));
	if (real)
		out = arena_printf(a, "%s/%s", strcmp(real, "/") ? real : "", name);
	free(real);
	return out;
}

const char *path_relative(struct arena *a, const char *dir, const char *path)
{
	const char *from = real_path(a, dir, true), *to = real_path(a, path, false), *out;
	struct buf b = { 0 };
	size_t common = 0, i;

	if (!from || !to)
		return path;
	for (i = 0; from[i] && from[i] == to[i]; i++)
		if (to[i] == '/')
			common = i;
	if (!from[i] && (to[i] == '/' || !to[i]))
		common = i;
	for (i = common; from[i]; i++)
		if (from[i] == '/' && from[i + 1])
			buf_puts(&b, "../");
	/* Nothing but the root in common: the files are not moved together. */
	if (common)
		buf_puts(&b, to + common + (to[common] == '/'));
	out = arena_strdup(a, common ? buf_str(&b) : to);
	buf_free(&b);
	return out;
}

const char *path_stem(struct arena *a, const char *path)
{
	char *name = basename(arena_strdup(a, path));
	char *dot = strrchr(name, '.');

	if (dot && dot != name)
		*dot = '\0';
	return name;
}

const char *path_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}
