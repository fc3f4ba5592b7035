// SPDX-License-Identifier: BSD-2-Clause
#include <stdio.h>

#include "base/text.h"
#include "cli/command.h"
#include "cli/made_files.h"
#include "cli/message.h"
#include "cli/runs.h"
#include "cli/stream.h"

struct migrate_values {
	struct input_values in;
	const char *directory, *name;
	struct option_list also;
	bool diff, force;
};

#define VALUE(member) offsetof(struct migrate_values, member)

static const struct cli_option options[] = {
	{ "output", 'o', OPTION_TEXT, "DIR", NULL,
		"write new files into DIR, all or none, and leave those that are named alone",
		VALUE(directory) },
	{ "diff", 0, OPTION_FLAG, NULL, NULL,
		"print a unified diff for patch -p0 or git apply, and change nothing",
		VALUE(diff) },
	{ "name", 0, OPTION_TEXT, "NAME", NULL,
		"what the board is called in names of files, instead of FILE's name", VALUE(name) },
	{ "force", 0, OPTION_FLAG, NULL, NULL, "write over files that exist in DIR", VALUE(force) },
	{ "also", 0, OPTION_LIST, "DIR", NULL,
		"edit files below DIR as well; by default only those below the directory of FILE",
		VALUE(also) },
	{ "guest", 0, OPTION_LIST, "NAME=FILE[,CONFIG]", NULL,
		"the partial device tree of domain NAME and, for xl, its configuration; may be "
		"repeated",
		VALUE(in.guests) },
	{ "firmware", 0, OPTION_TEXT, "FILE", NULL,
		"what the firmware serves: doorbells and ids that the tree does not say",
		VALUE(in.firmware) },
	{ "project", 0, OPTION_TEXT, "FILE", NULL, "as in check", VALUE(in.project) },
	{ "variant", 0, OPTION_TEXT, "NAME", NULL, "as in check", VALUE(in.variant) },
	TREE_OPTIONS(struct migrate_values, in.tree),
};

static int print_diff(const struct sdc_migrated *m)
{
	struct sdc_error err;
	struct stream out;

	stream_open(&out);
	return stream_close(
		&out, NULL, sdc_fixed_diff(out.file, sdc_migrated_edits(m), &err), &err);
}

static int print_files(const struct sdc_fixed *f)
{
	struct sdc_error err;
	struct stream out;
	const char *name;

	stream_open(&out);
	for (size_t i = 0; (name = sdc_fixed_file(f, i)); i++)
		fprintf(out.file, "%s\n", name);
	return stream_close(&out, NULL, 0, &err);
}

/* One line each, as compilers have them. Returns how many there are. */
static size_t print_notes(const struct sdc_migrated *m)
{
	const struct sdc_migrate_note *n;
	struct buf text = { 0 };
	size_t i = 0;

	for (; (n = sdc_migrated_note(m, i)); i++) {
		text_clean(&text, n->file, TEXT_ONE_LINE);
		if (n->line)
			buf_printf(&text, ":%u:%u", n->line, n->column);
		buf_puts(&text, ": ");
		text_clean(&text, n->text, TEXT_ONE_LINE);
		buf_putc(&text, '\n');
	}
	fflush(stdout);
	fputs(buf_str(&text), stderr);
	buf_free(&text);
	return i;
}

static bool is_empty(const struct sdc_migrated *m)
{
	return sdc_migrated_edits(m) ? !sdc_fixed_file(sdc_migrated_edits(m), 0)
				     : !sdc_outputs_at(sdc_migrated_outputs(m), 0);
}

static int finish(const struct migrate_values *v, const struct sdc_migrated *m, const char *host)
{
	struct sdc_error err;
	int status;

	if (is_empty(m)) {
		message_note("%s: nothing is in an early form", host);
		return EXIT_CLEAN;
	}
	if (v->directory)
		status = made_files_write(sdc_migrated_outputs(m), v->directory, v->force);
	else if (v->diff)
		status = print_diff(m);
	else if (sdc_fixed_write(sdc_migrated_edits(m), &err))
		status = message_error("%s", err.text);
	else
		status = print_files(sdc_migrated_edits(m));
	if (!status && print_notes(m))
		status = EXIT_FOUND;
	return status;
}

static int migrate(const struct migrate_values *v, const struct run *r)
{
	struct arena arena = ARENA_INIT;
	const char *host = r->operands[0];
	struct sdc_variant variant = runs_variant(r, host, &arena);
	struct sdc_load_options load = tree_options(&r->in.tree, false);
	struct sdc_migrate_options opts = {
		.size = sizeof(opts),
		.load = &load,
		.also = v->also.v,
		.n_also = v->also.n,
		.name = v->name ? v->name : made_files_board(&arena, host),
		.files = v->directory,
	};
	struct sdc_migrated *m;
	struct sdc_error err;
	int status;

	if (sdc_migrate(&variant, &opts, &m, &err)) {
		status = message_error("%s", err.text);
	} else {
		status = finish(v, m, host);
		sdc_migrated_free(m);
	}
	arena_free(&arena);
	return status;
}

static int run(const void *values, char **operands)
{
	const struct migrate_values *v = values;
	struct runs runs = { 0 };
	int status;

	if (v->name && !made_files_name(v->name))
		return message_usage("migrate", "--name=%s: expected a file's name", v->name);
	if (v->directory && v->diff)
		return message_usage("migrate", "--diff changes nothing, and --output=DIR writes");
	status = runs_find(&runs, "migrate", &v->in, operands);
	if (!status && v->directory && runs.list.n > 1)
		status = message_usage("migrate",
			"--output is one directory, and the project has %zu variants: choose one by "
			"--variant",
			runs.list.n);
	for (size_t i = 0; i < runs.list.n && status < EXIT_FAILED; i++) {
		int one = migrate(v, &runs.list.v[i]);

		status = one > status ? one : status;
	}
	runs_free(&runs);
	return status;
}

const struct command command_migrate = {
	.name = "migrate",
	.operands = "[FILE]",
	.summary = "carry trees and configurations of early forms over to today's",
	.options = options,
	.n_options = sizeof(options) / sizeof(options[0]),
	.size = sizeof(struct migrate_values),
	.run = COMMAND_RUN(run),
	.min_operands = 0,
	.max_operands = 1,
};
