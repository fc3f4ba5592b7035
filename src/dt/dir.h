/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_DIR_H
#define SDC_DT_DIR_H

#include "scmi-dtcheck.h"
#include "util/buf.h"

/*
 * dt_dir_read - make a blob of a directory in the form of /proc/device-tree
 *
 * Directories are nodes and files properties; the "name" property of each
 * node, which the kernel makes up, is left out. Entries are taken in order of
 * their names, properties first. Returns 0, -SDC_EIO, or -SDC_EINPUT.
 */
int dt_dir_read(const char *path, struct buf *blob, struct sdc_error *err);

#endif
