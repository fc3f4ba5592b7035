// SPDX-License-Identifier: BSD-2-Clause
#include "probe/channel.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/files/file.h"

#define FIRST_PAUSE_NS 5000u
#define LAST_PAUSE_NS  1000000u
#define BUDGET         UINT64_C(60)

void channel_init(struct channel *c, struct transport *t, unsigned int timeout_ms)
{
	memset(c, 0, sizeof(*c));
	c->transport = t;
	c->timeout_ms = timeout_ms;
	c->budget_ns = BUDGET * timeout_ms * 1000000u;
}

static bool plausible_header(uint32_t header)
{
	uint32_t protocol = SCMI_HEADER_PROTOCOL(header);

	return !header ||
	       (protocol >= SCMI_BASE && header >> 28 == 0 && SCMI_HEADER_TYPE(header) != 1);
}

int channel_inspect(struct channel *c, struct channel_view *view, struct sdc_error *err)
{
	struct transport *t = c->transport;
	uint32_t words[4] = { 0 }; /* flags, length, header, first of the payload */
	int rc;

	if (t->size < SMT_MIN_SIZE)
		return set_error(err, SDC_EIO, "0x%x bytes are not a page", t->size);
	rc = transport_read(t, SMT_STATUS, &view->status, 1, err);
	if (!rc)
		rc = transport_read(t, SMT_FLAGS, words, 4, err);
	if (rc)
		return rc;
	view->flags = words[0];
	view->length = words[1];
	view->header = words[2];
	view->free = view->status & SMT_FREE;
	view->error = view->status & SMT_ERROR;
	view->dead =
		(view->status & view->flags & view->length & view->header & words[3]) == UINT32_MAX;
	view->blank = !(view->status | view->flags | view->length | view->header | words[3]);
	view->plausible = !view->dead && !view->blank && !(view->status & ~SMT_STATUS_MASK) &&
			  !(view->flags & ~SMT_INTERRUPT) && view->length <= t->size - SMT_HEADER &&
			  plausible_header(view->header);
	return 0;
}

static enum answer unreachable(struct channel *c)
{
	c->state = CHANNEL_CLOSED;
	return ANSWER_TRANSPORT;
}

bool channel_wait(struct channel *c, uint64_t ns)
{
	if (c->budget_ns < ns)
		return false;
	c->budget_ns -= ns;
	transport_pause(c->transport, ns);
	return true;
}

int channel_release(struct channel *c, struct sdc_error *err)
{
	uint32_t free = SMT_FREE;
	int ret = transport_write(c->transport, SMT_STATUS, &free, 1, err);

	if (!ret)
		claim_note(&c->slot, CLAIM_NONE, 0);
	return ret;
}

/* The firmware has not taken the request: leave the channel as it was found. */
static void release(struct channel *c)
{
	struct sdc_error ignored;

	(void)channel_release(c, &ignored);
}

/* Take the channel. Returns ANSWER_OK where it is ours. */
static enum answer claim(struct channel *c, const struct request *q)
{
	struct transport *t = c->transport;
	uint32_t status, busy = 0, words[3 + REQUEST_WORDS];

	if (transport_read(t, SMT_STATUS, &status, 1, &c->error))
		return unreachable(c);
	c->last_status = status;
	if (!(status & SMT_FREE) || status & ~SMT_STATUS_MASK) {
		c->state = CHANNEL_CLOSED;
		return (status & ~SMT_STATUS_MASK) ? ANSWER_GARBAGE : ANSWER_NOT_FREE;
	}
	c->error_before = status & SMT_ERROR;
	words[0] = 0; /* no interrupt: the answer is polled for */
	words[1] = message_length(q);
	words[2] = c->sent_header;
	memcpy(words + 3, q->words, sizeof(uint32_t) * q->n);
	claim_note(&c->slot, CLAIM_TAKEN, c->sent_header);
	if (transport_write(t, SMT_STATUS, &busy, 1, &c->error))
		return unreachable(c);
	if (transport_write(t, SMT_FLAGS, words, 3u + q->n, &c->error)) {
		release(c);
		return unreachable(c);
	}
	return ANSWER_OK;
}

/* Returns ANSWER_OK where the channel is free again. @since: as for receive_page() */
static enum answer await(struct channel *c, uint64_t since)
{
	struct transport *t = c->transport;
	uint64_t limit = (uint64_t)c->timeout_ms * 1000000u, pause = FIRST_PAUSE_NS;
	uint64_t start = 0, waited = 0;
	bool waiting = false;

	/* Of what comes at once, no time is taken. */
	for (;; waited = transport_now(t) - start) {
		c->last_ns = t->last_ring_ns + waited;
		if (transport_read(t, SMT_STATUS, &c->last_status, 1, &c->error))
			return unreachable(c);
		if (c->last_status & ~SMT_STATUS_MASK) {
			c->state = CHANNEL_CLOSED;
			return ANSWER_GARBAGE;
		}
		if (c->last_status & SMT_FREE)
			break;
		if (!waiting) {
			waiting = true;
			start = since ? since : transport_now(t);
			waited = transport_now(t) - start;
			limit = limit < c->budget_ns ? limit : c->budget_ns;
		}
		if (waited >= limit) {
			c->state = CHANNEL_CLOSED;
			return ANSWER_TIMEOUT;
		}
		transport_pause(t, pause < limit - waited ? pause : limit - waited);
		pause = pause * 2 < LAST_PAUSE_NS ? pause * 2 : LAST_PAUSE_NS;
	}
	c->budget_ns -= waited < c->budget_ns ? waited : c->budget_ns;
	return (c->last_status & SMT_ERROR) ? ANSWER_CHANNEL_ERROR : ANSWER_OK;
}

static enum answer collect(struct channel *c, const struct request *q, struct response *r)
{
	struct transport *t = c->transport;
	uint32_t room = t->size - SMT_HEADER, n;
	uint32_t fields[3]; /* length, header, status */
	enum answer a;

	if (transport_read(t, SMT_LENGTH, fields, 3, &c->error))
		return unreachable(c);
	r->length = fields[0];
	r->header = fields[1];
	a = message_check_head(c->sent_header, r->header, r->length, room);
	if (a != ANSWER_OK)
		return a;
	n = (r->length - SMT_HEADER_LEN - 4) / 4;
	if (n > MESSAGE_WORDS)
		n = MESSAGE_WORDS;
	if (transport_read(t, SMT_PAYLOAD + 4, r->words, n, &c->error))
		return unreachable(c);
	r->status = (int32_t)fields[2];
	return message_check_body(q, r);
}

/* A refusal is only believed where the page says so too: drivers ignore it otherwise. */
static enum answer refused(struct channel *c)
{
	uint32_t status;

	if (c->a0 != SMCCC_NOT_SUPPORTED && c->a0 != SMCCC_INVALID)
		return ANSWER_OK;
	if (transport_read(c->transport, SMT_STATUS, &status, 1, &c->error))
		return unreachable(c);
	if (status & SMT_FREE)
		return ANSWER_OK;
	release(c);
	c->state = CHANNEL_CLOSED;
	return c->a0 == SMCCC_INVALID ? ANSWER_CALL_INVALID : ANSWER_CALL_UNSUPPORTED;
}

/* Claim and ring. ANSWER_OK: the request is under way. */
static enum answer send_page(struct channel *c, const struct request *q)
{
	enum answer a = claim(c, q);

	if (a != ANSWER_OK)
		return a;
	c->sent++;
	claim_note(&c->slot, CLAIM_RUNG, c->sent_header);
	switch (transport_ring(c->transport, &c->a0, &c->error)) {
	case RING_DONE:
		break;
	case RING_NOT_MADE:
		release(c);
		return unreachable(c);
	case RING_LOST:
		return unreachable(c);
	}
	return c->a0 ? refused(c) : ANSWER_OK;
}

/* @since: when the request was sent, where that is a while ago; else 0 */
static enum answer receive_page(
	struct channel *c, const struct request *q, struct response *r, uint64_t since)
{
	enum answer a = await(c, since);

	if (a == ANSWER_OK || a == ANSWER_CHANNEL_ERROR)
		claim_note(&c->slot, CLAIM_NONE, 0);
	return a == ANSWER_OK ? collect(c, q, r) : a;
}

static enum answer call_page(struct channel *c, const struct request *q, struct response *r)
{
	enum answer a = send_page(c, q);

	return a == ANSWER_OK ? receive_page(c, q, r, 0) : a;
}

static enum answer call_whole(struct channel *c, const struct request *q, struct response *r)
{
	struct transport *t = c->transport;
	uint32_t out[1 + REQUEST_WORDS], in[2 + MESSAGE_WORDS] = { 0 }, length = 0;
	uint64_t start = transport_now(t);
	enum answer a;
	int rc;

	out[0] = c->sent_header;
	memcpy(out + 1, q->words, sizeof(uint32_t) * q->n);
	c->sent++;
	rc = t->ops->exchange(
		t, out, 1u + q->n, in, 2 + MESSAGE_WORDS, &length, c->timeout_ms, &c->error);
	c->last_ns = transport_now(t) - start;
	if (rc == -SDC_ETOOL) {
		c->state = CHANNEL_CLOSED;
		return ANSWER_TIMEOUT;
	}
	if (rc)
		return unreachable(c);
	r->length = length;
	r->header = in[0];
	a = message_check_head(c->sent_header, in[0], length, UINT32_MAX);
	if (a != ANSWER_OK)
		return a;
	r->status = (int32_t)in[1];
	memcpy(r->words, in + 2, sizeof(r->words));
	return message_check_body(q, r);
}

/* One more than what the page holds, so that a stale answer never fits. */
static void first_token(struct channel *c)
{
	uint32_t header;

	if (!transport_read(c->transport, SMT_HEADER, &header, 1, &c->error))
		c->token = (uint16_t)SCMI_HEADER_TOKEN(header);
}

void channel_hold_signals(sigset_t *before)
{
	static const int ending[] = { SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGALRM, SIGPIPE, SIGUSR1,
		SIGUSR2, SIGTSTP };
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < sizeof(ending) / sizeof(ending[0]); i++)
		sigaddset(&set, ending[i]);
	pthread_sigmask(SIG_BLOCK, &set, before);
}

void channel_obey_signals(const sigset_t *before)
{
	pthread_sigmask(SIG_SETMASK, before, NULL);
}

static void begin(struct channel *c, const struct request *q, struct response *r)
{
	r->header = r->length = r->n = 0;
	r->status = 0;
	c->a0 = 0;
	c->error_before = false;
	if (!c->sent && !c->transport->ops->exchange)
		first_token(c);
	c->token = (c->token + 1) & SCMI_TOKEN_MAX;
	c->sent_header = message_header(q, c->token);
}

static bool time_over(const struct channel *c)
{
	return c->transport->deadline && transport_now(c->transport) >= c->transport->deadline;
}

/* ANSWER_OK where a request may be sent. One that has been sent gets its time in any case: else
 * the channel would be left busy. */
static enum answer may_send(struct channel *c, const struct request *q)
{
	const struct transport_ops *ops = c->transport->ops;

	if (c->state == CHANNEL_CLOSED)
		return ANSWER_CLOSED;
	if (time_over(c)) {
		c->state = CHANNEL_CLOSED;
		return ANSWER_TIME_OVER;
	}
	if (!ops->exchange && (!ops->ring || !ops->write))
		return ANSWER_PASSIVE;
	if (!ops->exchange && c->transport->size < SMT_PAYLOAD + 4u * (q->n ? q->n : 1u)) {
		set_error(&c->error, SDC_EIO, "a page of 0x%x bytes has no room for the request",
			c->transport->size);
		return unreachable(c);
	}
	return ANSWER_OK;
}

void channel_send_ahead(struct channel *c, const struct request *q)
{
	enum answer a = may_send(c, q);

	if (a != ANSWER_OK || c->transport->ops->exchange)
		return;
	c->ahead.response = xmalloc(sizeof(*c->ahead.response));
	c->ahead.request = *q;
	c->ahead.sent = true;
	begin(c, q, c->ahead.response);
	c->ahead.answer = send_page(c, q);
	c->ahead.at = transport_now(c->transport);
}

void channel_receive_ahead(struct channel *c)
{
	if (!c->ahead.sent || c->ahead.answered)
		return;
	c->ahead.answered = true;
	if (c->ahead.answer == ANSWER_OK)
		c->ahead.answer =
			receive_page(c, &c->ahead.request, c->ahead.response, c->ahead.at);
}

/* The answer to a request that was sent ahead; false where it is another one. */
static bool take_ahead(
	struct channel *c, const struct request *q, struct response *r, enum answer *a)
{
	if (!c->ahead.answered || q->protocol != c->ahead.request.protocol ||
		q->message != c->ahead.request.message)
		return false;
	*r = *c->ahead.response;
	*a = c->ahead.answer;
	channel_end(c);
	return true;
}

void channel_end(struct channel *c)
{
	free(c->ahead.response);
	memset(&c->ahead, 0, sizeof(c->ahead));
}

enum answer channel_call(struct channel *c, const struct request *q, struct response *r)
{
	const struct transport_ops *ops = c->transport->ops;
	sigset_t before;
	enum answer a;

	if (take_ahead(c, q, r, &a))
		return a;
	r->header = r->length = r->n = 0;
	r->status = 0;
	a = may_send(c, q);
	if (a != ANSWER_OK)
		return a;
	begin(c, q, r);
	if (ops->exchange)
		return call_whole(c, q, r);
	if (ops->page_is_private)
		return call_page(c, q, r);
	channel_hold_signals(&before);
	a = call_page(c, q, r);
	channel_obey_signals(&before);
	return a;
}
