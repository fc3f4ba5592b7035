/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PROBE_TRACE_H
#define SDC_PROBE_TRACE_H

#include <stdio.h>

#include "probe/channel.h"

/*
 * Every request and its answer, one per line, as scmi-dtcheck-probe(8) describes and
 * sim/replay.h plays back.
 */
struct trace {
	FILE *out; /* NULL: nothing is written */
	uint64_t start;
};

/* trace_begin - the first line; trace_channel - one for a channel */
void trace_begin(struct trace *t, FILE *out);
void trace_channel(struct trace *t, const struct sdc_probe_channel *c);

/* trace_exchange - what was sent on the channel last, and what came */
void trace_exchange(struct trace *t, uint32_t smc_id, const struct channel *c,
	const struct request *q, const struct response *r, enum answer answer);

#endif
