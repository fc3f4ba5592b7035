/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XEN_CONSOLE_H
#define SDC_XEN_CONSOLE_H

#include "scmi/model.h"

/* The UART that is to be Xen's console. */
struct xen_console {
	bool elsewhere;             /* the command line chooses another console, or none */
	const char *prop;           /* of /chosen, where the device is named */
	const struct dt_node *node; /* NULL: none is named, or one that the tree does not have */
};

/* xen_console - which device the tree and Xen's command line name (drivers/char/uart-init.c).
 * Whether Xen can drive it is seen at the boot. */
struct xen_console xen_console(const struct scmi_model *m);

#endif
