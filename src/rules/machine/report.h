/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_RULES_MACHINE_REPORT_H
#define SDC_RULES_MACHINE_REPORT_H

#include "rules/check.h"

/*
 * Rules about what Xen needs and builds have no check of their own: the prediction has walked Xen's
 * way already (xen/boot/), and each of its events becomes a finding of the rule that it names.
 */

struct boot_event;

/* construction_cause - the rule whose finding explains an event that another room reports, once all
 * rules have run; never NULL */
const char *construction_cause(const struct findings *f, const struct boot_event *e);

/* construction_rest - what the prediction stops at or loses in a guest's tree, and no rule of the
 * guests has said; once all rules have run */
void construction_rest(struct check *c);

#endif
