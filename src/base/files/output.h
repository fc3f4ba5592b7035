/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_OUTPUT_H
#define SDC_BASE_OUTPUT_H

#include <signal.h>
#include <stddef.h>

#include "scmi-dtcheck-error.h"

/*
 * write_file - write a whole file, or nothing
 * @path: the file; "-" is standard output
 *
 * A regular file is written without a name, or under a spare one beside its place where the file
 * system has no files without names, and then put in its place, so that neither an error nor an
 * interruption leaves half of it. Links are followed as in place.h. What is no regular file (a
 * device, a pipe) is written to; a pipe gets five seconds to be opened for reading.
 *
 * Returns 0, or -SDC_EIO.
 */
int write_file(const char *path, const void *data, size_t len, struct sdc_error *err);

/* write_all - write all of it, whatever the single calls do; -1 with errno where that fails */
int write_all(int fd, const void *data, size_t len);

/* signals_hold - let those that end the program wait; signals_release() keeps errno */
void signals_hold(sigset_t *old);
void signals_release(const sigset_t *old);

#endif
