/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_CAPS_H
#define SDC_BASE_CAPS_H

#include <stdint.h>

#define CAPS(cap) (UINT64_C(1) << (cap))

/* caps_keep - give up all capabilities but these, for good and for programs that are run; what
 * cannot be given up stays */
void caps_keep(uint64_t caps);

#endif
