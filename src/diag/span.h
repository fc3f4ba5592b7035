/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DIAG_SPAN_H
#define SDC_DIAG_SPAN_H

#include "dt/tree.h"
#include "scmi-dtcheck.h"

/* A stretch of text in an input; lines and columns (of bytes) from 1. */
struct span {
	enum sdc_input_kind input;
	const char *file;
	unsigned int line, column;         /* 0: the file as a whole */
	unsigned int end_line, end_column; /* the last character */
	const struct dt_inclusion *from;   /* the #include or /include/ that brought it; NULL */
};

#endif
