// SPDX-License-Identifier: BSD-2-Clause
#include "cli/sandbox.h"

#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/files/landlock.h"
#include "cli/message.h"

#define MAX_LEVELS 24 /* directories above a source */

struct box {
	struct landlock l;
	struct arena arena;
};

static bool is_named(const char *path)
{
	return path && *path && strcmp(path, "-") != 0;
}

/* The directory in which something really stands; NULL where it does not exist. */
static const char *directory_of(struct box *b, const char *path)
{
	char *real = realpath(path, NULL);
	const char *dir = real ? dirname(arena_strdup(&b->arena, real)) : NULL;

	free(real);
	return dir;
}

static void read_beside(struct box *b, const char *path)
{
	const char *dir = is_named(path) ? directory_of(b, path) : NULL;

	if (dir)
		landlock_read(&b->l, dir);
}

/* What everybody's directories are in, and the user's own, is too much for one source. */
static bool is_too_high(const char *dir)
{
	static const char *const high[] = { "/", "/home", "/tmp", "/var", "/var/tmp", "/root",
		"/mnt", "/media", "/srv", "/etc", "/proc", "/sys", "/dev" };
	const char *home = getenv("HOME");

	for (size_t i = 0; i < sizeof(high) / sizeof(high[0]); i++)
		if (!strcmp(dir, high[i]))
			return true;
	return home && !strcmp(dir, home);
}

static bool is_top(struct box *b, const char *dir)
{
	static const char *const signs[] = { ".git", ".repo", ".hg", ".svn",
		"scripts/dtc/include-prefixes", "dts/upstream/include" };

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (!access(arena_printf(&b->arena, "%s/%s", dir, signs[i]), F_OK))
			return true;
	return false;
}

/* A source includes what stands beside and above it: up to the top of its repository, or to what
 * is below the directories of everybody. */
static void read_source(struct box *b, const char *path)
{
	const char *dir = is_named(path) ? directory_of(b, path) : ".", *best = dir;
	const char *at;

	if (!dir)
		return;
	landlock_read(&b->l, dir);
	at = dir;
	for (int level = 0; level < MAX_LEVELS && !is_too_high(at); level++) {
		best = at;
		if (is_top(b, at))
			break;
		at = dirname(arena_strdup(&b->arena, at));
	}
	landlock_read(&b->l, best);
}

/* A tree that is a directory is read as a whole. */
static void read_tree(struct box *b, const char *path)
{
	struct stat st;

	if (is_named(path) && !stat(path, &st) && S_ISDIR(st.st_mode))
		landlock_read(&b->l, path);
	else
		read_source(b, path);
}

static void read_guest(struct box *b, const char *guest)
{
	const char *files = strchr(guest, '='), *comma;

	if (!files)
		return;
	files++;
	comma = strrchr(files, ',');
	read_tree(b, comma ? arena_strndup(&b->arena, files, (size_t)(comma - files)) : files);
	if (comma)
		read_beside(b, comma + 1);
}

/* A program brings its own things along: they stand beside its directory "bin". */
static void run_program_at(struct box *b, const char *path)
{
	const char *dir = directory_of(b, path), *up;

	if (!dir)
		return;
	landlock_run(&b->l, dir);
	up = dirname(arena_strdup(&b->arena, dir));
	if (!is_too_high(up))
		landlock_run(&b->l, up);
}

/* @command: the program's name and maybe its arguments */
static void allow_program(struct box *b, const char *command)
{
	size_t len = strcspn(command, " \t");
	const char *name = arena_strndup(&b->arena, command, len), *path = getenv("PATH");

	if (strchr(name, '/')) {
		run_program_at(b, name);
		return;
	}
	for (const char *p = path ? path : ""; *p; p += strspn(p, ":")) {
		size_t n = strcspn(p, ":");
		const char *file = arena_printf(&b->arena, "%.*s/%s", (int)n, p, name);

		if (!access(file, X_OK))
			run_program_at(b, file);
		p += n;
	}
}

static void allow_programs(struct box *b, const struct tree_values *v)
{
	static const char *const run[] = { "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64",
		"/nix/store", "/gnu/store" };
	static const char *const read[] = { "/etc/ld.so.cache", "/etc/ld.so.preload",
		"/dev/urandom", "/dev/zero", "/proc/self" };
	const char *dtc = getenv("DTC"), *cpp = getenv("CPP");

	for (size_t i = 0; i < sizeof(run) / sizeof(run[0]); i++)
		landlock_run(&b->l, run[i]);
	for (size_t i = 0; i < sizeof(read) / sizeof(read[0]); i++)
		landlock_read(&b->l, read[i]);
	landlock_write(&b->l, "/dev/null");
	allow_program(b, v->dtc ? v->dtc : dtc && *dtc ? dtc : "dtc");
	allow_program(b, v->cpp ? v->cpp : cpp && *cpp ? cpp : "cc");
}

static void allow_run(struct box *b, const struct run *r)
{
	const struct input_values *v = &r->in;

	for (size_t i = 0; r->operands[i]; i++)
		read_tree(b, r->operands[i]);
	for (size_t i = 0; i < v->tree.overlays.n; i++)
		read_source(b, v->tree.overlays.v[i]);
	for (size_t i = 0; i < v->tree.include_dirs.n; i++)
		landlock_read(&b->l, v->tree.include_dirs.v[i]);
	for (size_t i = 0; i < v->guests.n; i++)
		read_guest(b, v->guests.v[i]);
	for (size_t i = 0; i < v->schema_dirs.n; i++)
		landlock_read(&b->l, v->schema_dirs.v[i]);
	read_beside(b, v->firmware);
	read_beside(b, v->manifest);
	read_beside(b, v->schema_set);
	allow_programs(b, &v->tree);
}

/* An output that is there may be a link, or no regular file. */
static void write_file_at(struct box *b, const char *path)
{
	const char *dir;

	if (!is_named(path))
		return;
	landlock_write(&b->l, path);
	dir = directory_of(b, path);
	landlock_write(&b->l, dir ? dir : dirname(arena_strdup(&b->arena, path)));
}

static void write_directory(struct box *b, const char *path)
{
	if (!path)
		return;
	/* To make it where it is missing. */
	while (access(path, F_OK) && strcmp(path, ".") != 0 && strcmp(path, "/") != 0)
		path = dirname(arena_strdup(&b->arena, path));
	landlock_write(&b->l, path);
}

/* Compiled schemas. */
static void write_cache(struct box *b)
{
	const char *xdg = getenv("XDG_CACHE_HOME"), *home = getenv("HOME"), *cache, *own;

	if (xdg && *xdg == '/')
		cache = xdg;
	else if (home && *home == '/')
		cache = arena_printf(&b->arena, "%s/.cache", home);
	else
		return;
	own = arena_printf(&b->arena, "%s/scmi-dtcheck", cache);
	landlock_write(&b->l, access(own, F_OK) ? cache : own);
}

static bool enter(const struct runs *runs, const struct sandbox_outputs *outputs, int *abi)
{
	struct box b = { 0 };
	bool done = landlock_start(&b.l);

	*abi = b.l.abi;
	for (size_t i = 0; done && i < runs->list.n; i++) {
		allow_run(&b, &runs->list.v[i]);
		write_directory(&b, runs->list.v[i].output);
	}
	if (done) {
		write_file_at(&b, outputs->file);
		write_file_at(&b, outputs->depfile);
		write_directory(&b, outputs->directory);
		write_cache(&b);
		done = landlock_enter(&b.l);
	}
	arena_free(&b.arena);
	return done;
}

void sandbox_enter(const struct runs *runs, const struct sandbox_outputs *outputs)
{
	const struct input_values *v = runs->list.n ? &runs->list.v[0].in : NULL;
	int abi;

	if (!v)
		return;
	if (v->no_sandbox) {
		if (v->tree.verbose)
			message_note("no sandbox, as asked for");
	} else if (enter(runs, outputs, &abi)) {
		if (v->tree.verbose)
			message_note("in a sandbox of Landlock, version %d", abi);
	} else if (v->tree.verbose) {
		message_note("no sandbox: this kernel has no Landlock that is of use");
	}
}

void sandbox_enter_bare(void)
{
	struct landlock l;

	if (!landlock_start(&l))
		return;
#ifdef __SANITIZE_ADDRESS__
	landlock_read(&l, "/proc"); /* where leaks are looked for */
#endif
	landlock_enter(&l);
}
