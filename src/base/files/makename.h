/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_MAKENAME_H
#define SDC_BASE_MAKENAME_H

#include <stdbool.h>

#include "base/buf.h"

/*
 * makename_put - append the name of a file as it stands in a rule for GNU make
 *
 * Returns false, with nothing appended, for a name that make would take for something else however
 * it is written: with control characters, or one of ;=%| in it, with ~ at its start, or with a
 * blank, a backslash or & at its end.
 */
bool makename_put(struct buf *out, const char *name);

#endif
