// SPDX-License-Identifier: BSD-2-Clause
#include "dt/source/cpp/preprocess.h"

#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"
#include "base/files/run.h"
#include "dt/source/files_read.h"

struct command {
	VEC(const char *) args;
	struct arena arena;
};

static void put(struct command *c, const char *arg)
{
	vec_push(&c->args, arg);
}

/* $CPP is often "cc -E", and may name a compiler for another machine. */
static void put_program(struct command *c, const struct sdc_load_options *opts)
{
	const char *env = getenv("CPP"), *s = opts && opts->cpp ? opts->cpp : env;
	bool expands = false;

	if (!s || !s[strspn(s, " \t")])
		s = "cc -E";
	for (s += strspn(s, " \t"); *s; s += strspn(s, " \t")) {
		size_t len = strcspn(s, " \t");

		expands |= len == 2 && !strncmp(s, "-E", 2);
		put(c, arena_strndup(&c->arena, s, len));
		s += len;
	}
	if (!expands)
		put(c, "-E");
}

static void put_list(struct command *c, const char *option, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		put(c, arena_printf(&c->arena, "%s%s", option, list[i]));
}

/* A name that begins with a dash must not become an option. */
static const char *file_arg(struct command *c, const char *path)
{
	return *path == '-' && path[1] ? arena_printf(&c->arena, "./%s", path) : path;
}

static void build(struct command *c, const char *path, const struct include_dirs *dirs,
	const struct sdc_load_options *opts, bool list)
{
	static const char *const list_files[] = { "-MD", "-MF", FILES_READ_PATH, "-MT", "x" };
	/* GCC counts a tab as up to 8 columns, clang as one, like this program. */
	static const char *const fixed[] = { "-nostdinc", "-undef", "-D__DTS__", "-x",
		"assembler-with-cpp", "-ftabstop=1" };

	put_program(c, opts);
	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		put(c, fixed[i]);
	for (size_t i = 0; list && i < sizeof(list_files) / sizeof(list_files[0]); i++)
		put(c, list_files[i]);
	if (opts) {
		put_list(c, "-D", opts->defines, opts->n_defines);
		put_list(c, "-U", opts->undefines, opts->n_undefines);
	}
	put_list(c, "-I", dirs->list.v, dirs->list.n);
	put(c, file_arg(c, path));
	put(c, NULL);
}

static bool is_missing_header(const char *text)
{
	return strstr(text, "No such file or directory") || strstr(text, "file not found") ||
	       strstr(text, "no include path");
}

static const char *where_searched(struct arena *a, const struct include_dirs *dirs)
{
	struct buf b = { 0 };
	const char *out;

	if (!dirs->list.n)
		return "name the directory of the header with -I DIR; none was given or found";
	buf_puts(&b, "searched ");
	for (size_t i = 0; i < dirs->list.n; i++)
		buf_printf(&b, "%s%s", i ? ", " : "", dirs->list.v[i]);
	buf_puts(&b, "; name the directory of the header with -I DIR");
	out = arena_strdup(a, b.data);
	buf_free(&b);
	return out;
}

/* What it says, and a failure of which it says nothing. */
static int read_messages(struct dt_messages *m, const struct run *r, const char *path,
	const struct include_dirs *dirs, struct sdc_error *err)
{
	struct buf how = { 0 };
	size_t first = m->list.n;

	messages_cpp(m, buf_str(&r->messages));
	for (size_t i = first; i < m->list.n; i++) {
		struct dt_message *x = &m->list.v[i];

		if (!x->place.line)
			x->place.file = path;
		if (x->error && is_missing_header(x->text))
			x->help = where_searched(&m->arena, dirs);
		else if (x->error)
			messages_hint_access(x);
	}
	if (!r->status)
		return 0;
	if (messages_fail(m, first, path, err))
		return -SDC_EINPUT;
	run_says(r, &how);
	messages_add(m, DT_CPP, true, (struct dt_place){ .file = path }, "%s failed, %s%s%.*s",
		r->program, how.data, r->messages.len ? ": " : "",
		(int)strcspn(buf_str(&r->messages), "\n"), buf_str(&r->messages));
	buf_free(&how);
	return messages_fail(m, first, path, err);
}

int preprocess(const char *path, const struct buf *text, const struct include_dirs *dirs,
	const struct sdc_load_options *opts, struct expansion *e, struct lines *lines,
	struct dt_messages *m, struct sdc_error *err)
{
	struct command c = { 0 };
	struct run r = { .input = text };
	int ret;

	r.extra = files_read_open();
	build(&c, path, dirs, opts, r.extra != 0);
	r.program = c.args.v[0];
	r.args = c.args.v;
	ret = run_programs(&r, 1, err);
	files_read_allow(r.extra, lines);
	if (!ret)
		ret = read_messages(m, &r, path, dirs, err);
	if (!ret)
		expansion_read(e, &r.out, "<stdin>");
	buf_free(&r.out);
	buf_free(&r.messages);
	vec_free(&c.args);
	arena_free(&c.arena);
	return ret;
}

void preprocess_dirs(struct include_dirs *d, const char *path, const struct sdc_load_options *opts)
{
	for (size_t i = 0; opts && i < opts->n_include_dirs; i++)
		vec_push(&d->list, opts->include_dirs[i]);
	if (strcmp(path, "-") != 0)
		include_dirs_find(d, path);
}
