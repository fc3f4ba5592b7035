// SPDX-License-Identifier: BSD-2-Clause
#include "base/files/output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files/file.h"
#include "base/files/place.h"
#include "base/sha256.h"

#define READER_MS 5000 /* how long a pipe may have no reader */

int write_all(int fd, const void *data, size_t len)
{
	const char *p = data;

	while (len) {
		ssize_t n = write(fd, p, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n == 0)
			errno = ENOSPC;
		if (n <= 0)
			return -1;
		p += n;
		len -= (size_t)n;
	}
	return 0;
}

void signals_hold(sigset_t *old)
{
	static const int held[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGALRM };
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < sizeof(held) / sizeof(held[0]); i++)
		sigaddset(&set, held[i]);
	pthread_sigmask(SIG_BLOCK, &set, old);
}

void signals_release(const sigset_t *old)
{
	int saved = errno;

	pthread_sigmask(SIG_SETMASK, old, NULL);
	errno = saved;
}

/* The name of the file while it has one and is not in its place. Short, whatever @name is. */
static void spare_name(const char *name, char spare[32])
{
	char sum[SHA256_TEXT];

	sha256_text(name, strlen(name), sum);
	snprintf(spare, 32, ".scmi-dtcheck-%.12s", sum);
}

static int give_name(int fd, int dir, const char *name)
{
	char self[32];

	snprintf(self, sizeof(self), "/proc/self/fd/%d", fd);
	if (!linkat(AT_FDCWD, self, dir, name, AT_SYMLINK_FOLLOW))
		return 0;
	return errno == ENOENT ? linkat(fd, "", dir, name, AT_EMPTY_PATH) : -1;
}

/*
 * Nothing replaces a file by one without a name: it gets a spare name first. Another process that
 * writes the same file may take the spare name away or use it; both files are whole.
 */
static int publish(int fd, const struct place *p, const char *spare, bool exists)
{
	for (int tries = 0; tries < 100; tries++) {
		if (!exists && !give_name(fd, p->dir, p->name))
			return 0;
		if (!exists && errno != EEXIST)
			return -1;
		exists = true;
		if (give_name(fd, p->dir, spare)) {
			if (errno != EEXIST || unlinkat(p->dir, spare, 0))
				return -1;
			continue;
		}
		if (!renameat(p->dir, spare, p->dir, p->name))
			return 0;
		if (errno != ENOENT) {
			int saved = errno;

			unlinkat(p->dir, spare, 0);
			errno = saved;
			return -1;
		}
	}
	return -1;
}

static int fill(int fd, const struct stat *old, const void *data, size_t len)
{
	/* The rights that somebody else has given to his file are not those of this one. */
	if (old && old->st_uid == geteuid() && fchmod(fd, old->st_mode & 0777))
		return -1;
	return write_all(fd, data, len) || fsync(fd) ? -1 : 0;
}

static int replace_unnamed(int fd, const struct place *p, const char *spare, const struct stat *old,
	const void *data, size_t len)
{
	int ret = fill(fd, old, data, len), saved;

	if (!ret)
		ret = publish(fd, p, spare, old != NULL);
	saved = errno;
	close(fd);
	errno = saved;
	return ret;
}

static int replace_named(int fd, const struct place *p, const char *spare, const struct stat *old,
	const void *data, size_t len)
{
	int ret = fill(fd, old, data, len), saved = errno;

	if (close(fd) && !ret) {
		ret = -1;
		saved = errno;
	}
	if (!ret) {
		ret = renameat(p->dir, spare, p->dir, p->name);
		saved = errno;
	}
	if (ret)
		unlinkat(p->dir, spare, 0);
	errno = saved;
	return ret;
}

static int replace(const struct place *p, const struct stat *old, const void *data, size_t len)
{
	char spare[32];
	int fd;

	spare_name(p->name, spare);
	fd = openat(p->dir, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
	if (fd >= 0)
		return replace_unnamed(fd, p, spare, old, data, len);
	if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL && errno != ENOENT)
		return -1;
	if (unlinkat(p->dir, spare, 0) && errno != ENOENT)
		return -1;
	fd = openat(p->dir, spare, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	return fd < 0 ? -1 : replace_named(fd, p, spare, old, data, len);
}

/* No signal comes between where it would leave a spare name behind. */
static int replace_undisturbed(
	const struct place *p, const struct stat *old, const void *data, size_t len)
{
	sigset_t signals;
	int ret;

	signals_hold(&signals);
	ret = replace(p, old, data, len);
	signals_release(&signals);
	return ret;
}

/* A pipe is opened when it has a reader, for which this waits, but not for ever. */
static int open_special(const struct place *p, bool wait)
{
	int flags = O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | (p->magic ? 0 : O_NOFOLLOW);
	int fd;

	for (int ms = 0;; ms += 20) {
		fd = openat(p->dir, p->name, flags);
		if (fd >= 0 || errno != ENXIO || !wait || ms >= READER_MS)
			break;
		poll(NULL, 0, 20);
	}
	if (fd >= 0)
		fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
	return fd;
}

static bool is_stdout(const struct stat *st)
{
	struct stat out;

	return !fstat(STDOUT_FILENO, &out) && out.st_dev == st->st_dev && out.st_ino == st->st_ino;
}

static int write_special(const struct place *p, const struct stat *st, const void *data, size_t len)
{
	struct stat dir;
	int fd, ret;

	if (fstat(p->dir, &dir))
		return -1;
	if (!p->magic && !place_trusted(&dir, st)) {
		errno = EACCES;
		return -1;
	}
	/* /dev/stdout goes on where standard output is. */
	if (p->magic && is_stdout(st))
		return write_all(STDOUT_FILENO, data, len);
	fd = open_special(p, S_ISFIFO(st->st_mode));
	if (fd < 0)
		return -1;
	/* What /proc names may be a regular file, and one that has no other name. */
	ret = S_ISREG(st->st_mode) && ftruncate(fd, 0) ? -1 : write_all(fd, data, len);
	return close(fd) ? -1 : ret;
}

static int write_place(const struct place *p, const void *data, size_t len)
{
	struct stat st;

	if (fstatat(p->dir, p->name, &st, p->magic ? 0 : AT_SYMLINK_NOFOLLOW))
		return errno == ENOENT ? replace_undisturbed(p, NULL, data, len) : -1;
	if (S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return -1;
	}
	return S_ISREG(st.st_mode) && !p->magic ? replace_undisturbed(p, &st, data, len)
						: write_special(p, &st, data, len);
}

static int write_path(const char *path, const void *data, size_t len, struct sdc_error *err)
{
	struct place place;
	int ret = place_find(path, &place, err);

	if (ret)
		return ret;
	if (write_place(&place, data, len))
		ret = set_error(err, SDC_EIO, "%s: %s", path, strerror(errno));
	place_close(&place);
	return ret;
}

int write_file(const char *path, const void *data, size_t len, struct sdc_error *err)
{
	if (strcmp(path, "-") != 0)
		return write_path(path, data, len, err);
	if (write_all(STDOUT_FILENO, data, len))
		return set_error(err, SDC_EIO, "standard output: %s", strerror(errno));
	return 0;
}
