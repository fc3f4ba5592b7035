// SPDX-License-Identifier: BSD-2-Clause
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/files/path.h"
#include "cli/command.h"
#include "cli/made_files.h"
#include "cli/message.h"
#include "cli/stream.h"
#include "scmi-dtcheck.h"

struct init_values {
	const char *directory, *name, *firmware, *guests, *dtc;
	bool include, force, dry_run;
};

#define VALUE(member) offsetof(struct init_values, member)

static const struct cli_option options[] = {
	{ "output", 'o', OPTION_TEXT, "DIR", NULL, "write into DIR, all files or none",
		VALUE(directory) },
	{ "firmware", 0, OPTION_TEXT, "FILE", NULL,
		"what the firmware serves, see scmi-dtcheck-firmware(5)", VALUE(firmware) },
	{ "guests", 0, OPTION_TEXT, "FILE", NULL,
		"what each guest gets, see scmi-dtcheck-guests(5)", VALUE(guests) },
	{ "dtsi", 0, OPTION_FLAG, NULL, NULL,
		"write NAME-xen.dtsi as well, to be included in the board's source",
		VALUE(include) },
	{ "name", 0, OPTION_TEXT, "NAME", NULL,
		"what the board is called in names of files, instead of FILE's name", VALUE(name) },
	{ "dry-run", 'n', OPTION_FLAG, NULL, NULL, "print the files instead of writing them",
		VALUE(dry_run) },
	{ "force", 0, OPTION_FLAG, NULL, NULL, "write over files that exist", VALUE(force) },
	{ "dtc", 0, OPTION_TEXT, "PROGRAM", NULL,
		"compile sources with PROGRAM instead of $DTC or dtc", VALUE(dtc) },
};

/* What was read, and what comes of it. */
struct init {
	const struct init_values *v;
	struct sdc_tree *tree;
	struct sdc_firmware *firmware;
	struct sdc_guests *guests;
	struct sdc_outputs *outputs;
	struct arena arena;
};

static const char *seen(struct init *in, const char *path)
{
	if (!path || !in->v->directory)
		return path;
	return path_relative(&in->arena, in->v->directory, path);
}

static int load(struct init *in, const char *file, struct sdc_error *err)
{
	struct sdc_load_options opts = { .size = sizeof(opts), .dtc = in->v->dtc };
	int ret = sdc_tree_load(file, &opts, &in->tree, err);

	if (!ret && in->v->firmware)
		ret = sdc_firmware_load(in->v->firmware, &in->firmware, err);
	if (!ret && in->v->guests)
		ret = sdc_guests_load(in->v->guests, &in->guests, err);
	return ret;
}

static int make(struct init *in, const char *file, struct sdc_error *err)
{
	struct sdc_init_options opts = {
		.size = sizeof(opts),
		.name = in->v->name ? in->v->name : made_files_board(&in->arena, file),
		.include = in->v->include,
		.firmware = in->firmware,
		.guests = in->guests,
		.dtc = in->v->dtc,
		.host = seen(in, strcmp(file, "-") ? file : NULL),
		.firmware_path = seen(in, in->v->firmware),
		.guests_path = seen(in, in->v->guests),
	};

	return sdc_init(in->tree, &opts, &in->outputs, err);
}

static int print(const struct init *in, struct sdc_error *err)
{
	const struct sdc_output *o;
	struct stream s;

	stream_open(&s);
	for (size_t i = 0; (o = sdc_outputs_at(in->outputs, i)); i++) {
		fprintf(s.file, "%s==> %s <==\n", i ? "\n" : "", o->name);
		fwrite(o->data, 1, o->size, s.file);
	}
	return stream_close(&s, NULL, 0, err);
}

static void release(struct init *in)
{
	sdc_outputs_free(in->outputs);
	sdc_guests_free(in->guests);
	sdc_firmware_free(in->firmware);
	sdc_tree_free(in->tree);
	arena_free(&in->arena);
}

static int run(const void *values, char **operands)
{
	struct init in = { .v = values };
	struct sdc_error err;
	int status;

	if (!in.v->directory && !in.v->dry_run)
		return message_usage("init", "--output=DIR is missing");
	if (in.v->name && !made_files_name(in.v->name))
		return message_usage("init", "--name=%s: expected a file's name", in.v->name);
	if (load(&in, operands[0], &err) || make(&in, operands[0], &err))
		status = message_error("%s", err.text);
	else
		status = in.v->dry_run ? print(&in, &err)
				       : made_files_write(in.outputs, in.v->directory, in.v->force);
	release(&in);
	return status;
}

const struct command command_init = {
	.name = "init",
	.operands = "FILE",
	.summary = "from a board's tree to a configuration for several agents, to begin with",
	.options = options,
	.n_options = sizeof(options) / sizeof(options[0]),
	.size = sizeof(struct init_values),
	.run = COMMAND_RUN(run),
	.min_operands = 1,
	.max_operands = 1,
};
