// SPDX-License-Identifier: BSD-2-Clause
/* Running dtc on a unit. */
#include <string.h>
#include <unistd.h>

#include "base/files/file.h"
#include "base/files/run.h"
#include "dt/load.h"
#include "dt/source/files_read.h"
#include "dt/source/reference.h"
#include "dt/source/unit.h"

struct command {
	VEC(const char *) args;
	struct arena arena;
};

/* Where /include/ and /incbin/ look: beside the source, which dtc may see on standard input only,
 * then where headers are. */
static void put_dirs(struct command *c, const struct unit *u, const struct sdc_load_options *opts)
{
	const char *slash = strrchr(u->path, '/');

	if (u->expanded && slash) {
		vec_push(&c->args, "-i");
		vec_push(&c->args, arena_strndup(&c->arena, u->path,
					   (size_t)(slash - u->path) + (slash == u->path)));
	}
	for (size_t i = 0; opts && i < opts->n_include_dirs; i++) {
		vec_push(&c->args, "-i");
		vec_push(&c->args, opts->include_dirs[i]);
	}
}

/* @extra: options for dtc, ends in NULL */
static struct run prepare(struct command *c, const struct unit *u, const char *const *extra,
	const struct sdc_load_options *opts)
{
	struct run r = { .program = dt_compiler(opts) };

	vec_push(&c->args, r.program);
	vec_push(&c->args, "-I");
	vec_push(&c->args, "dts");
	for (; *extra; extra++)
		vec_push(&c->args, *extra);
	put_dirs(c, u, opts);
	vec_push(&c->args, "--");
	vec_push(&c->args, u->expanded ? "-" : u->path);
	vec_push(&c->args, NULL);
	r.args = c->args.v;
	if (u->expanded)
		r.input = &u->expansion.text;
	else if (!strcmp(u->path, "-"))
		r.input = &u->text;
	return r;
}

static void command_free(struct command *c)
{
	vec_free(&c->args);
	arena_free(&c->arena);
}

static void place_messages(
	const struct unit *u, struct lines *lines, struct dt_messages *m, size_t first)
{
	for (size_t i = first; i < m->list.n; i++) {
		struct dt_message *x = &m->list.v[i];

		reference_find(u, lines, x);
		unit_place(u, lines, &x->place);
		if (x->also)
			unit_place(u, lines, &x->also->place);
		if (!x->place.line)
			x->place.file = u->name;
	}
}

/* The first error, or what dtc wrote where that is none. */
static int fail(const struct unit *u, const struct run *r, struct dt_messages *m, size_t first,
	struct sdc_error *err)
{
	const char *said = buf_str(&r->messages);
	struct buf how = { 0 };
	int ret = messages_fail(m, first, u->name, err);

	if (ret)
		return ret;
	run_says(r, &how);
	messages_add(m, DT_DTC, true, (struct dt_place){ .file = u->name }, "dtc failed, %s%s%.*s",
		how.data, *said ? ": " : "", (int)strcspn(said, "\n"), said);
	buf_free(&how);
	return messages_fail(m, first, u->name, err);
}

int unit_compile(struct unit *u, bool symbols, const struct sdc_load_options *opts,
	struct lines *lines, struct dt_messages *m, struct sdc_error *err)
{
	const char *extra[] = { "-O", "dtb", NULL, NULL, NULL, NULL };
	struct command c = { 0 };
	struct run r;
	size_t first, n = 2;
	int ret, list;

	ret = unit_preprocess(u, opts, lines, m, err);
	if (ret)
		return ret;
	list = files_read_open();
	if (symbols)
		extra[n++] = "-@";
	if (list) {
		extra[n++] = "-d";
		extra[n] = FILES_READ_PATH;
	}
	r = prepare(&c, u, extra, opts);
	r.extra = list;
	ret = run_programs(&r, 1, err);
	files_read_allow(list, lines);
	first = m->list.n;
	if (!ret) {
		messages_dtc(m, buf_str(&r.messages), u->in_tree);
		place_messages(u, lines, m, first);
	}
	if (!ret && r.status)
		ret = fail(u, &r, m, first, err);
	u->blob = r.out;
	buf_free(&r.messages);
	command_free(&c);
	return ret;
}

int unit_annotate(
	const struct unit *u, bool symbols, const struct sdc_load_options *opts, struct buf *out)
{
	const char *extra[] = { "-q", "-O", "dts", "-T", "-T", symbols ? "-@" : NULL, NULL };
	struct command c = { 0 };
	struct run r = prepare(&c, u, extra, opts);
	int ret = run_programs(&r, 1, NULL);

	*out = r.out;
	buf_free(&r.messages);
	command_free(&c);
	return ret ? ret : r.status;
}

int unit_files(const struct unit *u, sdc_file_fn *file, void *ctx,
	const struct sdc_load_options *opts, struct sdc_error *err)
{
	const char *extra[] = { "-q", "-O", "dtb", "-o", "/dev/null", "-d", FILES_READ_PATH, NULL };
	int list = files_read_open();
	struct dt_messages m = { 0 };
	struct command c = { 0 };
	struct run r = prepare(&c, u, extra, opts);
	int ret = list ? 0 : set_error(err, SDC_ETOOL, "dtc's list of files needs /proc");

	r.extra = list;
	if (!ret)
		ret = run_programs(&r, 1, err);
	if (!ret && r.status) {
		messages_dtc(&m, buf_str(&r.messages), true);
		ret = fail(u, &r, &m, 0, err);
	}
	if (!ret)
		files_read_each(list, file, ctx);
	else if (list)
		close(list);
	buf_free(&r.out);
	buf_free(&r.messages);
	messages_free(&m);
	command_free(&c);
	return ret;
}
