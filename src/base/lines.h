/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_LINES_H
#define SDC_BASE_LINES_H

#include <stddef.h>

#include "base/arena.h"
#include "base/vec.h"

/* Lines of text files, for excerpts. Files are read when first asked for. Zero-initialise to use.
 */
struct lines {
	VEC(struct lines_file *) files;
	struct arena arena;
};

/* lines_get - line @line of a file, from 1, without its end; NULL where there is none or the file
 * cannot be read. It lives as long as @l. */
const char *lines_get(struct lines *l, const char *file, unsigned int line);

void lines_free(struct lines *l);

#endif
