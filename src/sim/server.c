// SPDX-License-Identifier: BSD-2-Clause
#include "sim/server_impl.h"

#include <stddef.h>
#include <string.h>

static uint32_t page_read(volatile void *page, uint32_t offset)
{
	return ((volatile uint32_t *)page)[offset / 4];
}

static void page_write(volatile void *page, uint32_t offset, uint32_t value)
{
	((volatile uint32_t *)page)[offset / 4] = value;
}

/* The answer must be in place before the channel is seen free. */
static void barrier(void)
{
#ifdef __aarch64__
	__asm__ volatile("dsb sy" ::: "memory");
#else
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
#endif
}

void server_init(struct server *s, const struct server_platform *platform)
{
	memset(s, 0, sizeof(*s));
	s->platform = platform;
}

static void fill_page(volatile void *page, uint32_t size, uint32_t word)
{
	for (uint32_t offset = 0; offset + 4 <= size; offset += 4)
		page_write(page, offset, word);
}

void server_reset_page(volatile void *page, uint32_t size)
{
	fill_page(page, size, 0);
	barrier();
	if (size >= SMT_MIN_SIZE)
		page_write(page, SMT_STATUS, SMT_FREE);
}

void server_start_page(const struct server *s, uint32_t smc_id, volatile void *page, uint32_t size)
{
	const struct server_fault *f = &s->fault;

	server_reset_page(page, size);
	if (size < SMT_MIN_SIZE || (f->smc_id && f->smc_id != smc_id))
		return;
	switch (f->kind) {
	case SERVER_START_BUSY:
		page_write(page, SMT_STATUS, 0);
		page_write(page, SMT_LENGTH, SMT_HEADER_LEN);
		page_write(page, SMT_HEADER, SCMI_HEADER(SCMI_BASE, 0, 0, 1));
		break;
	case SERVER_START_ERROR:
		page_write(page, SMT_STATUS, SMT_FREE | SMT_ERROR);
		break;
	case SERVER_START_ZERO:
		fill_page(page, size, 0);
		break;
	case SERVER_START_ONES:
		fill_page(page, size, UINT32_MAX);
		break;
	case SERVER_START_GARBAGE:
		fill_page(page, size, 0x5a3c96e1);
		break;
	default:
		break;
	}
}

const struct server_agent *server_agent_at(const struct server *s, uint32_t smc_id)
{
	for (uint16_t i = 0; i < s->platform->n_agents; i++)
		if (s->platform->agents[i].smc_id == smc_id)
			return &s->platform->agents[i];
	return NULL;
}

void server_protocols_of(const struct server *s, const struct server_agent *a,
	const struct server_protocol **list, uint32_t *n)
{
	*list = a->protocols ? a->protocols : s->platform->protocols;
	*n = a->protocols ? a->n_protocols : s->platform->n_protocols;
}

const struct server_protocol *server_protocol_of(
	const struct server *s, const struct server_agent *a, uint8_t id)
{
	const struct server_protocol *list;
	uint32_t n;

	server_protocols_of(s, a, &list, &n);
	for (uint32_t i = 0; i < n; i++)
		if (list[i].id == id)
			return &list[i];
	return NULL;
}

bool server_faulty(const struct server_call *c, enum server_fault_kind kind)
{
	const struct server *s = c->server;
	const struct server_fault *f = &s->fault;

	return f->kind == kind && (!f->smc_id || f->smc_id == c->agent->smc_id) &&
	       (!f->protocol || f->protocol == c->protocol_id) &&
	       (f->message == SERVER_ANY_MESSAGE || f->message == c->message) &&
	       s->matched > f->after;
}

bool server_trusts(const struct server_call *c)
{
	if (server_faulty(c, SERVER_TRUSTS_ALL))
		return true;
	return c->agent->trusted && !server_faulty(c, SERVER_TRUSTS_NONE);
}

static const struct server_handlers *handlers_of(uint8_t protocol)
{
	if (protocol == SCMI_BASE)
		return &server_base;
	for (uint8_t i = 0; i < n_server_domain_protocols; i++)
		if (server_domain_protocols[i]->protocol == protocol)
			return server_domain_protocols[i];
	return NULL;
}

static const struct server_handler *handler_of(const struct server_handlers *set, uint8_t message)
{
	for (uint8_t i = 0; set && i < set->n; i++)
		if (set->list[i].message == message)
			return &set->list[i];
	return NULL;
}

static bool base_message_there(const struct server_call *c, uint8_t message)
{
	const struct server_platform *p = c->server->platform;

	switch (message) {
	case SCMI_BASE_DISCOVER_AGENT:
		return !p->no_discover_agent;
	case SCMI_BASE_SET_DEVICE:
		return !p->no_set_device_permissions && server_trusts(c);
	case SCMI_BASE_SET_PROTOCOL:
		return server_trusts(c);
	case SCMI_BASE_RESET_AGENT:
		return !p->no_reset_agent_configuration && server_trusts(c);
	default:
		return true;
	}
}

uint32_t server_version(const struct server_call *c)
{
	const struct server_handlers *set = handlers_of(c->protocol_id);

	if (server_faulty(c, SERVER_VERSION_VALUE))
		return c->server->fault.value;
	if (c->protocol_id == SCMI_BASE && c->server->platform->base_version)
		return c->server->platform->base_version;
	if (c->protocol && c->protocol->version)
		return c->protocol->version;
	return set ? set->version : 0x10000;
}

/* Both sides agree on a version since SCMI 3.2, which is told by the newest versions. */
static bool negotiates(const struct server_call *c)
{
	const struct server_handlers *set = handlers_of(c->protocol_id);

	return set && server_version(c) >= set->newest;
}

static bool message_there(const struct server_call *c, uint32_t message)
{
	const struct server_handler *h;

	if (message <= SCMI_MESSAGE_ATTRIBUTES)
		return true;
	if (message == SCMI_NEGOTIATE)
		return negotiates(c);
	h = message > 0xff ? NULL : handler_of(handlers_of(c->protocol_id), (uint8_t)message);
	if (!h || h->since > server_version(c))
		return false;
	return c->protocol_id != SCMI_BASE || base_message_there(c, (uint8_t)message);
}

static int32_t not_there(const struct server_call *c)
{
	return c->server->platform->unknown_not_supported ? SCMI_NOT_SUPPORTED : SCMI_NOT_FOUND;
}

/* Every version up to its own is served alike. */
static int32_t negotiate(const struct server_call *c)
{
	if (c->n_in != 1)
		return SCMI_PROTOCOL_ERROR;
	return c->in[0] >> 16 && c->in[0] <= server_version(c) ? SCMI_SUCCESS : SCMI_NOT_SUPPORTED;
}

static bool busy_first(const struct server_call *c)
{
	const struct server_fault *f = &c->server->fault;

	return server_faulty(c, SERVER_BUSY_FIRST) && c->server->matched - f->after <= f->value;
}

static int32_t answer(struct server_call *c)
{
	const struct server_handlers *set = handlers_of(c->protocol_id);
	const struct server_handler *h;

	if (c->protocol_id != SCMI_BASE && !c->protocol)
		return SCMI_NOT_SUPPORTED;
	if (server_faulty(c, SERVER_STATUS))
		return (int32_t)c->server->fault.value;
	if (busy_first(c))
		return SCMI_BUSY;
	switch (c->message) {
	case SCMI_VERSION:
		server_put(c, server_version(c));
		return c->n_in ? SCMI_PROTOCOL_ERROR : SCMI_SUCCESS;
	case SCMI_MESSAGE_ATTRIBUTES:
		if (c->n_in != 1)
			return SCMI_PROTOCOL_ERROR;
		if (!message_there(c, c->in[0]))
			return SCMI_NOT_FOUND;
		server_put(c, 0);
		return SCMI_SUCCESS;
	case SCMI_ATTRIBUTES:
		if (!set) { /* a protocol that is only listed, a vendor's for instance */
			server_put(c, c->protocol->count);
			return SCMI_SUCCESS;
		}
		break;
	default:
		if (!message_there(c, c->message))
			return not_there(c);
	}
	if (c->message == SCMI_NEGOTIATE)
		return negotiate(c);
	h = handler_of(set, c->message);
	if (!h)
		return not_there(c);
	if (h->n_in & SERVER_ANY_LENGTH ? c->n_in < (h->n_in & ~SERVER_ANY_LENGTH)
					: c->n_in != h->n_in)
		return SCMI_PROTOCOL_ERROR;
	return h->answer(c);
}

static uint32_t bent_header(const struct server_call *c, uint32_t header)
{
	if (server_faulty(c, SERVER_WRONG_TOKEN))
		return header ^ SCMI_HEADER(0, 0, 0, 1);
	if (server_faulty(c, SERVER_WRONG_PROTOCOL))
		return header ^ SCMI_HEADER(1, 0, 0, 0);
	if (server_faulty(c, SERVER_WRONG_MESSAGE))
		return header ^ SCMI_HEADER(0, 0x40, 0, 0);
	if (server_faulty(c, SERVER_WRONG_TYPE))
		return header | SCMI_HEADER(0, 0, SCMI_TYPE_NOTIFICATION, 0);
	return header;
}

static uint32_t bent_length(const struct server_call *c, uint32_t length, uint32_t size)
{
	if (server_faulty(c, SERVER_LENGTH_ZERO))
		return 0;
	if (server_faulty(c, SERVER_LENGTH_NO_STATUS))
		return SMT_HEADER_LEN;
	if (server_faulty(c, SERVER_LENGTH_SHORT))
		return length - 4;
	if (server_faulty(c, SERVER_LENGTH_LONG))
		return length + 4;
	if (server_faulty(c, SERVER_LENGTH_BEYOND_PAGE))
		return size - SMT_HEADER + 4;
	if (server_faulty(c, SERVER_LENGTH_HUGE))
		return UINT32_MAX;
	return length;
}

static void respond(
	struct server_call *c, volatile void *page, uint32_t size, uint32_t header, int32_t status)
{
	uint32_t freed = SMT_FREE;

	if (status != SCMI_SUCCESS)
		c->n_out = 0;
	page_write(page, SMT_PAYLOAD, (uint32_t)status);
	for (uint32_t i = 0; i < c->n_out; i++)
		page_write(page, SMT_PAYLOAD + 4 + 4 * i, c->out[i]);
	page_write(page, SMT_LENGTH, bent_length(c, SMT_HEADER_LEN + 4 + 4 * c->n_out, size));
	page_write(page, SMT_HEADER, bent_header(c, header));
	if (server_faulty(c, SERVER_PAGE_ZERO))
		fill_page(page, size, 0);
	if (server_faulty(c, SERVER_PAGE_ONES))
		fill_page(page, size, UINT32_MAX);
	if (server_faulty(c, SERVER_PAGE_ZERO) || server_faulty(c, SERVER_PAGE_ONES))
		return;
	barrier();
	if (server_faulty(c, SERVER_CHANNEL_ERROR))
		freed |= SMT_ERROR;
	page_write(page, SMT_STATUS, freed);
}

static void count_match(struct server_call *c)
{
	struct server *s = c->server;
	uint32_t before = s->matched;

	/* server_faulty() tells a match only beyond "after", so ask as if this call were. */
	s->matched = UINT32_MAX;
	s->matched = server_faulty(c, s->fault.kind) && before < UINT32_MAX ? before + 1 : before;
}

/* Faults that leave the page as it is. Returns false for the others. */
static bool refuse_call(const struct server_call *c, volatile void *page, int32_t *a0)
{
	*a0 = SMCCC_SUCCESS;
	if (server_faulty(c, SERVER_CALL_NOT_SUPPORTED))
		*a0 = SMCCC_NOT_SUPPORTED;
	else if (server_faulty(c, SERVER_CALL_INVALID))
		*a0 = SMCCC_INVALID;
	else if (server_faulty(c, SERVER_CALL_GARBAGE))
		*a0 = (int32_t)c->server->fault.value;
	else if (server_faulty(c, SERVER_FREE_WITHOUT_ANSWER))
		page_write(page, SMT_STATUS, SMT_FREE);
	else if (!server_faulty(c, SERVER_NEVER_FREE))
		return false;
	return true;
}

int32_t server_ring(struct server *s, uint32_t smc_id, volatile void *page, uint32_t size)
{
	const struct server_agent *agent = server_agent_at(s, smc_id);
	struct server_call c;
	uint32_t header, length;
	int32_t a0, status;

	if (!agent)
		return SMCCC_NOT_SUPPORTED;
	if (size < SMT_MIN_SIZE || page_read(page, SMT_STATUS) & SMT_FREE)
		return SMCCC_INVALID;
	memset(&c, 0, sizeof(c));
	c.server = s;
	c.agent = agent;
	header = page_read(page, SMT_HEADER);
	length = page_read(page, SMT_LENGTH);
	c.protocol_id = (uint8_t)SCMI_HEADER_PROTOCOL(header);
	c.message = (uint8_t)SCMI_HEADER_MESSAGE(header);
	c.protocol = server_protocol_of(s, agent, c.protocol_id);
	c.max_out = (size - SMT_MIN_SIZE) / 4;
	if (c.max_out > SERVER_WORDS)
		c.max_out = SERVER_WORDS;
	s->calls++;
	count_match(&c);
	if (refuse_call(&c, page, &a0))
		return a0;

	status = SCMI_PROTOCOL_ERROR;
	if (length >= SMT_HEADER_LEN && length <= size - SMT_HEADER &&
		length - SMT_HEADER_LEN <= sizeof(c.in) && length % 4 == 0 &&
		SCMI_HEADER_TYPE(header) == SCMI_TYPE_COMMAND) {
		c.n_in = (length - SMT_HEADER_LEN) / 4;
		for (uint32_t i = 0; i < c.n_in; i++)
			c.in[i] = page_read(page, SMT_PAYLOAD + 4 * i);
		status = answer(&c);
	}
	if (c.n_out > c.max_out)
		status = SCMI_GENERIC_ERROR;
	respond(&c, page, size, header, status);
	return SMCCC_SUCCESS;
}
