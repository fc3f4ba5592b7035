// SPDX-License-Identifier: BSD-2-Clause
#include "probe/message.h"

#include <stddef.h>

uint32_t message_header(const struct request *q, uint16_t token)
{
	return SCMI_HEADER(q->protocol, q->message, SCMI_TYPE_COMMAND, token);
}

uint32_t message_length(const struct request *q)
{
	return SMT_HEADER_LEN + 4u * q->n;
}

enum answer message_check_head(uint32_t sent, uint32_t header, uint32_t length, uint32_t room)
{
	if (length < SMT_HEADER_LEN + 4)
		return ANSWER_LENGTH_SHORT;
	if (length > room)
		return ANSWER_LENGTH_BEYOND;
	if (SCMI_HEADER_TYPE(header) != SCMI_TYPE_COMMAND)
		return ANSWER_TYPE;
	if (SCMI_HEADER_PROTOCOL(header) != SCMI_HEADER_PROTOCOL(sent) ||
		SCMI_HEADER_MESSAGE(header) != SCMI_HEADER_MESSAGE(sent))
		return ANSWER_HEADER;
	if (SCMI_HEADER_TOKEN(header) != SCMI_HEADER_TOKEN(sent))
		return ANSWER_TOKEN;
	return ANSWER_OK;
}

enum answer message_check_body(const struct request *q, struct response *r)
{
	r->n = (r->length - SMT_HEADER_LEN - 4) / 4;
	if (r->n > MESSAGE_WORDS)
		r->n = MESSAGE_WORDS;
	if (r->status != SCMI_SUCCESS)
		return scmi_status_name(r->status) ? ANSWER_STATUS : ANSWER_STATUS_UNKNOWN;
	if (r->n < q->need)
		return ANSWER_TRUNCATED;
	if (q->most && r->n > q->most)
		return ANSWER_LONG;
	return ANSWER_OK;
}

const char *scmi_status_name(int32_t status)
{
	static const char *const names[] = {
		"success",
		"not supported",
		"invalid parameters",
		"denied",
		"not found",
		"out of range",
		"busy",
		"communication error",
		"generic error",
		"hardware error",
		"protocol error",
		"in use",
	};
	int64_t i = -(int64_t)status;

	if (i < 0)
		return NULL;
	if (i < (int64_t)(sizeof(names) / sizeof(names[0])))
		return names[i];
	return i < SCMI_STATUS_VENDOR ? "reserved" : "the vendor's";
}

bool message_text(const uint32_t *words, char out[SCMI_NAME_LEN + 1])
{
	bool ended = false, text = true;

	for (uint32_t i = 0; i < SCMI_NAME_LEN; i++) {
		uint8_t c = (uint8_t)(words[i / 4] >> 8 * (i % 4));

		if (!c)
			ended = true;
		else if (!ended && (c < 0x20 || c > 0x7e))
			text = false;
		out[i] = ended ? '\0' : c < 0x20 || c > 0x7e ? '?' : (char)c;
	}
	out[SCMI_NAME_LEN] = '\0';
	return ended && text;
}
