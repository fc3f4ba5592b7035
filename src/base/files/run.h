/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_RUN_H
#define SDC_BASE_RUN_H

#include "base/buf.h"
#include "scmi-dtcheck-error.h"

struct run {
	const char *program;      /* found through PATH where it has no slash */
	const char *const *args;  /* argv, NULL-terminated */
	const struct buf *input;  /* for its standard input; NULL: empty */
	struct buf out, messages; /* its standard output and error are appended; the caller's */
	int status;               /* its exit status, 128 plus the signal where one ended it */
	int extra;                /* what is its descriptor RUN_EXTRA; 0: nothing */
};

#define RUN_EXTRA 3

#define RUN_MAX 4

/* run_says - how it ended, for a message: "exit status 1", "killed by signal 9 (Killed)" */
void run_says(const struct run *r, struct buf *out);

/*
 * run_programs - run up to RUN_MAX programs at the same time and collect what they write
 *
 * Returns 0, or -SDC_ETOOL where one cannot be run. They speak English whatever the locale.
 */
int run_programs(struct run *runs, size_t n, struct sdc_error *err);

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
