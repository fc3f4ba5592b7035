/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef PLAN_BLOB_H
#define PLAN_BLOB_H

#include <stddef.h>

#include "plan/plan.h"

/*
 * plan_check - look for what must not be in a guest's tree
 *
 * Returns NULL, or the first thing that is wrong: a phandle that leads nowhere or past 64999, a
 * page that is not aligned, a cell count that does not fit.
 */
const char *plan_check(const struct plan_guest *g, const void *blob, size_t size);

#endif
