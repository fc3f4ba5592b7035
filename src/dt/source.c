// SPDX-License-Identifier: BSD-2-Clause
#include "dt/source.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/lines.h"
#include "base/run.h"
#include "dt/annotated.h"
#include "dt/load.h"

struct dt_source {
	struct dt_place *nodes, *props;
	struct lines lines;
	struct arena arena;
};

static int compile(const char *dtc, const char *const *args, const struct buf *text,
	const char *name, struct buf *out, struct sdc_error *err)
{
	struct buf messages = { 0 };
	int status, ret;

	ret = run_program(dtc, args, text, out, &messages, &status, err);
	if (!ret && status) {
		const char *first = buf_str(&messages);

		ret = set_error(
			err, SDC_EINPUT, "%s: dtc: %.*s", name, (int)strcspn(first, "\n"), first);
	}
	buf_free(&messages);
	return ret;
}

int dt_source_compile(const char *dtc, const char *path, const struct buf *text, bool symbols,
	struct buf *blob, struct sdc_error *err)
{
	const char *args[] = { dtc, "-q", "-I", "dts", "-O", "dtb", symbols ? "-@" : "-q", "--",
		path, NULL };

	return compile(dtc, args, text, text ? "<stdin>" : path, blob, err);
}

int dt_source_files(const char *dtc, const char *path, const char *list, struct sdc_error *err)
{
	const char *args[] = { dtc, "-q", "-I", "dts", "-O", "dtb", "-o", "/dev/null", "-d", list,
		"--", path, NULL };
	struct buf out = { 0 };
	int ret = compile(dtc, args, NULL, path, &out, err);

	buf_free(&out);
	return ret;
}

int dt_source_attach(struct dt_tree *t, const char *dtc, const char *path, const struct buf *text,
	struct sdc_error *err)
{
	const char *args[] = { dtc, "-q", "-I", "dts", "-O", "dts", "-T", "-T", "--", path, NULL };
	struct dt_source *s = xmalloc(sizeof(*s));
	struct buf out = { 0 };
	int ret;

	memset(s, 0, sizeof(*s));
	ret = compile(dtc, args, text, text ? "<stdin>" : path, &out, err);
	if (!ret) {
		s->nodes = arena_array(&s->arena, t->n_nodes, sizeof(*s->nodes));
		s->props = arena_array(&s->arena, t->n_props + 1, sizeof(*s->props));
		if (annotated_read(buf_str(&out), t, &s->arena, s->nodes, s->props))
			t->source = s;
	}
	if (!t->source)
		dt_source_free(s);
	buf_free(&out);
	return ret;
}

void dt_source_free(struct dt_source *s)
{
	if (!s)
		return;
	lines_free(&s->lines);
	arena_free(&s->arena);
	free(s);
}

struct dt_place dt_place_node(const struct dt_tree *t, const struct dt_node *n)
{
	struct dt_place none = { .file = t->file };

	return t->source && t->source->nodes[n - t->nodes].line ? t->source->nodes[n - t->nodes]
								: none;
}

struct dt_place dt_place_prop(const struct dt_tree *t, const struct dt_prop *p)
{
	struct dt_place none = { .file = t->file };

	return t->source && t->source->props[p - t->props].line ? t->source->props[p - t->props]
								: none;
}

const char *dt_source_line(struct dt_tree *t, const char *file, unsigned int line)
{
	return t->source ? lines_get(&t->source->lines, file, line) : NULL;
}
