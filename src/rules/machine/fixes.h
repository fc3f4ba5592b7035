/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_RULES_MACHINE_FIXES_H
#define SDC_RULES_MACHINE_FIXES_H

#include "rules/check.h"

/* construction_fix - the fix of a finding about construction, where its rule has one */
void construction_fix(
	struct check *c, struct finding *f, const struct dt_node *n, const char *prop);

#endif
