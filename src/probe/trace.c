// SPDX-License-Identifier: BSD-2-Clause
#include "probe/trace.h"

#include <inttypes.h>

#include "probe/protocols/table.h"

void trace_begin(struct trace *t, FILE *out)
{
	t->out = out;
	t->start = transport_clock();
	if (out)
		fputs("# scmi-dtcheck trace 1: channel DOORBELL PAGE SIZE; "
		      "NANOSECONDS DOORBELL > HEADER WORD... < A0 STATUS LENGTH HEADER WORD...\n",
			out);
}

void trace_channel(struct trace *t, const struct sdc_probe_channel *c)
{
	if (t->out)
		fprintf(t->out, "channel 0x%" PRIx32 " 0x%" PRIx64 " 0x%" PRIx64 "\n", c->smc_id,
			c->page, c->page_size);
}

/* Words that were read of the answer, its status first. */
static void put_answer(FILE *out, const struct response *r)
{
	fprintf(out, " %" PRIx32, (uint32_t)r->status);
	for (uint32_t i = 0; i < r->n; i++)
		fprintf(out, " %" PRIx32, r->words[i]);
}

static bool has_header(enum answer answer)
{
	return answer < ANSWER_PASSIVE;
}

static bool has_body(enum answer answer)
{
	return has_header(answer) && answer != ANSWER_LENGTH_SHORT &&
	       answer != ANSWER_LENGTH_BEYOND && answer != ANSWER_TOKEN &&
	       answer != ANSWER_HEADER && answer != ANSWER_TYPE;
}

void trace_exchange(struct trace *t, uint32_t smc_id, const struct channel *c,
	const struct request *q, const struct response *r, enum answer answer)
{
	const struct message_row *row = message_row(q->protocol, q->message);

	if (!t->out || answer == ANSWER_CLOSED || answer == ANSWER_TIME_OVER ||
		answer == ANSWER_PASSIVE || answer == ANSWER_NOT_FREE)
		return;
	if (row)
		fprintf(t->out, "# %s\n", row->name);
	fprintf(t->out, "%" PRIu64 " 0x%" PRIx32 " > %" PRIx32, transport_clock() - t->start,
		smc_id, c->sent_header);
	for (uint16_t i = 0; i < q->n; i++)
		fprintf(t->out, " %" PRIx32, q->words[i]);
	fprintf(t->out, " < %" PRIx32 " %" PRIx32, (uint32_t)c->a0, c->last_status);
	if (has_header(answer))
		fprintf(t->out, " %" PRIx32 " %" PRIx32, r->length, r->header);
	if (has_body(answer))
		put_answer(t->out, r);
	fputc('\n', t->out);
}
