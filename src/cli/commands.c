// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "cli/command.h"

const struct command *const commands[] = {
	&command_check,
	&command_init,
	&command_fix,
	&command_migrate,
	&command_config,
	&command_show,
	&command_generate,
	&command_report,
	&command_compile_schemas,
	&command_schema,
	&command_explain,
	&command_list_rules,
	&command_probe,
	&command_sim,
};

const size_t n_commands = sizeof(commands) / sizeof(commands[0]);

const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < n_commands; i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	return NULL;
}
