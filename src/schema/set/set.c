// SPDX-License-Identifier: BSD-2-Clause
#include "schema/set/set.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files/file.h"
#include "schema/set/cache.h"
#include "schema/set/image.h"

static struct schema_set *new_set(const char *name)
{
	struct schema_set *s = xmalloc(sizeof(*s));

	memset(s, 0, sizeof(*s));
	s->name = arena_strdup(&s->arena, name);
	return s;
}

static int open_image(struct schema_set *s, const void *data, size_t size, struct schema_set **out,
	struct sdc_error *err)
{
	int ret = image_open(data, size, s->name, &s->arena, &s->sources, &s->n, &s->index, err);

	if (ret) {
		schema_set_free(s);
		s = NULL;
	}
	*out = s;
	return ret;
}

static int open_built(struct buf *image, struct schema_set **out, struct sdc_error *err)
{
	struct schema_set *s = new_set("schemas");

	s->built = *image;
	return open_image(s, s->built.data, s->built.len, out, err);
}

int schema_set_memory(const void *data, size_t size, struct schema_set **out, struct sdc_error *err)
{
	struct buf copy = { 0 };

	buf_write(&copy, data, size);
	return open_built(&copy, out, err);
}

static int map_file(struct schema_set *s, int fd, struct sdc_error *err)
{
	struct stat st;
	void *p;

	if (fstat(fd, &st) || !S_ISREG(st.st_mode))
		return set_error(err, SDC_EIO, "%s: not a regular file", s->name);
	if (!st.st_size)
		return set_error(err, SDC_EINPUT, "%s: not a compiled set of schemas", s->name);
	p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (p == MAP_FAILED)
		return set_error(err, SDC_EIO, "%s: %s", s->name, strerror(errno));
	s->mapped = p;
	s->mapped_size = (size_t)st.st_size;
	return 0;
}

int schema_set_open(const char *path, struct schema_set **out, struct sdc_error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), ret;
	struct schema_set *s;

	*out = NULL;
	if (fd < 0)
		return set_error(err, SDC_EIO, "%s: %s", path, strerror(errno));
	s = new_set(path);
	ret = map_file(s, fd, err);
	close(fd);
	if (!ret)
		return open_image(s, s->mapped, s->mapped_size, out, err);
	schema_set_free(s);
	return ret;
}

int schema_set_load(
	const struct schema_set_options *opts, struct schema_set **out, struct sdc_error *err)
{
	struct buf image = { 0 }, kept = { 0 };
	int ret;

	*out = NULL;
	if (opts->file)
		return schema_set_open(opts->file, out, err);
	if (!opts->n_dirs && !opts->no_builtin)
		return open_image(new_set("schemas"), builtin_image, builtin_size, out, err);
	if (opts->cache && cache_find(opts, &kept, out)) {
		buf_free(&kept);
		return 0;
	}
	ret = set_build(opts, &image, err);
	if (!ret && kept.len)
		cache_keep(opts, &kept, &image);
	buf_free(&kept);
	if (!ret)
		return open_built(&image, out, err);
	buf_free(&image);
	return ret;
}

void schema_set_free(struct schema_set *s)
{
	if (!s)
		return;
	if (s->mapped)
		munmap(s->mapped, s->mapped_size);
	buf_free(&s->built);
	arena_free(&s->arena);
	free(s);
}

static int compare_id(const void *key, const void *source)
{
	return strcmp(key, ((const struct source *)source)->id);
}

size_t set_find(const struct schema_set *s, const char *id)
{
	const struct source *found;

	found = s->n ? bsearch(id, s->sources, s->n, sizeof(*found), compare_id) : NULL;
	return found ? (size_t)(found - s->sources) : SET_NONE;
}

static json_t *parse(const struct schema_set *set, const struct source *s, struct sdc_error *err)
{
	json_error_t error;
	json_t *json = NULL;

	if (image_sum(s->text, s->len) == s->sum)
		json = json_loadb(s->text, s->len, JSON_DECODE_ANY, &error);
	if (!json)
		set_error(err, SDC_EINPUT, "%s: the compiled set is damaged: schema %s is not JSON",
			set->name, s->id);
	return json;
}

json_t *set_json(struct set_view *v, size_t number, struct sdc_error *err)
{
	if (!v->json)
		v->json = arena_array(&v->arena, v->set->n, sizeof(json_t *));
	if (!v->json[number])
		v->json[number] = parse(v->set, &v->set->sources[number], err);
	return v->json[number];
}

json_t *set_resolve(struct set_view *v, const char *id)
{
	size_t number = set_find(v->set, id);

	return number == SET_NONE ? NULL : set_json(v, number, NULL);
}

void set_view_free(struct set_view *v)
{
	for (size_t i = 0; v->json && i < v->set->n; i++)
		json_decref(v->json[i]);
	arena_free(&v->arena);
}
