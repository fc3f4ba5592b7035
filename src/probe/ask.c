// SPDX-License-Identifier: BSD-2-Clause
#include "probe/probe.h"
#include "probe/protocols/table.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#define FIRST_RETRY_NS 1000000u
#define LAST_RETRY_NS  100000000u

bool probe_reported(const struct probe_channel *c, enum rule_id r)
{
	uint64_t any = 0;

	for (size_t i = 0; i < sizeof(c->reported) / sizeof(c->reported[0]); i++)
		any |= c->reported[i];
	return any & probe_bit(r);
}

__attribute__((format(printf, 4, 0))) static struct finding *report(struct sdc_probe *p,
	const struct probe_channel *c, enum rule_id r, const char *fmt, va_list ap)
{
	struct buf text = { 0 };
	struct finding *f;

	buf_printf(&text, "%s: ", c->title);
	buf_vprintf(&text, fmt, ap);
	f = finding_add(p->findings, rule_row(r), c->node, c->prop, c->index, "%s", buf_str(&text));
	buf_free(&text);
	if (c->shmem && c->shmem->node && r <= RULE_PROBE_CHANNEL_STUCK)
		finding_relate(p->findings, f, c->shmem->node, "the page, 0x%" PRIx64, c->pub.page);
	return f;
}

struct finding *probe_report(
	struct sdc_probe *p, struct probe_channel *c, enum rule_id r, const char *fmt, ...)
{
	uint64_t *reported = &c->reported[r < RULE_PROBE_TOKEN ? 0 : c->asking];
	struct finding *f;
	va_list ap;

	if (*reported & probe_bit(r))
		return NULL;
	*reported |= probe_bit(r);
	va_start(ap, fmt);
	f = report(p, c, r, fmt, ap);
	va_end(ap);
	return f;
}

struct finding *probe_report_more(
	struct sdc_probe *p, const struct probe_channel *c, enum rule_id r, const char *fmt, ...)
{
	struct finding *f;
	va_list ap;

	va_start(ap, fmt);
	f = report(p, c, r, fmt, ap);
	va_end(ap);
	return f;
}

void probe_say(const struct sdc_probe *p, const char *fmt, ...)
{
	struct buf text = { 0 };
	va_list ap;

	if (!p->options.say)
		return;
	va_start(ap, fmt);
	buf_vprintf(&text, fmt, ap);
	va_end(ap);
	p->options.say(p->options.ctx, buf_str(&text));
	buf_free(&text);
}

static const char *message_name(struct sdc_probe *p, const struct request *q)
{
	const struct message_row *row = message_row(q->protocol, q->message);
	const char *protocol = scmi_protocol_name(q->protocol);

	if (!row)
		return arena_printf(
			p->arena, "message 0x%x of protocol 0x%x", q->message, q->protocol);
	if (q->protocol == SCMI_BASE ||
		(q->message > SCMI_MESSAGE_ATTRIBUTES && q->message != SCMI_NEGOTIATE))
		return row->name;
	return arena_printf(p->arena, "%s of protocol 0x%x%s%s%s", row->name, q->protocol,
		protocol ? " (" : "", protocol ? protocol : "", protocol ? ")" : "");
}

/* What the channel could not do. */
static void report_channel(
	struct sdc_probe *p, struct probe_channel *c, enum answer answer, const char *what)
{
	const struct channel *ch = &c->channel;

	switch (answer) {
	case ANSWER_NOT_FREE:
		probe_report(
			p, c, RULE_PROBE_CHANNEL_BUSY, "the channel is not free before %s", what);
		break;
	case ANSWER_GARBAGE:
		probe_report(p, c,
			ch->last_status == UINT32_MAX ? RULE_PROBE_PAGE_DEAD
						      : RULE_PROBE_PAGE_GARBAGE,
			"the channel status reads 0x%" PRIx32 " at %s", ch->last_status, what);
		break;
	case ANSWER_CHANNEL_ERROR:
		probe_report(p, c, RULE_PROBE_CHANNEL_ERROR, "%s ends in a channel error", what);
		break;
	case ANSWER_TIMEOUT:
		if (ch->a0)
			probe_report(p, c, RULE_PROBE_CHANNEL_STUCK,
				"no answer to %s within %u ms, the doorbell returned 0x%" PRIx32,
				what, ch->timeout_ms, (uint32_t)ch->a0);
		else
			probe_report(p, c, RULE_PROBE_CHANNEL_STUCK, "no answer to %s within %u ms",
				what, ch->timeout_ms);
		break;
	case ANSWER_CALL_UNSUPPORTED:
		if (p->under_xen)
			probe_report(p, c, RULE_PROBE_HYPERVISOR_REFUSES,
				"Xen does not forward this doorbell for this domain");
		else
			probe_report(p, c, RULE_PROBE_DOORBELL_UNSUPPORTED,
				"the doorbell returns -1, not supported");
		break;
	case ANSWER_CALL_INVALID:
		probe_report(p, c, RULE_PROBE_DOORBELL_INVALID,
			"the doorbell returns -3, invalid parameter");
		break;
	case ANSWER_TIME_OVER:
		probe_report(p, c, RULE_PROBE_TIME_OVER,
			"the %u s for the whole probe are over before %s; nothing more is asked",
			p->options.time_limit, what);
		break;
	case ANSWER_TRANSPORT:
		probe_report(p, c, RULE_PROBE_DOORBELL_FAILED, "%s", ch->error.text);
		break;
	default:
		break;
	}
}

/* What is wrong with an answer. */
static void report_answer(struct sdc_probe *p, struct probe_channel *c, enum answer answer,
	const struct request *q, const char *what)
{
	const struct response *r = &p->response;
	uint32_t sent = c->channel.sent_header;

	switch (answer) {
	case ANSWER_LENGTH_SHORT:
		probe_report(p, c, RULE_PROBE_LENGTH_SHORT,
			"the answer to %s has length 0x%" PRIx32 ", at least 0x8 is needed", what,
			r->length);
		break;
	case ANSWER_LENGTH_BEYOND:
		probe_report(p, c, RULE_PROBE_LENGTH_BEYOND_PAGE,
			"the answer to %s has length 0x%" PRIx32 " in a page of 0x%" PRIx32
			" bytes",
			what, r->length, c->transport->size);
		break;
	case ANSWER_TOKEN:
		probe_report(p, c, RULE_PROBE_TOKEN,
			"the answer to %s has token 0x%" PRIx32 ", 0x%" PRIx32 " was sent", what,
			SCMI_HEADER_TOKEN(r->header), SCMI_HEADER_TOKEN(sent));
		break;
	case ANSWER_HEADER:
		probe_report(p, c, RULE_PROBE_HEADER,
			"the answer to %s is one to message 0x%" PRIx32 " of protocol 0x%" PRIx32,
			what, SCMI_HEADER_MESSAGE(r->header), SCMI_HEADER_PROTOCOL(r->header));
		break;
	case ANSWER_TYPE:
		probe_report(p, c, RULE_PROBE_TYPE, "the answer to %s has type %" PRIu32, what,
			SCMI_HEADER_TYPE(r->header));
		break;
	case ANSWER_STATUS_UNKNOWN:
		probe_report(p, c, RULE_PROBE_STATUS_UNKNOWN,
			"the answer to %s has status 0x%" PRIx32 ", which does not exist", what,
			(uint32_t)r->status);
		break;
	case ANSWER_BUSY:
		probe_report(p, c, RULE_PROBE_STATUS_BUSY,
			"%s ends in status -6, busy, each time within %u ms", what,
			p->options.timeout_ms);
		break;
	case ANSWER_TRUNCATED:
		probe_report(p, c, RULE_PROBE_RESPONSE_TRUNCATED,
			"the answer to %s has length 0x%" PRIx32 ", at least 0x%x is needed", what,
			r->length, 8u + 4u * q->need);
		break;
	case ANSWER_LONG:
		probe_report(p, c, RULE_PROBE_RESPONSE_LONG,
			"the answer to %s has length 0x%" PRIx32 ", at most 0x%x is defined", what,
			r->length, 8u + 4u * q->most);
		break;
	default:
		break;
	}
}

/* A platform that is busy is asked again, after longer and longer, but no longer than for one
 * answer. */
static enum answer call(struct sdc_probe *p, struct probe_channel *c, const struct request *q)
{
	uint64_t left = (uint64_t)p->options.timeout_ms * 1000000u, pause = FIRST_RETRY_NS;
	enum answer answer;

	for (;;) {
		answer = channel_call(&c->channel, q, &p->response);
		trace_exchange(&p->trace, c->pub.smc_id, &c->channel, q, &p->response, answer);
		if (answer != ANSWER_STATUS || p->response.status != SCMI_BUSY)
			return answer;
		if (left < pause || !channel_wait(&c->channel, pause))
			return ANSWER_BUSY;
		left -= pause;
		pause = pause * 2 < LAST_RETRY_NS ? pause * 2 : LAST_RETRY_NS;
	}
}

enum answer probe_ask(struct sdc_probe *p, struct probe_channel *c, const struct request *q)
{
	enum answer answer;
	const char *what;

	c->asking = q->protocol;
	answer = call(p, c, q);

	if (answer == ANSWER_CLOSED)
		return answer;
	if ((answer == ANSWER_OK || answer == ANSWER_STATUS) && !c->channel.a0 &&
		!c->channel.error_before)
		return answer;
	what = message_name(p, q);
	if (c->channel.error_before)
		probe_report(p, c, RULE_PROBE_ERROR_BEFORE, "the error bit is set before %s", what);
	report_channel(p, c, answer, what);
	report_answer(p, c, answer, q, what);
	if (c->channel.a0 && c->channel.state == CHANNEL_OPEN)
		probe_report(p, c, RULE_PROBE_DOORBELL_RESULT,
			"the doorbell returns 0x%" PRIx32 " and yet %s is answered",
			(uint32_t)c->channel.a0, what);
	return answer == ANSWER_LONG ? ANSWER_OK : answer;
}

bool probe_must(struct sdc_probe *p, struct probe_channel *c, const struct request *q)
{
	enum answer answer = probe_ask(p, c, q);

	if (answer == ANSWER_STATUS)
		probe_report(p, c, RULE_PROBE_MANDATORY_MESSAGE,
			"%s ends in status %" PRId32 ", %s", message_name(p, q), p->response.status,
			scmi_status_name(p->response.status));
	return answer == ANSWER_OK;
}

enum sdc_answer probe_implemented(
	struct sdc_probe *p, struct probe_channel *c, uint8_t protocol, uint8_t message)
{
	struct request q = { .protocol = protocol,
		.message = SCMI_MESSAGE_ATTRIBUTES,
		.n = 1,
		.words = { message },
		.need = 1 };

	switch (probe_ask(p, c, &q)) {
	case ANSWER_OK:
		return SDC_YES;
	case ANSWER_STATUS:
		return SDC_NO;
	default:
		return SDC_UNKNOWN;
	}
}

const char *probe_text(struct sdc_probe *p, struct probe_channel *c, const uint32_t *words,
	enum rule_id r, const char *what)
{
	char text[SCMI_NAME_LEN + 1];

	if (!message_text(words, text))
		probe_report(p, c, r, "%s is no text that ends in NUL: \"%s\"", what, text);
	return arena_strdup(p->arena, text);
}
