// SPDX-License-Identifier: BSD-2-Clause
#include <errno.h>
#include <jansson.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>

#include "base/files/atomic.h"
#include "base/files/file.h"
#include "base/files/output.h"
#include "base/files/place.h"
#include "base/map.h"
#include "base/options.h"
#include "lib/outputs/outputs.h"

#define MAX_LIST     ((size_t)256 << 20)
#define DEFAULT_WAIT 60000u

struct write {
	const struct sdc_outputs *o;
	const char *dir;
	struct atomic_dir *atomic;
	bool known;     /* there is a list of what an earlier call wrote */
	struct map old; /* name to checksum of that */
	VEC(const char *) old_names;
	VEC(struct atomic_file) files;
	struct buf rule;
	struct arena arena;
};

static void add_old(struct write *w, const json_t *entry)
{
	const char *name = json_string_value(json_object_get(entry, "file"));
	const char *sha256 = json_string_value(json_object_get(entry, "sha256"));

	if (!name || !sha256 || !*name || strchr(name, '/') || !strcmp(name, ".") ||
		!strcmp(name, "..") || map_get(&w->old, name))
		return;
	name = arena_strdup(&w->arena, name);
	map_set(&w->old, name, arena_strdup(&w->arena, sha256));
	vec_push(&w->old_names, name);
}

/* Reads an earlier call's list. What is no such list says nothing. */
static void read_old(struct write *w)
{
	struct buf text = { 0 };
	json_t *list = NULL, *entry;
	size_t i;

	if (!w->o->unlisted && !atomic_read(w->atomic, OUTPUTS_LIST, MAX_LIST, &text))
		list = json_loadb(buf_str(&text), text.len, JSON_REJECT_DUPLICATES, NULL);
	buf_free(&text);
	if (list && json_is_string(json_object_get(list, "tool")) &&
		!strcmp(json_string_value(json_object_get(list, "tool")), OUTPUTS_TOOL)) {
		w->known = true;
		json_array_foreach(json_object_get(list, "outputs"), i, entry)
			add_old(w, entry);
	}
	json_decref(list);
}

/* An earlier call wrote it, and it is as that call left it. */
static bool is_ours(const struct write *w, const char *name, const char *state)
{
	const char *sha256 = map_get(&w->old, name);

	return strcmp(name, OUTPUTS_LIST) != 0 ? sha256 && !strcmp(state, sha256) : w->known;
}

/* What is in the way of a file has to be ours, or is not asked for. */
static int add_file(struct write *w, const char *name, const void *data, size_t size, bool force,
	struct sdc_error *err)
{
	struct atomic_file f = { name, atomic_state(w->atomic, name), data, size };

	if (!f.was)
		return set_error(err, SDC_EIO, "%s/%s: %s", w->dir, name, strerror(errno));
	if (!force && *f.was && !is_ours(w, name, f.was))
		return set_error(err, SDC_EARG, "%s/%s: %s; --force overwrites it", w->dir, name,
			w->o->unlisted ? "exists"
				       : "not written by scmi-dtcheck, or changed since");
	vec_push(&w->files, f);
	return 0;
}

static int add_files(struct write *w, bool force, struct sdc_error *err)
{
	int ret = 0;

	for (size_t i = 0; i < w->o->list.n && !ret; i++) {
		const struct sdc_output *o = &w->o->list.v[i];

		ret = add_file(w, o->name, o->data, o->size, force, err);
	}
	return ret;
}

static int compare_name(const void *name, const void *output)
{
	return strcmp(name, ((const struct sdc_output *)output)->name);
}

/* A guest that is not in the manifest any more must not leave files behind. */
static void add_drops(struct write *w)
{
	for (size_t i = 0; i < w->old_names.n; i++) {
		const char *name = w->old_names.v[i], *state;

		if (bsearch(name, w->o->list.v, w->o->list.n, sizeof(*w->o->list.v), compare_name))
			continue;
		state = atomic_state(w->atomic, name);
		if (state && *state && is_ours(w, name, state))
			vec_push(&w->files, (struct atomic_file){ name, state, NULL, 0 });
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
	struct place place;
	bool may;

	if (place_find(file, &place, NULL))
		return true;
	outputs_rule_start(w->dir, &start);
	may = read_regular(place.dir, place.name, MAX_LIST, &old)
		      ? errno != EFBIG && errno != EACCES
		      : !old.len ||
				(old.len > start.len && !memcmp(old.data, start.data, start.len));
	place_close(&place);
	buf_free(&old);
	buf_free(&start);
	return may;
}

static int add_rule(struct write *w, const char *file, bool force, struct sdc_error *err)
{
	const char *name = basename(arena_strdup(&w->arena, file));
	int ret;

	if (!force && !may_replace(w, file))
		return set_error(err, SDC_EARG,
			"%s: not a rule for %s that scmi-dtcheck has written; --force overwrites it",
			file, w->dir);
	ret = outputs_rule(w->o, w->dir, &w->rule, err);
	if (ret)
		return ret;
	/* Before the outputs: a rule that comes too early makes them be made again, one that
	 * comes too late hides a change. */
	if (!is_inside(w, file))
		return write_file(file, w->rule.data, w->rule.len, err);
	if (bsearch(name, w->o->list.v, w->o->list.n, sizeof(*w->o->list.v), compare_name))
		return set_error(err, SDC_EARG, "%s: an output has that name", file);
	return add_file(w, name, w->rule.data, w->rule.len, true, err);
}

static int write_all_files(
	struct write *w, const struct sdc_write_options *opts, struct sdc_error *err)
{
	const struct atomic_options wait = {
		.wait_ms = opts->lock_timeout < 0    ? 0
			   : opts->lock_timeout == 0 ? DEFAULT_WAIT
						     : (unsigned int)opts->lock_timeout * 1000u,
		.waiting = opts->waiting,
		.ctx = opts->ctx,
	};
	int ret = atomic_open(w->dir, &wait, &w->atomic, err);

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
	return atomic_replace(w->atomic, w->files.v, w->files.n,
		w->o->unlisted ? OUTPUTS_PROJECT : OUTPUTS_LIST, err);
}

int sdc_outputs_write(const struct sdc_outputs *outputs, const char *dir,
	const struct sdc_write_options *given, struct sdc_error *err)
{
	struct sdc_write_options opts;
	struct write w = { .o = outputs, .old = { .strings = true } };
	size_t len = strlen(dir);
	int ret = options_take(&opts, sizeof(opts), given, "struct sdc_write_options", err);

	if (ret)
		return ret;
	while (len > 1 && dir[len - 1] == '/')
		len--;
	w.dir = arena_strndup(&w.arena, dir, len);
	ret = write_all_files(&w, &opts, err);
	atomic_close(w.atomic);
	map_free(&w.old);
	vec_free(&w.old_names);
	vec_free(&w.files);
	buf_free(&w.rule);
	arena_free(&w.arena);
	return ret;
}
