/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCHEMA_FILES_H
#define SDC_SCHEMA_FILES_H

#include <sys/stat.h>

#include "scmi-dtcheck-error.h"

/* Returns 0 to go on. */
typedef int (*schema_file_fn)(void *ctx, const char *path, const struct stat *st);

/*
 * schema_files - every .yaml file of a directory at any depth, sorted by name; or the one file
 *
 * Names that begin with a dot are left out. Returns 0, -SDC_EIO, or what @file returned.
 */
int schema_files(const char *path, schema_file_fn file, void *ctx, struct sdc_error *err);

#endif
