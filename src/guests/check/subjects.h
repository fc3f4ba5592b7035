/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_GUESTS_CHECK_SUBJECTS_H
#define SDC_GUESTS_CHECK_SUBJECTS_H

#include "rules/check.h"

extern const struct rule_set rules_guest_config;
extern const struct rule_set rules_guest;
extern const struct rule_set rules_guest_devices;
extern const struct rule_set rules_guest_xl;
extern const struct rule_set rules_guest_dom0less;
extern const struct rule_set rules_guest_fit;

#endif
