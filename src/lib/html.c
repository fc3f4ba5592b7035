// SPDX-License-Identifier: BSD-2-Clause
/* The HTML page's inputs: which files a result was made of, and their hashes. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/files/file.h"
#include "base/options.h"
#include "dt/load.h"
#include "report/html/html.h"

typedef VEC(struct html_input) input_vec;

static int add_file(input_vec *list, const char *role, const char *path, struct sdc_error *err)
{
	struct html_input in = { .role = role, .path = path };
	struct buf data = { 0 };
	struct stat st;

	if (strcmp(path, "-") && !stat(path, &st) && S_ISREG(st.st_mode)) {
		if (read_file(path, &data, err)) {
			buf_free(&data);
			return -SDC_EIO;
		}
		sha256_text(buf_str(&data), data.len, in.sha256);
		in.size = data.len;
		in.hashed = true;
		buf_free(&data);
	}
	vec_push(list, in);
	return 0;
}

/* What the rules saw: compiled, with overlays applied. */
static void add_tree(input_vec *list, const struct dt_tree *t)
{
	struct html_input in = {
		.role = "host tree as a blob, as checked",
		.path = t->file,
		.hashed = true,
		.size = t->blob_size,
	};

	sha256_text(t->blob, t->blob_size, in.sha256);
	vec_push(list, in);
}

static int by_name(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

typedef VEC(const char *) name_vec;

static void add_name(void *ctx, const char *path)
{
	name_vec *names = ctx;

	vec_push(names, path);
}

static bool is_input(const struct sdc_html_options *opts, const char *path)
{
	for (size_t i = 0; i < opts->n_inputs; i++)
		if (!strcmp(opts->inputs[i].path, path))
			return true;
	return false;
}

/* The files that a source includes. */
static int add_included(input_vec *list, const struct dt_tree *t,
	const struct sdc_html_options *opts, struct sdc_error *err)
{
	name_vec files = { 0 };
	int ret = 0;

	dt_files(t, add_name, &files);
	if (files.n)
		qsort(files.v, files.n, sizeof(*files.v), by_name);
	for (size_t i = 0; i < files.n && !ret; i++)
		if (strcmp(files.v[i], t->file) && !is_input(opts, files.v[i]) &&
			(!i || strcmp(files.v[i], files.v[i - 1])))
			ret = add_file(list, "included source", files.v[i], err);
	vec_free(&files);
	return ret;
}

static int read_inputs(input_vec *list, const struct dt_tree *t,
	const struct sdc_html_options *opts, struct sdc_error *err)
{
	add_tree(list, t);
	for (size_t i = 0; i < opts->n_inputs; i++)
		if (add_file(list, opts->inputs[i].role, opts->inputs[i].path, err))
			return -SDC_EIO;
	return add_included(list, t, opts, err);
}

int sdc_html(FILE *out, const struct sdc_result *r, const struct sdc_html_options *given,
	struct sdc_error *err)
{
	struct sdc_html_options opts;
	input_vec inputs = { 0 };
	struct buf b = { 0 };
	int ret = options_take(&opts, sizeof(opts), given, "struct sdc_html_options", err);

	if (!ret)
		ret = read_inputs(&inputs, r->tree, &opts, err);
	if (!ret) {
		report_html(&b, r, &(struct html_page){ inputs.v, inputs.n });
		ret = report_flush(out, &b, err);
	}
	vec_free(&inputs);
	return ret;
}
