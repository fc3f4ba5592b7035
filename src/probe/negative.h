/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PROBE_NEGATIVE_H
#define SDC_PROBE_NEGATIVE_H

#include "probe/message.h"

struct sdc_probe;
struct probe_channel;

/* A request that has to be refused. */
struct negative_result {
	const char *what;
	uint8_t protocol, message;
	int32_t wanted; /* status, by DEN0056 */
	enum answer answer;
	int32_t status; /* that came, where an answer came */
};

/* probe_negative - ask where the options say so; last, as a server may lose its way over it */
void probe_negative(struct sdc_probe *p, struct probe_channel *c);

bool negative_as_wanted(const struct negative_result *r);

#endif
