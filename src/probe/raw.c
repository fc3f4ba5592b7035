// SPDX-License-Identifier: BSD-2-Clause
#include "probe/raw.h"

#include <string.h>

#include "base/files/file.h"
#include "probe/probe.h"
#include "probe/protocols/table.h"

/* One message that the user has written. */

bool raw_changes(const struct sdc_raw *raw)
{
	const struct message_row *row = message_row(raw->protocol, raw->message);

	return !row || row->how == ASK_CHANGES;
}

int raw_check(const struct sdc_raw *raw, struct sdc_error *err)
{
	const struct message_row *row = message_row(raw->protocol, raw->message);

	if (raw->protocol < SCMI_BASE)
		return set_error(err, SDC_EARG, "protocol 0x%x does not exist", raw->protocol);
	if (raw->n_words > REQUEST_WORDS)
		return set_error(err, SDC_EARG, "a message has at most %u words", REQUEST_WORDS);
	if (raw_changes(raw) && !raw->allow_writes)
		return set_error(err, SDC_EARG,
			"%s may change something; it is sent only with --allow-writes",
			row ? row->name : "a message that is not known");
	return 0;
}

void probe_raw(struct sdc_probe *p, struct probe_channel *c)
{
	const struct sdc_raw *raw = p->options.raw;
	struct request *q = &p->raw_request;

	*q = (struct request){
		.protocol = raw->protocol, .message = raw->message, .n = (uint16_t)raw->n_words
	};
	if (raw->n_words)
		memcpy(q->words, raw->words, raw->n_words * sizeof(*raw->words));
	p->raw_channel = c;
	p->raw_answer = probe_ask(p, c, q);
	c->asking = 0;
	c->pub.state = c->channel.state == CHANNEL_OPEN ? SDC_CHANNEL_ANSWERS : SDC_CHANNEL_SILENT;
}
