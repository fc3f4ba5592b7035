/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DT_SOURCE_REFERENCE_H
#define SDC_DT_SOURCE_REFERENCE_H

#include "dt/source/unit.h"

/* reference_find - where dtc says that a reference in a node leads nowhere, narrow the message's
 * place to the reference; before unit_place() */
void reference_find(const struct unit *u, struct lines *lines, struct dt_message *m);

#endif
