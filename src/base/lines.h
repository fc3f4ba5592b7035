/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_LINES_H
#define SDC_BASE_LINES_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"

/*
 * The texts of files, each read when somebody first asks for it: regular files of at most 64 MiB.
 * Zero-initialise to use.
 */

struct line_file {
	const char *name;
	struct buf text;
	VEC(size_t) starts; /* of each line */
};

struct lines {
	VEC(struct line_file *) files;
	struct lines_guard *guard; /* which files may be read; NULL: all */
	struct arena arena;
};

/*
 * lines_allow - of now on read no files but those that are allowed: one, or those in a directory
 *               and below it
 *
 * For names that come out of an input. What does not exist is left out.
 */
void lines_allow(struct lines *l, const char *file);
void lines_allow_below(struct lines *l, const char *dir);

/* lines_open - the file of that name; one that cannot be read has no lines. Owned by @l. */
const struct line_file *lines_open(struct lines *l, const char *name);

/* lines_put - the text of what is no file: standard input. Copied. */
void lines_put(struct lines *l, const char *name, const struct buf *text);

/* lines_at - where line @line starts, from 1; NULL where there is none */
const char *lines_at(const struct line_file *f, unsigned int line);

/* lines_get - a copy of line @line of a file without its end, in the memory of @l; NULL where there
 * is none */
const char *lines_get(struct lines *l, const char *file, unsigned int line);

/* lines_end - the end of the text */
const char *lines_end(const struct line_file *f);

/* lines_find - line and column, from 1, of a character of the text */
void lines_find(
	const struct line_file *f, const char *at, unsigned int *line, unsigned int *column);

void lines_free(struct lines *l);

#endif
