// SPDX-License-Identifier: BSD-2-Clause
/* The schemas of schemas/ and src/schema/core/, as the build prepared them. */
#include "schema/set/index.h"

#include "builtin_schemas.h"
