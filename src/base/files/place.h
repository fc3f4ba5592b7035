/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_PLACE_H
#define SDC_BASE_PLACE_H

#include <limits.h>
#include <stdbool.h>
#include <sys/stat.h>

#include "scmi-dtcheck-error.h"

/* Where something is to be written: a directory that is held open, and a name in it. */
struct place {
	int dir;                 /* O_PATH */
	char name[NAME_MAX + 1]; /* "." where the path leads to @dir itself */
	bool magic;              /* the name is a link in /proc, which only the kernel can follow */
};

/*
 * place_find - follow a path, that of the last component's links included
 *
 * As the kernel's protected_symlinks does, whatever its setting: a link in a directory where
 * everybody may write and nobody may replace what belongs to others (mode 1777) is followed only
 * if it belongs to the user or to the directory's owner. Afterwards @name is no link, or not there.
 *
 * Returns 0, or -SDC_EIO; then there is nothing to close.
 */
int place_find(const char *path, struct place *out, struct sdc_error *err);
void place_close(struct place *p);

/* place_trusted - what @st describes is not something that another user has put into @dir */
bool place_trusted(const struct stat *dir, const struct stat *st);

#endif
