// SPDX-License-Identifier: BSD-2-Clause
/* The schemas of a directory. */
#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"
#include "base/files/path.h"
#include "schema/files.h"

#define MAX_DIR_DEPTH 32

struct walk {
	schema_file_fn file;
	void *ctx;
	struct sdc_error *err;
};

static int walk_dir(const struct walk *w, const char *path, unsigned int depth);

static bool is_yaml(const char *name)
{
	size_t len = strlen(name);

	return len > 5 && !strcmp(name + len - 5, ".yaml") && name[0] != '.';
}

static int visit(const struct walk *w, const char *path, unsigned int depth)
{
	struct stat st;

	if (stat(path, &st))
		return set_error(w->err, SDC_EIO, "%s: %s", path, strerror(errno));
	if (S_ISDIR(st.st_mode))
		return walk_dir(w, path, depth);
	if (!depth || is_yaml(path_name(path)))
		return w->file(w->ctx, path, &st);
	return 0;
}

static int walk_dir(const struct walk *w, const char *path, unsigned int depth)
{
	struct dirent **entries;
	int n, ret = 0;

	if (depth > MAX_DIR_DEPTH)
		return set_error(w->err, SDC_EIO, "%s: too many directories in each other", path);
	n = scandir(path, &entries, NULL, alphasort);
	if (n < 0)
		return set_error(w->err, SDC_EIO, "%s: %s", path, strerror(errno));
	for (int i = 0; i < n; i++) {
		if (!ret && entries[i]->d_name[0] != '.') {
			struct buf full = { 0 };

			buf_printf(&full, "%s/%s", path, entries[i]->d_name);
			ret = visit(w, buf_str(&full), depth + 1);
			buf_free(&full);
		}
		free(entries[i]);
	}
	free(entries);
	return ret;
}

int schema_files(const char *path, schema_file_fn file, void *ctx, struct sdc_error *err)
{
	const struct walk w = { file, ctx, err };

	return visit(&w, path, 0);
}
