/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_ATOMIC_H
#define SDC_BASE_ATOMIC_H

#include <stdbool.h>
#include <stddef.h>

#include "scmi-dtcheck-error.h"

/*
 * Replaces files of a directory, all or none.
 *
 * A new directory is filled beside the old one, its files are synced to the disk, files of the
 * old one that are to stay are linked into it, and then the two are exchanged in one step
 * (renameat2() with RENAME_EXCHANGE; rename() where there was no directory). Whoever looks at the
 * directory's name, also after a kill or a crash, finds all old or all new files. What a killed
 * process left beside it is removed by the next one.
 *
 * Where the file system cannot exchange, the old directory is renamed out of the way first. A
 * kill between the two renames then leaves no directory of that name; the next process, or the
 * user, gives the old one its name back. A mix of old and new never comes.
 *
 * Limits: the directory is a new one afterwards, with the old one's owner and mode. So it may be
 * neither a mount point nor the current directory, and may hold no directories. Its parent must
 * be writable. Extended attributes of the directory are not kept.
 */

struct atomic_dir;

struct atomic_file {
	const char *name;
	const void *data;
	size_t size;
};

/*
 * atomic_open - get hold of a directory, which need not exist; its parent must
 *
 * Waits for other processes that write to a directory in the same parent. Finishes what one that
 * was killed has left. Returns 0 or -SDC_EIO.
 */
int atomic_open(const char *path, struct atomic_dir **out, struct sdc_error *err);
void atomic_close(struct atomic_dir *d);

/* atomic_exists - it holds an entry of that name */
bool atomic_exists(const struct atomic_dir *d, const char *name);

/*
 * atomic_replace - put files in, drop others, keep the rest
 * @files: replace what has their names
 * @drop: names of files that go
 *
 * Returns 0, or -SDC_EIO; then nothing has changed. Call it once.
 */
int atomic_replace(struct atomic_dir *d, const struct atomic_file *files, size_t n_files,
	const char *const *drop, size_t n_drop, struct sdc_error *err);

#endif
