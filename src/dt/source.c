// SPDX-License-Identifier: BSD-2-Clause
#include "dt/source.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/run.h"
#include "base/vec.h"
#include "dt/source/annotated.h"
#include "dt/load.h"

struct line_file {
	const char *name;
	struct buf text;
	VEC(size_t) starts; /* of each line */
	bool failed;
};

struct dt_source {
	struct dt_place *nodes, *props;
	VEC(struct line_file) files;
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
	for (size_t i = 0; i < s->files.n; i++) {
		buf_free(&s->files.v[i].text);
		vec_free(&s->files.v[i].starts);
	}
	vec_free(&s->files);
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

static struct line_file *open_lines(struct dt_source *s, const char *file)
{
	struct line_file *f;

	for (size_t i = 0; i < s->files.n; i++)
		if (!strcmp(s->files.v[i].name, file))
			return &s->files.v[i];
	vec_push(&s->files, (struct line_file){ .name = arena_strdup(&s->arena, file) });
	f = &s->files.v[s->files.n - 1];
	f->failed =
		!strcmp(file, "-") || !strcmp(file, "<stdin>") || read_file(file, &f->text, NULL);
	for (size_t i = 0; !f->failed && i < f->text.len; i++)
		if (!i || f->text.data[i - 1] == '\n')
			vec_push(&f->starts, i);
	return f;
}

const char *dt_source_line(struct dt_tree *t, const char *file, unsigned int line)
{
	struct line_file *f;
	const char *start;

	if (!t->source || !line)
		return NULL;
	f = open_lines(t->source, file);
	if (line > f->starts.n)
		return NULL;
	start = f->text.data + f->starts.v[line - 1];
	return arena_strndup(&t->source->arena, start, strcspn(start, "\r\n"));
}
