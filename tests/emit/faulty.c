// SPDX-License-Identifier: BSD-2-Clause
#include "faulty.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

const char *const fault_names[N_KINDS] = { "kill before", "kill after", "short write", "ENOSPC",
	"EIO", "EACCES", "EINVAL" };

static const int errors[N_KINDS] = { 0, 0, 0, ENOSPC, EIO, EACCES, EINVAL };

struct fault fault = { .kind = -1, .now = -1 };

void fault_start(int kind, unsigned int at)
{
	fault.calls = 0;
	fault.at = at;
	fault.kind = kind;
}

int fault_end(int pid)
{
	int status;

	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 256;
}

static int fails(void)
{
	fault.now = ++fault.calls == fault.at ? fault.kind : -1;
	if (fault.now == KILL_BEFORE)
		raise(SIGKILL);
	if (fault.now < FIRST_ERROR)
		return 0;
	errno = errors[fault.now];
	return -1;
}

static int behind(int ret)
{
	if (fault.now == KILL_AFTER)
		raise(SIGKILL);
	return ret;
}

#define NEXT(name) ((__typeof__(&(name)))dlsym(RTLD_NEXT, #name))

/* The C library's headers have reserved names for the parameters. */
// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name)
ssize_t write(int fd, const void *data, size_t len)
{
	if (fd <= STDERR_FILENO)
		return NEXT(write)(fd, data, len);
	if (fails())
		return -1;
	return behind((int)NEXT(write)(fd, data, fault.now == SHORT ? (len + 1) / 2 : len));
}

int fsync(int fd)
{
	return fails() ? -1 : behind(NEXT(fsync)(fd));
}

int mkdirat(int dir, const char *name, mode_t mode)
{
	return fails() ? -1 : behind(NEXT(mkdirat)(dir, name, mode));
}

int linkat(int a, const char *from, int b, const char *to, int flags)
{
	return fails() ? -1 : behind(NEXT(linkat)(a, from, b, to, flags));
}

int unlinkat(int dir, const char *name, int flags)
{
	return fails() ? -1 : behind(NEXT(unlinkat)(dir, name, flags));
}

int fchmod(int fd, mode_t mode)
{
	return fails() ? -1 : behind(NEXT(fchmod)(fd, mode));
}

int renameat(int a, const char *from, int b, const char *to)
{
	return fails() ? -1 : behind(NEXT(renameat)(a, from, b, to));
}

int renameat2(int a, const char *from, int b, const char *to, unsigned int flags)
{
	if (fails())
		return -1;
	if (flags && fault.old) {
		errno = EINVAL;
		return -1;
	}
	return behind(NEXT(renameat2)(a, from, b, to, flags));
}

int openat(int dir, const char *name, int flags, ...)
{
	mode_t mode = 0;
	va_list ap;

	va_start(ap, flags);
	if (flags & (O_CREAT | O_TMPFILE))
		mode = va_arg(ap, mode_t);
	va_end(ap);
	if (!(flags & O_CREAT) && (flags & O_TMPFILE) != O_TMPFILE)
		return NEXT(openat)(dir, name, flags);
	if ((flags & O_TMPFILE) == O_TMPFILE && fault.old) {
		errno = EOPNOTSUPP;
		return -1;
	}
	return fails() ? -1 : behind(NEXT(openat)(dir, name, flags, mode));
}

int close(int fd)
{
	int flags = fcntl(fd, F_GETFL), saved;

	if (flags < 0 || (flags & O_ACCMODE) != O_WRONLY)
		return NEXT(close)(fd);
	if (!fails())
		return behind(NEXT(close)(fd));
	saved = errno;
	NEXT(close)(fd);
	errno = saved;
	return -1;
}

// NOLINTEND(readability-inconsistent-declaration-parameter-name)
