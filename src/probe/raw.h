/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PROBE_RAW_H
#define SDC_PROBE_RAW_H

#include "scmi-dtcheck.h"

struct probe_channel;

/* raw_changes - the message changes something, or nobody knows */
bool raw_changes(const struct sdc_raw *raw);

/* raw_check - 0, or -SDC_EARG where it is not to be sent */
int raw_check(const struct sdc_raw *raw, struct sdc_error *err);

/* probe_raw - send it; request and answer stay in the probe */
void probe_raw(struct sdc_probe *p, struct probe_channel *c);

#endif
