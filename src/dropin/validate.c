// SPDX-License-Identifier: BSD-2-Clause
#include <fcntl.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files/file.h"
#include "base/files/output.h"
#include "dropin/diagnostic.h"
#include "dropin/dropin.h"
#include "dt/tree.h"

static const struct option options[] = {
	{ "schema", required_argument, NULL, 's' },
	{ "preparse", required_argument, NULL, 'p' },
	{ "limit", required_argument, NULL, 'l' },
	{ "compatible-match", no_argument, NULL, 'c' },
	{ "show-unmatched", no_argument, NULL, 'm' },
	{ "line-number", no_argument, NULL, 'n' },
	{ "verbose", no_argument, NULL, 'v' },
	{ "json-output", required_argument, NULL, 'J' },
	{ "cache-dir", required_argument, NULL, 'C' },
	{ "url-path", required_argument, NULL, 'u' },
	{ "version", no_argument, NULL, 'V' },
	{ "help", no_argument, NULL, 'h' },
	{ 0 },
};

typedef VEC(const char *) string_list;

struct validator {
	const char *schema, *preparse, *limit_arg, *url_path, *json_output, *cache_dir;
	bool verbose;
	struct schema_options opts;
	string_list limit;
	struct arena arena;
	struct schema_set *set;
	struct schema_session *session;
	json_t *diagnostics; /* NULL: nobody asks for JSON */
	/* Of the current tree: */
	const char *file;
	const struct dt_node *node;
	const char *id;
	VEC(const struct failure *) said; /* of that node and schema */
};

/* Several members that one keyword refuses are one error. */
static bool is_said(struct validator *t, const struct schema_violation *v)
{
	if (t->node != v->selected || !t->id || strcmp(t->id, v->schema_id) != 0) {
		t->node = v->selected;
		t->id = v->schema_id;
		t->said.n = 0;
	}
	for (size_t i = 0; i < t->said.n; i++) {
		if (words_same(t->said.v[i], v->failure))
			return true;
	}
	vec_push(&t->said, v->failure);
	return false;
}

static void say(void *ctx, const struct schema_violation *v)
{
	struct validator *t = ctx;
	struct diagnostic d = { .file = t->file, .v = v };
	struct buf text = { 0 };

	if (v->deprecated || (v->failure && is_said(t, v)))
		return;
	diagnostic_text(&text, &d);
	fprintf(stderr, "%s\n", buf_str(&text));
	if (t->diagnostics)
		json_array_append_new(t->diagnostics, diagnostic_json(&d, buf_str(&text)));
	buf_free(&text);
}

static void say_misfit(
	void *ctx, const struct dt_node *n, const struct dt_prop *p, const char *type)
{
	struct validator *t = ctx;
	struct buf text = { 0 };

	(void)n;
	buf_printf(&text, "%s: size (%u) error for type %s", p->name, p->len, type);
	fprintf(stderr, "%s\n", buf_str(&text));
	if (t->diagnostics)
		json_array_append_new(t->diagnostics, diagnostic_decode(t->file, buf_str(&text)));
	buf_free(&text);
}

static int check_file(struct validator *t, const char *path)
{
	struct buf shown = { 0 }, blob = { 0 };
	struct dt_tree *tree;
	struct sdc_error err;
	int ret;

	if (t->verbose)
		printf("Check:  %s\n", path);
	diagnostic_path(&shown, path);
	t->file = buf_str(&shown);
	t->id = NULL;
	/* Examples are overlays, which no other program takes for trees. */
	ret = read_file(path, &blob, &err);
	if (!ret)
		ret = dt_tree_build(buf_str(&blob), blob.len, path, &tree, &err);
	if (!ret) {
		schema_session_misfits(t->session, tree, say_misfit, t);
		ret = schema_session_validate(t->session, tree, say, t, &err);
		dt_tree_free(tree);
	}
	if (ret)
		fprintf(stderr, "%s\n", err.text);
	buf_free(&shown);
	buf_free(&blob);
	return ret ? 1 : 0;
}

static int check_dir(struct validator *t, char *dir)
{
	char *roots[] = { dir, NULL };
	FTS *fts = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, NULL);
	int ret = 0;
	FTSENT *e;

	while (fts && (e = fts_read(fts))) {
		size_t n = e->fts_namelen;

		if (e->fts_info == FTS_F && n > 4 && !strcmp(e->fts_name + n - 4, ".dtb"))
			ret |= check_file(t, e->fts_path);
	}
	if (fts)
		fts_close(fts);
	return ret;
}

/* Directories first, as dt-validate does it. */
static int check_all(struct validator *t, char **paths)
{
	struct stat st;
	int ret = 0;

	for (char **p = paths; *p; p++) {
		if (!stat(*p, &st) && S_ISDIR(st.st_mode))
			ret |= check_dir(t, *p);
	}
	for (char **p = paths; *p; p++) {
		if (!stat(*p, &st) && S_ISREG(st.st_mode))
			ret |= check_file(t, *p);
	}
	return ret;
}

/* "A:B" without the components of the path that the bindings have in a kernel's tree. */
static void read_limit(struct validator *t)
{
	char *copy = arena_strdup(&t->arena, t->limit_arg), *rest = copy, *one;

	while ((one = strsep(&rest, ":"))) {
		char *path = t->url_path ? arena_strdup(&t->arena, t->url_path) : NULL, *part;

		while (path && (part = strsep(&path, "/"))) {
			size_t n = strlen(part), len = strlen(one);

			if (n && !strncmp(one, part, n))
				one += n < len ? n + 1 : len;
		}
		vec_push(&t->limit, one);
	}
	t->opts.limit = t->limit.v;
	t->opts.n_limit = t->limit.n;
}

static int write_json(struct validator *t)
{
	char *text = json_dumps(t->diagnostics, JSON_INDENT(2) | JSON_ENSURE_ASCII);
	struct buf out = { 0 };
	struct sdc_error err;
	int ret;

	buf_printf(&out, "%s\n", text ? text : "[]");
	ret = write_file(t->json_output, out.data, out.len, &err);
	if (ret)
		fprintf(stderr, "%s\n", err.text);
	free(text);
	buf_free(&out);
	return ret ? 1 : 0;
}

static int validate(void *ctx, char **paths, size_t n)
{
	struct validator *t = ctx;
	const char *schema = t->preparse ? t->preparse : t->schema;
	int ret;

	(void)n;
	if (t->cache_dir && (!schema || access(schema, R_OK))) {
		fputs("--cache-dir requires a schema file\n", stderr);
		return EXIT_LACKING;
	}
	if (schema && *schema && access(schema, F_OK))
		return EXIT_LACKING;
	t->set = set_open(schema);
	if (!t->set)
		return 1;
	t->opts.strict = true;
	if (t->limit_arg)
		read_limit(t);
	if (t->json_output)
		t->diagnostics = json_array();
	t->session = schema_session_new(t->set, &t->opts);
	ret = check_all(t, paths);
	if (t->json_output)
		ret |= write_json(t);
	return ret;
}

static bool set_option(void *ctx, int opt, char *value)
{
	struct validator *t = ctx;

	switch (opt) {
	case 's':
		t->schema = value;
		return true;
	case 'p':
		t->preparse = value;
		return true;
	case 'l':
		t->limit_arg = value;
		return true;
	case 'u':
		t->url_path = value;
		return true;
	case 'c':
		t->opts.compatible_only = true;
		return true;
	case 'm':
		t->opts.unmatched = true;
		return true;
	case 'v':
		t->verbose = true;
		return true;
	case 'J':
		t->json_output = value;
		return true;
	case 'C':
		t->cache_dir = value;
		return true;
	default:
		return opt == 'n';
	}
}

int run_validate(int argc, char **argv)
{
	static const struct args_program program = {
		.usage =
			"dt-validate [-h] [-s SCHEMA] [-p PREPARSE] [-l LIMIT] [-c] [-m] [-n] [-v]\n"
			"                   [--json-output JSON_OUTPUT] [--cache-dir CACHE_DIR]\n"
			"                   [-u URL_PATH] [-V] [dtbs ...]",
		.shorts = "s:p:l:cmnvu:Vh",
		.longs = options,
		.set = set_option,
		.work = validate,
	};
	struct validator t = { 0 };

	/* The system takes back what is left in less time than it takes to free it. */
	exit(args_run(&program, argc, argv, &t));
}
