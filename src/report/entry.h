/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_REPORT_ENTRY_H
#define SDC_REPORT_ENTRY_H

#include "report/report.h"

/*
 * entry_place - where one entry of a property stands
 * @p: place of the whole property
 * @index: which entry, from 0
 *
 * Takes the property's comma-separated values for its entries, if all of them look alike: strings,
 * or cells of one number. Otherwise, and where the source is not known or longer than a table of
 * agents can be, returns @p.
 */
struct sdc_place entry_place(const struct sdc_result *r, const struct sdc_place *p, int index);

#endif
