/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_PROBE_PROTOCOLS_TABLE_H
#define SDC_PROBE_PROTOCOLS_TABLE_H

#include "probe/protocols/decode.h"

/*
 * The messages of every protocol (Arm DEN0056), one table each: a message is a row. What is asked,
 * what is sent by name and how a trace is read all come from here.
 */

/* What a message does, and how it is asked in depth. */
enum ask {
	ASK_OTHER,      /* a question that is asked elsewhere, or not at all */
	ASK_CHANGES,    /* changes something, or asks for events */
	ASK_ONCE,       /* no argument */
	ASK_EACH,       /* the resource's number */
	ASK_EACH_FLAGS, /* and a word of flags, 0 */
	ASK_EACH_FROM,  /* and the index to begin with, until nothing remains */
	ASK_ALL_FROM,   /* the index to begin with, for all resources together */
	ASK_KIND,       /* the resource's number and its kind */
	ASK_KIND_FROM,  /* and the index to begin with */
	ASK_FAST,       /* the resource's number and that of a message, for every one that sets or
			   gets a level or limits */
};

struct message_row {
	uint8_t id;
	const char *name; /* as DEN0056 has it */
	uint16_t since;   /* the version of the protocol that has it, major in the upper byte */
	uint8_t n_in;     /* words of the command */
	uint8_t need;     /* words of the answer, after the status, at least */
	enum ask how;
	uint32_t when; /* bits of the resource's attributes, one of which it takes; 0: none */
	void (*decode)(struct decoding *d); /* NULL: nothing but a status comes, or words */
};

struct protocol_table {
	uint8_t id;
	const char *word;       /* in "clock:CLOCK_ATTRIBUTES" */
	const char *one, *many; /* resource */
	uint8_t major;          /* newest that Linux 6.12 reads (SCMI_PROTOCOL_SUPPORTED_VERSION) */
	uint8_t words;          /* of PROTOCOL_ATTRIBUTES after the status, at least */
	bool counts;            /* bits 15..0 of the first are the resources */
	uint8_t name_message;   /* that tells a resource's name; 0: none */
	const struct message_row *rows;
	uint8_t n_rows;
};

#define PROTOCOL_ROWS(list) .rows = (list), .n_rows = sizeof(list) / sizeof((list)[0])

extern const struct protocol_table protocol_base, protocol_power, protocol_system_power,
	protocol_performance, protocol_clock, protocol_sensor, protocol_reset, protocol_voltage,
	protocol_powercap, protocol_pinctrl;

#define N_PROTOCOL_TABLES 10u

/* protocol_table - of that number, or NULL */
const struct protocol_table *protocol_table(uint32_t id);

/* protocol_table_at - the tables in the order of their numbers */
const struct protocol_table *protocol_table_at(size_t i);

/* message_row - what is known of a message, those that every protocol has included; or NULL */
const struct message_row *message_row(uint32_t protocol, uint32_t message);

/* message_by_name - "clock:CLOCK_ATTRIBUTES", "CLOCK_ATTRIBUTES" or "clock:3"; false where there is
 * none */
bool message_by_name(const char *name, uint8_t *protocol, uint8_t *message);

/* protocol_resource - "clock", "pin", "group", "function"; @kind: as SCMI_PIN_TYPE_PIN */
const char *protocol_resource(uint32_t protocol, unsigned int kind, bool many);

#endif
