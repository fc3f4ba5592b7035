/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SIM_SERVER_H
#define SDC_SIM_SERVER_H

#include <stdbool.h>
#include <stdint.h>

/*
 * The platform's side of SCMI for several agents: what the simulator, the
 * server behind the unix transport and the test firmware answer with.
 *
 * Freestanding: src/sim/server*.c need memcpy and memset, no allocation and
 * no initialised writable data where they are linked at a fixed address. A platform is constant and
 * described by the caller; what changes is in struct server, which may be zeroed memory.
 */

/* What is described of a clock, or of any resource its name. */
struct server_resource {
	const char *name;      /* up to 63 characters; NULL: made up */
	const uint64_t *rates; /* a list, or minimum, maximum, step */
	const uint32_t *parents;
	uint64_t rate; /* at the start; 0: some */
	uint16_t n_rates, n_parents;
	bool is_range;
	bool restricted; /* the agent may do what follows alone */
	uint8_t rights;  /* 1: state, 2: parent, 4: rate */
};

struct server_protocol {
	uint8_t id;                 /* 0x11 to 0xff; the base protocol is always there */
	uint32_t version;           /* 0: what the server follows */
	uint16_t count;             /* resources: clocks, domains, sensors, pins */
	uint16_t groups, functions; /* pin control alone */
	const char *const *names;   /* of the first n_names resources */
	uint16_t n_names;           /* those without a name are called "clock0", ... */
	const struct server_resource *resources; /* of the first n_resources, in place of names */
	uint16_t n_resources;
	const char *const *group_names, *const *function_names; /* all of them, or NULL */
	const uint16_t *const *pins_of;   /* of each group, ended by SERVER_NO_PIN; or NULL */
	const uint16_t *const *groups_of; /* of each function */
};

struct server_agent {
	uint32_t id;
	const char *name; /* NULL: "agent" and its id */
	uint32_t smc_id;  /* the doorbell */
	uint64_t page;    /* address; the server does not look at it */
	uint32_t page_size;
	bool trusted;
	const struct server_protocol *protocols; /* NULL: those of the platform */
	uint16_t n_protocols;
};

struct server_range {
	uint32_t first, last;
};

struct server_platform {
	const char *vendor, *sub_vendor; /* NULL: "scmi-dtcheck", "simulator" */
	uint32_t implementation;
	uint32_t base_version; /* 0: 2.0 */
	const struct server_agent *agents;
	uint16_t n_agents;
	const struct server_protocol *protocols;
	uint16_t n_protocols;
	const char *platform_name;  /* agent 0 is the platform itself; NULL: it is not told of */
	bool unknown_not_supported; /* status of a message that is not there, else not found */
	bool counts_no_agents;      /* 0 agents, as firmware without their discovery says */
	bool no_discover_agent;     /* messages that are left out */
	bool no_set_device_permissions;
	bool no_reset_agent_configuration;
	const struct server_range *device_ids; /* NULL: every id is known */
	uint16_t n_device_ids;
};

/*
 * What goes wrong on demand. The names of server_fault_name() are these in
 * lower case with dashes.
 */
enum server_fault_kind {
	SERVER_NO_FAULT,
	/* the doorbell */
	SERVER_CALL_NOT_SUPPORTED, /* a0 is -1, the page is left alone */
	SERVER_CALL_INVALID,       /* a0 is -3 */
	SERVER_CALL_GARBAGE,       /* a0 is the value of the fault */
	/* the channel */
	SERVER_NEVER_FREE,          /* the channel stays busy */
	SERVER_FREE_WITHOUT_ANSWER, /* freed, and nothing written */
	SERVER_CHANNEL_ERROR,       /* freed with the error bit */
	SERVER_PAGE_ZERO,           /* the page is cleared */
	SERVER_PAGE_ONES,           /* the page reads as ones */
	/* the header */
	SERVER_WRONG_TOKEN,
	SERVER_WRONG_PROTOCOL,
	SERVER_WRONG_MESSAGE,
	SERVER_WRONG_TYPE, /* a notification where the answer belongs */
	/* the length */
	SERVER_LENGTH_ZERO,
	SERVER_LENGTH_NO_STATUS, /* the header alone */
	SERVER_LENGTH_SHORT,     /* a word less than the answer has */
	SERVER_LENGTH_LONG,      /* a word more */
	SERVER_LENGTH_BEYOND_PAGE,
	SERVER_LENGTH_HUGE, /* 0xffffffff */
	/* the status */
	SERVER_STATUS,     /* the value of the fault */
	SERVER_BUSY_FIRST, /* busy, so often as the value says */
	/* what the answer says */
	SERVER_VERSION_VALUE,    /* PROTOCOL_VERSION answers the value */
	SERVER_ATTRIBUTES_VALUE, /* PROTOCOL_ATTRIBUTES answers the value */
	SERVER_LIST_EMPTY,       /* BASE_DISCOVER_LIST_PROTOCOLS says 0 each time */
	SERVER_LIST_ENDLESS,     /* says more than there is, each time */
	SERVER_LIST_COUNT,       /* count beyond the answer's length */
	SERVER_LIST_TWICE,       /* the first protocol takes the second one's place */
	SERVER_LIST_BASE,        /* the base protocol stands in its own list */
	SERVER_AGENT_ID,         /* BASE_DISCOVER_AGENT answers the value as id */
	SERVER_NAME_UNENDED,     /* names without a NUL */
	SERVER_NAME_BINARY,      /* names of bytes that are no text */
	SERVER_TRUSTS_ALL,       /* trusted messages are there for everyone */
	SERVER_TRUSTS_NONE,      /* and for nobody */
	/* how a page looks when the platform starts */
	SERVER_START_BUSY,
	SERVER_START_ERROR,
	SERVER_START_ZERO,
	SERVER_START_ONES,
	SERVER_START_GARBAGE,
	SERVER_N_FAULTS,
};

struct server_fault {
	enum server_fault_kind kind;
	uint32_t smc_id;  /* 0: every doorbell */
	uint8_t protocol; /* 0: every one */
	uint8_t message;  /* SERVER_ANY_MESSAGE: every one */
	uint32_t after;   /* so many calls that match go well first */
	uint32_t value;
};

#define SERVER_ANY_MESSAGE 0xffu

/* Resources of each protocol that can be set; those beyond stay as they are. */
#define SERVER_RESOURCES 64

#define SERVER_NO_PIN 0xffffu

struct server {
	const struct server_platform *platform;
	struct server_fault fault;
	uint32_t matched; /* calls that the fault could have hit */
	uint64_t calls;   /* doorbells that reached an agent */
	/* what was set, of all agents together; 0: nothing yet */
	uint64_t clock_hz[SERVER_RESOURCES];
	uint32_t clock_parent[SERVER_RESOURCES]; /* one more than its number */
	bool clock_on[SERVER_RESOURCES];
	uint32_t power_state[SERVER_RESOURCES], power_cap[SERVER_RESOURCES], system_state;
	uint32_t perf_min[SERVER_RESOURCES], perf_max[SERVER_RESOURCES];
	uint32_t perf_level[SERVER_RESOURCES];
	uint32_t permissions_set, agents_reset; /* trusted commands that succeeded */
	struct {
		uint32_t agent, device, flags;
	} last_permission;
};

/*
 * server_init - start, without a fault
 *
 * The platform must outlive the server.
 */
void server_init(struct server *s, const struct server_platform *platform);

/* server_reset_page - what a platform does to a page before anyone talks: cleared, channel free */
void server_reset_page(volatile void *page, uint32_t size);

/* server_start_page - server_reset_page() for an agent's page, with the fault where it is one of
 * the start */
void server_start_page(const struct server *s, uint32_t smc_id, volatile void *page, uint32_t size);

/* server_agent_at - the agent behind a doorbell, or NULL */
const struct server_agent *server_agent_at(const struct server *s, uint32_t smc_id);

/*
 * server_ring - answer the request in a page
 * @smc_id: the doorbell that rang
 * @page: the agent's page, 4-byte aligned, accessed in aligned 32-bit words alone
 * @size: of it, at least 0x20
 *
 * Returns a0 of the call: 0, -1 where no agent has that doorbell, -3 where the channel is free
 * (nothing was asked) or the page is too small. DEN0056 chapter 5.1.
 */
int32_t server_ring(struct server *s, uint32_t smc_id, volatile void *page, uint32_t size);

/* server_fault_name - as options take it, or NULL past the end */
const char *server_fault_name(enum server_fault_kind kind);

#endif
