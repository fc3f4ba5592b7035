/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_CLI_SANDBOX_H
#define SDC_CLI_SANDBOX_H

#include "cli/runs.h"

/* What a command writes, besides standard output; NULL for nothing. */
struct sandbox_outputs {
	const char *file, *depfile, *directory;
};

/*
 * sandbox_enter - give up every right to files that these runs do not need
 *
 * To be called when all names are known and before the first input is read. Where the kernel has
 * no Landlock, or with --no-sandbox, nothing happens; with -v what happened is said.
 */
void sandbox_enter(const struct runs *runs, const struct sandbox_outputs *outputs);

/* sandbox_enter_bare - the same for what reads and writes no file */
void sandbox_enter_bare(void);

#endif
