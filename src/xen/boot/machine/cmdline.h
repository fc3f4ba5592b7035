/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_XEN_BOOT_CMDLINE_H
#define SDC_XEN_BOOT_CMDLINE_H

#include "xen/boot/boot.h"

/* cmdline_value - see xen_option() */
const char *cmdline_value(const struct boot *b, const char *name, size_t *len);

/* cmdline_size - a size in bytes with Xen's units, as in dom0_mem; kibibytes without one. Returns
 * false where the option is absent. */
bool cmdline_size(const struct boot *b, const char *name, uint64_t *bytes);

/* cmdline_number - false where the option is absent */
bool cmdline_number(const struct boot *b, const char *name, uint64_t *value);

/* cmdline_off - a boolean option is set to no, or "no-NAME" is there */
bool cmdline_off(const struct boot *b, const char *name);

#endif
