// SPDX-License-Identifier: BSD-2-Clause
#include "dt/source/cpp/include_dirs.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"

#define MAX_LEVELS 24 /* directories above a source */

static bool is_dir(const char *dir, const char *sub)
{
	struct buf path = { 0 };
	struct stat st;
	bool found;

	buf_printf(&path, "%s%s", dir, sub);
	found = !stat(path.data, &st) && S_ISDIR(st.st_mode);
	buf_free(&path);
	return found;
}

/* @dir ends in a slash, or is empty: the current one. */
static void add(struct include_dirs *d, const char *dir, const char *sub)
{
	if (is_dir(dir, sub))
		vec_push(&d->list, arena_printf(&d->arena, "%s%s", dir, sub));
}

static void add_all(struct include_dirs *d, const char *dir, const char *pattern)
{
	char *full = arena_printf(&d->arena, "%s%s", dir, pattern);
	glob_t g;

	if (!glob(full, 0, NULL, &g))
		for (size_t i = 0; i < g.gl_pathc; i++)
			add(d, g.gl_pathv[i], "");
	globfree(&g);
}

/* Linux: scripts/Makefile.lib, where DTC_INCLUDE has links to all the rest. */
static bool add_linux(struct include_dirs *d, const char *dir)
{
	if (!is_dir(dir, "scripts/dtc/include-prefixes"))
		return false;
	add(d, dir, "scripts/dtc/include-prefixes");
	add(d, dir, "include");
	add_all(d, dir, "arch/*/boot/dts");
	return true;
}

/* U-Boot: scripts/Makefile.lib; Linux's trees are below dts/upstream/. */
static bool add_uboot(struct include_dirs *d, const char *dir)
{
	if (!is_dir(dir, "dts/upstream/include"))
		return false;
	add_all(d, dir, "arch/*/dts");
	add_all(d, dir, "arch/*/dts/include");
	add(d, dir, "include");
	add_all(d, dir, "dts/upstream/src/*");
	add(d, dir, "dts/upstream/src");
	add(d, dir, "dts/upstream/include");
	return true;
}

/* devicetree-rebasing: its Makefile. */
static bool add_rebasing(struct include_dirs *d, const char *dir)
{
	if (!is_dir(dir, "include/dt-bindings") || !is_dir(dir, "src"))
		return false;
	add(d, dir, "include");
	add(d, dir, "src");
	add_all(d, dir, "src/*");
	return true;
}

static bool add_tree(struct include_dirs *d, const char *dir)
{
	size_t len;

	if (!add_linux(d, dir) && !add_uboot(d, dir) && !add_rebasing(d, dir))
		return false;
	len = strlen(dir);
	d->tree = len > 1 ? arena_strndup(&d->arena, dir, len - 1) : len ? "/" : ".";
	return true;
}

/* The directory above, with a slash at its end. False above the root. */
static bool climb(struct buf *dir)
{
	size_t end = dir->len;

	if (!end || (end >= 3 && !strcmp(dir->data + end - 3, "../") &&
			    (end == 3 || dir->data[end - 4] == '/'))) {
		buf_puts(dir, "../");
		return true;
	}
	if (!strcmp(dir->data, "/"))
		return false;
	do
		end--;
	while (end && dir->data[end - 1] != '/');
	dir->len = end;
	dir->data[end] = '\0';
	return true;
}

static void search(struct include_dirs *d, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct buf dir = { 0 };

	buf_write(&dir, path, slash ? (size_t)(slash + 1 - path) : 0);
	for (int i = 0; i < MAX_LEVELS && !add_tree(d, buf_str(&dir)); i++)
		if (!climb(&dir))
			break;
	buf_free(&dir);
}

void include_dirs_find(struct include_dirs *d, const char *path)
{
	char *real;

	search(d, path);
	if (d->tree)
		return;
	/* The path may have led through a link. */
	real = realpath(path, NULL);
	if (real)
		search(d, real);
	free(real);
}

bool include_dirs_known(const struct include_dirs *d)
{
	bool known = false;

	for (size_t i = 0; i < d->list.n && !known; i++) {
		struct include_dirs beside = { 0 };

		include_dirs_find(&beside, arena_printf(&beside.arena, "%s/.", d->list.v[i]));
		known = beside.tree != NULL;
		include_dirs_free(&beside);
	}
	return known;
}

void include_dirs_free(struct include_dirs *d)
{
	vec_free(&d->list);
	arena_free(&d->arena);
}
