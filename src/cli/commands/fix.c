// SPDX-License-Identifier: BSD-2-Clause
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/message.h"
#include "cli/runs.h"
#include "cli/stream.h"

struct fix_values {
	struct input_values in;
	bool diff, unsafe;
	const char *only, *output, *overlay;
	struct option_list also;
};

#define VALUE(member) offsetof(struct fix_values, member)

static const struct cli_option options[] = {
	{ "diff", 0, OPTION_FLAG, NULL, NULL,
		"print a unified diff for patch -p0 or git apply, and change nothing",
		VALUE(diff) },
	{ "unsafe", 0, OPTION_FLAG, NULL, NULL, "apply fixes that may be wrong as well",
		VALUE(unsafe) },
	{ "output", 'o', OPTION_TEXT, "FIXED.dtb", NULL,
		"where FILE is a blob: write the fixed one", VALUE(output) },
	{ "as-overlay", 0, OPTION_TEXT, "FILE.dtso", NULL,
		"where FILE is a blob: write an overlay that fixes it", VALUE(overlay) },
	{ "only", 0, OPTION_TEXT, "RULE", NULL, "fix findings of RULE alone", VALUE(only) },
	{ "also", 0, OPTION_LIST, "DIR", NULL,
		"edit files below DIR as well; by default only those below the directory of FILE",
		VALUE(also) },
	{ "warn", 'W', OPTION_LIST, "RULE", NULL, "as in check; may be repeated",
		VALUE(in.warnings) },
	INPUT_OPTIONS(struct fix_values, in),
};

static int print_diff(const struct sdc_fixed *f)
{
	struct sdc_error err;
	struct stream out;

	stream_open(&out);
	return stream_close(&out, NULL, sdc_fixed_diff(out.file, f, &err), &err);
}

static int print_list(const struct sdc_fixed *f)
{
	const struct sdc_applied *a;
	struct sdc_error err;
	struct stream out;
	size_t n = 0, left = sdc_fixed_findings(f, true);

	stream_open(&out);
	for (; (a = sdc_fixed_applied(f, n)); n++)
		fprintf(out.file, "%s:%u: %s [%s]\n", a->file, a->line, a->title, a->rule);
	fprintf(out.file, "%zu fix%s; %zu finding%s left of %zu\n", n, n == 1 ? "" : "es", left,
		left == 1 ? "" : "s", sdc_fixed_findings(f, false));
	return stream_close(&out, NULL, 0, &err);
}

static int finish(const struct fix_values *v, const char *host, const struct sdc_fixed *f)
{
	struct sdc_error err;

	if (v->diff)
		return print_diff(f);
	if (sdc_fixed_is_blob(f) && !v->output && !v->overlay)
		return message_error(
			"%s: a blob is not edited: give -o FIXED.dtb or --as-overlay=FILE.dtso",
			host);
	if ((v->output && sdc_fixed_write_blob(f, v->output, &err)) ||
		(v->overlay && sdc_fixed_write_overlay(f, v->overlay, &err)))
		return message_error("%s", err.text);
	if (sdc_fixed_write(f, &err))
		return message_error("%s", err.text);
	return print_list(f);
}

static int fix_one(
	const struct fix_values *v, const struct run *r, const char *host, const struct inputs *in)
{
	struct arena arena = ARENA_INIT;
	struct sdc_variant variant = runs_variant(r, host, &arena);
	struct sdc_load_options load = tree_options(&r->in.tree, false);
	struct sdc_fix_options opts = {
		.size = sizeof(opts),
		.load = &load,
		.schemas = inputs_schemas(in),
		.warnings = inputs_warnings(in),
		.unsafe = v->unsafe,
		.only = v->only,
		.also = v->also.v,
		.n_also = v->also.n,
	};
	struct sdc_fixed *fixed;
	struct sdc_error err;
	int status;

	if (sdc_fix(&variant, &opts, &fixed, &err)) {
		status = message_error("%s", err.text);
	} else {
		status = finish(v, host, fixed);
		sdc_fixed_free(fixed);
	}
	arena_free(&arena);
	return status;
}

static int fix_run(const struct fix_values *v, const struct run *r)
{
	struct inputs *in = inputs_open(&r->in);
	int status = in ? EXIT_CLEAN : EXIT_FAILED;

	for (size_t i = 0; in && r->operands[i]; i++) {
		int one = fix_one(v, r, r->operands[i], in);

		status = one > status ? one : status;
	}
	if (in)
		inputs_close(in);
	return status;
}

static int run(const void *values, char **operands)
{
	const struct fix_values *v = values;
	struct runs runs = { 0 };
	int status;

	if (v->only && !sdc_rule_find(v->only) && strcmp(v->only, "schema") != 0)
		return message_usage("fix", "--only=%s: no rule has that name", v->only);
	status = runs_find(&runs, "fix", &v->in, operands);
	for (size_t i = 0; !status && i < runs.list.n; i++)
		status = fix_run(v, &runs.list.v[i]);
	runs_free(&runs);
	return status;
}

const struct command command_fix = {
	.name = "fix",
	.operands = "[FILE...]",
	.summary = "edit sources, configurations and manifests so that findings go away",
	.options = options,
	.n_options = sizeof(options) / sizeof(options[0]),
	.size = sizeof(struct fix_values),
	.run = COMMAND_RUN(run),
	.min_operands = 0,
	.max_operands = -1,
};
