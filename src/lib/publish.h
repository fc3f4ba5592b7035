/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_LIB_PUBLISH_H
#define SDC_LIB_PUBLISH_H

#include "lib/result.h"

/*
 * publish - make the public findings of the internal ones
 *
 * Applies the -W options, adds paths, labels and places, sorts by place in the tree: by line
 * where a source is known, else by node. Fills r->list and r->counts.
 */
void publish(struct sdc_result *r, const struct sdc_warnings *w);

#endif
