// SPDX-License-Identifier: BSD-2-Clause
#include "schema/set.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/map.h"
#include "schema/yaml/yaml.h"

#define MAX_DIR_DEPTH 32

/* A set while it is loaded. */
struct loader {
	struct schema_set *set;
	VEC(struct source) sources;
	struct map by_id; /* to the source's number plus one */
	struct sdc_error *err;
};

static void add_source(struct loader *l, const struct source *s)
{
	size_t number = (size_t)(uintptr_t)map_get(&l->by_id, s->id);

	if (number) {
		json_decref(l->sources.v[number - 1].json);
		l->sources.v[number - 1] = *s;
		return;
	}
	vec_push(&l->sources, *s);
	map_set(&l->by_id, s->id, (void *)(uintptr_t)l->sources.n);
}

static int load_text(struct loader *l, const char *path, const char *text, size_t len)
{
	struct source s = { 0 };
	const char *problem;
	json_t *json;
	int ret = yaml_parse(text, len, path, &json, NULL, NULL, l->err);

	if (ret)
		return ret;
	problem = index_prepare(&s, json, &l->set->arena);
	if (problem) {
		json_decref(json);
		return set_error(l->err, SDC_EINPUT, "%s:1:1: %s", path, problem);
	}
	add_source(l, &s);
	return 0;
}

static int load_file(struct loader *l, const char *path)
{
	struct buf text = { 0 };
	int ret = read_file(path, &text, l->err);

	if (!ret)
		ret = load_text(l, path, buf_str(&text), text.len);
	buf_free(&text);
	return ret;
}

static int load_dir(struct loader *l, const char *path, unsigned int depth);

static bool is_yaml(const char *name)
{
	size_t len = strlen(name);

	return len > 5 && !strcmp(name + len - 5, ".yaml") && name[0] != '.';
}

static int load_entry(struct loader *l, const char *dir, const char *name, unsigned int depth)
{
	struct buf path = { 0 };
	struct stat st;
	int ret = 0;

	buf_printf(&path, "%s/%s", dir, name);
	if (stat(buf_str(&path), &st))
		ret = set_error(l->err, SDC_EIO, "%s: %s", buf_str(&path), strerror(errno));
	else if (S_ISDIR(st.st_mode))
		ret = load_dir(l, buf_str(&path), depth + 1);
	else if (is_yaml(name))
		ret = load_file(l, buf_str(&path));
	buf_free(&path);
	return ret;
}

static int load_dir(struct loader *l, const char *path, unsigned int depth)
{
	struct dirent **entries;
	int n, ret = 0;

	if (depth > MAX_DIR_DEPTH)
		return set_error(l->err, SDC_EIO, "%s: too many directories in each other", path);
	n = scandir(path, &entries, NULL, alphasort);
	if (n < 0)
		return set_error(l->err, SDC_EIO, "%s: %s", path, strerror(errno));
	for (int i = 0; i < n; i++) {
		if (!ret && entries[i]->d_name[0] != '.')
			ret = load_entry(l, path, entries[i]->d_name, depth);
		free(entries[i]);
	}
	free(entries);
	return ret;
}

static json_t *parse_builtin(const struct source *s, struct sdc_error *err)
{
	json_error_t error;
	json_t *json = json_loadb(s->text, s->len, JSON_DECODE_ANY, &error);

	if (!json)
		set_error(err, SDC_EINPUT, "%s: %s", s->id, error.text);
	return json;
}

/* What no directory replaced, parsed: the index is made over all schemas. */
static int load_builtin(struct loader *l)
{
	for (size_t i = 0; i < builtin_count; i++) {
		struct source s = builtin_sources[i];

		/* Definitions that stand by themselves are in their document too. */
		if (map_get(&l->by_id, s.id) || strchr(s.id, '#'))
			continue;
		s.json = parse_builtin(&s, l->err);
		if (!s.json)
			return -SDC_EINPUT;
		add_source(l, &s);
	}
	return 0;
}

static int compare_sources(const void *a, const void *b)
{
	return strcmp(((const struct source *)a)->id, ((const struct source *)b)->id);
}

/* Everything is there: sort it and make the index. */
static int finish(struct loader *l, int ret)
{
	struct schema_set *s = l->set;

	if (!ret)
		ret = load_builtin(l);
	map_free(&l->by_id);
	s->owned = l->sources.v;
	s->n = l->sources.n;
	s->sources = s->owned;
	if (ret)
		return ret;
	qsort(s->owned, s->n, sizeof(*s->owned), compare_sources);
	index_build(&s->own_index, s->owned, s->n, &s->arena);
	s->index = &s->own_index;
	return 0;
}

static struct schema_set *new_set(void)
{
	struct schema_set *s = xmalloc(sizeof(*s));

	memset(s, 0, sizeof(*s));
	return s;
}

static int hand_out(struct schema_set *s, int ret, struct schema_set **out)
{
	if (ret) {
		schema_set_free(s);
		s = NULL;
	}
	*out = s;
	return ret;
}

int schema_set_load(
	const char *const *dirs, size_t n_dirs, struct schema_set **out, struct sdc_error *err)
{
	struct schema_set *s = new_set();
	struct loader l = { .set = s, .err = err, .by_id = { .strings = true } };
	int ret = 0;

	if (!n_dirs) {
		s->sources = builtin_sources;
		s->n = builtin_count;
		s->index = &builtin_index;
		*out = s;
		return 0;
	}
	for (size_t i = 0; i < n_dirs && !ret; i++)
		ret = load_dir(&l, dirs[i], 0);
	return hand_out(s, finish(&l, ret), out);
}

int schema_set_parse(const char *text, size_t len, struct schema_set **out, struct sdc_error *err)
{
	struct schema_set *s = new_set();
	struct loader l = { .set = s, .err = err, .by_id = { .strings = true } };

	return hand_out(s, finish(&l, load_text(&l, "schema", text, len)), out);
}

void schema_set_free(struct schema_set *s)
{
	if (!s)
		return;
	for (size_t i = 0; s->owned && i < s->n; i++)
		json_decref(s->owned[i].json);
	free(s->owned);
	arena_free(&s->arena);
	free(s);
}

static int compare_id(const void *key, const void *source)
{
	return strcmp(key, ((const struct source *)source)->id);
}

/* The number of the source with that id (without "#"), or SET_NONE. */
static size_t find(const struct schema_set *s, const char *id)
{
	const struct source *found;

	found = s->n ? bsearch(id, s->sources, s->n, sizeof(*found), compare_id) : NULL;
	return found ? (size_t)(found - s->sources) : SET_NONE;
}

json_t *set_json(struct set_view *v, size_t number, struct sdc_error *err)
{
	const struct source *s = &v->set->sources[number];

	if (s->json)
		return s->json;
	if (!v->json)
		v->json = arena_array(&v->arena, v->set->n, sizeof(json_t *));
	if (!v->json[number])
		v->json[number] = parse_builtin(s, err);
	return v->json[number];
}

json_t *set_resolve(struct set_view *v, const char *id)
{
	size_t number = find(v->set, id);

	return number == SET_NONE ? NULL : set_json(v, number, NULL);
}

void set_view_free(struct set_view *v)
{
	for (size_t i = 0; v->json && i < v->set->n; i++)
		json_decref(v->json[i]);
	arena_free(&v->arena);
}
