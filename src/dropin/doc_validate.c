// SPDX-License-Identifier: BSD-2-Clause
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dropin/doc.h"
#include "dropin/dropin.h"
#include "dropin/words.h"
#include "schema/files.h"
#include "schema/yaml/yaml.h"

static const struct option options[] = {
	{ "verbose", no_argument, NULL, 'v' },
	{ "line-number", no_argument, NULL, 'n' },
	{ "url-path", required_argument, NULL, 'u' },
	{ "version", no_argument, NULL, 'V' },
	{ "help", no_argument, NULL, 'h' },
	{ 0 },
};

struct run {
	struct meta meta;
	bool lines;
	bool failed;
};

/* An error and where it stands. */
struct found {
	const struct failure *f;
	unsigned int line, column;
};

static void find_place(struct found *out, const struct yaml_mark *m)
{
	bool key = false;

	for (size_t i = 0; i < out->f->n_path && m; i++) {
		const struct step *s = &out->f->path[i];
		const struct yaml_mark *next =
			s->key ? yaml_mark_member(m, s->key) : yaml_mark_entry(m, s->index);

		if (!next)
			break;
		m = next;
		key = s->key;
	}
	if (!m)
		return;
	key &= !json_is_object(out->f->value) && !json_is_array(out->f->value);
	out->line = key ? m->key_line : m->line;
	out->column = key ? m->key_column : m->column;
}

static int compare_places(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->line != y->line)
		return x->line > y->line ? 1 : -1;
	return (x->column > y->column) - (x->column < y->column);
}

static void put_note(struct buf *out, const struct failure *f)
{
	const char *note = json_string_value(json_object_get(f->schema, "description"));

	if (note)
		buf_printf(out, "\n\thint: %s", note);
}

static void put_message(struct buf *out, const struct failure *f)
{
	struct words w = { NULL, f };
	struct buf one = { 0 };

	if (!f->n_alternatives) {
		words_message(out, &w);
		return;
	}
	buf_printf(out, "'%s' conditional failed, one must be fixed:", f->keyword);
	for (size_t i = 0; i < f->n_alternatives; i++) {
		for (const struct failure *g = f->alternatives[i]; g; g = g->next) {
			w.first = g;
			one.len = 0;
			words_message(&one, &w);
			if (!g->note && !strstr(buf_str(out), buf_str(&one)))
				buf_printf(out, "\n\t%s", buf_str(&one));
		}
	}
	buf_free(&one);
}

static void say(const struct run *r, const char *file, const struct found *found)
{
	const struct failure *f = found->f;
	struct buf text = { 0 }, message = { 0 };

	buf_printf(&text, "%s:", file);
	if (r->lines && found->line)
		buf_printf(&text, "%u:%u:", found->line, found->column);
	buf_putc(&text, ' ');
	for (size_t i = 0; i < f->n_path; i++) {
		if (f->path[i].key)
			buf_printf(&text, "%s:", f->path[i].key);
		else
			buf_printf(&text, "%zu:", f->path[i].index);
	}
	if (f->n_path)
		buf_putc(&text, ' ');
	put_message(&message, f);
	buf_puts(&text, buf_str(&message));
	put_note(&text, f);
	fprintf(stderr, "%s\n\tfrom schema $id: %s\n", buf_str(&text), f->uri);
	buf_free(&text);
	buf_free(&message);
}

static bool is_counted(const struct failure *first, const struct failure *f)
{
	for (; first != f; first = first->next) {
		if (words_same(first, f))
			return true;
	}
	return false;
}

static void say_all(
	struct run *r, const char *file, const struct failure *list, const struct yaml_mark *marks)
{
	VEC(struct found) all = { 0 };

	for (const struct failure *f = list; f; f = f->next) {
		struct found one = { .f = f };

		if (f->note || is_counted(list, f))
			continue;
		find_place(&one, marks);
		vec_push(&all, one);
	}
	if (all.n)
		qsort(all.v, all.n, sizeof(*all.v), compare_places);
	for (size_t i = 0; i < all.n; i++)
		say(r, file, &all.v[i]);
	r->failed |= all.n > 0;
	vec_free(&all);
}

static int check_doc(void *ctx, const char *path, const struct stat *st)
{
	struct run *r = ctx;
	struct arena arena = ARENA_INIT;
	const struct yaml_mark *marks = NULL;
	struct failure *failures = NULL;
	char *real = realpath(path, NULL);
	struct sdc_error err = { 0 };
	json_t *json = NULL;

	(void)st;
	if (yaml_read(path, &json, &arena, &marks, &err)) {
		fprintf(stderr, "%s\n", err.text);
		r->failed = true;
	} else if (meta_check(&r->meta, json, &failures, &err)) {
		fprintf(stderr, "%s: %s\n", path, err.text);
		r->failed = true;
	} else {
		say_all(r, real ? real : path, failures, marks);
		doc_check_refs(json, real ? real : path);
	}
	json_decref(json);
	arena_free(&arena);
	free(real);
	return 0;
}

static int check_all(void *ctx, char **paths, size_t n)
{
	struct run *r = ctx;
	struct sdc_error err;

	(void)n;
	if (meta_open(&r->meta, &err)) {
		fprintf(stderr, "dt-doc-validate: %s\n", err.text);
		return 1;
	}
	for (; *paths; paths++) {
		if (schema_files(*paths, check_doc, r, &err)) {
			fprintf(stderr, "%s\n", err.text);
			r->failed = true;
		}
	}
	meta_close(&r->meta);
	return r->failed;
}

static bool set(void *ctx, int opt, char *value)
{
	struct run *r = ctx;

	(void)value;
	r->lines |= opt == 'n';
	return opt != '?';
}

int run_doc_validate(int argc, char **argv)
{
	static const struct args_program program = {
		.usage = "dt-doc-validate [-h] [-v] [-n] [-u URL_PATH] [-V] [yamldt ...]",
		.shorts = "vnu:Vh",
		.longs = options,
		.set = set,
		.work = check_all,
	};
	struct run r = { 0 };

	return args_run(&program, argc, argv, &r);
}
