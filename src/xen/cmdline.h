/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XEN_CMDLINE_H
#define SDC_XEN_CMDLINE_H

#include "scmi/model.h"

/* xen_option - what follows "NAME=" in Xen's command line, up to the next blank; the last one
 * holds. NULL where the option is absent or there is no command line. *len without it. */
const char *xen_option(const struct scmi_model *m, const char *name, size_t *len);

#endif
