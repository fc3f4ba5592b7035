/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_REPORT_EXCERPT_H
#define SDC_REPORT_EXCERPT_H

#include "report/report.h"

/*
 * excerpt - append the source line of a place with the place underlined
 * @on, @off: what starts and ends the underline's colour
 *
 * Appends nothing where the line is not known. Tabs and characters that no terminal should get
 * are shown so that the underline stays in place; of very long lines a part is shown.
 */
void excerpt(struct buf *out, const struct sdc_result *r, const struct sdc_place *p, const char *on,
	const char *off);

#endif
