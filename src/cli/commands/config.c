// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "cli/command.h"
#include "cli/message.h"
#include "cli/runs.h"
#include "cli/stream.h"

struct config_values {
	const char *project, *variant;
};

static const struct cli_option options[] = {
	{ "project", 0, OPTION_TEXT, "FILE", NULL,
		"the project file; by default scmi-dtcheck.yaml here or above",
		offsetof(struct config_values, project) },
	{ "variant", 0, OPTION_TEXT, "NAME", NULL, "print that variant alone",
		offsetof(struct config_values, variant) },
};

static bool has_variant(const struct sdc_project *p, const char *name)
{
	const struct sdc_variant *v;

	for (size_t i = 0; (v = sdc_project_variant(p, i)); i++)
		if (v->name && !strcmp(v->name, name))
			return true;
	return false;
}

static int run(const void *values, char **operands)
{
	const struct config_values *v = values;
	struct sdc_project *p = runs_project("config", v->project);
	struct sdc_error err;
	struct stream out;
	int status;

	(void)operands;
	if (!p)
		return EXIT_FAILED;
	if (v->variant && !has_variant(p, v->variant)) {
		status = message_error("the project has no variant \"%s\"", v->variant);
	} else {
		stream_open(&out);
		status = stream_close(
			&out, NULL, sdc_project_print(out.file, p, v->variant, &err), &err);
	}
	sdc_project_free(p);
	return status;
}

const struct command command_config = {
	.name = "config",
	.operands = "",
	.summary = "print the project file as it is understood",
	.options = options,
	.n_options = sizeof(options) / sizeof(options[0]),
	.size = sizeof(struct config_values),
	.run = COMMAND_RUN(run),
	.min_operands = 0,
	.max_operands = 0,
};
