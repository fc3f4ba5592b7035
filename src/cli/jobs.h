/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_CLI_JOBS_H
#define SDC_CLI_JOBS_H

#include <stddef.h>

/*
 * jobs_run - call @work for each number from 0 to @n - 1, in up to @jobs threads at once
 *
 * Where no thread can be had, the calling one does it all.
 */
void jobs_run(size_t n, unsigned int jobs, void (*work)(void *ctx, size_t i), void *ctx);

#endif
