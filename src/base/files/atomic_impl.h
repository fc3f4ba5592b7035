/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_ATOMIC_IMPL_H
#define SDC_BASE_ATOMIC_IMPL_H

#include <sys/stat.h>

#include "base/arena.h"
#include "base/files/atomic.h"

/* What atomic*.c share. */

#define ATOMIC_STAGE ".scmi-dtcheck.new"
#define ATOMIC_LOCK  ".scmi-dtcheck.lock"

struct atomic_dir {
	const char *path; /* as the user named it */
	int parent;       /* O_PATH */
	const char *name; /* in the parent */
	int dir, lock;
	struct stat st; /* of the directory */
	bool made;      /* by this process, and nothing is in it yet */
	struct arena arena;
};

/* One rename in the directory. Its file in the stage is called by its number. */
struct atomic_step {
	const char *name;
	const char *was, *now; /* states; "" for nothing */
	unsigned int number;
	const void *data; /* as in struct atomic_file; not known of a journal's steps */
	size_t size;
};

struct atomic_steps {
	struct atomic_step *v;
	size_t n;
};

int atomic_fail(const struct atomic_dir *d, const char *name, struct sdc_error *err);

/* The stage, open; -1 with errno. */
int atomic_stage_open(const struct atomic_dir *d);
int atomic_stage_remove(const struct atomic_dir *d, int stage);

/* atomic_state_at - as atomic_state(), in any directory */
const char *atomic_state_at(struct arena *a, int dir, const char *name);

/* The journal: written whole, or taken for none. */
int atomic_journal_write(int stage, const struct atomic_steps *steps);
bool atomic_journal_read(struct arena *a, int stage, struct atomic_steps *steps);

/*
 * atomic_apply - all steps, or none
 *
 * Returns 0; -1 with errno, and with the step in @failed; 1 where moreover not all could be
 * taken back: then the stage has to stay for atomic_finish().
 */
int atomic_apply(struct atomic_dir *d, int stage, const struct atomic_steps *steps,
	const struct atomic_step **failed);

/* atomic_finish - the steps of a journal that a killed process has not made */
int atomic_finish(struct atomic_dir *d, int stage, const struct atomic_steps *steps);

#endif
