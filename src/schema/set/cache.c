// SPDX-License-Identifier: BSD-2-Clause
#include "schema/set/cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/files/output.h"
#include "base/sha256.h"
#include "schema/files.h"
#include "schema/set/image.h"

#define MONTH (30 * 24 * 60 * 60)

/* The directory, or NULL where the user has none. */
static const char *cache_dir(struct buf *b)
{
	const char *xdg = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	/* A relative path is to be ignored (XDG Base Directory Specification). */
	if (xdg && xdg[0] == '/')
		buf_printf(b, "%s", xdg);
	else if (home && home[0] == '/')
		buf_printf(b, "%s/.cache", home);
	else
		return NULL;
	mkdir(buf_str(b), 0700);
	buf_puts(b, "/scmi-dtcheck");
	mkdir(buf_str(b), 0755);
	return buf_str(b);
}

/* With the time of the last change of the inode, which nobody can set back. */
static int describe_file(void *ctx, const char *path, const struct stat *st)
{
	buf_printf(ctx, "%s %lld %lld.%09ld %lld.%09ld\n", path, (long long)st->st_size,
		(long long)st->st_mtim.tv_sec, st->st_mtim.tv_nsec, (long long)st->st_ctim.tv_sec,
		st->st_ctim.tv_nsec);
	return 0;
}

/* The path of the set that @opts means; false where there is no place for it. */
static bool set_path(const struct schema_set_options *opts, struct buf *path)
{
	struct buf key = { 0 };
	char text[SHA256_TEXT];
	bool ok = cache_dir(path) != NULL;

	buf_printf(&key, "%d %s %016llx %d\n", IMAGE_VERSION, SDC_VERSION,
		(unsigned long long)image_sum(builtin_image, builtin_size), opts->no_builtin);
	for (size_t i = 0; i < opts->n_dirs && ok; i++) {
		char *real = realpath(opts->dirs[i], NULL);

		ok = real && !schema_files(real, describe_file, &key, NULL);
		free(real);
	}
	if (ok) {
		sha256_text(buf_str(&key), key.len, text);
		buf_printf(path, "/%.32s.set", text);
	}
	buf_free(&key);
	return ok;
}

bool cache_find(const struct schema_set_options *opts, struct buf *path, struct schema_set **out)
{
	bool found;

	if (!set_path(opts, path)) {
		buf_free(path);
		return false;
	}
	found = !schema_set_open(buf_str(path), out, NULL);
	/* Its age is counted from the last use. */
	if (found)
		utimensat(AT_FDCWD, buf_str(path), NULL, 0);
	return found;
}

static void drop_old(const char *dir)
{
	DIR *d = opendir(dir);
	time_t now = time(NULL);
	struct dirent *e;
	struct stat st;

	while (d && (e = readdir(d))) {
		if (e->d_name[0] != '.' && !fstatat(dirfd(d), e->d_name, &st, 0) &&
			S_ISREG(st.st_mode) && now - st.st_mtime > MONTH)
			unlinkat(dirfd(d), e->d_name, 0);
	}
	if (d)
		closedir(d);
}

void cache_keep(
	const struct schema_set_options *opts, const struct buf *path, const struct buf *image)
{
	struct buf now = { 0 };

	/* Files that have changed since may have been read before or after that. */
	if (set_path(opts, &now) && !strcmp(now.data, path->data) &&
		!write_file(now.data, image->data, image->len, NULL)) {
		*strrchr(now.data, '/') = '\0';
		drop_old(now.data);
	}
	buf_free(&now);
}
