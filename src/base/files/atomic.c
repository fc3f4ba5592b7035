// SPDX-License-Identifier: BSD-2-Clause
#include "base/files/atomic.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/files/atomic_impl.h"
#include "base/files/file.h"
#include "base/files/output.h"
#include "base/files/place.h"
#include "base/sha256.h"

#define MAX_FILE ((size_t)1 << 30)
#define TELL_MS  1000 /* after which it says that it waits */
#define POLL_MS  20

int atomic_fail(const struct atomic_dir *d, const char *name, struct sdc_error *err)
{
	return name ? set_error(err, SDC_EIO, "%s/%s: %s", d->path, name, strerror(errno))
		    : set_error(err, SDC_EIO, "%s: %s", d->path, strerror(errno));
}

const char *atomic_state_at(struct arena *a, int dir, const char *name)
{
	struct buf data = { 0 };
	char sum[SHA256_TEXT];
	struct stat st;

	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW))
		return errno == ENOENT ? "" : NULL;
	if (S_ISREG(st.st_mode) && !read_regular(dir, name, MAX_FILE, &data)) {
		sha256_text(buf_str(&data), data.len, sum);
		buf_free(&data);
		return arena_strdup(a, sum);
	}
	buf_free(&data);
	return arena_printf(a, "other:%ju:%jd.%ld", (uintmax_t)st.st_ino,
		(intmax_t)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
}

const char *atomic_state(struct atomic_dir *d, const char *name)
{
	return atomic_state_at(&d->arena, d->dir, name);
}

int atomic_read(const struct atomic_dir *d, const char *name, size_t limit, struct buf *out)
{
	return read_regular(d->dir, name, limit, out);
}

int atomic_stage_open(const struct atomic_dir *d)
{
	return openat(d->dir, ATOMIC_STAGE, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static int remove_files(int stage)
{
	/* Opened anew: btrfs lists what was there when a directory was opened. */
	int fd = openat(stage, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *list = fd < 0 ? NULL : fdopendir(fd);
	const struct dirent *e;
	int ret = list ? 0 : -1;

	/* The journal first: without it nothing is done again. */
	if (list && unlinkat(stage, "journal", 0) && errno != ENOENT)
		ret = -1;
	for (errno = 0; !ret && (e = readdir(list)); errno = 0)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 &&
			unlinkat(stage, e->d_name, 0))
			ret = -1;
	if (!ret && errno)
		ret = -1;
	if (list)
		closedir(list);
	return ret;
}

int atomic_stage_remove(const struct atomic_dir *d, int stage)
{
	return remove_files(stage) ? -1 : unlinkat(d->dir, ATOMIC_STAGE, AT_REMOVEDIR);
}

/* What a killed process has left. */
static int recover(struct atomic_dir *d, struct sdc_error *err)
{
	int stage = atomic_stage_open(d), ret;
	struct atomic_steps steps = { 0 };
	struct stat st;

	if (stage < 0)
		return errno == ENOENT ? 0 : atomic_fail(d, ATOMIC_STAGE, err);
	if (fstat(stage, &st)) {
		ret = atomic_fail(d, ATOMIC_STAGE, err);
	} else if (!place_trusted(&d->st, &st)) {
		ret = set_error(err, SDC_EIO, "%s/%s: belongs to another user: remove it", d->path,
			ATOMIC_STAGE);
	} else {
		ret = atomic_journal_read(&d->arena, stage, &steps) &&
		      atomic_finish(d, stage, &steps);
		if (ret || atomic_stage_remove(d, stage))
			ret = atomic_fail(d, ATOMIC_STAGE, err);
	}
	close(stage);
	return ret;
}

static int open_dir(struct atomic_dir *d, struct place *p, struct sdc_error *err)
{
	int ret = place_find(d->path, p, err);

	if (ret)
		return ret;
	d->made = !mkdirat(p->dir, p->name, 0777);
	if (!d->made && errno != EEXIST)
		return atomic_fail(d, NULL, err);
	d->dir = openat(
		p->dir, p->name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | (p->magic ? 0 : O_NOFOLLOW));
	d->parent = p->dir;
	d->name = arena_strdup(&d->arena, p->name);
	return d->dir < 0 || fstat(d->dir, &d->st) ? atomic_fail(d, NULL, err) : 0;
}

/* Those who may write to the directory may lock it, and nobody else. */
static int open_lock(struct atomic_dir *d)
{
	bool group = (d->st.st_mode & (S_IWGRP | S_IWOTH)) == S_IWGRP;
	int fd = openat(
		d->dir, ATOMIC_LOCK, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
	struct stat st;

	if (fd < 0)
		return -1;
	if (fstat(fd, &st) || !S_ISREG(st.st_mode) || !place_trusted(&d->st, &st)) {
		close(fd);
		errno = EPERM;
		return -1;
	}
	if (group && st.st_uid == geteuid())
		fchmod(fd, 0660);
	return fd;
}

/* The one who had it has removed it: that was another file of this name. */
static bool is_current(const struct atomic_dir *d, int lock)
{
	struct stat a, b;

	return !fstat(lock, &a) && !fstatat(d->dir, ATOMIC_LOCK, &b, AT_SYMLINK_NOFOLLOW) &&
	       a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* Returns 1 where it is held, 0 where another has it, -1 for an error. */
static int try_lock(struct atomic_dir *d)
{
	int ret;

	d->lock = open_lock(d);
	if (d->lock < 0)
		return -1;
	do {
		ret = flock(d->lock, LOCK_EX | LOCK_NB);
	} while (ret && errno == EINTR);
	if (!ret && is_current(d, d->lock))
		return 1;
	ret = ret && errno != EWOULDBLOCK ? -1 : 0;
	close(d->lock);
	d->lock = -1;
	return ret;
}

static int lock(struct atomic_dir *d, const struct atomic_options *opts, struct sdc_error *err)
{
	bool told = !opts->waiting;
	int ret;

	for (unsigned int ms = 0; !(ret = try_lock(d)); ms += POLL_MS) {
		if (ms >= opts->wait_ms)
			return set_error(err, SDC_EIO, "%s: another process writes to it", d->path);
		if (ms >= TELL_MS && !told) {
			opts->waiting(opts->ctx, d->path);
			told = true;
		}
		poll(NULL, 0, POLL_MS);
	}
	return ret < 0 ? atomic_fail(d, ATOMIC_LOCK, err) : 0;
}

int atomic_open(const char *path, const struct atomic_options *opts, struct atomic_dir **out,
	struct sdc_error *err)
{
	struct atomic_dir *d = xmalloc(sizeof(*d));
	struct place place = { .dir = -1 };
	int ret;

	memset(d, 0, sizeof(*d));
	d->parent = d->dir = d->lock = -1;
	d->path = arena_strdup(&d->arena, path);
	ret = open_dir(d, &place, err);
	if (!ret)
		ret = lock(d, opts, err);
	if (!ret)
		ret = recover(d, err);
	if (d->parent < 0)
		place_close(&place);
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
	if (d->lock >= 0) {
		unlinkat(d->dir, ATOMIC_LOCK, 0);
		close(d->lock);
	}
	if (d->dir >= 0)
		close(d->dir);
	if (d->made)
		unlinkat(d->parent, d->name, AT_REMOVEDIR);
	if (d->parent >= 0)
		close(d->parent);
	arena_free(&d->arena);
	free(d);
}
