/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_BASE_NAME_SET_H
#define SDC_BASE_NAME_SET_H

#include <stdbool.h>

#include "base/arena.h"

/* A set of strings. */
struct name_set;

struct name_set *name_set_new(struct arena *a);

/* name_set_add - returns false where it is in already. The string is not copied. */
bool name_set_add(struct name_set *s, const char *name);

#endif
