// SPDX-License-Identifier: BSD-2-Clause
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "base/files/file.h"
#include "probe/probe.h"
#include "probe/protocols/table.h"

/* One message and its answer. */

static void put_words(struct buf *out, const uint32_t *words, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		buf_printf(out, " 0x%08" PRIx32, words[i]);
	buf_putc(out, '\n');
}

static bool any_resource(struct decoding *d, uint32_t id)
{
	d->to->id = id;
	return true;
}

/* What the answer says, in the words of the facts. */
static void put_decoded(struct buf *out, const struct sdc_probe *p, const struct message_row *row)
{
	const struct request *q = &p->raw_request;
	struct gathering to = { .id = 0 };
	struct fw_resource r = { .id = 0 };
	struct decoding d = { .arena = p->arena,
		.to = &to,
		.version = UINT32_C(0x30000),
		.in = q->words,
		.words = p->response.words,
		.n = p->response.n,
		.next = any_resource };

	if (!row || !row->decode || p->response.n < row->need)
		return;
	row->decode(&d);
	gathering_end(&to, p->arena, &r);
	gathering_free(&to);
	if (r.name)
		buf_printf(out, "    name %s\n", r.name);
	for (size_t i = 0; i < r.n_facts; i++) {
		buf_printf(out, "    %s ", fact_rows[r.facts[i].key].key);
		fact_put(out, &r.facts[i]);
		buf_putc(out, '\n');
	}
}

static void put_answer(struct buf *out, const struct sdc_probe *p, const struct message_row *row)
{
	const struct response *r = &p->response;
	const char *status = scmi_status_name(r->status);

	switch (p->raw_answer) {
	case ANSWER_OK:
	case ANSWER_STATUS:
	case ANSWER_STATUS_UNKNOWN:
	case ANSWER_BUSY:
	case ANSWER_TRUNCATED:
	case ANSWER_LONG:
		buf_printf(out,
			"answer: header 0x%08" PRIx32 ", length %" PRIu32 ", status %" PRId32
			" (%s)\n",
			r->header, r->length, r->status, status ? status : "none that exists");
		if (r->n) {
			buf_puts(out, "   ");
			put_words(out, r->words, r->n);
		}
		if (r->status == SCMI_SUCCESS)
			put_decoded(out, p, row);
		break;
	default:
		buf_puts(out, "no usable answer\n");
	}
}

int sdc_probe_raw_report(FILE *out, const struct sdc_probe *p, struct sdc_error *err)
{
	const struct request *q = &p->raw_request;
	const struct message_row *row = message_row(q->protocol, q->message);
	struct buf b = { 0 };
	int ret = 0;

	if (p->raw_channel) {
		buf_printf(&b, "%s\nrequest: header 0x%08" PRIx32 ", protocol 0x%x, message 0x%x",
			p->raw_channel->title, p->raw_channel->channel.sent_header, q->protocol,
			q->message);
		if (row)
			buf_printf(&b, " (%s)", row->name);
		buf_putc(&b, '\n');
		if (q->n) {
			buf_puts(&b, "   ");
			put_words(&b, q->words, q->n);
		}
		put_answer(&b, p, row);
	} else {
		buf_puts(&b, "the message was not sent\n");
	}
	errno = 0;
	if (fwrite(buf_str(&b), 1, b.len, out) != b.len || fflush(out))
		ret = set_error(
			err, SDC_EIO, "cannot write the answer: %s", strerror(errno ? errno : EIO));
	buf_free(&b);
	return ret;
}
