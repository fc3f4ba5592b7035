// SPDX-License-Identifier: BSD-2-Clause
/* Where dt-schema's own schemas are, and sets that are made of them and others. */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/files/file.h"
#include "dropin/dropin.h"

static bool is_dir(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

/* Until 2023 the schemas had values of another shape. */
static bool is_recent(const char *dir)
{
	struct buf path = { 0 }, text = { 0 };
	const char *year;
	bool recent;

	buf_printf(&path, "%s/version.py", dir);
	recent = !read_file(buf_str(&path), &text, NULL);
	year = recent ? strstr(buf_str(&text), "20") : NULL;
	recent = year && atoi(year) >= 2024;
	buf_free(&path);
	buf_free(&text);
	return recent;
}

static const char *installed(struct arena *a, const char *what)
{
	static const char *const patterns[] = {
		"/usr/local/lib/python3*/*-packages/dtschema",
		"/usr/lib/python3*/*-packages/dtschema",
	};
	const char *found = NULL;

	for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]) && !found; i++) {
		glob_t g;

		if (glob(patterns[i], 0, NULL, &g))
			continue;
		for (size_t j = 0; j < g.gl_pathc && !found; j++) {
			if (is_recent(g.gl_pathv[j]))
				found = arena_printf(a, "%s/%s", g.gl_pathv[j], what);
		}
		globfree(&g);
	}
	return found;
}

const char *core_dir(struct arena *a, const char *what)
{
	const char *set = getenv("DT_SCHEMA_DIR"), *dir;

	if (set && *set) {
		dir = arena_printf(a, "%s/%s", set, what);
		if (!is_dir(dir))
			dir = arena_printf(a, "%s/dtschema/%s", set, what);
	} else {
		dir = arena_printf(a, "%s/%s", DROPIN_DATADIR, what);
		if (!is_dir(dir))
			dir = installed(a, what);
	}
	return dir && is_dir(dir) ? dir : NULL;
}

static void ignored(void *ctx, const char *path, const char *why)
{
	(void)ctx;
	fprintf(stderr, "%s: ignoring, error parsing file: %s\n", path, why);
}

struct schema_set_options set_options(char *const *paths, size_t n, struct arena *a)
{
	const char **dirs = arena_array(a, n + 1, sizeof(*dirs));
	const char *core = core_dir(a, "schemas");
	struct schema_set_options opts = { .dirs = dirs, .no_builtin = true, .ignored = ignored };

	/* The first one counts for dt-schema, the last one here. */
	if (core)
		dirs[opts.n_dirs++] = core;
	while (n)
		dirs[opts.n_dirs++] = paths[--n];
	return opts;
}

static bool is_compiled(const char *path)
{
	char head[6] = "";
	FILE *f = fopen(path, "rb");
	bool ok = f && fread(head, 1, sizeof(head), f) == sizeof(head) &&
		  !memcmp(head, "SDCSET", sizeof(head));

	if (f)
		fclose(f);
	return ok;
}

struct schema_set *set_open(const char *path)
{
	struct schema_set_options opts = { .file = path };
	struct arena a = ARENA_INIT;
	struct schema_set *set;
	char *paths[] = { (char *)(uintptr_t)path };
	struct sdc_error err;

	if (!path || !*path || !is_compiled(path)) {
		opts = set_options(paths, path && *path ? 1 : 0, &a);
		opts.cache = path && is_dir(path);
	}
	if (schema_set_load(&opts, &set, &err))
		fprintf(stderr, "%s\n", err.text);
	arena_free(&a);
	return set;
}
