/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XEN_BOOT_PLATFORM_H
#define SDC_XEN_BOOT_PLATFORM_H

#include "dt/tree.h"

/* What Xen's code for single platforms keeps from Dom0 (xen/arch/arm/platforms/). */

/* platform_unwanted - the compatible strings of such devices, NULL at the end; NULL: the machine is
 * none of those platforms */
const char *const *platform_unwanted(const struct dt_tree *t);

/* platform_drops - a device has one of them */
bool platform_drops(const char *const *unwanted, const struct dt_node *n);

#endif
