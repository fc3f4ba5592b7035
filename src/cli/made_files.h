/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_CLI_MADE_FILES_H
#define SDC_CLI_MADE_FILES_H

#include <stdbool.h>

#include "scmi-dtcheck.h"

/* What commands share that make a set of files. */

/* made_files_write - write them, all or none, and print their names; returns the exit status */
int made_files_write(struct sdc_outputs *outputs, const char *directory, bool force);

/* made_files_name - it can be part of a file's name */
bool made_files_name(const char *s);

#endif
