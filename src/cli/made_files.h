/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_CLI_MADE_FILES_H
#define SDC_CLI_MADE_FILES_H

#include <stdbool.h>

#include "base/arena.h"
#include "scmi-dtcheck.h"

/* What commands share that make a set of files. */

/* made_files_write - write them, all or none, and print their names; returns the exit status */
int made_files_write(const struct sdc_outputs *outputs, const char *directory, bool force);

/* made_files_board - what the board of a tree's file is called in names of files; in @a's memory,
 * or constant */
const char *made_files_board(struct arena *a, const char *file);

/* made_files_name - it can be part of a file's name */
bool made_files_name(const char *s);

#endif
