// SPDX-License-Identifier: BSD-2-Clause
#include "cli/command.h"
#include "cli/runs.h"
#include "cli/sandbox.h"
#include "cli/stream.h"

struct show_values {
	struct input_values in;
	int format; /* enum sdc_show_format */
	const char *output;
};

static const struct cli_option options[] = {
	{ "format", 'f', OPTION_CHOICE, "FORMAT", "tables dot",
		"tables for people, or a graph for Graphviz",
		offsetof(struct show_values, format) },
	{ "output", 'o', OPTION_TEXT, "FILE", NULL, "write to FILE, whole or not at all",
		offsetof(struct show_values, output) },
	INPUT_OPTIONS(struct show_values, in),
};

static int show(const struct show_values *v, const struct sdc_result *r)
{
	struct sdc_error err;
	struct stream out;

	stream_open(&out);
	return stream_close(&out, v->output,
		sdc_show(out.file, r, (enum sdc_show_format)v->format, &err), &err);
}

static int show_run(const struct show_values *v, const struct run *run)
{
	struct inputs *in = inputs_open(&run->in);
	struct sdc_result *r;
	int status = EXIT_FAILED;

	if (!in)
		return EXIT_FAILED;
	if (!inputs_check(in, run->operands[0], &r))
		status = show(v, r);
	inputs_close(in);
	return status;
}

static int run(const void *values, char **operands)
{
	const struct show_values *v = values;
	struct runs runs = { 0 };
	int status = runs_find_one(&runs, "show", &v->in, operands);

	if (!status)
		sandbox_enter(&runs, &(struct sandbox_outputs){ .file = v->output });
	if (!status)
		status = show_run(v, &runs.list.v[0]);
	runs_free(&runs);
	return status;
}

const struct command command_show = {
	.name = "show",
	.operands = "[FILE]",
	.summary = "print agents, domains and devices as tables or as a graph",
	.options = options,
	.n_options = sizeof(options) / sizeof(options[0]),
	.size = sizeof(struct show_values),
	.run = COMMAND_RUN(run),
	.min_operands = 0,
	.max_operands = 1,
};
