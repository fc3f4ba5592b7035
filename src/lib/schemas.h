/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_LIB_SCHEMAS_H
#define SDC_LIB_SCHEMAS_H

#include "schema/schema.h"

/* The public handle of a set of schemas. */
struct sdc_schemas {
	struct schema_set *set;
};

#endif
