/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_RUN_H
#define SDC_BASE_RUN_H

#include "base/buf.h"
#include "scmi-dtcheck-error.h"

/*
 * run_program - run a program and collect what it writes
 * @program: found through PATH where it has no slash
 * @args: argv, NULL-terminated
 * @input: for its standard input; NULL: empty
 * @out, @messages: its standard output and error are appended
 * @status: its exit status, 128 plus the signal where one ended it
 *
 * Returns 0, or -SDC_ETOOL where the program cannot be run.
 */
int run_program(const char *program, const char *const *args, const struct buf *input,
	struct buf *out, struct buf *messages, int *status, struct sdc_error *err);

#endif
