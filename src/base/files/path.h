/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_PATH_H
#define SDC_BASE_PATH_H

#include "base/arena.h"

/* path_join - @path as seen from @dir: unchanged where it is absolute or "-", or @dir is "." */
const char *path_join(struct arena *a, const char *dir, const char *path);

/*
 * path_relative - how a file is called from a directory
 * @dir: need not exist, but the directory that it stands in
 *
 * The absolute path where one of them cannot be found.
 */
const char *path_relative(struct arena *a, const char *dir, const char *path);

/* path_stem - the file's name without directory and without what follows the last dot */
const char *path_stem(struct arena *a, const char *path);

/* path_name - the name of a file without its directories, in @path */
const char *path_name(const char *path);

#endif
