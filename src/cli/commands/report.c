// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "base/vec.h"
#include "cli/command.h"
#include "cli/runs.h"
#include "cli/sandbox.h"
#include "cli/stream.h"

struct report_values {
	struct input_values in;
	const char *output;
};

static const struct cli_option options[] = {
	{ "output", 'o', OPTION_TEXT, "FILE", NULL, "write to FILE, whole or not at all",
		offsetof(struct report_values, output) },
	{ "warn", 'W', OPTION_LIST, "RULE", NULL, "change what a rule counts for, as in check",
		offsetof(struct report_values, in.warnings) },
	INPUT_OPTIONS(struct report_values, in),
};

typedef VEC(struct sdc_input) input_vec;

static void add(input_vec *list, const char *role, const char *path)
{
	vec_push(list, (struct sdc_input){ role, path });
}

static void add_list(input_vec *list, const char *role, const struct option_list *paths)
{
	for (size_t i = 0; i < paths->n; i++)
		add(list, role, paths->v[i]);
}

/* NAME=TREE or NAME=TREE,CONFIG */
static void add_guest(input_vec *list, struct arena *a, const char *guest)
{
	const char *tree = strchr(guest, '=') + 1, *comma = strrchr(tree, ',');

	if (comma)
		tree = arena_strndup(a, tree, (size_t)(comma - tree));
	add(list, "partial tree of a guest", tree);
	if (comma)
		add(list, "configuration of a guest", comma + 1);
}

/* Every file that the options name. */
static void name_inputs(
	const struct input_values *v, const char *host, input_vec *list, struct arena *a)
{
	add(list, "host tree", host);
	add_list(list, "overlay", &v->tree.overlays);
	if (v->manifest)
		add(list, "guests manifest", v->manifest);
	for (size_t i = 0; i < v->guests.n; i++)
		add_guest(list, a, v->guests.v[i]);
	if (v->firmware)
		add(list, "firmware description", v->firmware);
	add_list(list, "directory of schemas", &v->schema_dirs);
}

static int report(const struct report_values *v, const struct run *run, const struct sdc_result *r)
{
	struct sdc_html_options opts = { .size = sizeof(opts) };
	struct arena arena = ARENA_INIT;
	input_vec list = { 0 };
	struct sdc_error err;
	struct stream out;
	int status;

	name_inputs(&run->in, run->operands[0], &list, &arena);
	opts.inputs = list.v;
	opts.n_inputs = list.n;
	stream_open(&out);
	status = stream_close(&out, v->output, sdc_html(out.file, r, &opts, &err), &err);
	vec_free(&list);
	arena_free(&arena);
	return status;
}

static int report_run(const struct report_values *v, const struct run *run)
{
	struct inputs *in = inputs_open(&run->in);
	struct sdc_result *r;
	int status;

	if (!in)
		return EXIT_FAILED;
	status = inputs_check(in, run->operands[0], &r);
	if (!status)
		status = report(v, run, r);
	if (!status && sdc_result_count(r, SDC_ERROR))
		status = EXIT_FOUND;
	inputs_close(in);
	return status;
}

static int run(const void *values, char **operands)
{
	const struct report_values *v = values;
	struct runs runs = { 0 };
	int status = runs_find_one(&runs, "report", &v->in, operands);

	if (!status)
		sandbox_enter(&runs, &(struct sandbox_outputs){ .file = v->output });
	if (!status)
		status = report_run(v, &runs.list.v[0]);
	runs_free(&runs);
	return status;
}

const struct command command_report = {
	.name = "report",
	.operands = "[FILE]",
	.summary = "write topology, isolation, findings and inputs as one HTML page",
	.options = options,
	.n_options = sizeof(options) / sizeof(options[0]),
	.size = sizeof(struct report_values),
	.run = COMMAND_RUN(run),
	.min_operands = 0,
	.max_operands = 1,
};
