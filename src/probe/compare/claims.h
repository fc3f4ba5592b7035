/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PROBE_CLAIMS_H
#define SDC_PROBE_CLAIMS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "scmi-dtcheck.h"

/*
 * A file beside the channels. One prober at a time holds its lock, and writes into it which
 * request it is about to leave in which page: should the prober be killed in between, the next
 * one knows whose request stands there.
 */
struct claims;

enum claim_state {
	CLAIM_NONE,
	CLAIM_TAKEN, /* the channel is taken, the doorbell has not been rung */
	CLAIM_RUNG,  /* the doorbell has been rung, no answer has been read */
};

struct claim {
	enum claim_state state;
	uint32_t header; /* of the request */
	pid_t pid;       /* of the prober that sent it */
};

/* One page's place in the file. */
struct claim_slot {
	const struct claims *claims; /* NULL: nothing is written down */
	uint64_t page;
	uint32_t at;
};

/*
 * claims_open - lock the channels that the options reach
 *
 * *out is NULL where there is nothing to lock: a simulated platform, pages that are only looked
 * at, a machine on which the file cannot be made.
 * Returns 0, or -SDC_EBUSY with who has the lock in the text.
 */
int claims_open(const struct sdc_probe_options *o, bool only_looks, struct claims **out,
	struct sdc_error *err);

/* claims_slot - the place of a page; one without claims where @c is NULL or the file is full */
struct claim_slot claims_slot(const struct claims *c, uint64_t page);

/* claim_left - what an earlier prober has left in that page */
struct claim claim_left(const struct claim_slot *s);

/* claim_note - write down what is about to be done */
void claim_note(const struct claim_slot *s, enum claim_state state, uint32_t header);

void claims_close(struct claims *c);

#endif
