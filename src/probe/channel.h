/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PROBE_CHANNEL_H
#define SDC_PROBE_CHANNEL_H

#include <signal.h>

#include "probe/compare/claims.h"
#include "probe/message.h"
#include "probe/transport.h"

/*
 * The agent's side of a channel (DEN0056 chapter 5.1). Every byte of the page
 * may change at any time: each field is read once, into local memory. A
 * channel that is not free is never written to.
 */

enum channel_state {
	CHANNEL_OPEN,
	CHANNEL_CLOSED, /* stuck, refused or unreachable: nothing more is asked */
};

/* What a page looks like, without writing to it. */
struct channel_view {
	uint32_t status, flags, length, header;
	bool free, error;
	bool dead;      /* all ones: nothing answers at the address */
	bool blank;     /* all zeros: never set up, so never free */
	bool plausible; /* the fields are such as SCMI leaves them */
};

struct channel {
	struct transport *transport; /* stays the caller's */
	unsigned int timeout_ms;
	struct claim_slot slot; /* where requests under way are written down */
	enum channel_state state;
	uint16_t token;     /* of the last request */
	uint64_t budget_ns; /* left for waiting, over all requests */
	uint64_t sent;      /* requests that reached the doorbell */
	uint64_t last_ns; /* round trip of the last request; without the doorbell where that is not
			     timed */
	/* of the last request, for messages */
	uint32_t last_status; /* the channel status seen last */
	uint32_t sent_header;
	bool error_before;      /* the error bit was set before */
	int32_t a0;             /* 0, or what the doorbell returned */
	struct sdc_error error; /* where the answer is ANSWER_TRANSPORT */
	/* a request that was sent before it was asked for, so that several channels wait together
	 */
	struct {
		bool sent, answered;
		uint64_t at;
		enum answer answer;
		struct request request;
		struct response *response;
	} ahead;
};

/* channel_init - start a talk; the page is not touched. All waiting together takes at most 60
 * times the time allowed for one answer, however slow the firmware makes itself. */
void channel_init(struct channel *c, struct transport *t, unsigned int timeout_ms);

/*
 * channel_inspect - read the four fields once
 *
 * Returns 0, or -SDC_EIO where the page cannot be read. Only for transports with a page.
 */
int channel_inspect(struct channel *c, struct channel_view *view, struct sdc_error *err);

/*
 * channel_call - send a request and wait for its answer, at most the time allowed
 * @r: valid for ANSWER_OK, ANSWER_LONG, ANSWER_STATUS, ANSWER_STATUS_UNKNOWN and
 *     ANSWER_TRUNCATED (status and the words that came); for the other answers that were found
 *     in an answer only header and length
 *
 * Where the firmware was not reached the channel is given back free. After
 * ANSWER_TIMEOUT it belongs to the firmware and stays as it is. Signals that would end the program
 * have to wait until then, unless the page is the process's own.
 */
enum answer channel_call(struct channel *c, const struct request *q, struct response *r);

/*
 * channel_send_ahead - send a request whose answer channel_call() will give
 *
 * channel_receive_ahead() must follow; signals are the caller's affair in between, see
 * channel_hold_signals(). Only for transports with a page.
 */
void channel_send_ahead(struct channel *c, const struct request *q);
void channel_receive_ahead(struct channel *c);

/* channel_hold_signals, channel_obey_signals - what asks the program to end has to wait */
void channel_hold_signals(sigset_t *before);
void channel_obey_signals(const sigset_t *before);

/* channel_end - free what was sent ahead */
void channel_end(struct channel *c);

/* channel_wait - let time pass between two requests; false where no waiting is left */
bool channel_wait(struct channel *c, uint64_t ns);

/* channel_release - set the channel free, whoever has taken it. 0 or -SDC_EIO. */
int channel_release(struct channel *c, struct sdc_error *err);

#endif
