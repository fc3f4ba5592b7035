// SPDX-License-Identifier: BSD-2-Clause
#include "dt/load.h"

#include <libfdt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "dt/dir.h"
#include "dt/overlay.h"
#include "dt/source.h"

enum kind { BLOB, SOURCE, DIRECTORY };

struct input {
	const char *path;
	enum kind kind;
	struct buf text; /* what the file holds; empty for a directory */
	struct buf blob;
};

static const char *display_name(const char *path)
{
	return strcmp(path, "-") ? path : "<stdin>";
}

const char *dt_compiler(const struct sdc_load_options *opts)
{
	const char *env = getenv("DTC");

	if (opts && opts->dtc)
		return opts->dtc;
	return env && *env ? env : "dtc";
}

bool dt_is_blob(const struct buf *b)
{
	static const char magic[4] = { (char)0xd0, 0x0d, (char)0xfe, (char)0xed };

	return b->len >= sizeof(magic) && !memcmp(b->data, magic, sizeof(magic));
}

/* A source is text that names its version; anything else is taken for a damaged blob. */
static bool is_source(const struct buf *b)
{
	return b->len && !memchr(b->data, 0, b->len) &&
	       (strstr(b->data, "/dts-v1/") || strstr(b->data, "/plugin/") || strchr(b->data, '{'));
}

static int read_input(struct input *in, struct sdc_error *err)
{
	struct stat st;
	int ret;

	if (strcmp(in->path, "-") && !stat(in->path, &st) && S_ISDIR(st.st_mode)) {
		in->kind = DIRECTORY;
		return dt_dir_read(in->path, &in->blob, err);
	}
	ret = read_file(in->path, &in->text, err);
	if (ret)
		return ret;
	if (dt_is_blob(&in->text)) {
		in->kind = BLOB;
		in->blob = in->text;
		memset(&in->text, 0, sizeof(in->text));
		return 0;
	}
	in->kind = SOURCE;
	if (!is_source(&in->text))
		return set_error(err, SDC_EINPUT, "%s: neither a device tree blob nor a source",
			display_name(in->path));
	return 0;
}

static const struct buf *stdin_text(const struct input *in)
{
	return strcmp(in->path, "-") ? NULL : &in->text;
}

static void free_input(struct input *in)
{
	buf_free(&in->text);
	buf_free(&in->blob);
}

static int apply_overlays(
	struct input *base, const struct sdc_load_options *opts, struct sdc_error *err)
{
	int ret = 0;

	for (size_t i = 0; opts && i < opts->n_overlays && !ret; i++) {
		struct input o = { .path = opts->overlays[i] };

		ret = read_input(&o, err);
		if (!ret && o.kind == SOURCE)
			ret = dt_source_compile(
				dt_compiler(opts), o.path, stdin_text(&o), true, &o.blob, err);
		if (!ret)
			ret = dt_overlay_apply(&base->blob, display_name(base->path), &o.blob,
				display_name(o.path), err);
		free_input(&o);
	}
	return ret;
}

static int load(struct input *in, const struct sdc_load_options *opts, struct dt_tree **out,
	struct sdc_error *err)
{
	bool overlays = opts && opts->n_overlays;
	struct dt_tree *t;
	int ret;

	ret = read_input(in, err);
	if (!ret && in->kind == SOURCE)
		ret = dt_source_compile(
			dt_compiler(opts), in->path, stdin_text(in), overlays, &in->blob, err);
	if (!ret)
		ret = apply_overlays(in, opts, err);
	if (!ret)
		ret = dt_tree_build(in->blob.data, in->blob.len, display_name(in->path), &t, err);
	if (ret)
		return ret;
	/* With overlays the nodes are no longer those of the source, and no place is claimed. */
	if (in->kind == SOURCE && !overlays)
		ret = dt_source_attach(t, dt_compiler(opts), in->path, stdin_text(in), err);
	if (ret) {
		dt_tree_free(t);
		return ret;
	}
	t->owned = in->blob.data;
	memset(&in->blob, 0, sizeof(in->blob));
	*out = t;
	return 0;
}

int dt_load(const char *path, const struct sdc_load_options *opts, struct dt_tree **out,
	struct sdc_error *err)
{
	struct input in = { .path = path };
	int ret = load(&in, opts, out, err);

	free_input(&in);
	return ret;
}
