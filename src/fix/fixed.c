// SPDX-License-Identifier: BSD-2-Clause
#include "fix/fixed.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files/file.h"
#include "base/files/output.h"
#include "base/files/run.h"

void sdc_fixed_free(struct sdc_fixed *f)
{
	if (!f)
		return;
	mirror_free(&f->mirror);
	dt_tree_free(f->blob.tree);
	vec_free(&f->applied);
	arena_free(&f->arena);
	free(f);
}

const struct sdc_applied *sdc_fixed_applied(const struct sdc_fixed *f, size_t index)
{
	return index < f->applied.n ? &f->applied.v[index] : NULL;
}

size_t sdc_fixed_findings(const struct sdc_fixed *f, bool after)
{
	return after ? f->after : f->before;
}

static bool is_changed(const struct mirror_file *f)
{
	return f->now.len != f->first.len ||
	       (f->now.len && memcmp(f->now.data, f->first.data, f->now.len) != 0);
}

const char *sdc_fixed_file(const struct sdc_fixed *f, size_t index)
{
	for (size_t i = 0; i < f->mirror.files.n; i++)
		if (is_changed(f->mirror.files.v[i]) && !index--)
			return f->mirror.files.v[i]->name;
	return NULL;
}

/* One file, with headers that patch -p0 and git apply take alike. */
static int put_diff(FILE *out, const struct mirror_file *f, struct arena *a, struct sdc_error *err)
{
	const char *path = arena_printf(a, "%s.first", f->path);
	const char *name = f->name;
	struct buf text = { 0 }, messages = { 0 };
	int status, ret;

	/* git apply strips a component, patch -p0 none. */
	if (*name != '/' && strncmp(name, "./", 2) != 0 && strncmp(name, "../", 3) != 0)
		name = arena_printf(a, "./%s", name);
	{
		const char *const args[] = { "diff", "-u", "-L", name, "-L", name, path, f->path,
			NULL };

		ret = write_file(path, buf_str(&f->first), f->first.len, err);
		if (!ret)
			ret = run_program("diff", args, NULL, &text, &messages, &status, err);
	}
	if (!ret && status != 1)
		ret = set_error(err, SDC_ETOOL, "diff: %s", buf_str(&messages));
	if (!ret)
		fwrite(buf_str(&text), 1, text.len, out);
	buf_free(&text);
	buf_free(&messages);
	return ret;
}

int sdc_fixed_diff(FILE *out, const struct sdc_fixed *f, struct sdc_error *err)
{
	struct arena a = ARENA_INIT;
	int ret = 0;

	for (size_t i = 0; i < f->mirror.files.n && !ret; i++)
		if (is_changed(f->mirror.files.v[i]))
			ret = put_diff(out, f->mirror.files.v[i], &a, err);
	arena_free(&a);
	if (!ret && (fflush(out) || ferror(out)))
		ret = set_error(err, SDC_EIO, "%s", strerror(errno));
	return ret;
}

/* Somebody else's changes are not written over. */
static int check_original(const struct mirror_file *f, struct sdc_error *err)
{
	struct buf now = { 0 };
	int ret = read_file(f->name, &now, err);

	if (!ret && (now.len != f->first.len ||
			    (now.len && memcmp(now.data, f->first.data, now.len) != 0)))
		ret = set_error(err, SDC_EIO, "%s: changed since it was read; left alone", f->name);
	if (!ret && access(f->name, W_OK))
		ret = set_error(err, SDC_EIO, "%s: %s", f->name, strerror(errno));
	buf_free(&now);
	return ret;
}

static int replace(const struct mirror_file *f, struct sdc_error *err)
{
	struct stat st;
	int ret = check_original(f, err);

	if (!ret && stat(f->name, &st))
		ret = set_error(err, SDC_EIO, "%s: %s", f->name, strerror(errno));
	if (!ret)
		ret = write_file(f->name, buf_str(&f->now), f->now.len, err);
	if (ret)
		return ret;
	/* Who may not give files away keeps what he has written. */
	if (chown(f->name, st.st_uid, st.st_gid) || chmod(f->name, st.st_mode & 07777))
		errno = 0;
	return 0;
}

int sdc_fixed_write(const struct sdc_fixed *f, struct sdc_error *err)
{
	const struct mirror *m = &f->mirror;
	int ret = 0;

	for (size_t i = 0; i < m->files.n && !ret; i++)
		if (is_changed(m->files.v[i]) && !m->files.v[i]->made)
			ret = check_original(m->files.v[i], err);
	for (size_t i = 0; i < m->files.n && !ret; i++)
		if (is_changed(m->files.v[i]) && !m->files.v[i]->made)
			ret = replace(m->files.v[i], err);
	return ret;
}
