/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XEN_KEEPS_H
#define SDC_XEN_KEEPS_H

#include "dt/tree.h"

/* xen_keeps - what of Xen's own a node is, for messages: "the interrupt controller", "part of
 * /cpus"; NULL: a domain can have it. The UART of Xen's console is not counted. */
const char *xen_keeps(const struct dt_node *n);

/* xen_skips - building domains comes neither to the node nor to what is below it: Xen leaves it out
 * of Dom0's tree or makes it anew */
bool xen_skips(const struct dt_node *n);

#endif
