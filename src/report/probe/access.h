/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_REPORT_PROBE_ACCESS_H
#define SDC_REPORT_PROBE_ACCESS_H

#include "base/vec.h"
#include "probe/probe.h"

/* Who may change what, as the firmware tells each agent: one table per protocol. */

/* What one agent may do to a resource. */
struct access_cell {
	const char *text; /* "rate, state", "nothing", "?" for unknown, "" where it has none such */
	bool there, known;
	unsigned int may; /* bits, see access_right() */
};

/* Resources next to each other that everybody may do the same to. */
struct access_row {
	uint32_t first, last;
	const char *name;          /* of the first one, NULL: unknown */
	struct access_cell *cells; /* per channel that answers */
};

struct access_table {
	uint32_t protocol;
	const struct probe_channel **channels; /* those that answer */
	size_t n_channels;
	VEC(struct access_row) rows;
};

/* access_table_make - false where nothing is known of that protocol */
bool access_table_make(const struct sdc_probe *p, uint32_t protocol, struct access_table *t);
void access_table_free(struct access_table *t);

/* access_right - what a bit stands for, NULL past the last */
const char *access_right(unsigned int bit);

/* access_agent - "agent 2 \"domu\"", or what stands for one without an id */
const char *access_agent(const struct sdc_probe *p, const struct probe_channel *c);

#endif
