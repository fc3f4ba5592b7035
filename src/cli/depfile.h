/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_CLI_DEPFILE_H
#define SDC_CLI_DEPFILE_H

#include "cli/runs.h"

/* depfile_name_fits - it ends in ".d", with something before */
bool depfile_name_fits(const char *path);

/*
 * depfile_write - write a rule for make: what a check of @operands reads, as the prerequisites of
 *                 the file that is called @path without its ".d"
 *
 * Each prerequisite also gets a rule of its own, without commands: make then runs the check again,
 * and does not give up, when a file that was included has gone.
 *
 * Returns 0, or EXIT_FAILED after saying why.
 */
int depfile_write(const char *path, const struct runs *runs);

#endif
