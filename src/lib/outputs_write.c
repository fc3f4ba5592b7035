// SPDX-License-Identifier: BSD-2-Clause
#include <jansson.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/atomic.h"
#include "base/file.h"
#include "base/output.h"
#include "lib/outputs.h"

struct write {
	const struct sdc_outputs *o;
	const char *dir;
	struct atomic_dir *atomic;
	json_t *old; /* name to checksum of what an earlier call wrote; NULL: nothing is known */
	VEC(struct atomic_file) files;
	VEC(const char *) drop;
	struct buf rule;
	struct arena arena;
};

static const char *path_of(struct write *w, const char *name)
{
	return arena_printf(&w->arena, "%s/%s", w->dir, name);
}

/* Reads an earlier call's list. What is no such list says nothing. */
static void read_old(struct write *w)
{
	struct buf text = { 0 };
	json_t *list = NULL, *entry;
	size_t i;

	if (w->o->unlisted)
		return;
	if (atomic_exists(w->atomic, OUTPUTS_LIST) &&
		!read_file(path_of(w, OUTPUTS_LIST), &text, NULL))
		list = json_loadb(buf_str(&text), text.len, JSON_REJECT_DUPLICATES, NULL);
	buf_free(&text);
	if (list && json_is_string(json_object_get(list, "tool")) &&
		!strcmp(json_string_value(json_object_get(list, "tool")), OUTPUTS_TOOL)) {
		w->old = json_object();
		json_array_foreach(json_object_get(list, "outputs"), i, entry) {
			const char *name = json_string_value(json_object_get(entry, "file"));

			if (name && !strchr(name, '/'))
				json_object_set(w->old, name, json_object_get(entry, "sha256"));
		}
	}
	json_decref(list);
}

/* An earlier call wrote it, and it is as that call left it. */
static bool is_ours(struct write *w, const char *name)
{
	const char *sha256 = json_string_value(json_object_get(w->old, name));
	char now[SHA256_TEXT];
	struct buf data = { 0 };
	bool same;

	if (!strcmp(name, OUTPUTS_LIST))
		return w->old != NULL;
	if (!sha256 || read_file(path_of(w, name), &data, NULL)) {
		buf_free(&data);
		return false;
	}
	sha256_text(buf_str(&data), data.len, now);
	same = !strcmp(now, sha256);
	buf_free(&data);
	return same;
}

static int add_files(struct write *w, bool force, struct sdc_error *err)
{
	for (size_t i = 0; i < w->o->list.n; i++) {
		const struct sdc_output *o = &w->o->list.v[i];
		struct atomic_file f = { o->name, o->data, o->size };

		if (!force && atomic_exists(w->atomic, o->name) && !is_ours(w, o->name))
			return set_error(err, SDC_EARG, "%s/%s: %s; --force overwrites it", w->dir,
				o->name,
				w->o->unlisted ? "exists"
					       : "not written by scmi-dtcheck, or changed since");
		vec_push(&w->files, f);
	}
	return 0;
}

static int compare_name(const void *name, const void *output)
{
	return strcmp(name, ((const struct sdc_output *)output)->name);
}

/* A guest that is not in the manifest any more must not leave files behind. */
static void add_drops(struct write *w)
{
	const char *name;
	json_t *sha256;

	json_object_foreach(w->old, name, sha256) {
		if (bsearch(name, w->o->list.v, w->o->list.n, sizeof(*w->o->list.v),
			    compare_name) ||
			!atomic_exists(w->atomic, name) || !is_ours(w, name))
			continue;
		vec_push(&w->drop, arena_strdup(&w->arena, name));
	}
}

/* The file's directory is the one that is written. */
static bool is_inside(struct write *w, const char *file)
{
	const char *parent = dirname(arena_strdup(&w->arena, file));
	char *a = realpath(parent, NULL), *b = realpath(w->dir, NULL);
	bool same = a && b ? !strcmp(a, b) : !strcmp(parent, w->dir);

	free(a);
	free(b);
	return same;
}

/* Nothing there, nothing in it, or an earlier rule for the same directory. */
static bool may_replace(const struct write *w, const char *file)
{
	struct buf old = { 0 }, start = { 0 };
	struct stat st;
	bool may;

	if (stat(file, &st) || !S_ISREG(st.st_mode))
		return true;
	outputs_rule_start(w->dir, &start);
	may = !read_file(file, &old, NULL) &&
	      (!old.len || (old.len > start.len && !memcmp(old.data, start.data, start.len)));
	buf_free(&old);
	buf_free(&start);
	return may;
}

static int add_rule(struct write *w, const char *file, bool force, struct sdc_error *err)
{
	if (!force && !may_replace(w, file))
		return set_error(err, SDC_EARG,
			"%s: not a rule for %s that scmi-dtcheck has written; --force overwrites it",
			file, w->dir);
	outputs_rule(w->o, w->dir, &w->rule);
	if (is_inside(w, file)) {
		struct atomic_file f = { basename(arena_strdup(&w->arena, file)), w->rule.data,
			w->rule.len };

		if (bsearch(f.name, w->o->list.v, w->o->list.n, sizeof(*w->o->list.v),
			    compare_name))
			return set_error(err, SDC_EARG, "%s: an output has that name", file);
		vec_push(&w->files, f);
		return 0;
	}
	/* Before the outputs: a rule that comes too early makes them be made again, one that
	 * comes too late hides a change. */
	return write_file(file, w->rule.data, w->rule.len, err);
}

static int write_all_files(
	struct write *w, const struct sdc_write_options *opts, struct sdc_error *err)
{
	int ret = atomic_open(w->dir, &w->atomic, err);

	if (ret)
		return ret;
	read_old(w);
	ret = add_files(w, opts->force, err);
	if (ret)
		return ret;
	add_drops(w);
	if (opts->depfile)
		ret = add_rule(w, opts->depfile, opts->force, err);
	if (ret)
		return ret;
	return atomic_replace(w->atomic, w->files.v, w->files.n, w->drop.v, w->drop.n, err);
}

int sdc_outputs_write(const struct sdc_outputs *outputs, const char *dir,
	const struct sdc_write_options *opts, struct sdc_error *err)
{
	static const struct sdc_write_options none;
	struct write w = { .o = outputs };
	size_t len = strlen(dir);
	int ret;

	while (len > 1 && dir[len - 1] == '/')
		len--;
	w.dir = arena_strndup(&w.arena, dir, len);
	ret = write_all_files(&w, opts ? opts : &none, err);
	atomic_close(w.atomic);
	json_decref(w.old);
	vec_free(&w.files);
	vec_free(&w.drop);
	buf_free(&w.rule);
	arena_free(&w.arena);
	return ret;
}
