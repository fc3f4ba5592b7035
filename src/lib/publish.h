/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_LIB_PUBLISH_H
#define SDC_LIB_PUBLISH_H

#include "report/result.h"

/*
 * publish - make the public findings of the internal ones
 *
 * Applies the -W options, adds paths, labels and places, sorts by place: by line
 * where a source is known, the file that was named before those that it includes, else by node,
 * property and entry. Fills r->list and r->counts.
 */
void publish(struct sdc_result *r, const struct sdc_warnings *w);

#endif
