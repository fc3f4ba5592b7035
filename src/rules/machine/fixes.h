/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_RULES_MACHINE_FIXES_H
#define SDC_RULES_MACHINE_FIXES_H

#include "rules/check.h"
#include "xen/boot/boot.h"

/* construction_fix - the fix of the finding that tells of @e, where its rule has one */
void construction_fix(struct check *c, struct finding *f, const struct boot_event *e);

#endif
