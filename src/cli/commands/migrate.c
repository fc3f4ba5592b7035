// SPDX-License-Identifier: BSD-2-Clause
#include "base/arena.h"
#include "cli/command.h"
#include "cli/made_files.h"
#include "cli/message.h"
#include "scmi-dtcheck.h"

struct migrate_values {
	const char *directory, *name, *dtc;
	bool force;
};

#define VALUE(member) offsetof(struct migrate_values, member)

static const struct cli_option options[] = {
	{ "output", 'o', OPTION_TEXT, "DIR", NULL, "write into DIR, all files or none",
		VALUE(directory) },
	{ "name", 0, OPTION_TEXT, "NAME", NULL,
		"what the board is called in names of files, instead of FILE's name", VALUE(name) },
	{ "force", 0, OPTION_FLAG, NULL, NULL, "write over files that exist", VALUE(force) },
	{ "dtc", 0, OPTION_TEXT, "PROGRAM", NULL,
		"compile sources with PROGRAM instead of $DTC or dtc", VALUE(dtc) },
};

/* What was read, and what comes of it. */
struct migrate {
	const struct migrate_values *v;
	struct sdc_tree *tree;
	struct sdc_outputs *outputs;
	struct arena arena;
};

static int load(struct migrate *in, const char *file, struct sdc_error *err)
{
	struct sdc_load_options opts = { .size = sizeof(opts), .dtc = in->v->dtc };

	return sdc_tree_load(file, &opts, &in->tree, err);
}

static int make(struct migrate *in, const char *file, struct sdc_error *err)
{
	struct sdc_init_options opts = {
		.size = sizeof(opts),
		.name = in->v->name ? in->v->name : made_files_board(&in->arena, file),
		.migrate = true,
		.dtc = in->v->dtc,
	};

	return sdc_init(in->tree, &opts, &in->outputs, err);
}

static void release(struct migrate *in)
{
	sdc_outputs_free(in->outputs);
	sdc_tree_free(in->tree);
	arena_free(&in->arena);
}

static int run(const void *values, char **operands)
{
	struct migrate in = { .v = values };
	struct sdc_error err;
	int status;

	if (!in.v->directory)
		return message_usage("migrate", "--output=DIR is missing");
	if (in.v->name && !made_files_name(in.v->name))
		return message_usage("migrate", "--name=%s: expected a file's name", in.v->name);
	if (load(&in, operands[0], &err) || make(&in, operands[0], &err))
		status = message_error("%s", err.text);
	else
		status = made_files_write(in.outputs, in.v->directory, in.v->force);
	release(&in);
	return status;
}

const struct command command_migrate = {
	.name = "migrate",
	.operands = "FILE",
	.summary = "carry a tree with an early form of the agents' table over to today's",
	.options = options,
	.n_options = sizeof(options) / sizeof(options[0]),
	.size = sizeof(struct migrate_values),
	.run = COMMAND_RUN(run),
	.min_operands = 1,
	.max_operands = 1,
};
