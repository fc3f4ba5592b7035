// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/jsonw.h"
#include "dt/load.h"
#include "lib/outputs.h"
#include "plan/names.h"
#include "report/result.h"

struct collector {
	struct sdc_outputs *o;
	struct name_set *seen;
	const struct dt_tree *tree; /* stands for an input that cannot be read again */
	struct sdc_error *err;
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

/* What a source includes is known from its nodes and properties. */
static int add_tree(struct collector *c, const struct dt_tree *t)
{
	const struct dt_node *n;
	const struct dt_prop *p;
	int ret = add_input(c, t->file);

	if (!t->source)
		return ret;
	dt_for_each_node(t, n) {
		if (!ret)
			ret = add_input(c, dt_place_node(t, n).file);
		dt_for_each_prop(n, p)
			if (!ret)
				ret = add_input(c, dt_place_prop(t, p).file);
	}
	return ret;
}

int outputs_inputs(struct sdc_outputs *o, const struct sdc_result *r,
	const struct sdc_outputs_options *opts, struct sdc_error *err)
{
	struct collector c = { o, name_set_new(&o->arena), r->tree, err };
	int ret = add_tree(&c, r->tree);

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

/* As gcc writes names that make would take apart. */
static void put_name(struct buf *out, const char *s)
{
	for (; *s; s++) {
		if (*s == '$')
			buf_putc(out, '$');
		else if (*s == ' ' || *s == '#' || *s == ':' || *s == '\\')
			buf_putc(out, '\\');
		buf_putc(out, *s);
	}
}

void outputs_rule_start(const char *dir, struct buf *out)
{
	put_name(out, dir);
	buf_putc(out, '/');
}

void outputs_rule(const struct sdc_outputs *o, const char *dir, struct buf *out)
{
	for (size_t i = 0; i < o->list.n; i++) {
		if (i)
			buf_puts(out, " \\\n");
		outputs_rule_start(dir, out);
		put_name(out, o->list.v[i].name);
	}
	buf_putc(out, ':');
	for (size_t i = 0; i < o->inputs.n; i++) {
		if (!is_regular(o->inputs.v[i].name))
			continue;
		buf_puts(out, " \\\n ");
		put_name(out, o->inputs.v[i].name);
	}
	buf_putc(out, '\n');
	/* So that make does not stop where one of them is gone. */
	for (size_t i = 0; i < o->inputs.n; i++) {
		if (!is_regular(o->inputs.v[i].name))
			continue;
		buf_putc(out, '\n');
		put_name(out, o->inputs.v[i].name);
		buf_puts(out, ":\n");
	}
}
