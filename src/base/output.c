// SPDX-License-Identifier: BSD-2-Clause
#include "base/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"

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

/* mkstemp() makes files that others cannot read. */
static int set_mode(int fd, const struct stat *old)
{
	mode_t mask;

	if (old)
		return fchmod(fd, old->st_mode & 0777);
	mask = umask(0);
	umask(mask);
	return fchmod(fd, 0666 & ~mask);
}

static int fill(int fd, const struct stat *old, const void *data, size_t len)
{
	int saved, ret = set_mode(fd, old) || write_all(fd, data, len) || fsync(fd) ? -1 : 0;

	saved = errno;
	if (close(fd) && !ret)
		return -1;
	errno = saved;
	return ret;
}

static int replace(const char *path, const struct stat *old, const void *data, size_t len)
{
	struct buf name = { 0 };
	int fd, ret;

	buf_printf(&name, "%s.XXXXXX", path);
	fd = mkstemp(name.data);
	ret = fd < 0 ? -1 : fill(fd, old, data, len);
	if (!ret)
		ret = rename(name.data, path);
	if (ret && fd >= 0) {
		int saved = errno;

		unlink(name.data);
		errno = saved;
	}
	buf_free(&name);
	return ret;
}

static int write_to(const char *path, const void *data, size_t len)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), ret;

	if (fd < 0)
		return -1;
	ret = write_all(fd, data, len);
	return close(fd) ? -1 : ret;
}

static int write_path(const char *path, const void *data, size_t len)
{
	char *target = realpath(path, NULL); /* so that a symbolic link stays one */
	struct stat st;
	int ret;

	if (!target || stat(target, &st))
		ret = replace(path, NULL, data, len);
	else if (S_ISREG(st.st_mode))
		ret = replace(target, &st, data, len);
	else
		ret = write_to(target, data, len);
	free(target);
	return ret;
}

int write_file(const char *path, const void *data, size_t len, struct sdc_error *err)
{
	bool out = !strcmp(path, "-");

	if (out ? write_all(STDOUT_FILENO, data, len) : write_path(path, data, len))
		return set_error(
			err, SDC_EIO, "%s: %s", out ? "standard output" : path, strerror(errno));
	return 0;
}
