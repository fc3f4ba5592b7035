/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SIM_REPLAY_H
#define SDC_SIM_REPLAY_H

#include "base/arena.h"
#include "scmi-dtcheck.h"

/* A trace of the prober, played back: the same request is given the same answer. */

struct replay_channel {
	uint32_t smc_id;
	uint64_t page, page_size;
};

struct replay_exchange {
	uint32_t smc_id;
	uint32_t header; /* of the request, its token included */
	uint32_t n_request;
	const uint32_t *request; /* its payload */
	int32_t a0;
	uint32_t status; /* of the channel afterwards: without the free bit it stays busy */
	uint32_t n_answer;
	const uint32_t *answer; /* length, header, status of the message, words */
	uint32_t order;
	bool played;
};

struct replay {
	struct replay_channel *channels;
	size_t n_channels;
	struct replay_exchange *exchanges; /* sorted by doorbell and request, then by order */
	size_t n_exchanges;
};

/* replay_read - 0, -SDC_EIO, or -SDC_EINPUT with file and line in the text */
int replay_read(const char *path, struct arena *a, struct replay **out, struct sdc_error *err);

/*
 * replay_ring - answer the request in a page
 *
 * Of several answers to the same request those not given yet come first, in their order, then the
 * last again. A request that the trace does not have is not supported. Returns a0.
 */
int32_t replay_ring(struct replay *r, uint32_t smc_id, volatile uint32_t *page, uint32_t size);

#endif
