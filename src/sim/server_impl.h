/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SIM_SERVER_IMPL_H
#define SDC_SIM_SERVER_IMPL_H

#include "scmi/proto.h"
#include "sim/server.h"

/* Words of payload that a message may have in either direction: 128 bytes suffice for every
 * message here, and longer answers are given in parts as the protocols foresee. */
#define SERVER_WORDS 32u

/* One request while it is answered. */
struct server_call {
	struct server *server;
	const struct server_agent *agent;
	const struct server_protocol *protocol; /* NULL: base */
	uint8_t protocol_id;
	uint8_t message;
	uint32_t in[SERVER_WORDS];
	uint32_t n_in;
	uint32_t out[SERVER_WORDS]; /* after the status */
	uint32_t n_out;
	uint32_t max_out; /* words that fit the page */
};

/* The handler looks at the length itself, past the words that it needs. */
#define SERVER_ANY_LENGTH 0x80u

struct server_handler {
	uint8_t message;
	uint8_t n_in;                             /* words that the request has */
	uint32_t since;                           /* version of the protocol that has it */
	int32_t (*answer)(struct server_call *c); /* returns the status */
};

struct server_handlers {
	uint8_t protocol;
	uint32_t version; /* where nothing else is said */
	uint32_t newest;  /* that the handlers follow */
	const struct server_handler *list;
	uint8_t n;
};

#define SERVER_HANDLERS(scope, name, number, revision, last) \
	scope const struct server_handlers server_##name = { \
		.protocol = (number),                        \
		.version = (revision),                       \
		.newest = (last),                            \
		.list = (name),                              \
		.n = sizeof(name) / sizeof((name)[0]),       \
	}

extern const struct server_handlers server_base, server_power, server_system_power,
	server_performance, server_clocks, server_powercap;
extern const struct server_handlers *const server_domain_protocols[];
extern const uint8_t n_server_domain_protocols;

/* server_trusts - trusted commands are there for the agent, by its right and the fault */
bool server_trusts(const struct server_call *c);

/* server_protocol_of - what the agent is served of a protocol, or NULL */
const struct server_protocol *server_protocol_of(
	const struct server *s, const struct server_agent *a, uint8_t id);
void server_protocols_of(const struct server *s, const struct server_agent *a,
	const struct server_protocol **list, uint32_t *n);

/* server_put - append a word to the answer; the caller has seen to the room */
void server_put(struct server_call *c, uint32_t word);

/* server_put_name - 16 bytes of a name: @text, then @number unless it is negative */
void server_put_name(struct server_call *c, const char *text, int64_t number);

void server_put_long_name(struct server_call *c, const char *text);

/* server_version - that the protocol of the call has here */
uint32_t server_version(const struct server_call *c);

/* server_unknown - the first word of the request is no number of a resource */
bool server_unknown(const struct server_call *c);

/* server_resource_name - as described, or NULL; server_has_long_name - one that only NAME_GET
 * tells in full */
const char *server_resource_name(const struct server_call *c, uint32_t i);
bool server_has_long_name(const struct server_call *c, uint32_t i);

/* Answers that several protocols have in common. */
int32_t server_put_resource_name(struct server_call *c, const char *kind, uint32_t i);
int32_t server_put_count(struct server_call *c);
int32_t server_put_count_and_area(struct server_call *c);
int32_t server_name_get(struct server_call *c);

/* server_faulty - the fault of that kind strikes this call */
bool server_faulty(const struct server_call *c, enum server_fault_kind kind);

#endif
