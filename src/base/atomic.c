// SPDX-License-Identifier: BSD-2-Clause
#include "base/atomic.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/output.h"
#include "base/vec.h"

struct atomic_dir {
	const char *path;          /* as the user named it */
	const char *name;          /* in its parent */
	const char *fresh, *aside; /* its neighbours: the one being filled; the old one, renamed */
	int parent;                /* open and locked */
	bool exists;
	struct stat st;            /* where it exists */
	VEC(const char *) entries; /* where it exists, sorted */
	struct arena arena;
};

static int fail(const struct atomic_dir *d, const char *name, struct sdc_error *err)
{
	return name ? set_error(err, SDC_EIO, "%s/%s: %s", d->path, name, strerror(errno))
		    : set_error(err, SDC_EIO, "%s: %s", d->path, strerror(errno));
}

/* The neighbours stand beside the directory itself, where @path is a link to it. */
static int split_path(struct atomic_dir *d, struct sdc_error *err)
{
	char *real = realpath(d->path, NULL), *parent, *name;

	if (!real && errno != ENOENT)
		return fail(d, NULL, err);
	parent = arena_strdup(&d->arena, real ? real : d->path);
	name = arena_strdup(&d->arena, parent);
	free(real);
	d->name = basename(name);
	parent = dirname(parent);
	if (!strcmp(d->name, "/") || !strcmp(d->name, ".") || !strcmp(d->name, ".."))
		return set_error(err, SDC_EIO, "%s: not a directory of its own", d->path);
	d->fresh = arena_printf(&d->arena, ".%s.scmi-dtcheck-new", d->name);
	d->aside = arena_printf(&d->arena, ".%s.scmi-dtcheck-old", d->name);
	d->parent = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (d->parent < 0)
		return set_error(err, SDC_EIO, "%s: %s", parent, strerror(errno));
	return 0;
}

/* lookup - what has that name in the parent: 1 a directory, 0 nothing, -1 an error */
static int lookup(const struct atomic_dir *d, const char *name, struct stat *st)
{
	if (fstatat(d->parent, name, st, AT_SYMLINK_NOFOLLOW))
		return errno == ENOENT ? 0 : -1;
	if (!S_ISDIR(st->st_mode)) {
		errno = ENOTDIR;
		return -1;
	}
	return 1;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

typedef VEC(const char *) name_list;

static int list(int parent, const char *name, struct arena *a, name_list *out)
{
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *e;

	if (!dir)
		return -1;
	for (errno = 0; (e = readdir(dir)); errno = 0)
		if (strcmp(e->d_name, ".") && strcmp(e->d_name, ".."))
			vec_push(out, arena_strdup(a, e->d_name));
	if (errno) {
		closedir(dir);
		return -1;
	}
	return closedir(dir);
}

/* Removes a neighbour with the files in it. Directories are never in one. */
static int remove_dir(struct atomic_dir *d, const char *name)
{
	name_list names = { 0 };
	int fd = openat(d->parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	int ret = fd < 0 ? -1 : list(d->parent, name, &d->arena, &names);

	for (size_t i = 0; i < names.n && !ret; i++)
		ret = unlinkat(fd, names.v[i], 0);
	if (!ret)
		ret = unlinkat(d->parent, name, AT_REMOVEDIR);
	if (fd >= 0)
		close(fd);
	vec_free(&names);
	return ret;
}

/* What a killed process has left. */
static int recover(struct atomic_dir *d, struct sdc_error *err)
{
	struct stat st;
	int aside = lookup(d, d->aside, &st), fresh = lookup(d, d->fresh, &st);
	int exists = lookup(d, d->name, &d->st);

	if (aside < 0 || fresh < 0 || exists < 0)
		return fail(d, NULL, err);
	/* Between the two steps of exchange_slowly(), with the name taken since. */
	if (aside && exists && fresh)
		return set_error(err, SDC_EIO,
			"%s: %s beside it was left by a process that was killed: remove one of the "
			"two",
			d->path, d->aside);
	if (aside && exists && remove_dir(d, d->aside))
		return fail(d, NULL, err);
	if (aside && !exists && renameat(d->parent, d->aside, d->parent, d->name))
		return fail(d, NULL, err);
	if (fresh && remove_dir(d, d->fresh))
		return fail(d, NULL, err);
	exists = lookup(d, d->name, &d->st);
	d->exists = exists > 0;
	return exists < 0 ? fail(d, NULL, err) : 0;
}

static int check_old(struct atomic_dir *d, struct sdc_error *err)
{
	name_list names = { 0 };
	struct stat cwd;
	int ret;

	if (!stat(".", &cwd) && cwd.st_dev == d->st.st_dev && cwd.st_ino == d->st.st_ino)
		return set_error(err, SDC_EIO,
			"%s: the current directory cannot be replaced; name another", d->path);
	if (faccessat(d->parent, d->name, R_OK | W_OK | X_OK, AT_EACCESS))
		return fail(d, NULL, err);
	ret = list(d->parent, d->name, &d->arena, &names);
	d->entries.v = names.v;
	d->entries.n = names.n;
	d->entries.cap = names.cap;
	if (ret)
		return fail(d, NULL, err);
	if (names.n)
		qsort(names.v, names.n, sizeof(*names.v), compare_names);
	return 0;
}

static int open_dir(struct atomic_dir *d, struct sdc_error *err)
{
	int ret = split_path(d, err);

	if (ret)
		return ret;
	while (flock(d->parent, LOCK_EX))
		if (errno != EINTR)
			return fail(d, NULL, err);
	ret = recover(d, err);
	return ret || !d->exists ? ret : check_old(d, err);
}

int atomic_open(const char *path, struct atomic_dir **out, struct sdc_error *err)
{
	struct atomic_dir *d = xmalloc(sizeof(*d));
	int ret;

	memset(d, 0, sizeof(*d));
	d->parent = -1;
	d->path = arena_strdup(&d->arena, path);
	ret = open_dir(d, err);
	if (ret)
		atomic_close(d);
	else
		*out = d;
	return ret;
}

void atomic_close(struct atomic_dir *d)
{
	if (!d)
		return;
	if (d->parent >= 0)
		close(d->parent);
	vec_free(&d->entries);
	arena_free(&d->arena);
	free(d);
}

bool atomic_exists(const struct atomic_dir *d, const char *name)
{
	return d->entries.n &&
	       bsearch(&name, d->entries.v, d->entries.n, sizeof(name), compare_names);
}

static int write_new(int dir, const struct atomic_file *f)
{
	int fd = openat(dir, f->name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666), saved, ret;

	if (fd < 0)
		return -1;
	ret = write_all(fd, f->data, f->size) || fsync(fd) ? -1 : 0;
	saved = errno;
	if (close(fd) && !ret)
		return -1;
	errno = saved;
	return ret;
}

/* Links what stays into the new directory. */
static int keep(struct atomic_dir *d, int dir, const char *const *gone, size_t n_gone,
	struct sdc_error *err)
{
	int old = openat(d->parent, d->name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	int ret = old < 0 ? fail(d, NULL, err) : 0;

	for (size_t i = 0; i < d->entries.n && !ret; i++) {
		const char *name = d->entries.v[i];
		struct stat st;

		if (n_gone && bsearch(&name, gone, n_gone, sizeof(name), compare_names))
			continue;
		if (!fstatat(old, name, &st, AT_SYMLINK_NOFOLLOW) && S_ISDIR(st.st_mode))
			ret = set_error(err, SDC_EIO,
				"%s: a directory with directories in it (%s) cannot be replaced; "
				"name another",
				d->path, name);
		else if (linkat(old, name, dir, name, 0))
			ret = fail(d, name, err);
	}
	if (old >= 0)
		close(old);
	return ret;
}

static int same_owner(const struct atomic_dir *d, int dir)
{
	struct stat st;

	if (!d->exists)
		return 0;
	if (fstat(dir, &st))
		return -1;
	if ((st.st_uid != d->st.st_uid || st.st_gid != d->st.st_gid) &&
		fchown(dir, d->st.st_uid, d->st.st_gid))
		return -1;
	return fchmod(dir, d->st.st_mode & 07777);
}

static int fill(struct atomic_dir *d, const struct atomic_file *files, size_t n_files,
	const char *const *gone, size_t n_gone, struct sdc_error *err)
{
	int dir = openat(d->parent, d->fresh, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	int ret = dir < 0 ? fail(d, NULL, err) : 0;

	for (size_t i = 0; i < n_files && !ret; i++)
		if (write_new(dir, &files[i]))
			ret = fail(d, files[i].name, err);
	if (!ret && d->exists)
		ret = keep(d, dir, gone, n_gone, err);
	if (!ret && (same_owner(d, dir) || fsync(dir)))
		ret = fail(d, NULL, err);
	if (dir >= 0)
		close(dir);
	return ret;
}

/* Two steps, where one is not to be had. */
static int exchange_slowly(struct atomic_dir *d)
{
	int saved;

	if (renameat(d->parent, d->name, d->parent, d->aside))
		return -1;
	if (!renameat(d->parent, d->fresh, d->parent, d->name)) {
		/* Done. The old one goes where it would be after an exchange, or stays for the next
		 * process to remove. */
		renameat(d->parent, d->aside, d->parent, d->fresh);
		return 0;
	}
	saved = errno;
	renameat(d->parent, d->aside, d->parent, d->name);
	errno = saved;
	return -1;
}

/* Afterwards the old directory, where there was one, has the new one's name. */
static int commit(struct atomic_dir *d)
{
	if (!d->exists)
		return renameat(d->parent, d->fresh, d->parent, d->name);
	if (!renameat2(d->parent, d->fresh, d->parent, d->name, RENAME_EXCHANGE))
		return 0;
	return errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP ? exchange_slowly(d) : -1;
}

/* Moves over what somebody else has put into the old directory meanwhile. */
static void rescue(struct atomic_dir *d)
{
	name_list names = { 0 };

	if (list(d->parent, d->fresh, &d->arena, &names))
		names.n = 0;
	for (size_t i = 0; i < names.n; i++) {
		char *from = arena_printf(&d->arena, "%s/%s", d->fresh, names.v[i]);
		char *to = arena_printf(&d->arena, "%s/%s", d->name, names.v[i]);

		if (!atomic_exists(d, names.v[i]))
			renameat2(d->parent, from, d->parent, to, RENAME_NOREPLACE);
	}
	vec_free(&names);
}

int atomic_replace(struct atomic_dir *d, const struct atomic_file *files, size_t n_files,
	const char *const *drop, size_t n_drop, struct sdc_error *err)
{
	const char **gone = arena_array(&d->arena, n_files + n_drop, sizeof(*gone));
	size_t n = 0;
	int ret;

	for (size_t i = 0; i < n_files; i++)
		gone[n++] = files[i].name;
	for (size_t i = 0; i < n_drop; i++)
		gone[n++] = drop[i];
	if (n)
		qsort(gone, n, sizeof(*gone), compare_names);
	if (mkdirat(d->parent, d->fresh, 0777))
		return fail(d, NULL, err);
	ret = fill(d, files, n_files, gone, n, err);
	if (!ret && commit(d))
		ret = fail(d, NULL, err);
	if (ret) {
		remove_dir(d, d->fresh);
		return ret;
	}
	/* The new files are in place: what fails from here on undoes nothing, and the next
	 * process removes what is left of the old ones. */
	fsync(d->parent);
	if (d->exists) {
		rescue(d);
		remove_dir(d, d->fresh);
	}
	return 0;
}
