// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "base/files/file.h"
#include "dropin/doc.h"
#include "dropin/dropin.h"
#include "schema/files.h"
#include "schema/yaml/yaml.h"

#define BUDGET 20000000ul

static json_t *find(void *ctx, const char *uri)
{
	struct meta *m = ctx;

	return map_get(&m->by_id, uri);
}

static const char *without_hash(struct arena *a, const char *id)
{
	return arena_strndup(a, id, strcspn(id, "#"));
}

struct loader {
	struct meta *meta;
	struct sdc_error *err;
};

static int load(void *ctx, const char *path, const struct stat *st)
{
	struct loader *l = ctx;
	const char *id;
	json_t *json;
	int ret = yaml_read(path, &json, NULL, NULL, l->err);

	(void)st;
	if (ret)
		return ret;
	vec_push(&l->meta->list, json);
	id = json_string_value(json_object_get(json, "$id"));
	if (id)
		map_set(&l->meta->by_id, without_hash(&l->meta->arena, id), json);
	return 0;
}

int meta_open(struct meta *m, struct sdc_error *err)
{
	struct loader l = { m, err };
	const char *dir;
	int ret = 0;

	memset(m, 0, sizeof(*m));
	m->by_id.strings = true;
	dir = core_dir(&m->arena, "meta-schemas");
	if (dir)
		ret = schema_files(dir, load, &l, err);
	m->engine = engine_new(find, NULL, m);
	engine_cascade(m->engine, true);
	return ret;
}

void meta_close(struct meta *m)
{
	engine_free(m->engine);
	for (size_t i = 0; i < m->list.n; i++)
		json_decref(m->list.v[i]);
	vec_free(&m->list);
	map_free(&m->by_id);
	arena_free(&m->arena);
}

int meta_check(struct meta *m, json_t *binding, struct failure **out, struct sdc_error *err)
{
	const char *id = json_string_value(json_object_get(binding, "$schema"));
	json_t *schema;

	*out = NULL;
	if (!json_is_object(binding))
		return set_error(err, SDC_EINPUT, "not a mapping");
	if (!m->list.n)
		return 0;
	id = id ? without_hash(&m->arena, id) : "";
	schema = map_get(&m->by_id, id);
	if (!schema)
		return set_error(err, SDC_EINPUT, "$schema: no meta-schema \"%s\"", id);
	return engine_check(m->engine, schema, id, binding, BUDGET, out, err);
}
