/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_OUTPUT_H
#define SDC_BASE_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "scmi-dtcheck-error.h"

/*
 * write_file - write a whole file, or nothing
 * @path: the file; "-" is standard output
 *
 * A regular file is written beside its place and renamed, so that neither an error nor an
 * interruption leaves half of it. What is no regular file (a device, a pipe) is written to.
 *
 * Returns 0, or -SDC_EIO.
 */
int write_file(const char *path, const void *data, size_t len, struct sdc_error *err);

/* write_all - write all of it, whatever the single calls do; -1 with errno where that fails */
int write_all(int fd, const void *data, size_t len);

#endif
