/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_SOURCE_ALIGN_H
#define SDC_DT_SOURCE_ALIGN_H

#include <stdbool.h>
#include <stddef.h>

/* A stretch of text. */
struct stretch {
	const char *start, *end; /* the end is behind the last character */
};

/*
 * align - find what a character of a preprocessed line was written as
 * @line: the line after preprocessing
 * @offset: of the character in it
 * @written: the source from the line's first character on, to the end of the file
 *
 * The preprocessor moves what it does not change, and puts other tokens where a macro was used. So
 * tokens are compared from the start of the line; where they differ a macro was used, up to where
 * they agree again. Returns the token, or the use of the macro (with its arguments) from which
 * it came; where the two texts do not fit together, the last token that fits, or the first.
 */
struct stretch align(struct stretch line, size_t offset, struct stretch written);

#endif
