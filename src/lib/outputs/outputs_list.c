// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>
#include <sys/stat.h>

#include "base/files/file.h"
#include "base/files/makename.h"
#include "base/jsonw.h"
#include "base/name_set.h"
#include "dt/load.h"
#include "lib/outputs/outputs.h"
#include "report/result.h"

struct collector {
	struct sdc_outputs *o;
	struct name_set *seen;
	const struct dt_tree *tree; /* stands for an input that cannot be read again */
	struct sdc_error *err;
	int failed; /* status of the first input that failed */
};

static bool is_regular(const char *path)
{
	struct stat st;

	return strcmp(path, "-") && strcmp(path, "<stdin>") && !stat(path, &st) &&
	       S_ISREG(st.st_mode);
}

static int add_input(struct collector *c, const char *path)
{
	struct outputs_file f = { .name = arena_strdup(&c->o->arena, path) };
	struct buf data = { 0 };

	if (!name_set_add(c->seen, f.name))
		return 0;
	if (c->tree && !strcmp(path, c->tree->file) && !is_regular(path)) {
		sha256_text(c->tree->blob, c->tree->blob_size, f.sha256);
	} else if (!is_regular(path)) {
		/* What was read from it is gone. */
		return set_error(c->err, SDC_EINPUT,
			"%s: no file that can be read again, to list its checksum", path);
	} else {
		int ret = read_file(path, &data, c->err);

		if (ret) {
			buf_free(&data);
			return ret;
		}
		sha256_text(buf_str(&data), data.len, f.sha256);
	}
	buf_free(&data);
	vec_push(&c->o->inputs, f);
	return 0;
}

static void add_file(void *ctx, const char *path)
{
	struct collector *c = ctx;

	if (!c->failed)
		c->failed = add_input(c, arena_strdup(&c->o->arena, path));
}

int outputs_inputs(struct sdc_outputs *o, const struct sdc_result *r,
	const struct sdc_outputs_options *opts, struct sdc_error *err)
{
	struct collector c = { o, name_set_new(&o->arena), r->tree, err, 0 };
	int ret;

	dt_files(r->tree, add_file, &c);
	ret = c.failed;
	c.tree = NULL;
	if (!ret)
		ret = add_input(&c, r->plan.plan->manifest);
	for (size_t i = 0; i < opts->n_inputs && !ret; i++)
		ret = add_input(&c, opts->inputs[i]);
	return ret;
}

static void put_file(struct jsonw *w, const char *name, const char *sha256)
{
	jsonw_object(w);
	jsonw_key_string(w, "file", name);
	jsonw_key_string(w, "sha256", sha256);
	jsonw_end_object(w);
}

void outputs_list(const struct sdc_outputs *o, struct buf *out)
{
	struct jsonw w = { .out = out };
	char sha256[SHA256_TEXT];

	jsonw_object(&w);
	jsonw_key_string(&w, "tool", OUTPUTS_TOOL);
	jsonw_key_string(&w, "version", SDC_VERSION);
	jsonw_key(&w, "inputs");
	jsonw_array(&w);
	for (size_t i = 0; i < o->inputs.n; i++)
		put_file(&w, o->inputs.v[i].name, o->inputs.v[i].sha256);
	jsonw_end_array(&w);
	jsonw_key(&w, "outputs");
	jsonw_array(&w);
	for (size_t i = 0; i < o->list.n; i++) {
		sha256_text(o->list.v[i].data, o->list.v[i].size, sha256);
		put_file(&w, o->list.v[i].name, sha256);
	}
	jsonw_end_array(&w);
	jsonw_end_object(&w);
	buf_putc(out, '\n');
}

bool outputs_rule_start(const char *dir, struct buf *out)
{
	struct buf name = { 0 };
	bool right;

	buf_printf(&name, "%s/x", dir);
	right = makename_put(out, name.data);
	if (right)
		out->data[--out->len] = '\0';
	buf_free(&name);
	return right;
}

static int put_name(struct buf *out, const char *name, struct sdc_error *err)
{
	return makename_put(out, name)
		       ? 0
		       : set_error(
				 err, SDC_EARG, "%s: make cannot read such a name in a rule", name);
}

static int put_output(struct buf *out, const char *dir, const char *name, struct sdc_error *err)
{
	struct buf path = { 0 };
	int ret;

	buf_printf(&path, "%s/%s", dir, name);
	ret = put_name(out, path.data, err);
	buf_free(&path);
	return ret;
}

int outputs_rule(
	const struct sdc_outputs *o, const char *dir, struct buf *out, struct sdc_error *err)
{
	int ret = 0;

	for (size_t i = 0; i < o->list.n && !ret; i++) {
		if (i)
			buf_puts(out, " \\\n");
		ret = put_output(out, dir, o->list.v[i].name, err);
	}
	buf_putc(out, ':');
	for (size_t i = 0; i < o->inputs.n && !ret; i++) {
		if (!is_regular(o->inputs.v[i].name))
			continue;
		buf_puts(out, " \\\n ");
		ret = put_name(out, o->inputs.v[i].name, err);
	}
	buf_putc(out, '\n');
	/* So that make does not stop where one of them is gone. */
	for (size_t i = 0; i < o->inputs.n && !ret; i++) {
		if (!is_regular(o->inputs.v[i].name))
			continue;
		buf_putc(out, '\n');
		ret = put_name(out, o->inputs.v[i].name, err);
		buf_puts(out, ":\n");
	}
	return ret;
}
