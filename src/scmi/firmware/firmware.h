/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SDC_SCMI_FIRMWARE_H
#define SDC_SCMI_FIRMWARE_H

#include "base/arena.h"
#include "schema/document.h"
#include "scmi-dtcheck.h"
#include "scmi/firmware/facts.h"

/*
 * What the firmware serves, from a file of the user (scmi-dtcheck-firmware(5)).
 */

/* Pin control has groups and functions besides its pins; whatever else has one kind. */
#define FW_KINDS 3

struct fw_protocol {
	uint32_t id;
	bool has_count;
	uint32_t count;   /* resources: clocks, domains, ... */
	uint32_t version; /* major in the upper half; 0: not said */
	uint32_t groups, functions;
	const struct fw_resource *resources[FW_KINDS]; /* those described, sorted by id */
	size_t n_resources[FW_KINDS];
};

struct fw_agent {
	bool has_id; /* firmware without agent discovery has agents all the same */
	uint32_t id;
	const char *name; /* NULL: not said */
	uint32_t smc_id;  /* doorbell */
	uint64_t page;    /* address of the shared memory */
	uint64_t page_size;
	bool trusted;                        /* may set permissions */
	const struct fw_protocol *protocols; /* NULL: those of the firmware */
	size_t n_protocols;
};

struct firmware {
	const char *file;
	const struct fw_agent *agents; /* sorted by doorbell */
	size_t n_agents;
	const char
		*platform_name; /* agent 0 is the platform itself, by that name; NULL: it is not */
	uint32_t base_version;  /* 0: not said */
	bool unknown_not_supported; /* a message that is not there is so, else not found */
	bool discover_agent;        /* BASE_DISCOVER_AGENT is implemented */
	bool set_device_permissions;
	bool reset_agent_configuration;
	bool has_device_ids; /* the ranges below are known */
	const struct fw_range {
		uint32_t first, last;
	} * device_ids; /* sorted */
	size_t n_device_ids;
	const struct fw_device {
		const char *node; /* path, label or alias in the host's tree */
		uint32_t id;
	} * devices; /* whose id stands with their name */
	size_t n_devices;
	const struct fw_protocol *protocols;
	size_t n_protocols;
	const struct document_placeholder *placeholders; /* where there are any nothing is known */
	const struct document_problem *problems;         /* likewise */
	struct arena arena;
};

/* The public handle. */
struct sdc_firmware {
	struct firmware *fw;
};

/* fw_agent_text - "agent 3", or what stands for one without an id; @out has FW_AGENT_TEXT bytes */
#define FW_AGENT_TEXT 32
const char *fw_agent_text(const struct fw_agent *a, char *out);

/* fw_by_doorbell - the agent, or NULL */
const struct fw_agent *fw_by_doorbell(const struct firmware *fw, uint32_t smc_id);

/* fw_knows_device - the firmware accepts that device id */
bool fw_knows_device(const struct firmware *fw, uint32_t device_id);

/* fw_protocol_of - what the agent is served of a protocol, or NULL */
const struct fw_protocol *fw_protocol_of(
	const struct firmware *fw, const struct fw_agent *agent, uint32_t id);

/* fw_resource_of - what is described of a resource; @kind: as SCMI_PIN_TYPE_PIN, else 0; or NULL */
const struct fw_resource *fw_resource_of(
	const struct fw_protocol *p, unsigned int kind, uint32_t id);

/* firmware_read - as firmware_load(), but what is wrong with what the file says are its problems;
 * -SDC_EINPUT where it is no YAML */
int firmware_read(const char *path, struct firmware **out, struct sdc_error *err);

/* firmware_load - read a description; returns 0, -SDC_EIO, or -SDC_EINPUT */
int firmware_load(const char *path, struct firmware **out, struct sdc_error *err);
void firmware_free(struct firmware *fw);

#endif
