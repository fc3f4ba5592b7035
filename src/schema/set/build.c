// SPDX-License-Identifier: BSD-2-Clause
/* Directories of schemas, and what is built in, become the image of a set. */
#include <string.h>
#include <sys/stat.h>

#include "base/files/file.h"
#include "schema/collect.h"
#include "schema/files.h"
#include "schema/set/set.h"
#include "schema/yaml/yaml.h"

static bool is_one_of(const char *key, const char *const *names)
{
	for (; *names; names++) {
		if (!strcmp(key, *names))
			return true;
	}
	return false;
}

/*
 * What JSON Schema's own meta-schema refuses, as far as it is about words: the engine looks at
 * the rest. @names: the members are not keywords but names of properties.
 */
static bool has_words(const json_t *schema, bool names)
{
	static const char *const words[] = { "title", "description", "$comment", NULL };
	static const char *const maps[] = { "properties", "patternProperties", "definitions",
		"$defs", "dependentSchemas", NULL };
	static const char *const values[] = { "const", "enum", "default", "examples", NULL };
	const char *key;
	json_t *v;

	for (size_t i = 0; i < json_array_size(schema); i++) {
		if (!has_words(json_array_get(schema, i), false))
			return false;
	}
	json_object_foreach((json_t *)(uintptr_t)schema, key, v) {
		if (!names && is_one_of(key, words) && !json_is_string(v))
			return false;
		if (!names && is_one_of(key, values))
			continue;
		if (!has_words(v, !names && is_one_of(key, maps)))
			return false;
	}
	return true;
}

static int load_text(
	struct collection *c, const char *path, const char *text, size_t len, struct sdc_error *err)
{
	const char *problem;
	json_t *json;
	int ret = yaml_parse(text, len, path, &json, NULL, NULL, err);

	if (ret)
		return ret;
	if (!has_words(json, false)) {
		json_decref(json);
		return set_error(err, SDC_EINPUT, "%s:1:1: title and description are text", path);
	}
	problem = collection_add(c, json);
	return problem ? set_error(err, SDC_EINPUT, "%s:1:1: %s", path, problem) : 0;
}

struct loader {
	struct collection *collection;
	const struct schema_set_options *opts;
	struct sdc_error *err;
};

static int load_file(void *ctx, const char *path, const struct stat *st)
{
	struct loader *l = ctx;
	struct buf text = { 0 };
	struct sdc_error own = { 0 };
	int ret = read_file(path, &text, &own);

	(void)st;
	if (!ret)
		ret = load_text(l->collection, path, buf_str(&text), text.len, &own);
	buf_free(&text);
	if (ret && l->opts->ignored) {
		l->opts->ignored(l->opts->ctx, path, own.text);
		return 0;
	}
	if (ret && l->err)
		*l->err = own;
	return ret;
}

/* What no directory replaced, parsed: the index is made over all schemas. */
static int load_builtin(struct collection *c, bool core_only, struct sdc_error *err)
{
	static const struct schema_set_options builtin;
	struct set_view view = { 0 };
	struct schema_set *set;
	int ret = schema_set_load(&builtin, &set, err);

	if (ret)
		return ret;
	view.set = set;
	for (size_t i = 0; i < set->n && !ret; i++) {
		struct source s = set->sources[i];

		/* Definitions that stand by themselves are in their document too. */
		if (collection_has(c, s.id) || strchr(s.id, '#') || (core_only && !s.core))
			continue;
		s.json = json_incref(set_json(&view, i, err));
		s.id = arena_strdup(&c->arena, s.id);
		if (s.json)
			collection_take(c, &s);
		else
			ret = -SDC_EINPUT;
	}
	set_view_free(&view);
	schema_set_free(set);
	return ret;
}

static int finish(
	struct collection *c, bool core_only, int ret, struct buf *out, struct sdc_error *err)
{
	if (!ret)
		ret = load_builtin(c, core_only, err);
	if (!ret)
		collection_image(c, out);
	collection_free(c);
	return ret;
}

int set_build(const struct schema_set_options *opts, struct buf *out, struct sdc_error *err)
{
	struct collection c;
	struct loader l = { &c, opts, err };
	int ret = 0;

	collection_init(&c);
	for (size_t i = 0; i < opts->n_dirs && !ret; i++)
		ret = schema_files(opts->dirs[i], load_file, &l, err);
	return finish(&c, opts->no_builtin, ret, out, err);
}

int schema_set_parse(const char *text, size_t len, struct schema_set **out, struct sdc_error *err)
{
	struct collection c;
	struct buf image = { 0 };
	int ret;

	*out = NULL;
	collection_init(&c);
	ret = finish(&c, false, load_text(&c, "schema", text, len, err), &image, err);
	if (!ret)
		ret = schema_set_memory(buf_str(&image), image.len, out, err);
	buf_free(&image);
	return ret;
}
