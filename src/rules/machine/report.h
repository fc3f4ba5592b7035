/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_RULES_MACHINE_REPORT_H
#define SDC_RULES_MACHINE_REPORT_H

#include "diag/rule.h"

/*
 * Rules about what Xen needs and builds have no check of their own: the prediction has walked Xen's
 * way already (xen/boot/), and each of its events becomes a finding of the rule that it names.
 */

/* construction_report - report the events of a rule */
void construction_report(struct check *c, const struct rule *r);

#define CONSTRUCTION(name, group, severity, summary, effect, explanation)                    \
	{                                                                                    \
		{ name, group, severity, summary, effect, explanation }, construction_report \
	}

#endif
