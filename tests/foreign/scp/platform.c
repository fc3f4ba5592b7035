// SPDX-License-Identifier: BSD-2-Clause
/*
 * A module for SCP-firmware's framework that carries SCMI messages between agents' pages and its
 * scmi module, and what the other modules are told of the platform: clocks and voltage domains.
 * Agents are numbered from 1 on.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <fwk_arch.h>
#include <fwk_core.h>
#include <fwk_element.h>
#include <fwk_id.h>
#include <fwk_interrupt.h>
#include <fwk_macros.h>
#include <fwk_module.h>
#include <fwk_module_idx.h>
#include <fwk_status.h>
#include <internal/fwk_core.h>
#include <mod_clock.h>
#include <mod_mock_clock.h>
#include <mod_mock_voltage_domain.h>
#include <mod_scmi.h>
#include <mod_scmi_clock.h>
#include <mod_scmi_voltage_domain.h>
#include <mod_voltage_domain.h>

#include "../foreign.h"

#define CLOCKS   8
#define VOLTAGES 3

/* Words of a page, DEN0056 chapter 5.1 */
#define STATUS  1
#define LENGTH  5
#define HEADER  6
#define PAYLOAD 7
#define FREE    1u

static struct {
	volatile uint32_t *page;
	size_t room; /* for the payload */
	uint32_t request[64];
	size_t size; /* of the request's payload */
} channels[AGENTS];

static const struct mod_scmi_from_transport_api *scmi;

static int get_secure(fwk_id_t id, bool *secure)
{
	(void)id;
	*secure = false;
	return FWK_SUCCESS;
}

static int get_max_payload_size(fwk_id_t id, size_t *size)
{
	*size = channels[fwk_id_get_element_idx(id)].room;
	return FWK_SUCCESS;
}

static int get_message_header(fwk_id_t id, uint32_t *header)
{
	*header = channels[fwk_id_get_element_idx(id)].page[HEADER];
	return FWK_SUCCESS;
}

static int get_payload(fwk_id_t id, const void **payload, size_t *size)
{
	*payload = channels[fwk_id_get_element_idx(id)].request;
	if (size)
		*size = channels[fwk_id_get_element_idx(id)].size;
	return FWK_SUCCESS;
}

static int write_payload(fwk_id_t id, size_t offset, const void *payload, size_t size)
{
	memcpy((char *)channels[fwk_id_get_element_idx(id)].page + PAYLOAD * 4 + offset, payload,
		size);
	return FWK_SUCCESS;
}

static int respond(fwk_id_t id, const void *payload, size_t size)
{
	volatile uint32_t *page = channels[fwk_id_get_element_idx(id)].page;

	if (payload)
		write_payload(id, 0, payload, size);
	page[LENGTH] = (uint32_t)(4 + size);
	page[STATUS] = FREE;
	return FWK_SUCCESS;
}

static int transmit(
	fwk_id_t id, uint32_t header, const void *payload, size_t size, bool acknowledge)
{
	(void)id;
	(void)header;
	(void)payload;
	(void)size;
	(void)acknowledge;
	return FWK_E_SUPPORT;
}

static int release(fwk_id_t id)
{
	(void)id;
	return FWK_SUCCESS;
}

static const struct mod_scmi_to_transport_api to_transport = { get_secure, get_max_payload_size,
	get_message_header, get_payload, write_payload, respond, transmit, release };

static int nothing(fwk_id_t id, unsigned int n, const void *data)
{
	(void)id;
	(void)n;
	(void)data;
	return FWK_SUCCESS;
}

static int bind_scmi(fwk_id_t id, unsigned int round)
{
	if (round != 1 || !fwk_id_is_type(id, FWK_ID_TYPE_ELEMENT))
		return FWK_SUCCESS;
	return fwk_module_bind(FWK_ID_ELEMENT(FWK_MODULE_IDX_SCMI, fwk_id_get_element_idx(id)),
		FWK_ID_API(FWK_MODULE_IDX_SCMI, MOD_SCMI_API_IDX_TRANSPORT), &scmi);
}

static int give_api(fwk_id_t source, fwk_id_t target, fwk_id_t api, const void **out)
{
	(void)source;
	(void)target;
	(void)api;
	*out = &to_transport;
	return FWK_SUCCESS;
}

const struct fwk_module module_foreign = {
	.type = FWK_MODULE_TYPE_DRIVER,
	.api_count = 1,
	.init = nothing,
	.element_init = nothing,
	.bind = bind_scmi,
	.process_bind_request = give_api,
};

static const struct fwk_element foreign_elements[] = {
	{ .name = "0", .data = "" },
	{ .name = "1", .data = "" },
	{ .name = "2", .data = "" },
	{ .name = "3", .data = "" },
	{ 0 },
};

const struct fwk_module_config config_foreign = {
	.elements = { .type = FWK_MODULE_ELEMENTS_TYPE_STATIC, .table = foreign_elements },
};

static const struct mod_scmi_agent agents[] = {
	{ 0 },
	{ SCMI_AGENT_TYPE_OSPM, "dom0" },
	{ SCMI_AGENT_TYPE_OTHER, "xen" },
	{ SCMI_AGENT_TYPE_OSPM, "domd" },
	{ SCMI_AGENT_TYPE_OSPM, "domu" },
};

#define SERVICE(i)                                                              \
	&(struct mod_scmi_service_config)                                       \
	{                                                                       \
		.transport_id = FWK_ID_ELEMENT_INIT(FWK_MODULE_IDX_FOREIGN, i), \
		.transport_api_id = FWK_ID_API_INIT(FWK_MODULE_IDX_FOREIGN, 0), \
		.transport_notification_init_id = FWK_ID_NONE_INIT,             \
		.scmi_p2a_id = FWK_ID_NONE_INIT, .scmi_agent_id = i + 1,        \
		.scmi_entity_role = MOD_SCMI_ROLE_PLATFORM,                     \
	}

static const struct fwk_element services[] = {
	{ .name = "service0", .data = SERVICE(0) },
	{ .name = "service1", .data = SERVICE(1) },
	{ .name = "service2", .data = SERVICE(2) },
	{ .name = "service3", .data = SERVICE(3) },
	{ 0 },
};

const struct fwk_module_config config_scmi = {
	.data = &(struct mod_scmi_config){ .protocol_count_max = 4,
		.agent_count = AGENTS,
		.agent_table = agents,
		.vendor_identifier = "scp",
		.sub_vendor_identifier = "host" },
	.elements = { .type = FWK_MODULE_ELEMENTS_TYPE_STATIC, .table = services },
};

static const struct mod_mock_clock_rate rates[] = { { 1000000, 2 }, { 2000000, 1 } };

#define EACH_CLOCK(with) with(0), with(1), with(2), with(3), with(4), with(5), with(6), with(7)

#define MOCK_CLOCK(i)                                                                 \
	{                                                                             \
		.name = "mock" #i, .data = &(struct mod_mock_clock_element_cfg)       \
		{                                                                     \
			.rate_table = rates, .rate_count = 2, .default_rate = 2000000 \
		}                                                                     \
	}

static const struct fwk_element mock_clocks[] = { EACH_CLOCK(MOCK_CLOCK), { 0 } };

const struct fwk_module_config config_mock_clock = {
	.elements = { .type = FWK_MODULE_ELEMENTS_TYPE_STATIC, .table = mock_clocks },
};

/* The longest name that the protocol's attributes hold, and one that they do not. */
#define CLOCK(i)                                                                        \
	{                                                                               \
		.name = i == 6   ? "clock-name-of15"                                    \
			: i == 7 ? "clock-with-a-name-of-more-than-sixteen-characters"  \
				 : "clock" #i,                                          \
		.data = &(struct mod_clock_dev_config)                                  \
		{                                                                       \
			.driver_id = FWK_ID_ELEMENT_INIT(FWK_MODULE_IDX_MOCK_CLOCK, i), \
			.api_id = FWK_ID_API_INIT(FWK_MODULE_IDX_MOCK_CLOCK, 0),        \
			.pd_source_id = FWK_ID_NONE_INIT                                \
		}                                                                       \
	}

static const struct fwk_element clocks[] = { EACH_CLOCK(CLOCK), { 0 } };

const struct fwk_module_config config_clock = {
	.data = &(struct mod_clock_config){ FWK_ID_NONE_INIT, FWK_ID_NONE_INIT },
	.elements = { .type = FWK_MODULE_ELEMENTS_TYPE_STATIC, .table = clocks },
};

#define SCMI_CLOCK(i)                                                      \
	{                                                                  \
		.element_id = FWK_ID_ELEMENT_INIT(FWK_MODULE_IDX_CLOCK, i) \
	}

static const struct mod_scmi_clock_device clock_devices[] = { EACH_CLOCK(SCMI_CLOCK) };

/* The last agent has none. */
static const struct mod_scmi_clock_agent clock_agents[AGENTS + 1] = {
	[1] = { clock_devices, CLOCKS },
	[2] = { clock_devices, CLOCKS },
	[3] = { clock_devices, 2 },
};

const struct fwk_module_config config_scmi_clock = {
	.data = &(struct mod_scmi_clock_config){ .agent_table = clock_agents,
		.agent_count = AGENTS + 1 },
};

#define EACH_VOLTAGE(with) with(0), with(1), with(2)

static const int32_t microvolts[] = { 800000, 900000, 1000000 };

#define MOCK_VOLTAGE(i)                                                                       \
	{                                                                                     \
		.name = "mock" #i, .data = &(struct mod_mock_voltage_domain_element_cfg)      \
		{                                                                             \
			.async_alarm_id = FWK_ID_NONE_INIT,                                   \
			.async_alarm_api_id = FWK_ID_NONE_INIT,                               \
			.async_response_id = FWK_ID_NONE_INIT,                                \
			.async_response_api_id = FWK_ID_NONE_INIT, .default_voltage = 800000, \
			.level_type = MOD_VOLTD_VOLTAGE_LEVEL_DISCRETE, .level_count = 3,     \
			.voltage_levels = microvolts                                          \
		}                                                                             \
	}

static const struct fwk_element mock_voltages[] = { EACH_VOLTAGE(MOCK_VOLTAGE), { 0 } };

const struct fwk_module_config config_mock_voltage_domain = {
	.elements = { .type = FWK_MODULE_ELEMENTS_TYPE_STATIC, .table = mock_voltages },
};

#define VOLTAGE(i)                                                                               \
	{                                                                                        \
		.name = "supply" #i, .data = &(struct mod_voltd_dev_config)                      \
		{                                                                                \
			.driver_id = FWK_ID_ELEMENT_INIT(FWK_MODULE_IDX_MOCK_VOLTAGE_DOMAIN, i), \
			.api_id = FWK_ID_API_INIT(FWK_MODULE_IDX_MOCK_VOLTAGE_DOMAIN, 0)         \
		}                                                                                \
	}

static const struct fwk_element voltages[] = { EACH_VOLTAGE(VOLTAGE), { 0 } };

const struct fwk_module_config config_voltage_domain = {
	.elements = { .type = FWK_MODULE_ELEMENTS_TYPE_STATIC, .table = voltages },
};

#define SCMI_VOLTAGE(i)                                                             \
	{                                                                           \
		.element_id = FWK_ID_ELEMENT_INIT(FWK_MODULE_IDX_VOLTAGE_DOMAIN, i) \
	}

static struct mod_scmi_voltd_device voltage_devices[] = { EACH_VOLTAGE(SCMI_VOLTAGE) };

static const struct mod_scmi_voltd_agent voltage_agents[AGENTS + 1] = {
	[1] = { voltage_devices, VOLTAGES },
	[2] = { voltage_devices, VOLTAGES },
	[3] = { voltage_devices, VOLTAGES },
	[4] = { voltage_devices, VOLTAGES },
};

const struct fwk_module_config config_scmi_voltage_domain = {
	.data = &(struct mod_scmi_voltd_config){ voltage_agents, AGENTS + 1 },
};

void platform_channel(unsigned int agent, void *page, size_t size)
{
	channels[agent].page = page;
	channels[agent].room = size - PAYLOAD * 4;
	channels[agent].page[STATUS] = FREE;
}

void platform_ring(unsigned int agent)
{
	volatile uint32_t *page = channels[agent].page;
	size_t size = page[LENGTH] - 4;

	if (size > sizeof(channels[agent].request))
		size = sizeof(channels[agent].request);
	channels[agent].size = size;
	memcpy(channels[agent].request, (const char *)page + PAYLOAD * 4, size);
	scmi->signal_message(FWK_ID_ELEMENT(FWK_MODULE_IDX_SCMI, agent));
	fwk_process_event_queue();
}

/* No interrupts: the framework has nothing to wait for but doorbells. */
void arch_suspend(void)
{
	serve_doorbells();
}

int arch_interrupt_init(const struct fwk_arch_interrupt_driver **driver);

void platform_run(void)
{
	static const struct fwk_arch_init_driver driver = { .interrupt = arch_interrupt_init };

	fwk_arch_init(&driver);
}
