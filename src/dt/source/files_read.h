/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_SOURCE_FILES_READ_H
#define SDC_DT_SOURCE_FILES_READ_H

#include "base/lines.h"
#include "scmi-dtcheck.h"

/*
 * The files that dtc or the preprocessor has read, as they list them for make. They write the list
 * into a file without a name.
 */

/* files_read_open - the file; 0 where the system has none that programs could open */
int files_read_open(void);

/* FILES_READ_PATH - its name for the program, whose descriptor RUN_EXTRA it is */
#define FILES_READ_PATH "/proc/self/fd/3"

/* files_read_each - call @file for each one in the list; closes @fd */
void files_read_each(int fd, sdc_file_fn *file, void *ctx);

/* files_read_allow - let excerpts be taken of them; closes @fd */
void files_read_allow(int fd, struct lines *lines);

#endif
