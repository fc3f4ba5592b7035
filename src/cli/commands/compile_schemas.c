// SPDX-License-Identifier: BSD-2-Clause
#include <stddef.h>

#include "cli/command.h"
#include "cli/message.h"
#include "scmi-dtcheck.h"

struct compile_values {
	const char *output;
	bool no_builtin;
};

static const struct cli_option options[] = {
	{ "output", 'o', OPTION_TEXT, "SET", NULL, "write the compiled set to SET",
		offsetof(struct compile_values, output) },
	{ "no-builtin-schemas", 0, OPTION_FLAG, NULL, NULL,
		"leave out the bindings that are built in",
		offsetof(struct compile_values, no_builtin) },
};

static int run(const void *values, char **operands)
{
	const struct compile_values *v = values;
	struct sdc_schema_options opts = { .size = sizeof(opts),
		.dirs = (const char *const *)operands,
		.no_builtin = v->no_builtin };
	struct sdc_error err;

	if (!v->output)
		return message_usage("compile-schemas", "-o SET is missing");
	while (operands[opts.n_dirs])
		opts.n_dirs++;
	if (sdc_schemas_compile(&opts, v->output, &err))
		return message_error("%s", err.text);
	return EXIT_CLEAN;
}

const struct command command_compile_schemas = {
	.name = "compile-schemas",
	.operands = "DIR...",
	.summary = "compile the schemas of directories into one file, for --schema-set",
	.options = options,
	.n_options = sizeof(options) / sizeof(options[0]),
	.size = sizeof(struct compile_values),
	.run = COMMAND_RUN(run),
	.min_operands = 1,
	.max_operands = -1,
};
