/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_CLI_OPTIONS_H
#define SDC_CLI_OPTIONS_H

#include "cli/command.h"

enum {
	OPTIONS_HELP = -1,
	OPTIONS_VERSION = -2,
	OPTIONS_WRONG = -3, /* said on standard error */
};

/*
 * options_parse - read the options of a command into its structure
 *
 * Returns the position in @argv of the first operand, or one of the above.
 */
int options_parse(const struct command *c, void *values, int argc, char **argv);

/* options_free - free @values with the lists in it */
void options_free(const struct command *c, void *values);

#endif
