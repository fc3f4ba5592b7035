/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_LIB_BINDINGS_H
#define SDC_LIB_BINDINGS_H

#include "diag/finding.h"
#include "lib/inputs/schemas.h"

/*
 * bindings_check - apply the schemas to a tree, and add what they say to the findings
 *
 * A rule knows more than a schema: what a rule has named, property and node, is not said again,
 * unless that rule is switched off.
 * Returns 0 or -SDC_EINPUT.
 */
int bindings_check(struct findings *fs, const struct sdc_schemas *schemas, const struct dt_tree *t,
	const struct sdc_warnings *warnings, struct sdc_error *err);

#endif
