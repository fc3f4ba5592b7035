/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_SOURCE_EXPANSION_H
#define SDC_DT_SOURCE_EXPANSION_H

#include "base/buf.h"
#include "base/lines.h"
#include "base/vec.h"
#include "dt/tree.h"

/*
 * What the C preprocessor made of a source: a text for dtc, and where each of its lines was
 * written.
 */

/* Lines of the text that follow each other in a file. */
struct expansion_part {
	unsigned int first; /* line of the text, from 1 */
	const char *file;
	unsigned int line; /* of the file */
	const struct dt_inclusion *from;
};

struct expansion {
	struct buf text; /* without line markers */
	VEC(struct expansion_part) parts;
	VEC(size_t) starts; /* of the text's lines */
	struct arena arena;
};

/* expansion_read - take a preprocessor's output apart (GCC manual, "Preprocessor Output")
 * @name: the file of what stands before the first line marker, if there is any */
void expansion_read(struct expansion *e, const struct buf *output, const char *name);

/* expansion_place - give a place of the text the file, line, column and inclusions where it was
 * written; of what a macro made, the macro's use */
void expansion_place(const struct expansion *e, struct lines *lines, struct dt_place *p);

/* expansion_line - where a line of the text was written */
struct dt_inclusion expansion_line(const struct expansion *e, unsigned int line);

void expansion_free(struct expansion *e);

#endif
