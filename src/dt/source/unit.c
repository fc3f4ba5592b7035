// SPDX-License-Identifier: BSD-2-Clause
#include "dt/source/unit.h"

#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/files/file.h"
#include "dt/dir.h"
#include "dt/load.h"
#include "dt/source/cpp/directives.h"
#include "dt/source/cpp/preprocess.h"

/* A source is text that names its version; anything else is taken for a damaged blob. */
static bool is_source(const struct buf *b)
{
	return b->len && !memchr(b->data, 0, b->len) &&
	       (strstr(b->data, "/dts-v1/") || strstr(b->data, "/plugin/") ||
		       strchr(b->data, '{') || strstr(b->data, "#include"));
}

int unit_read(struct unit *u, const char *path, struct sdc_error *err)
{
	struct stat st;
	int ret;

	u->path = path;
	u->name = strcmp(path, "-") ? path : "<stdin>";
	if (strcmp(path, "-") && !stat(path, &st) && S_ISDIR(st.st_mode)) {
		u->kind = UNIT_DIRECTORY;
		return dt_dir_read(path, &u->blob, err);
	}
	ret = read_file(path, &u->text, err);
	if (ret)
		return ret;
	if (dt_is_blob(&u->text)) {
		u->kind = UNIT_BLOB;
		u->blob = u->text;
		memset(&u->text, 0, sizeof(u->text));
		return 0;
	}
	u->kind = UNIT_SOURCE;
	if (!is_source(&u->text))
		return set_error(
			err, SDC_EINPUT, "%s: neither a device tree blob nor a source", u->name);
	return 0;
}

static void say_dirs(
	const struct unit *u, const struct include_dirs *d, const struct sdc_load_options *opts)
{
	struct buf b = { 0 };

	if (!opts || !opts->say)
		return;
	if (d->tree)
		buf_printf(&b, "%s: in the source tree %s; ", u->name, d->tree);
	else
		buf_printf(&b, "%s: in no source tree that is known; ", u->name);
	buf_puts(&b, d->list.n ? "include directories:" : "no include directories");
	for (size_t i = 0; i < d->list.n; i++)
		buf_printf(&b, " %s", d->list.v[i]);
	opts->say(opts->ctx, b.data);
	buf_free(&b);
}

/* Line markers name any file. Those are shown that the compile reads, as its programs say, and what
 * stands where sources do. */
static void allow_excerpts(
	const struct unit *u, const struct sdc_load_options *opts, struct lines *lines)
{
	char *copy = strdup(u->path);

	if (!copy)
		out_of_memory();
	lines_allow_below(lines, dirname(copy));
	free(copy);
	lines_allow(lines, u->path);
	for (size_t i = 0; opts && i < opts->n_include_dirs; i++)
		lines_allow_below(lines, opts->include_dirs[i]);
}

/* Whether something that was preprocessed before came from a source tree of Linux. */
static bool names_tree(const struct expansion *e)
{
	for (size_t i = 0; i < e->parts.n; i++) {
		const char *dts = strstr(e->parts.v[i].file, "/boot/dts/");
		const char *arch = strstr(e->parts.v[i].file, "arch/");

		if (dts && arch && arch < dts)
			return true;
	}
	return false;
}

int unit_preprocess(struct unit *u, const struct sdc_load_options *opts, struct lines *lines,
	struct dt_messages *m, struct sdc_error *err)
{
	bool is_stdin = !strcmp(u->path, "-");
	enum directives found = directives_find(&u->text);
	struct include_dirs dirs = { 0 };
	int ret = 0;

	if (is_stdin)
		lines_put(lines, u->name, &u->text);
	allow_excerpts(u, opts, lines);
	u->expanded = found != DIRECTIVES_NONE;
	if (found == DIRECTIVES_MARKERS) {
		expansion_read(&u->expansion, &u->text, u->name);
		u->in_tree = names_tree(&u->expansion);
	}
	if (found != DIRECTIVES_CPP)
		return 0;
	preprocess_dirs(&dirs, u->path, opts);
	u->in_tree = dirs.tree || include_dirs_known(&dirs);
	say_dirs(u, &dirs, opts);
	if (dirs.tree)
		lines_allow_below(lines, dirs.tree);
	ret = preprocess(
		u->path, is_stdin ? &u->text : NULL, &dirs, opts, &u->expansion, lines, m, err);
	include_dirs_free(&dirs);
	return ret;
}

void unit_place(const struct unit *u, struct lines *lines, struct dt_place *p)
{
	if (u->expanded && p->line && !strcmp(p->file, "<stdin>"))
		expansion_place(&u->expansion, lines, p);
	p->overlay = u->overlay;
}

void unit_free(struct unit *u)
{
	if (u->expanded)
		expansion_free(&u->expansion);
	buf_free(&u->text);
	buf_free(&u->blob);
}
