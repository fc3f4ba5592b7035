// SPDX-License-Identifier: BSD-2-Clause
#include "cli/inputs.h"

#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "cli/jobs.h"
#include "cli/message.h"

struct inputs {
	const struct input_values *values;
	struct sdc_schemas *schemas;
	struct sdc_firmware *firmware;
	struct sdc_guests *manifest;
	struct sdc_warnings *warnings;
	VEC(struct sdc_guest_tree) guests;
	VEC(struct sdc_tree *) trees; /* the guests' and those that were checked */
	VEC(struct sdc_result *) results;
	struct arena arena;
};

static int fail(const struct input_values *v, const struct sdc_error *err)
{
	struct failures *f = v->failures;

	if (f)
		vec_push(&f->list, arena_strdup(&f->arena, err->text));
	return message_error("%s", err->text);
}

void failures_free(struct failures *f)
{
	vec_free(&f->list);
	arena_free(&f->arena);
}

static void say(void *ctx, const char *line)
{
	(void)ctx;
	message_note("%s", line);
}

struct sdc_load_options tree_options(const struct tree_values *v, bool overlays)
{
	return (struct sdc_load_options){
		.size = sizeof(struct sdc_load_options),
		.overlays = v->overlays.v,
		.n_overlays = overlays ? v->overlays.n : 0,
		.dtc = v->dtc,
		.cpp = v->cpp,
		.include_dirs = v->include_dirs.v,
		.n_include_dirs = v->include_dirs.n,
		.defines = v->defines.v,
		.n_defines = v->defines.n,
		.undefines = v->undefines.v,
		.n_undefines = v->undefines.n,
		.keep_broken = true,
		.say = v->verbose ? say : NULL,
	};
}

static int load_tree(struct inputs *in, const char *path, bool overlays, struct sdc_tree **out,
	struct sdc_error *err)
{
	struct sdc_load_options opts = tree_options(&in->values->tree, overlays);
	int ret = sdc_tree_load(path, &opts, out, err);

	if (!ret)
		vec_push(&in->trees, *out);
	return ret;
}

/* The comma before the configuration, or NULL. Such a path has no comma in its own name. */
static const char *config_of(const char *files)
{
	return strrchr(files, ',');
}

static const char *tree_of(struct inputs *in, const char *files)
{
	const char *comma = config_of(files);

	return comma ? arena_strndup(&in->arena, files, (size_t)(comma - files)) : files;
}

static int load_guest(struct inputs *in, const char *arg)
{
	const char *equals = strchr(arg, '='), *comma;
	struct sdc_guest_tree g = { 0 };
	struct sdc_tree *tree;
	struct sdc_error err;

	if (!equals || equals == arg || !equals[1] || equals[1] == ',')
		return message_usage(NULL, "--guest=%s: expected NAME=FILE[,CONFIG]", arg);
	comma = config_of(equals + 1);
	if (comma && !comma[1])
		return message_usage(NULL, "--guest=%s: expected a file behind the comma", arg);
	if (load_tree(in, tree_of(in, equals + 1), false, &tree, &err))
		return fail(in->values, &err);
	g.config = comma ? comma + 1 : NULL;
	g.domain = arena_strndup(&in->arena, arg, (size_t)(equals - arg));
	g.tree = tree;
	vec_push(&in->guests, g);
	return 0;
}

static int set_project_warnings(struct inputs *in)
{
	const struct sdc_variant *v = in->values->from;
	struct sdc_error err;

	/* The overlay that generate writes fixes it. */
	if (v && v->manifest && v->output)
		sdc_warnings_set(in->warnings, "no-guest-visible-to-dom0", NULL);
	for (size_t i = 0; v && i < v->n_warnings; i++) {
		const struct sdc_project_warning *w = &v->warnings[i];

		if (w->path ? sdc_warnings_set_for(in->warnings, w->path, w->setting, &err)
			    : sdc_warnings_set(in->warnings, w->setting, &err))
			return message_error("the project's warnings: %s", err.text);
	}
	return 0;
}

static int load_schemas(const struct input_values *v, struct sdc_schemas **out)
{
	const struct sdc_schema_options opts = {
		.size = sizeof(opts),
		.set = v->schema_set,
		.dirs = v->schema_dirs.v,
		.n_dirs = v->schema_dirs.n,
		.no_builtin = v->no_builtin,
		.cache = !v->no_cache,
		.unmatched = v->unmatched,
		.strict = v->strict != 0,
	};
	struct sdc_error err;

	if (v->no_schemas)
		return 0;
	if (v->schema_set && v->schema_dirs.n)
		return message_usage(NULL, "--schema-set and --schema-dir exclude each other");
	return sdc_schemas_open(&opts, out, &err) ? fail(v, &err) : 0;
}

static int load_all(struct inputs *in)
{
	const struct input_values *v = in->values;
	struct sdc_error err;

	in->warnings = sdc_warnings_new();
	if (set_project_warnings(in))
		return EXIT_FAILED;
	for (size_t i = 0; i < v->warnings.n; i++)
		if (sdc_warnings_set(in->warnings, v->warnings.v[i], &err))
			return message_usage(NULL, "%s", err.text);
	if (load_schemas(v, &in->schemas))
		return EXIT_FAILED;
	if (v->firmware && sdc_firmware_read(v->firmware, &in->firmware, &err))
		return fail(v, &err);
	if (v->manifest && sdc_guests_read(v->manifest, &in->manifest, &err))
		return fail(v, &err);
	for (size_t i = 0; i < v->guests.n; i++)
		if (load_guest(in, v->guests.v[i]))
			return EXIT_FAILED;
	return 0;
}

static bool is_schema(const FTSENT *e)
{
	return e->fts_namelen > 5 && !strcmp(e->fts_name + e->fts_namelen - 5, ".yaml");
}

static int schema_files(const char *dir, sdc_file_fn *file, void *ctx)
{
	char *const roots[] = { (char *)dir, NULL };
	FTS *fts = fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, NULL);
	FTSENT *e;
	int ret = 0;

	if (!fts)
		return message_error("%s: %s", dir, strerror(errno));
	while (!ret && (e = fts_read(fts))) {
		if (e->fts_level && e->fts_name[0] == '.')
			fts_set(fts, e, FTS_SKIP);
		else if (e->fts_info == FTS_ERR || e->fts_info == FTS_DNR)
			ret = message_error("%s: %s", e->fts_path, strerror(e->fts_errno));
		else if (e->fts_info == FTS_D || (e->fts_info == FTS_F && is_schema(e)))
			file(ctx, e->fts_path);
	}
	fts_close(fts);
	return ret;
}

static int tree_files(
	const struct input_values *v, const char *path, bool overlays, sdc_file_fn *file, void *ctx)
{
	struct sdc_load_options opts = tree_options(&v->tree, overlays);
	struct sdc_error err = { 0 };

	return sdc_input_files(path, &opts, file, ctx, &err) ? message_error("%s", err.text) : 0;
}

static int guest_files(
	const struct input_values *v, const char *files, sdc_file_fn *file, void *ctx)
{
	const char *comma = config_of(files);
	struct arena a = ARENA_INIT;
	int ret = tree_files(v, comma ? arena_strndup(&a, files, (size_t)(comma - files)) : files,
		false, file, ctx);

	if (!ret && comma)
		file(ctx, comma + 1);
	arena_free(&a);
	return ret;
}

int inputs_files(const struct input_values *v, char **paths, sdc_file_fn *file, void *ctx)
{
	int ret = 0;

	if (v->firmware && strcmp(v->firmware, "-"))
		file(ctx, v->firmware);
	if (v->manifest && strcmp(v->manifest, "-"))
		file(ctx, v->manifest);
	if (v->schema_set)
		file(ctx, v->schema_set);
	for (size_t i = 0; !ret && !v->no_schemas && i < v->schema_dirs.n; i++)
		ret = schema_files(v->schema_dirs.v[i], file, ctx);
	for (size_t i = 0; !ret && i < v->guests.n; i++)
		ret = guest_files(v, strchr(v->guests.v[i], '=') + 1, file, ctx);
	for (size_t i = 0; !ret && paths[i]; i++)
		ret = tree_files(v, paths[i], true, file, ctx);
	return ret;
}

struct inputs *inputs_open(const struct input_values *v)
{
	struct inputs *in = xmalloc(sizeof(*in));

	memset(in, 0, sizeof(*in));
	in->values = v;
	if (!load_all(in))
		return in;
	inputs_close(in);
	return NULL;
}

const struct sdc_schemas *inputs_schemas(const struct inputs *in)
{
	return in->schemas;
}

const struct sdc_warnings *inputs_warnings(const struct inputs *in)
{
	return in->warnings;
}

void inputs_close(struct inputs *in)
{
	for (size_t i = 0; i < in->results.n; i++)
		sdc_result_free(in->results.v[i]);
	for (size_t i = 0; i < in->trees.n; i++)
		sdc_tree_free(in->trees.v[i]);
	vec_free(&in->results);
	vec_free(&in->trees);
	vec_free(&in->guests);
	sdc_schemas_free(in->schemas);
	sdc_firmware_free(in->firmware);
	sdc_guests_free(in->manifest);
	sdc_warnings_free(in->warnings);
	arena_free(&in->arena);
	free(in);
}

/* In the words of --xen versions come behind the drivers. */
static int n_drivers(void)
{
	int n = 0;

	while (sdc_xen_name((enum sdc_xen)n))
		n++;
	return n;
}

enum sdc_xen inputs_driver(const struct input_values *v)
{
	return v->xen < n_drivers() ? (enum sdc_xen)v->xen : SDC_XEN_AUTO;
}

const char *inputs_version(const struct input_values *v)
{
	return v->xen < n_drivers() ? NULL : sdc_xen_version((size_t)(v->xen - n_drivers()));
}

int inputs_choice(const struct sdc_variant *v)
{
	size_t i = 0;

	if (!v->xen_version)
		return (int)v->xen;
	while (strcmp(sdc_xen_version(i), v->xen_version))
		i++;
	return n_drivers() + (int)i;
}

/* One tree of several; threads share what @in has loaded. */
struct checked {
	const char *path;
	struct sdc_tree *tree;
	struct sdc_result *result;
	bool failed;
	struct sdc_error err;
};

struct check_run {
	const struct inputs *in;
	struct checked *v;
};

static void check_one(void *ctx, size_t i)
{
	const struct check_run *run = ctx;
	const struct inputs *in = run->in;
	struct checked *c = &run->v[i];
	struct sdc_load_options load = tree_options(&in->values->tree, true);
	struct sdc_check_options opts = {
		.size = sizeof(opts),
		.xen = inputs_driver(in->values),
		.xen_version = inputs_version(in->values),
		.xen_build = (enum sdc_xen_build)in->values->xen_build,
		.toolstack = (enum sdc_toolstack)in->values->toolstack,
		.schemas = in->schemas,
		.firmware = in->firmware,
		.warnings = in->warnings,
		.guests = in->guests.v,
		.n_guests = in->guests.n,
		.manifest = in->manifest,
	};

	c->failed = sdc_tree_load(c->path, &load, &c->tree, &c->err);
	if (c->failed)
		return;
	c->failed = sdc_check(c->tree, &opts, &c->result, &c->err);
}

/* What the prediction takes for granted. */
static void say_assumed(const struct checked *c)
{
	const struct sdc_boot *boot = &sdc_result_prediction(c->result)->boot;

	for (size_t i = 0; i < boot->n_assumed; i++)
		message_note("%s: assumed: %s", c->path, boot->assumed[i]);
}

static int keep(struct inputs *in, const struct checked *c, struct sdc_result **result)
{
	if (c->tree)
		vec_push(&in->trees, c->tree);
	*result = c->failed ? NULL : c->result;
	if (c->failed)
		return fail(in->values, &c->err);
	vec_push(&in->results, c->result);
	if (in->values->tree.verbose)
		say_assumed(c);
	return sdc_result_broken(c->result) ? EXIT_FAILED : 0;
}

int inputs_check_all(struct inputs *in, char *const *paths, size_t n, unsigned int jobs,
	struct sdc_result **results)
{
	struct checked *v = arena_array(&in->arena, n, sizeof(*v));
	struct check_run run = { in, v };
	int status = 0;

	for (size_t i = 0; i < n; i++)
		v[i].path = paths[i];
	jobs_run(n, jobs, check_one, &run);
	for (size_t i = 0; i < n; i++) {
		if (keep(in, &v[i], &results[i]))
			status = EXIT_FAILED;
	}
	return status;
}

int inputs_check(struct inputs *in, const char *path, struct sdc_result **result)
{
	char *const paths[] = { (char *)(uintptr_t)path };
	const struct sdc_result *r;
	int status = inputs_check_all(in, paths, 1, 1, result);

	r = *result;
	if (r && sdc_result_broken(r))
		sdc_report(stderr, &r, 1, NULL, NULL);
	return status;
}
