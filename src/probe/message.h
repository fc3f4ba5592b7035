/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PROBE_MESSAGE_H
#define SDC_PROBE_MESSAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "scmi/proto.h"

/* Words of an answer that are kept; longer ones are cut. */
#define MESSAGE_WORDS 1024u

/* Words of payload that a request may have. */
#define REQUEST_WORDS 16u

/* What became of a request. Everything but ANSWER_OK and ANSWER_STATUS is an anomaly. */
enum answer {
	ANSWER_OK,     /* status 0 and all that the message needs */
	ANSWER_STATUS, /* a status that DEN0056 chapter 4.1 knows, other than 0 */
	/* found in an answer */
	ANSWER_LENGTH_SHORT,  /* no room for header and status */
	ANSWER_LENGTH_BEYOND, /* longer than the page */
	ANSWER_TOKEN,
	ANSWER_HEADER, /* of another message or protocol */
	ANSWER_TYPE,   /* no response to a command */
	ANSWER_STATUS_UNKNOWN,
	ANSWER_BUSY,      /* status busy, however often it was asked */
	ANSWER_TRUNCATED, /* shorter than the message needs */
	ANSWER_LONG,      /* longer than the message can be; usable */
	/* found in the channel */
	ANSWER_PASSIVE,          /* there is no doorbell to ring */
	ANSWER_NOT_FREE,         /* busy before the request; nothing was written */
	ANSWER_GARBAGE,          /* the channel status has bits that do not exist */
	ANSWER_CHANNEL_ERROR,    /* freed with the error bit */
	ANSWER_TIMEOUT,          /* still busy after the time allowed */
	ANSWER_CALL_UNSUPPORTED, /* the doorbell returned -1 */
	ANSWER_CALL_INVALID,     /* the doorbell returned -3 */
	ANSWER_TRANSPORT,        /* the page or the doorbell could not be reached */
	ANSWER_TIME_OVER,        /* the time for the whole probe is over; nothing was done */
	ANSWER_CLOSED,           /* an earlier anomaly has ended the talk; nothing was done */
	N_ANSWERS,
};

struct request {
	uint8_t protocol, message;
	uint16_t n; /* words of payload */
	uint32_t words[REQUEST_WORDS];
	uint16_t need; /* words after the status that the answer must have */
	uint16_t most; /* and may have; 0: not limited */
};

struct response {
	uint32_t header, length; /* as they came */
	int32_t status;
	uint32_t n; /* words after the status */
	uint32_t words[MESSAGE_WORDS];
};

/* message_header - the header word of a request */
uint32_t message_header(const struct request *q, uint16_t token);

/* message_length - bytes of header and payload of a request */
uint32_t message_length(const struct request *q);

/*
 * message_check_head - judge header and length of an answer before its payload is read
 * @sent: the request's header
 * @room: bytes that header and payload may take
 *
 * Returns ANSWER_OK, or ANSWER_LENGTH_SHORT, _LENGTH_BEYOND, _TOKEN, _HEADER, _TYPE.
 * DEN0056 chapters 4.1 and 5.1.
 */
enum answer message_check_head(uint32_t sent, uint32_t header, uint32_t length, uint32_t room);

/*
 * message_check_body - judge status and length against what the message needs
 * @r: length, status and words are in place; n is set here
 *
 * Returns ANSWER_OK, ANSWER_STATUS, ANSWER_STATUS_UNKNOWN, ANSWER_TRUNCATED or ANSWER_LONG.
 */
enum answer message_check_body(const struct request *q, struct response *r);

/* scmi_status_name - "not supported" and so on, "reserved" or "the vendor's" for a negative number
 * without a meaning of its own; NULL for one that is no status */
const char *scmi_status_name(int32_t status);

/*
 * message_text - 16 bytes of a name
 * @words: four words of an answer
 * @out: receives printable ASCII, anything else as '?', ended by NUL
 *
 * Returns false where the bytes do not end in NUL or are no printable text. DEN0056 chapter 4.2.
 */
bool message_text(const uint32_t *words, char out[SCMI_NAME_LEN + 1]);

#endif
