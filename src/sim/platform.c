// SPDX-License-Identifier: BSD-2-Clause
#include "sim/platform.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

#define DEFAULT_PAGE 0x1000u

static bool convert_protocols(const struct fw_protocol *in, size_t n, struct arena *a,
	const struct server_protocol **out, uint16_t *n_out)
{
	struct server_protocol *list = arena_array(a, n, sizeof(*list));

	for (size_t i = 0; i < n; i++) {
		if (in[i].id <= 0x10 || in[i].id > 0xff ||
			(in[i].has_count && in[i].count > 0xffff))
			return false;
		list[i].id = (uint8_t)in[i].id;
		list[i].count = in[i].has_count ? (uint16_t)in[i].count : 1;
	}
	*out = list;
	*n_out = (uint16_t)n;
	return n <= 0xef;
}

static bool convert_agent(
	const struct fw_agent *in, uint32_t at, struct arena *a, struct server_agent *out)
{
	out->id = in->has_id ? in->id : at;
	out->name = in->name;
	out->smc_id = in->smc_id;
	out->page = in->page;
	out->page_size = in->page_size && in->page_size <= UINT32_MAX ? (uint32_t)in->page_size
								      : DEFAULT_PAGE;
	out->trusted = in->trusted;
	if (!in->protocols)
		return true;
	return convert_protocols(
		in->protocols, in->n_protocols, a, &out->protocols, &out->n_protocols);
}

static void convert_devices(const struct firmware *fw, struct arena *a, struct server_platform *p)
{
	struct server_range *list = arena_array(a, fw->n_device_ids + 1, sizeof(*list));

	if (!fw->has_device_ids)
		return;
	for (size_t i = 0; i < fw->n_device_ids; i++) {
		list[i].first = fw->device_ids[i].first;
		list[i].last = fw->device_ids[i].last;
	}
	p->device_ids = list;
	p->n_device_ids = (uint16_t)fw->n_device_ids;
}

const struct server_platform *platform_build(
	const struct firmware *fw, struct arena *a, struct sdc_error *err)
{
	struct server_platform *p = arena_alloc(a, sizeof(*p));
	struct server_agent *agents = arena_array(a, fw->n_agents, sizeof(*agents));
	bool good = fw->n_agents <= 0xff && fw->n_device_ids <= 0xffff;

	good = good &&
	       convert_protocols(fw->protocols, fw->n_protocols, a, &p->protocols, &p->n_protocols);
	for (size_t i = 0; good && i < fw->n_agents; i++)
		good = convert_agent(&fw->agents[i], (uint32_t)i, a, &agents[i]);
	if (!good) {
		set_error(err, SDC_EARG,
			"%s: more agents, protocols or resources than SCMI can number", fw->file);
		return NULL;
	}
	p->implementation = 0x10000;
	p->agents = agents;
	p->n_agents = (uint16_t)fw->n_agents;
	p->no_discover_agent = !fw->discover_agent;
	p->no_set_device_permissions = !fw->set_device_permissions;
	p->no_reset_agent_configuration = !fw->reset_agent_configuration;
	convert_devices(fw, a, p);
	return p;
}

/* A number after one of the marks. Returns false where there is none or it is too large. */
static bool number(const char **at, uint32_t max, uint32_t *out)
{
	const char *digits = *at + 1;
	unsigned long long value;
	char *end;

	if (*digits < '0' || *digits > '9')
		return false;
	value = strtoull(digits, &end, 0);
	if (value > max)
		return false;
	*at = end;
	*out = (uint32_t)value;
	return true;
}

static bool parts(const char *at, struct server_fault *f)
{
	uint32_t value;

	while (*at) {
		char mark = *at;
		uint32_t max = mark == ':' || mark == '.' ? 0xff : UINT32_MAX;

		if (!strchr("=@:.+", mark) || !number(&at, max, &value))
			return false;
		if (mark == '=')
			f->value = value;
		else if (mark == '@')
			f->smc_id = value;
		else if (mark == ':')
			f->protocol = (uint8_t)value;
		else if (mark == '.')
			f->message = (uint8_t)value;
		else
			f->after = value;
	}
	return true;
}

int platform_fault(const char *text, struct server_fault *fault, struct sdc_error *err)
{
	size_t n = strcspn(text, "=@:.+");

	memset(fault, 0, sizeof(*fault));
	fault->message = SERVER_ANY_MESSAGE;
	for (int k = 0; k < SERVER_N_FAULTS; k++) {
		const char *name = server_fault_name((enum server_fault_kind)k);

		if (strlen(name) == n && !strncmp(name, text, n)) {
			fault->kind = (enum server_fault_kind)k;
			if (parts(text + n, fault))
				return 0;
			return set_error(err, SDC_EARG,
				"the fault %s is not written as "
				"NAME[=VALUE][@DOORBELL][:PROTOCOL[.MESSAGE]][+CALLS]",
				text);
		}
	}
	return set_error(err, SDC_EARG, "no fault is named %.*s", (int)n, text);
}
const char *sdc_sim_fault_name(size_t index)
{
	return index + 1 < SERVER_N_FAULTS ? server_fault_name((enum server_fault_kind)(index + 1))
					   : NULL;
}
