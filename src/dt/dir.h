/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_DIR_H
#define SDC_DT_DIR_H

#include "base/buf.h"
#include "scmi-dtcheck.h"

/*
 * dt_dir_read - make a blob of a directory in the form of /proc/device-tree
 *
 * Directories are nodes and files properties; the "name" property of each
 * node, which the kernel makes up, is left out. Entries are taken in order of
 * their names, properties first. Links and devices are left out, and names that begin with a dot.
 *
 * Returns 0, -SDC_EIO, or -SDC_EINPUT where the directory is too deep, its files do not fit a
 * blob, or nothing in it makes it a device tree's root.
 */
int dt_dir_read(const char *path, struct buf *blob, struct sdc_error *err);

#endif
