// SPDX-License-Identifier: BSD-2-Clause
#include "sim/platform.h"

#include <stdlib.h>
#include <string.h>

#include "base/files/file.h"

#define DEFAULT_PAGE 0x1000u

static void convert_rights(const struct fw_resource *r, struct server_resource *out)
{
	const struct fact *state = fact_of(r, FACT_MAY_SET_STATE);

	out->restricted = state || fact_of(r, FACT_MAY_SET_RATE) || fact_of(r, FACT_MAY_SET_PARENT);
	out->rights = (uint8_t)((fact_is(r, FACT_MAY_SET_STATE) ? 1 : 0) |
				(fact_is(r, FACT_MAY_SET_PARENT) ? 2 : 0) |
				(fact_is(r, FACT_MAY_SET_RATE) ? 4 : 0));
}

static void convert_resource(
	const struct fw_resource *r, struct arena *a, struct server_resource *out)
{
	const struct fact *range = fact_of(r, FACT_RATE_RANGE), *rates = fact_of(r, FACT_RATES);
	const struct fact *rate = fact_of(r, FACT_RATE), *parents = fact_of(r, FACT_PARENTS);
	uint32_t *list;

	out->name = r->name;
	out->is_range = range && range->n_list >= 3;
	rates = out->is_range ? range : rates;
	out->rates = rates ? rates->list : NULL;
	out->n_rates = rates ? (uint16_t)(rates->n_list & 0xffff) : 0;
	out->rate = rate ? rate->number : 0;
	convert_rights(r, out);
	if (!parents || parents->n_list > 0xff)
		return;
	list = arena_array(a, parents->n_list, sizeof(*list));
	for (size_t i = 0; i < parents->n_list; i++)
		list[i] = (uint32_t)parents->list[i];
	out->parents = list;
	out->n_parents = (uint16_t)parents->n_list;
}

static const struct server_resource *convert_resources(
	const struct fw_protocol *in, struct arena *a, uint16_t *n)
{
	size_t last = in->n_resources[0];
	uint32_t most = last ? in->resources[0][last - 1].id + 1 : 0;
	struct server_resource *list = arena_array(a, most, sizeof(*list));

	for (size_t i = 0; i < last; i++)
		convert_resource(&in->resources[0][i], a, &list[in->resources[0][i].id]);
	*n = (uint16_t)(most > 0xffff ? 0xffff : most);
	return list;
}

/* Names, and pins or groups, of all groups or functions; those that are not described have none. */
static void convert_pins(const struct fw_protocol *in, unsigned int kind, uint32_t count,
	enum fact_key key, struct arena *a, const char *const **names,
	const uint16_t *const **lists)
{
	const char **name = arena_array(a, count, sizeof(*name));
	const uint16_t **list = arena_array(a, count, sizeof(*list));
	static const uint16_t none[] = { SERVER_NO_PIN };

	for (uint32_t i = 0; i < count; i++) {
		const struct fw_resource *r = fw_resource_of(in, kind, i);
		const struct fact *f = fact_of(r, key);
		uint16_t *members = arena_array(a, f ? f->n_list + 1 : 1, sizeof(*members));

		name[i] = r ? r->name : NULL;
		for (size_t j = 0; f && j < f->n_list; j++)
			members[j] = (uint16_t)f->list[j];
		members[f ? f->n_list : 0] = SERVER_NO_PIN;
		list[i] = f ? members : none;
	}
	*names = name;
	if (in->n_resources[kind])
		*lists = list;
}

static bool convert_protocol(
	const struct fw_protocol *in, struct arena *a, struct server_protocol *out)
{
	if (in->id <= 0x10 || in->id > 0xff || (in->has_count && in->count > 0xffff))
		return false;
	out->id = (uint8_t)in->id;
	out->version = in->version;
	out->count = in->has_count ? (uint16_t)in->count : 1;
	out->groups = (uint16_t)in->groups;
	out->functions = (uint16_t)in->functions;
	out->resources = convert_resources(in, a, &out->n_resources);
	convert_pins(in, 1, out->groups, FACT_PINS, a, &out->group_names, &out->pins_of);
	convert_pins(in, 2, out->functions, FACT_GROUPS, a, &out->function_names, &out->groups_of);
	return true;
}

static bool convert_protocols(const struct fw_protocol *in, size_t n, struct arena *a,
	const struct server_protocol **out, uint16_t *n_out)
{
	struct server_protocol *list = arena_array(a, n, sizeof(*list));
	bool good = n <= 0xef;

	for (size_t i = 0; good && i < n; i++)
		good = convert_protocol(&in[i], a, &list[i]);
	*out = list;
	*n_out = (uint16_t)n;
	return good;
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
	p->base_version = fw->base_version;
	p->platform_name = fw->platform_name;
	p->unknown_not_supported = fw->unknown_not_supported;
	/* As firmware says that leaves the agents' discovery out. */
	p->counts_no_agents = !fw->discover_agent;
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
