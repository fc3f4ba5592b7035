/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_DROPIN_DIAGNOSTIC_H
#define SDC_DROPIN_DIAGNOSTIC_H

#include "dropin/words.h"
#include "schema/schema.h"

/* What dt-validate says of one error, as text and as JSON. */
struct diagnostic {
	const char *file;     /* as it is shown */
	const char *abs_file; /* where a line of its own begins with it */
	const struct schema_violation *v;
};

/* diagnostic_path - how dt-validate shows a file: relative where it is below the directory */
void diagnostic_path(struct buf *out, const char *file);

void diagnostic_text(struct buf *out, const struct diagnostic *d);
json_t *diagnostic_json(const struct diagnostic *d, const char *text);

/* diagnostic_decode - the same for a property whose bytes make up no value */
json_t *diagnostic_decode(const char *file, const char *text);

#endif
