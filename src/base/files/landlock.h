/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_LANDLOCK_H
#define SDC_BASE_LANDLOCK_H

#include <stdbool.h>
#include <stdint.h>

/*
 * What this process and those that it starts may still do with files, Linux' Landlock: first what
 * is allowed is collected, then all the rest is given up for good. What does not exist is left out.
 * Files that are open stay so.
 */

struct landlock {
	int rules; /* -1: this kernel has none, or not enough */
	int abi;
	uint64_t handled; /* what is given up */
};

/* landlock_start - false where the kernel has no Landlock that is of use here */
bool landlock_start(struct landlock *l);

/* Of a file, or of a directory and all below it. */
void landlock_read(const struct landlock *l, const char *path);
void landlock_run(const struct landlock *l, const char *path);   /* and read */
void landlock_write(const struct landlock *l, const char *path); /* and read, make, remove */

/* landlock_enter - give up the rest; false where that fails. Closes @l. */
bool landlock_enter(struct landlock *l);

#endif
