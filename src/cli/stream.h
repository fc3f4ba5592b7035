/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_CLI_STREAM_H
#define SDC_CLI_STREAM_H

#include <stddef.h>
#include <stdio.h>

#include "scmi-dtcheck.h"

/* What the library writes is collected first, so that a file gets all of it or nothing. */
struct stream {
	FILE *file; /* for the library's functions */
	char *text;
	size_t size;
};

void stream_open(struct stream *s);

/*
 * stream_close - pass on what was collected
 * @path: where to; NULL: standard output
 * @failed: what the library's function returned; then nothing is written
 * @err: its error
 *
 * Returns EXIT_CLEAN, or EXIT_FAILED after saying why.
 */
int stream_close(struct stream *s, const char *path, int failed, struct sdc_error *err);

/* stream_drop - nothing is written after all; one that is not open is left alone */
void stream_drop(struct stream *s);

#endif
