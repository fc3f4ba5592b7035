/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PROBE_FAILING_H
#define SDC_PROBE_FAILING_H

#include "probe/probe.h"
#include "probe/protocols/table.h"

/*
 * What is wrong with the resources of one protocol. Each is judged by itself; those with the same
 * fault are named together in one finding.
 */

enum failing_how {
	FAILING_STATUS, /* the message ends in a status */
	FAILING_NAME,   /* its answer's name is no text */
	FAILING_LIST,   /* its list says more than it holds, or does not end */
};

struct failing_group {
	const struct message_row *row;
	enum failing_how how;
	int32_t status;
	unsigned int kind;
	uint32_t n, first, last; /* the run that is open */
	struct buf ids;          /* the runs before it */
};

struct failing {
	VEC(struct failing_group) groups;
};

/* failing_add - resources are given in the order of their numbers */
void failing_add(struct failing *f, const struct message_row *row, enum failing_how how,
	int32_t status, unsigned int kind, uint32_t id);

/* failing_report - report and forget */
void failing_report(struct failing *f, struct sdc_probe *p, struct probe_channel *c,
	const struct protocol_table *t);

#endif
