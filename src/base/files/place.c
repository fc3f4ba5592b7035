// SPDX-License-Identifier: BSD-2-Clause
#include "base/files/place.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/files/file.h"

#define MAX_LINKS 40 /* as in the kernel */

struct walk {
	int dir;
	char *rest; /* still to be followed */
	unsigned int links;
};

bool place_trusted(const struct stat *dir, const struct stat *st)
{
	const mode_t shared = S_ISVTX | S_IWOTH;

	return (dir->st_mode & shared) != shared || st->st_uid == geteuid() ||
	       st->st_uid == dir->st_uid;
}

static int enter(struct walk *w, int fd)
{
	if (fd < 0)
		return -1;
	if (w->dir >= 0)
		close(w->dir);
	w->dir = fd;
	return 0;
}

/* Where @rest starts. */
static int start(struct walk *w)
{
	return enter(w, *w->rest == '/' ? open("/", O_PATH | O_DIRECTORY | O_CLOEXEC)
			: w->dir >= 0   ? dup(w->dir)
					: open(".", O_PATH | O_DIRECTORY | O_CLOEXEC));
}

/* What the link says comes before the rest of the path. */
static int put_before(struct walk *w, int link, const char *rest)
{
	char target[PATH_MAX];
	ssize_t n = readlinkat(link, "", target, sizeof(target) - 1);
	struct buf path = { 0 };

	if (n < 0)
		return -1;
	if (n == 0 || n == sizeof(target) - 1 || ++w->links > MAX_LINKS) {
		errno = n == 0 ? ENOENT : w->links > MAX_LINKS ? ELOOP : ENAMETOOLONG;
		return -1;
	}
	target[n] = '\0';
	buf_printf(&path, "%s/%s", target, rest);
	if (!*rest)
		path.data[n] = '\0';
	free(w->rest);
	w->rest = path.data;
	return start(w);
}

/* The links of /proc lead to open files, whatever their text says. */
static bool is_magic(int link)
{
	struct statfs fs;

	return !fstatfs(link, &fs) && fs.f_type == PROC_SUPER_MAGIC;
}

static void advance(struct walk *w, const char *rest)
{
	memmove(w->rest, rest, strlen(rest) + 1);
}

/* Returns 1 where there is more to follow, 0 where @link may stay as it is, -1 for an error. */
static int follow(
	struct walk *w, int link, const struct stat *st, const char *name, const char *rest)
{
	struct stat dir;

	if (fstat(w->dir, &dir))
		return -1;
	if (!place_trusted(&dir, st)) {
		errno = EPERM;
		return -1;
	}
	if (!is_magic(link))
		return put_before(w, link, rest) ? -1 : 1;
	if (!*rest)
		return 0;
	if (enter(w, openat(w->dir, name, O_PATH | O_DIRECTORY | O_CLOEXEC)))
		return -1;
	advance(w, rest);
	return 1;
}

static int finish(struct place *out, const char *name)
{
	if (strlen(name) > NAME_MAX) {
		errno = ENAMETOOLONG;
		return -1;
	}
	strcpy(out->name, name);
	return 0;
}

/* What has that name is open as @fd, which is closed. Returns as step(). */
static int step_into(struct walk *w, int fd, const char *name, const char *rest, struct place *out)
{
	struct stat st;
	int ret = fstat(fd, &st);

	if (!ret && S_ISLNK(st.st_mode)) {
		ret = follow(w, fd, &st, name, rest);
		out->magic = !ret;
	} else if (!ret && *rest) {
		ret = enter(w, openat(fd, ".", O_PATH | O_DIRECTORY | O_CLOEXEC)) ? -1 : 1;
		if (ret > 0)
			advance(w, rest);
	}
	close(fd);
	return ret ? ret : finish(out, name);
}

/* One component. Returns 1 where there is more, 0 at the end, -1 for an error. */
static int step(struct walk *w, struct place *out)
{
	char *name = w->rest + strspn(w->rest, "/"), *rest = name + strcspn(name, "/");
	bool last = !*rest;
	int fd;

	if (!*name)
		return finish(out, ".");
	if (!last)
		*rest++ = '\0';
	if (last && (!strcmp(name, ".") || !strcmp(name, "..")))
		return enter(w, openat(w->dir, name, O_PATH | O_DIRECTORY | O_CLOEXEC))
			       ? -1
			       : finish(out, ".");
	fd = openat(w->dir, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return last && errno == ENOENT ? finish(out, name) : -1;
	/* A slash at the end asks for a directory. */
	return step_into(w, fd, name, last ? "" : *rest ? rest : ".", out);
}

int place_find(const char *path, struct place *out, struct sdc_error *err)
{
	struct walk w = { .dir = -1 };
	struct buf rest = { 0 };
	int ret;

	buf_puts(&rest, path);
	w.rest = rest.data;
	out->magic = false;
	errno = ENOENT;
	ret = !*path || start(&w) ? -1 : 1;
	while (ret > 0)
		ret = step(&w, out);
	out->dir = w.dir;
	free(w.rest);
	if (!ret)
		return 0;
	set_error(err, SDC_EIO, "%s: %s", path,
		errno == EPERM ? "follows a symbolic link of another user in a directory where "
				 "everybody may write"
			       : strerror(errno));
	place_close(out);
	return -SDC_EIO;
}

void place_close(struct place *p)
{
	if (p->dir >= 0)
		close(p->dir);
	p->dir = -1;
}
