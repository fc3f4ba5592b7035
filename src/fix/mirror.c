// SPDX-License-Identifier: BSD-2-Clause
#include "fix/mirror.h"

#include <errno.h>
#include <ftw.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files/file.h"
#include "base/files/output.h"

#define MAX_OPEN 16

int mirror_init(struct mirror *m, struct sdc_error *err)
{
	const char *tmp = getenv("TMPDIR");
	char *cwd = getcwd(NULL, 0), *root;

	m->cwd = arena_strdup(&m->arena, cwd ? cwd : "/");
	free(cwd);
	root = arena_printf(&m->arena, "%s/scmi-dtcheck-fix.XXXXXX", tmp && *tmp ? tmp : "/tmp");
	if (!mkdtemp(root))
		return set_error(err, SDC_EIO, "%s: %s", root, strerror(errno));
	m->root = root;
	return 0;
}

int mirror_allow(struct mirror *m, const char *dir, struct sdc_error *err)
{
	char *real = realpath(dir, NULL);

	if (!real)
		return set_error(err, SDC_EIO, "%s: %s", dir, strerror(errno));
	vec_push(&m->dirs, arena_strdup(&m->arena, real));
	free(real);
	return 0;
}

/* Without "." and "..", so that every directory on the way is one of the copies'. */
static const char *normal(struct mirror *m, const char *path)
{
	char *in = arena_printf(&m->arena, "%s/%s", *path == '/' ? "" : m->cwd, path);
	char *out = arena_alloc(&m->arena, strlen(in) + 2), *end = out, *save = NULL;

	for (char *part = strtok_r(in, "/", &save); part; part = strtok_r(NULL, "/", &save)) {
		if (!strcmp(part, "."))
			continue;
		if (!strcmp(part, "..")) {
			while (end > out && *--end != '/')
				;
			*end = '\0';
			continue;
		}
		*end++ = '/';
		strcpy(end, part);
		end += strlen(part);
	}
	return out;
}

const char *mirror_path(struct mirror *m, const char *path)
{
	if (!strncmp(path, m->root, strlen(m->root)))
		return path;
	return arena_printf(&m->arena, "%s%s", m->root, normal(m, path));
}

static bool is_allowed(const struct mirror *m, const char *path)
{
	char *real = realpath(path, NULL);
	bool allowed = false;

	for (size_t i = 0; real && i < m->dirs.n; i++) {
		size_t len = strlen(m->dirs.v[i]);

		allowed |= !strncmp(real, m->dirs.v[i], len) && (real[len] == '/' || len == 1);
	}
	free(real);
	return allowed;
}

static int make_dirs(const char *path, struct sdc_error *err)
{
	struct arena a = ARENA_INIT;
	char *p = arena_strdup(&a, path);
	int ret = 0;

	for (char *s = strchr(p + 1, '/'); s && !ret; s = strchr(s + 1, '/')) {
		*s = '\0';
		if (mkdir(p, 0700) && errno != EEXIST)
			ret = set_error(err, SDC_EIO, "%s: %s", p, strerror(errno));
		*s = '/';
	}
	arena_free(&a);
	return ret;
}

struct mirror_file *mirror_find(struct mirror *m, const char *path)
{
	/* Includes come with the ".." that a source has written. */
	if (strstr(path, "/.") || strstr(path, "//"))
		path = normal(m, path);
	for (size_t i = 0; i < m->files.n; i++)
		if (!strcmp(m->files.v[i]->path, path))
			return m->files.v[i];
	return NULL;
}

int mirror_write(struct mirror_file *f, struct sdc_error *err)
{
	FILE *out = fopen(f->path, "we");
	bool bad = !out || fwrite(buf_str(&f->now), 1, f->now.len, out) != f->now.len;

	if (out && fclose(out))
		bad = true;
	return bad ? set_error(err, SDC_EIO, "%s: %s", f->path, strerror(errno)) : 0;
}

static int add(struct mirror *m, const char *name, const char *path, const struct buf *text,
	bool editable, struct sdc_error *err)
{
	struct mirror_file *f = arena_alloc(&m->arena, sizeof(*f));
	int ret = make_dirs(path, err);

	f->name = arena_strdup(&m->arena, name);
	f->path = path;
	f->editable = editable;
	buf_write(&f->first, text->data, text->len);
	buf_write(&f->now, text->data, text->len);
	vec_push(&m->files, f);
	return ret ? ret : mirror_write(f, err);
}

int mirror_add(struct mirror *m, const char *path, struct sdc_error *err)
{
	const char *copy = mirror_path(m, path);
	struct buf text = { 0 };
	struct stat st;
	int ret;

	if (mirror_find(m, copy) || stat(path, &st) || !S_ISREG(st.st_mode))
		return 0;
	ret = read_file(path, &text, err);
	if (!ret)
		ret = add(m, path, copy, &text, is_allowed(m, path), err);
	buf_free(&text);
	return ret;
}

int mirror_put(struct mirror *m, const char *name, const char *path, const struct buf *text,
	struct sdc_error *err)
{
	int ret = add(m, name, path, text, true, err);

	m->files.v[m->files.n - 1]->made = true;
	return ret;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

void mirror_free(struct mirror *m)
{
	if (m->root)
		nftw(m->root, remove_one, MAX_OPEN, FTW_DEPTH | FTW_PHYS);
	for (size_t i = 0; i < m->files.n; i++) {
		buf_free(&m->files.v[i]->first);
		buf_free(&m->files.v[i]->now);
	}
	vec_free(&m->files);
	vec_free(&m->dirs);
	arena_free(&m->arena);
}
