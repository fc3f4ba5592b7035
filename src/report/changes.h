/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_REPORT_CHANGES_H
#define SDC_REPORT_CHANGES_H

#include "base/buf.h"
#include "report/result.h"

/*
 * changes - append what a fix does as a diff: for each place the lines as they are, each behind
 * "-", and as they would be, behind "+"
 *
 * Nothing is appended where a line is not known.
 */
void changes(struct buf *out, const struct sdc_result *r, const struct sdc_fix *fix);

#endif
