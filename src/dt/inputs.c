// SPDX-License-Identifier: BSD-2-Clause
#include "dt/inputs.h"

#include <errno.h>
#include <fts.h>
#include <string.h>
#include <sys/stat.h>

#include "base/files/file.h"
#include "dt/source/unit.h"

struct lister {
	const struct sdc_load_options *opts;
	sdc_file_fn *file;
	void *ctx;
	struct sdc_error *err;
};

static int directory(const struct lister *l, const char *path)
{
	char *const roots[] = { (char *)path, NULL };
	FTS *fts = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	FTSENT *e;
	int ret = 0;

	if (!fts)
		return set_error(l->err, SDC_EIO, "%s: %s", path, strerror(errno));
	while (!ret && (e = fts_read(fts))) {
		if (e->fts_level && e->fts_name[0] == '.')
			fts_set(fts, e, FTS_SKIP);
		else if (e->fts_info == FTS_ERR || e->fts_info == FTS_DNR)
			ret = set_error(
				l->err, SDC_EIO, "%s: %s", e->fts_path, strerror(e->fts_errno));
		else if (e->fts_info == FTS_F || e->fts_info == FTS_D)
			l->file(l->ctx, e->fts_path);
	}
	fts_close(fts);
	return ret;
}

/* What the preprocessor reads. */
static void list_headers(const struct lister *l, const struct unit *u)
{
	const char *last = NULL;

	for (size_t i = 0; u->expanded && i < u->expansion.parts.n; i++) {
		const char *file = u->expansion.parts.v[i].file;

		if (*file != '<' && file != last)
			l->file(l->ctx, file);
		last = file;
	}
}

static int source(const struct lister *l, struct unit *u)
{
	struct sdc_load_options quiet = *l->opts;
	struct dt_messages m = { 0 };
	struct lines lines = { 0 };
	int ret;

	quiet.say = NULL;
	ret = unit_preprocess(u, &quiet, &lines, &m, l->err);
	if (!ret)
		list_headers(l, u);
	if (!ret)
		ret = unit_files(u, l->file, l->ctx, l->opts, l->err);
	messages_free(&m);
	lines_free(&lines);
	return ret;
}

static int one(const struct lister *l, const char *path)
{
	struct unit u = { 0 };
	struct stat st;
	int ret;

	if (!strcmp(path, "-"))
		return 0;
	if (!stat(path, &st) && S_ISDIR(st.st_mode))
		return directory(l, path);
	ret = unit_read(&u, path, l->err);
	if (!ret && u.kind == UNIT_SOURCE)
		ret = source(l, &u);
	else if (!ret)
		l->file(l->ctx, path);
	unit_free(&u);
	return ret;
}

int dt_input_files(const char *path, const struct sdc_load_options *opts, sdc_file_fn *file,
	void *ctx, struct sdc_error *err)
{
	static const struct sdc_load_options none;
	struct lister l = { opts ? opts : &none, file, ctx, err };
	int ret = one(&l, path);

	for (size_t i = 0; opts && i < opts->n_overlays && !ret; i++)
		ret = one(&l, opts->overlays[i]);
	return ret;
}
