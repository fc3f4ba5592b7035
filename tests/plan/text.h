/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef PLAN_TEXT_H
#define PLAN_TEXT_H

#include <stdio.h>

#include "plan/plan.h"

/* plan_text - a guest's tree as a source that dtc reads, and its lists as comments */
void plan_text(FILE *out, const struct plan_guest *g);

#endif
