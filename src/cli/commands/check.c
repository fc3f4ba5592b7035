// SPDX-License-Identifier: BSD-2-Clause
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/vec.h"
#include "cli/command.h"
#include "cli/depfile.h"
#include "cli/inputs.h"
#include "cli/message.h"
#include "cli/numbers.h"
#include "cli/runs.h"
#include "cli/sandbox.h"
#include "cli/stream.h"

enum color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct check_values {
	struct input_values in;
	int format; /* enum sdc_format */
	int color;
	const char *output;
	const char *depfile;
	const char *jobs, *max_findings;
	bool quiet;
};

static const struct cli_option options[] = {
	{ "format", 'f', OPTION_CHOICE, "FORMAT", "text gcc json sarif", "how to report",
		offsetof(struct check_values, format) },
	{ "output", 'o', OPTION_TEXT, "FILE", NULL, "write the report to FILE, whole or not at all",
		offsetof(struct check_values, output) },
	{ "depfile", 0, OPTION_TEXT, "FILE.d", NULL,
		"write the names of all files that were read to FILE.d, as prerequisites of FILE for "
		"make",
		offsetof(struct check_values, depfile) },
	{ "quiet", 'q', OPTION_FLAG, NULL, NULL, "say nothing about a tree without findings",
		offsetof(struct check_values, quiet) },
	{ "warn", 'W', OPTION_LIST, "RULE", NULL,
		"no-RULE switches a rule off, error=RULE makes it an error, no-error=RULE leaves it "
		"a warning, error makes every warning an error; may be repeated",
		offsetof(struct check_values, in.warnings) },
	{ "max-findings", 0, OPTION_TEXT, "N", NULL,
		"text: list up to N findings of a tree, and count the rest; 0: all",
		offsetof(struct check_values, max_findings) },
	{ "jobs", 'j', OPTION_TEXT, "N", NULL, "check up to N trees at once",
		offsetof(struct check_values, jobs) },
	{ "color", 0, OPTION_CHOICE, "WHEN", "auto always never",
		"colour; auto: on a terminal, unless NO_COLOR is set",
		offsetof(struct check_values, color) },
	INPUT_OPTIONS(struct check_values, in),
};

/* https://no-color.org: set and not empty. */
static bool wants_color(const struct check_values *v)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	if (v->color != COLOR_AUTO)
		return v->color == COLOR_ALWAYS;
	if ((no_color && *no_color) || (term && !strcmp(term, "dumb")))
		return false;
	return !v->output && isatty(STDOUT_FILENO);
}

static int report(const struct check_values *v, const struct sdc_result *const *results, size_t n,
	size_t n_inputs, uint64_t max_findings, const struct failures *failures)
{
	struct sdc_report_options opts = {
		.size = sizeof(opts),
		.format = (enum sdc_format)v->format,
		.color = wants_color(v),
		.quiet = v->quiet,
		.list = n_inputs > 1,
		.max_findings = (size_t)max_findings,
		.failures = failures->list.v,
		.n_failures = failures->list.n,
	};
	struct sdc_error err;
	struct stream out;

	stream_open(&out);
	return stream_close(&out, v->output, sdc_report(out.file, results, n, &opts, &err), &err);
}

struct limits {
	uint64_t jobs, findings;
};

static int read_limits(const struct check_values *v, struct limits *l)
{
	if (v->jobs && (!number_read(v->jobs, 1024, &l->jobs) || !l->jobs))
		return message_usage("check", "--jobs=%s: expected a number from 1", v->jobs);
	if (v->max_findings && !number_read(v->max_findings, UINT32_MAX, &l->findings))
		return message_usage(
			"check", "--max-findings=%s: expected a number", v->max_findings);
	return 0;
}

static int worst(int a, int b)
{
	return a > b ? a : b;
}

struct checked {
	VEC(const struct sdc_result *) results;
	VEC(struct inputs *) inputs; /* that they live in */
	size_t n;                    /* files, checked or not */
};

static int check_run(struct checked *c, const struct run *run, const struct limits *limits)
{
	struct inputs *in = inputs_open(&run->in);
	struct sdc_result **all;
	size_t n = 0;
	int status;

	if (!in)
		return EXIT_FAILED;
	vec_push(&c->inputs, in);
	while (run->operands[n])
		n++;
	all = xmalloc(n * sizeof(*all));
	status = inputs_check_all(in, run->operands, n, (unsigned int)limits->jobs, all);
	for (size_t i = 0; i < n; i++) {
		if (!all[i])
			continue;
		vec_push(&c->results, all[i]);
		if (sdc_result_count(all[i], SDC_ERROR) && !sdc_result_broken(all[i]))
			status = worst(status, EXIT_FOUND);
	}
	free(all);
	c->n += n;
	return status;
}

static int check_all(const struct check_values *v, struct runs *runs, const struct limits *limits,
	struct checked *c)
{
	struct failures failures = { 0 };
	int status = EXIT_CLEAN;

	for (size_t i = 0; i < runs->list.n; i++) {
		runs->list.v[i].in.failures = &failures;
		status = worst(status, check_run(c, &runs->list.v[i], limits));
	}
	if (c->results.n || (v->format == SDC_SARIF && failures.list.n))
		status = worst(status,
			report(v, c->results.v, c->results.n, c->n, limits->findings, &failures));
	failures_free(&failures);
	return status;
}

static int run(const void *values, char **operands)
{
	const struct check_values *v = values;
	struct limits limits = { .jobs = 1 };
	struct checked checked = { 0 };
	struct runs runs = { 0 };
	int status;

	if (read_limits(v, &limits))
		return EXIT_FAILED;
	if (v->depfile && !depfile_name_fits(v->depfile))
		return message_usage("check", "--depfile=%s: expected FILE.d", v->depfile);
	status = runs_find(&runs, "check", &v->in, operands);
	if (!status)
		sandbox_enter(&runs,
			&(struct sandbox_outputs){ .file = v->output, .depfile = v->depfile });
	if (!status)
		status = check_all(v, &runs, &limits, &checked);
	if (v->depfile && status != EXIT_FAILED)
		status = worst(status, depfile_write(v->depfile, &runs));
	/* The system takes back what was checked in less time than it takes to free it. */
	exit(status);
}

const struct command command_check = {
	.name = "check",
	.operands = "[FILE...]",
	.summary = "check host device trees; the command that is meant where none is named",
	.options = options,
	.n_options = sizeof(options) / sizeof(options[0]),
	.size = sizeof(struct check_values),
	.run = COMMAND_RUN(run),
	.min_operands = 0,
	.max_operands = -1,
};
