/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_SOURCE_SCAN_H
#define SDC_DT_SOURCE_SCAN_H

#include "base/lines.h"
#include "base/vec.h"
#include "dt/source/cpp/expansion.h"

/* Reading a device tree source as dtc does, through what /include/ names. */

/* A file, or the text that takes its place. */
struct scan_input {
	const char *file;
	const char *at, *end, *line_start;
	unsigned int line;
	const struct dt_inclusion *from;
};

/* Where a character stands. */
struct scan_point {
	const char *file;
	unsigned int line, column;
	const struct dt_inclusion *from;
};

struct scan {
	VEC(struct scan_input) inputs; /* the last one is read */
	const char *const *dirs;       /* where /include/ looks behind the file's own directory */
	size_t n_dirs;
	struct lines *lines;
	const struct expansion *expansion; /* of which the first input is the text, or NULL */
	struct arena *arena;               /* of the inclusions and the names of files */
	bool failed;                       /* a file is missing, or they include each other */
};

/* scan_skip - pass over blanks, comments and /include/. Returns the character that follows, 0 at
 * the end. */
char scan_skip(struct scan *s);

/* scan_point - where the next character stands */
struct scan_point scan_point(const struct scan *s);

/* scan_word - pass over the name at which it stands; returns its length */
size_t scan_word(struct scan *s, const char **word);

/* scan_path - pass over the path of a reference, with the brace behind it; returns its length */
size_t scan_path(struct scan *s, const char **path);

/* scan_keyword - pass over a word such as /delete-node/ where it stands there */
bool scan_keyword(struct scan *s, const char *word);

/* scan_char - pass over one character that is no line end */
void scan_char(struct scan *s);

/* scan_to_semicolon - pass over values up to the semicolon; it stands there afterwards. False where
 * there is none. */
bool scan_to_semicolon(struct scan *s);

#endif
