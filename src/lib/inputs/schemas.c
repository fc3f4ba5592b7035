// SPDX-License-Identifier: BSD-2-Clause
#include "lib/inputs/schemas.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/files/file.h"
#include "base/files/output.h"
#include "base/options.h"
#include "lib/tree.h"
#include "report/binding.h"
#include "schema/explain.h"
#include "schema/set/set.h"

int sdc_schemas_load(
	const char *const *dirs, size_t n_dirs, struct sdc_schemas **out, struct sdc_error *err)
{
	const struct sdc_schema_options opts = {
		.size = sizeof(opts), .dirs = dirs, .n_dirs = n_dirs
	};

	return sdc_schemas_open(&opts, out, err);
}

static struct schema_set_options set_options(const struct sdc_schema_options *opts)
{
	return (struct schema_set_options){
		.file = opts->set,
		.dirs = opts->dirs,
		.n_dirs = opts->n_dirs,
		.no_builtin = opts->no_builtin,
		.cache = opts->cache,
	};
}

int sdc_schemas_open(
	const struct sdc_schema_options *given, struct sdc_schemas **out, struct sdc_error *err)
{
	struct sdc_schema_options opts;
	struct schema_set_options set_opts;
	struct schema_set *set;
	int ret = options_take(&opts, sizeof(opts), given, "struct sdc_schema_options", err);

	*out = NULL;
	set_opts = set_options(&opts);
	if (!ret)
		ret = schema_set_load(&set_opts, &set, err);
	if (ret)
		return ret;
	*out = xmalloc(sizeof(**out));
	memset(*out, 0, sizeof(**out));
	(*out)->set = set;
	(*out)->opts.strict = opts.strict;
	(*out)->opts.unmatched = opts.unmatched;
	(*out)->opts.explain = true;
	pthread_mutex_init(&(*out)->lock, NULL);
	return 0;
}

int sdc_schemas_compile(
	const struct sdc_schema_options *given, const char *path, struct sdc_error *err)
{
	struct sdc_schema_options opts;
	struct schema_set_options set_opts;
	struct buf image = { 0 };
	int ret = options_take(&opts, sizeof(opts), given, "struct sdc_schema_options", err);

	set_opts = set_options(&opts);
	if (!ret)
		ret = set_build(&set_opts, &image, err);
	if (!ret)
		ret = write_file(path, image.data, image.len, err);
	buf_free(&image);
	return ret;
}

void sdc_schemas_free(struct sdc_schemas *schemas)
{
	if (!schemas)
		return;
	for (size_t i = 0; i < schemas->idle.n; i++)
		schema_session_free(schemas->idle.v[i]);
	vec_free(&schemas->idle);
	pthread_mutex_destroy(&schemas->lock);
	schema_set_free(schemas->set);
	free(schemas);
}

int schemas_validate(const struct sdc_schemas *schemas, const struct dt_tree *t,
	schema_report_fn report, void *ctx, struct sdc_error *err)
{
	struct sdc_schemas *s = (struct sdc_schemas *)(uintptr_t)schemas;
	struct schema_session *session = NULL;
	int ret;

	pthread_mutex_lock(&s->lock);
	if (s->idle.n)
		session = s->idle.v[--s->idle.n];
	pthread_mutex_unlock(&s->lock);
	if (!session)
		session = schema_session_new(s->set, &s->opts);
	ret = schema_session_validate(session, t, report, ctx, err);
	pthread_mutex_lock(&s->lock);
	vec_push(&s->idle, session);
	pthread_mutex_unlock(&s->lock);
	return ret;
}

static int no_binding(const struct sdc_schemas *s, const char *compatible, struct sdc_error *err)
{
	struct buf help = { 0 };
	int ret;

	explain_compatible(&help, &s->set->index, compatible);
	ret = set_error(err, SDC_EARG, "no schema knows the compatible string \"%s\"%s%s",
		compatible, help.len ? "; " : "", buf_str(&help));
	buf_free(&help);
	return ret;
}

/* The bindings of the first string that any has. */
static int show_strings(struct buf *out, const struct sdc_schemas *s, const char *const *strings,
	struct sdc_error *err)
{
	const struct schema_keys *keys = &s->set->index.compatible;
	struct set_view view = { .set = s->set };
	const struct schema_key *k = NULL;
	const char *const *found = strings;
	int ret = 0;

	for (; *found && !k; found++)
		k = index_find(keys, *found);
	if (!k)
		return no_binding(s, *strings, err);
	for (const char *key = k->key; !ret && k < keys->v + keys->n && !strcmp(k->key, key); k++) {
		if (out->len)
			buf_putc(out, '\n');
		ret = report_binding(out, &view, k->schema, err);
	}
	set_view_free(&view);
	return ret;
}

#define MAX_STRINGS 32

static int show_node(struct buf *out, const struct sdc_schemas *s, const struct dt_tree *t,
	const char *path, struct sdc_error *err)
{
	const struct dt_node *n = dt_by_path(t, path);
	const struct dt_prop *p = n ? dt_prop(n, "compatible") : NULL;
	const char *strings[MAX_STRINGS + 1] = { NULL }, *one = NULL;

	if (!n)
		return set_error(err, SDC_EARG, "%s: there is no node %s", t->file, path);
	for (size_t i = 0; p && i < MAX_STRINGS && (one = dt_prop_next_string(p, one)); i++)
		strings[i] = one;
	if (!strings[0])
		return set_error(err, SDC_EARG, "%s: %s has no compatible string", t->file, path);
	return show_strings(out, s, strings, err);
}

int sdc_schemas_show(FILE *out, const struct sdc_schemas *schemas, const struct sdc_tree *tree,
	const char *what, struct sdc_error *err)
{
	const char *strings[] = { what, NULL };
	struct buf text = { 0 };
	int ret = tree ? show_node(&text, schemas, tree->dt, what, err)
		       : show_strings(&text, schemas, strings, err);

	if (!ret && (fwrite(buf_str(&text), 1, text.len, out) != text.len || fflush(out)))
		ret = set_error(err, SDC_EIO, "cannot write");
	buf_free(&text);
	return ret;
}
