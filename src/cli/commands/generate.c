// SPDX-License-Identifier: BSD-2-Clause
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/vec.h"
#include "cli/command.h"
#include "cli/inputs.h"
#include "cli/message.h"
#include "cli/numbers.h"
#include "cli/runs.h"
#include "cli/sandbox.h"
#include "cli/stream.h"

struct generate_values {
	struct input_values in;
	const char *directory, *depfile, *lock_timeout;
	bool sources, merge, dry_run, force, depend;
};

#define VALUE(member) offsetof(struct generate_values, member)
#define MAX_WAIT      1000000

static const struct cli_option options[] = {
	{ "output", 'o', OPTION_TEXT, "DIR", NULL,
		"write into DIR, all files or none; its other files stay", VALUE(directory) },
	{ "sources", 's', OPTION_FLAG, NULL, NULL, "write NAME.dts beside NAME.dtb, with comments",
		VALUE(sources) },
	{ "merge", 'm', OPTION_FLAG, NULL, NULL,
		"write host-merged.dtb, the host tree with the overlay applied", VALUE(merge) },
	{ "dry-run", 'n', OPTION_FLAG, NULL, NULL, "list the files instead of writing them",
		VALUE(dry_run) },
	{ "force", 0, OPTION_FLAG, NULL, NULL,
		"overwrite files that this command has not written, or that were changed since",
		VALUE(force) },
	{ "lock-timeout", 0, OPTION_TEXT, "SECONDS", NULL,
		"how long to wait for another run that writes into DIR; 60", VALUE(lock_timeout) },
	{ "depend", 'M', OPTION_FLAG, NULL, NULL,
		"write a rule for make, into the file that is named by -F: -MF FILE",
		VALUE(depend) },
	{ "depfile", 'F', OPTION_TEXT, "FILE", NULL, "where to write the rule for make",
		VALUE(depfile) },
	{ "warn", 'W', OPTION_LIST, "RULE", NULL, "as in check", VALUE(in.warnings) },
	INPUT_OPTIONS(struct generate_values, in),
};

static int check_values(const struct generate_values *v)
{
	if (!v->in.manifest)
		return message_usage("generate", "--guests=FILE is missing");
	if (!v->directory && !v->dry_run)
		return message_usage("generate", "--output=DIR is missing");
	if (v->depend && !v->depfile)
		return message_usage("generate", "--depend: --depfile=FILE is missing");
	return 0;
}

/* What stands against the outputs, and what the author should know. */
static int report(const struct sdc_result *r)
{
	struct sdc_report_options opts = { .size = sizeof(opts), .format = SDC_GCC, .notes = true };
	struct sdc_error err;

	if (sdc_report(stderr, &r, 1, &opts, &err))
		return message_error("%s", err.text);
	return sdc_result_count(r, SDC_ERROR) ? EXIT_FOUND : EXIT_CLEAN;
}

static int list(const struct generate_values *v, const struct sdc_outputs *outputs)
{
	const struct sdc_output *o;
	struct stream s;
	struct sdc_error err;

	stream_open(&s);
	for (size_t i = 0; (o = sdc_outputs_at(outputs, i)); i++)
		fprintf(s.file, "%s%s%s\n", v->directory ? v->directory : "",
			v->directory ? "/" : "", o->name);
	return stream_close(&s, NULL, 0, &err);
}

static void waiting(void *ctx, const char *dir)
{
	(void)ctx;
	message_note("%s: waiting for another run that writes to it", dir);
}

static int write_outputs(const struct generate_values *v, const struct sdc_outputs *outputs)
{
	struct sdc_write_options opts = {
		.size = sizeof(opts),
		.force = v->force,
		.depfile = v->depfile,
		.waiting = waiting,
	};
	struct sdc_error err;
	uint64_t seconds;

	if (v->lock_timeout && !number_read(v->lock_timeout, MAX_WAIT, &seconds))
		return message_usage("generate",
			"--lock-timeout: %s is no number of seconds below %d", v->lock_timeout,
			MAX_WAIT + 1);
	if (v->lock_timeout)
		opts.lock_timeout = seconds ? (int)seconds : -1;

	if (sdc_outputs_write(outputs, v->directory, &opts, &err))
		return message_error("%s", err.text);
	return EXIT_CLEAN;
}

/* The files that were read. */
struct names {
	VEC(const char *) list;
	struct arena arena;
	const char *host;
};

/* A tree of files is one input, which its name stands for. */
static bool is_of_directory(const char *path, const char *host)
{
	size_t len = strlen(host);
	struct stat st;

	while (len && host[len - 1] == '/')
		len--;
	return (!stat(path, &st) && S_ISDIR(st.st_mode)) ||
	       (!strncmp(path, host, len) && path[len] == '/');
}

static void add_name(void *ctx, const char *path)
{
	struct names *names = ctx;

	if (!is_of_directory(path, names->host))
		vec_push(&names->list, arena_strdup(&names->arena, path));
}

static int generate(const struct generate_values *v, const struct sdc_result *r, char **operands)
{
	struct names names = { .host = operands[0] };
	struct sdc_outputs_options opts = {
		.size = sizeof(opts), .sources = v->sources, .merge = v->merge
	};
	struct sdc_outputs *outputs;
	struct sdc_error err;
	int status = inputs_files(&v->in, operands, add_name, &names);

	opts.inputs = names.list.v;
	opts.n_inputs = names.list.n;
	if (!status && sdc_outputs_make(r, &opts, &outputs, &err))
		status = message_error("%s", err.text);
	vec_free(&names.list);
	arena_free(&names.arena);
	if (status)
		return status;
	status = v->dry_run ? list(v, outputs) : write_outputs(v, outputs);
	sdc_outputs_free(outputs);
	return status;
}

static int check_and_generate(const struct generate_values *v, char **operands)
{
	struct inputs *in = inputs_open(&v->in);
	struct sdc_result *r;
	int status;

	if (!in)
		return EXIT_FAILED;
	status = inputs_check(in, operands[0], &r);
	if (!status)
		status = report(r);
	if (!status)
		status = generate(v, r, operands);
	inputs_close(in);
	return status;
}

static void make_parent(const char *dir)
{
	struct arena a = ARENA_INIT;

	mkdir(dirname(arena_strdup(&a, dir)), 0777);
	arena_free(&a);
}

/* The overlay fixes that Dom0 sees a guest's device: no need to say it, unless asked to. */
static int run_one(const struct generate_values *given, const struct run *run)
{
	struct generate_values v = *given;
	int status;

	/* The variants' directories stand in one, which need not exist. */
	if (!v.directory && run->output && run->in.from->name && !v.dry_run)
		make_parent(run->output);
	v.in = run->in;
	v.in.warnings = (struct option_list){ 0 };
	if (!v.directory)
		v.directory = run->output;
	status = check_values(&v);
	if (status)
		return status;
	vec_push(&v.in.warnings, "no-guest-visible-to-dom0");
	for (size_t i = 0; i < run->in.warnings.n; i++)
		vec_push(&v.in.warnings, run->in.warnings.v[i]);
	status = check_and_generate(&v, run->operands);
	vec_free(&v.in.warnings);
	return status;
}

static int run(const void *values, char **operands)
{
	const struct generate_values *v = values;
	struct runs runs = { 0 };
	int status = runs_find(&runs, "generate", &v->in, operands);

	if (!status && v->directory && runs.list.n > 1)
		status = message_usage("generate",
			"--output is one directory, and the project has "
			"%zu variants: choose one by --variant",
			runs.list.n);
	if (!status)
		sandbox_enter(&runs, &(struct sandbox_outputs){
					     .depfile = v->depfile, .directory = v->directory });
	for (size_t i = 0; !status && i < runs.list.n; i++)
		status = run_one(v, &runs.list.v[i]);
	runs_free(&runs);
	return status;
}

const struct command command_generate = {
	.name = "generate",
	.operands = "[FILE]",
	.summary = "write what each guest of a manifest needs for its devices",
	.options = options,
	.n_options = sizeof(options) / sizeof(options[0]),
	.size = sizeof(struct generate_values),
	.run = COMMAND_RUN(run),
	.min_operands = 0,
	.max_operands = 1,
};
