// SPDX-License-Identifier: BSD-2-Clause
#include "lib/schemas.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/output.h"
#include "schema/set.h"

int sdc_schemas_load(
	const char *const *dirs, size_t n_dirs, struct sdc_schemas **out, struct sdc_error *err)
{
	const struct sdc_schema_options opts = { .dirs = dirs, .n_dirs = n_dirs };

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
	const struct sdc_schema_options *opts, struct sdc_schemas **out, struct sdc_error *err)
{
	const struct schema_set_options set_opts = set_options(opts);
	struct schema_set *set;
	int ret = schema_set_load(&set_opts, &set, err);

	*out = NULL;
	if (ret)
		return ret;
	*out = xmalloc(sizeof(**out));
	memset(*out, 0, sizeof(**out));
	(*out)->set = set;
	(*out)->opts.strict = opts->strict;
	(*out)->opts.unmatched = opts->unmatched;
	(*out)->opts.explain = true;
	pthread_mutex_init(&(*out)->lock, NULL);
	return 0;
}

int sdc_schemas_compile(
	const struct sdc_schema_options *opts, const char *path, struct sdc_error *err)
{
	const struct schema_set_options set_opts = set_options(opts);
	struct buf image = { 0 };
	int ret = set_build(&set_opts, &image, err);

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
