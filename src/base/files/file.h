/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_FILE_H
#define SDC_BASE_FILE_H

#include <stdarg.h>

#include "base/buf.h"
#include "scmi-dtcheck-error.h"

/*
 * read_file - append a whole file to a buffer
 * @path: the file; "-" is standard input
 * @out: where the bytes go
 * @err: filled on failure, with the path in its text
 *
 * Returns 0, or -SDC_EIO. Regular files, pipes and devices all work; more than
 * 1 GiB is refused, since no tree or schema is that large.
 */
int read_file(const char *path, struct buf *out, struct sdc_error *err);

/*
 * read_regular - append a regular file of at most @limit bytes
 * @dir: what @name is relative to, as in openat(); its last component is no symbolic link
 *
 * Waits for nothing. Returns 0, or -1 with errno: EINVAL for what is no regular file, EFBIG.
 */
int read_regular(int dir, const char *name, size_t limit, struct buf *out);

/* read_open_file - append what is still to be read of it, as read_regular() does */
int read_open_file(int fd, size_t limit, struct buf *out);

/* set_error - format @err's text and return @code negated; @err may be NULL */
int set_error(struct sdc_error *err, enum sdc_status code, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* set_place_error - the same for a place of an input: "FILE:LINE:COLUMN: ..."; -SDC_EINPUT */
int set_place_error(struct sdc_error *err, const char *file, unsigned int line, unsigned int column,
	const char *fmt, va_list ap) __attribute__((format(printf, 5, 0)));

#endif
