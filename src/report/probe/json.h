/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_REPORT_PROBE_JSON_H
#define SDC_REPORT_PROBE_JSON_H

#include "base/buf.h"
#include "probe/probe.h"

/* probe_json - channels, who may change what, and the report of the findings, which is JSON */
void probe_json(struct buf *out, const struct sdc_probe *p, const char *report);

#endif
