/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_REPORT_COLUMNS_H
#define SDC_REPORT_COLUMNS_H

#include "base/vec.h"
#include "report/result.h"

/*
 * Columns in characters (Unicode code points) where places have bytes. The last line is kept, so
 * that many places on one long line cost little. Zero-initialise to use.
 */
struct columns {
	const struct sdc_result *of;
	const char *file;
	unsigned int line;
	const char *text; /* NULL: nobody knows it */
	size_t len;
	VEC(unsigned int) counts; /* characters before each block of the line */
};

/* columns_find - the column, from 1, of the byte at column @byte of line @line of the file of @p;
 * @byte itself where the line is not known */
unsigned int columns_find(struct columns *c, const struct sdc_result *r, const struct sdc_place *p,
	unsigned int line, unsigned int byte);

void columns_free(struct columns *c);

#endif
