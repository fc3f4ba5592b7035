/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_REPORT_TABLE_H
#define SDC_REPORT_TABLE_H

#include "base/buf.h"
#include "base/vec.h"

/*
 * A table for people: cells are added row by row, from left to right, and each column becomes
 * as wide as its widest cell, as long as the whole fits 100 columns; else the widest cells go on in
 * the next line. The first row is the heading.
 */
struct table {
	size_t columns;
	VEC(const char *) cells;
	struct arena arena;
};

/* table_cell - add the next cell; control bytes are escaped */
void table_cell(struct table *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* table_heading - the first row, @t->columns cells */
void table_heading(struct table *t, const char *const *names);

/* table_end - append the table, each line after @indent spaces, and free it */
void table_end(struct table *t, struct buf *out, size_t indent);

#endif
