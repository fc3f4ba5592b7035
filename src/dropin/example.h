/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DROPIN_EXAMPLE_H
#define SDC_DROPIN_EXAMPLE_H

#include <jansson.h>

#include "base/buf.h"

/* example_source - append the examples of a binding as one device tree source */
void example_source(struct buf *out, json_t *binding);

#endif
