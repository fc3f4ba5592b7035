/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_LIB_SCHEMAS_H
#define SDC_LIB_SCHEMAS_H

#include <pthread.h>

#include "base/vec.h"
#include "schema/schema.h"

/* The public handle of a set of schemas, and sessions that nobody uses at the moment. */
struct sdc_schemas {
	struct schema_set *set;
	struct schema_options opts;
	pthread_mutex_t lock;
	VEC(struct schema_session *) idle;
};

/* schemas_validate - schema_session_validate() in any session; several threads may call it */
int schemas_validate(const struct sdc_schemas *s, const struct dt_tree *t, schema_report_fn report,
	void *ctx, struct sdc_error *err);

#endif
