// SPDX-License-Identifier: BSD-2-Clause
#include <stddef.h>
#include <string.h>

#include "cli/command.h"
#include "cli/message.h"
#include "cli/stream.h"
#include "scmi-dtcheck.h"

struct schema_values {
	struct option_list dirs;
	const char *set;
	bool no_cache;
};

static const struct cli_option options[] = {
	{ "schema-dir", 0, OPTION_LIST, "DIR", NULL, "add the schemas in DIR; may be repeated",
		offsetof(struct schema_values, dirs) },
	{ "schema-set", 0, OPTION_TEXT, "SET", NULL, "the compiled schemas in SET, and no others",
		offsetof(struct schema_values, set) },
	{ "no-schema-cache", 0, OPTION_FLAG, NULL, NULL,
		"neither use nor keep compiled schemas in the user's cache directory",
		offsetof(struct schema_values, no_cache) },
};

static int print(const struct sdc_schemas *schemas, const struct sdc_tree *tree, const char *what)
{
	struct sdc_error err;
	struct stream out;

	stream_open(&out);
	return stream_close(
		&out, NULL, sdc_schemas_show(out.file, schemas, tree, what, &err), &err);
}

static int show(const struct sdc_schemas *schemas, const char *what, const char *file)
{
	struct sdc_tree *tree = NULL;
	struct sdc_error err;
	int status;

	if (file && sdc_tree_load(file, NULL, &tree, &err))
		return message_error("%s", err.text);
	status = print(schemas, tree, what);
	sdc_tree_free(tree);
	return status;
}

static int run(const void *values, char **operands)
{
	const struct schema_values *v = values;
	const struct sdc_schema_options opts = {
		.size = sizeof(opts),
		.set = v->set,
		.dirs = v->dirs.v,
		.n_dirs = v->dirs.n,
		.cache = !v->no_cache,
	};
	struct sdc_schemas *schemas;
	struct sdc_error err;
	int status;

	if (strcmp(operands[0], "show") != 0)
		return message_usage("schema", "%s: expected show", operands[0]);
	if (operands[1][0] == '/' && !operands[2])
		return message_usage("schema", "%s: FILE is missing", operands[1]);
	if (v->set && v->dirs.n)
		return message_usage("schema", "--schema-set and --schema-dir exclude each other");
	if (sdc_schemas_open(&opts, &schemas, &err))
		return message_error("%s", err.text);
	status = show(schemas, operands[1], operands[2]);
	sdc_schemas_free(schemas);
	return status;
}

const struct command command_schema = {
	.name = "schema",
	.operands = "show COMPATIBLE|NODE [FILE]",
	.summary = "print the binding of a compatible string, or of a node of FILE",
	.options = options,
	.n_options = sizeof(options) / sizeof(options[0]),
	.size = sizeof(struct schema_values),
	.run = COMMAND_RUN(run),
	.min_operands = 2,
	.max_operands = 3,
};
