/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_CLI_HELP_H
#define SDC_CLI_HELP_H

#include "cli/command.h"

/* All of these print to standard output and return an enum exit_status. */

/* help_print - the help of a command; NULL: of the program, with the first command's options */
int help_print(const struct command *c);

/* help_command - the same for a command by name; NULL: the program */
int help_command(const char *name);

int help_version(void);

/* help_completions - the completion script for a shell; "bash" is the one there is */
int help_completions(const char *shell);

/* print_all - write text to standard output */
struct buf;
int print_all(struct buf *text);

#endif
