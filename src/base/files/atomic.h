/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_ATOMIC_H
#define SDC_BASE_ATOMIC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "scmi-dtcheck-error.h"

/*
 * Replaces files of a directory, all or none, beside others who write to it.
 *
 * The new files are filled in a subdirectory, ".scmi-dtcheck.new", and synced to the disk, with a
 * journal that says what is to happen. Then each takes its place with one rename that
 * gives back what was there. What was there has to be what was seen before: where somebody else
 * has changed it meanwhile, everything is taken back. The list, one of the files that says what
 * the set is, is taken away before the first rename and put in place with the last one: while it
 * is there, the set is whole. What a killed process began is finished by the next one, where the
 * journal was complete, or removed.
 *
 * Other files are neither moved nor removed.
 */

struct atomic_dir;

struct atomic_file {
	const char *name;
	const char *was;  /* its atomic_state() when it was decided what is to be done with it */
	const void *data; /* NULL: the file goes */
	size_t size;
};

struct atomic_options {
	unsigned int wait_ms;                        /* for another process, at most */
	void (*waiting)(void *ctx, const char *dir); /* called after a second; may be NULL */
	void *ctx;
};

/*
 * atomic_open - get hold of a directory, which need not exist; its parent must
 *
 * Waits for other processes that write to it, and finishes what one that was killed has left.
 * Returns 0 or -SDC_EIO.
 */
int atomic_open(const char *path, const struct atomic_options *opts, struct atomic_dir **out,
	struct sdc_error *err);

/* atomic_close - let go; a directory that atomic_open() has made goes where it is empty */
void atomic_close(struct atomic_dir *d);

/*
 * atomic_state - what has that name: its SHA-256; another text where it is no regular file; ""
 * for nothing. Valid until atomic_close(). NULL with errno where it cannot be read.
 */
const char *atomic_state(struct atomic_dir *d, const char *name);

/* atomic_read - append a regular file of at most @limit bytes; -1 with errno where it is none */
int atomic_read(const struct atomic_dir *d, const char *name, size_t limit, struct buf *out);

/*
 * atomic_replace - put files in, drop others
 * @list: the name of the one that tells readers that the set is whole
 *
 * Returns 0, or -SDC_EIO; then nothing has changed. Call it once.
 */
int atomic_replace(struct atomic_dir *d, const struct atomic_file *files, size_t n_files,
	const char *list, struct sdc_error *err);

#endif
