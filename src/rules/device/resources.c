// SPDX-License-Identifier: BSD-2-Clause
/* The tree against a description of the firmware: devices, protocols and resources. */
#include <string.h>

#include "rules/check.h"
#include "rules/device/resources.h"
#include "rules/fixes.h"
#include "rules/lookup.h"
#include "rules/subjects.h"
#include "scmi/firmware/firmware.h"
#include "scmi/proto.h"

#define CONTROLLERS "access-controllers"

static void check_no_permissions(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	struct finding *f = NULL;
	uint32_t id;
	bool dom0 = rules_dom0_id(c, &id);

	if (!c->firmware || c->firmware->set_device_permissions || !rules_the_container(c))
		return;
	for (size_t i = 0; i < m->n_permissions && !f; i++) {
		const struct scmi_permission *p = &m->permissions[i];

		if (!rules_asks(c, p, dom0))
			continue;
		f = finding_add(c->findings, r, p->device, CONTROLLERS, (int)p->ref.index,
			"permission 0x%x is asked for, but the firmware does not implement "
			"BASE_SET_DEVICE_PERMISSIONS",
			p->id);
		finding_hint(c->findings, f,
			"implement message 0x9 of the base protocol in the firmware, or remove "
			"access-controllers from all devices");
	}
}

static void check_device(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	uint32_t id, right;
	bool dom0 = rules_dom0_id(c, &id);

	if (!c->firmware || !c->firmware->set_device_permissions || !rules_the_container(c))
		return;
	for (size_t i = 0; i < m->n_permissions; i++) {
		const struct scmi_permission *p = &m->permissions[i];
		struct finding *f;

		if (!rules_asks(c, p, dom0) || fw_knows_device(c->firmware, p->id))
			continue;
		f = finding_add(c->findings, r, p->device, CONTROLLERS, (int)p->ref.index,
			"the firmware knows no device 0x%x", p->id);
		finding_hint(c->findings, f, "write the id that the firmware's list has for it");
		if (f->message && rules_device_id(c, p->device, &right) && right != p->id)
			rules_fix_cell(c, f, p->device, CONTROLLERS, p->ref.cell + 1,
				findings_str(c->findings, "%u", right));
	}
}

const struct fw_agent *resources_host_agent(const struct check *c, bool *known)
{
	const struct scmi_instance *host = c->firmware ? scmi_host(c->model) : NULL;
	const struct fw_agent *a =
		host && host->has_smc_id ? fw_by_doorbell(c->firmware, host->smc_id) : NULL;

	*known = a && (a->protocols || c->firmware->protocols);
	return a;
}

static void check_protocol(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	bool known;
	const struct fw_agent *a = resources_host_agent(c, &known);
	const struct scmi_instance *host = known ? scmi_host(c->model) : NULL;

	for (size_t i = 0; host && i < m->n_protocols; i++) {
		const struct scmi_protocol *p = &m->protocols[i];
		char who[FW_AGENT_TEXT];
		struct finding *f;

		if (p->instance != host || !p->has_id || p->id == 0x10 || !dt_available(p->node) ||
			fw_protocol_of(c->firmware, a, p->id))
			continue;
		f = finding_add(c->findings, r, p->node, "reg", 0,
			"the firmware does not serve protocol 0x%x to %s", p->id,
			fw_agent_text(a, who));
		finding_hint(c->findings, f, "remove the node, or serve the protocol");
		if (f->message)
			rules_maybe_set(c, f, p->node, "status", "\"disabled\"");
	}
}

bool resources_number(const struct scmi_use *u, uint32_t *number)
{
	if (u->ref.error)
		return false;
	if (u->ref.n_args)
		*number = dt_cell(u->ref.args, 0);
	else if (u->protocol->id != 0x17 || !dt_prop_u32(u->ref.provider, "reg", number))
		return false;
	return true;
}

const char *resources_rights(
	const struct firmware *fw, const struct fw_agent *other, const struct fw_resource *own)
{
	static const char *const words[] = { NULL, "state", "rate", "state and rate", "parent",
		"state and parent", "rate and parent", "state, rate and parent" };
	const struct fw_resource *theirs =
		fw_resource_of(fw_protocol_of(fw, other, SCMI_CLOCK), 0, own->id);

	if (!theirs || !own->name || !theirs->name || strcmp(own->name, theirs->name) != 0)
		return NULL;
	return words[(fact_is(theirs, FACT_MAY_SET_STATE) ? 1 : 0) |
		     (fact_is(theirs, FACT_MAY_SET_RATE) ? 2 : 0) |
		     (fact_is(theirs, FACT_MAY_SET_PARENT) ? 4 : 0)];
}

static void check_range(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	bool known;
	const struct fw_agent *a = resources_host_agent(c, &known);
	const struct scmi_instance *host = known ? scmi_host(c->model) : NULL;

	for (size_t i = 0; host && i < m->n_uses; i++) {
		const struct scmi_use *u = &m->uses[i];
		const struct fw_protocol *p;
		struct finding *f;
		uint32_t number;

		if (u->protocol->instance != host || !u->protocol->has_id ||
			!resources_number(u, &number))
			continue;
		p = fw_protocol_of(c->firmware, a, u->protocol->id);
		if (!p || !p->has_count || number < p->count)
			continue;
		f = finding_add(c->findings, r, u->device, u->prop->name, (int)u->ref.index,
			"%s asks for number 0x%x of protocol 0x%x, which ends before 0x%x",
			u->prop->name, number, p->id, p->count);
		finding_relate(c->findings, f, u->ref.provider, "the provider");
		finding_hint(c->findings, f, "take a number below 0x%x", p->count);
	}
}

#define GIVEN "Found only with --firmware.\n\nSource: "

static const struct rule_check checks[] = {
	{ RULE_FW_NO_PERMISSIONS, check_no_permissions },
	{ RULE_FW_DEVICE_UNKNOWN, check_device },
	{ RULE_FW_PROTOCOL_MISSING, check_protocol },
	{ RULE_FW_RESOURCE_RANGE, check_range },
};

const struct rule_set rules_resources = { checks, sizeof(checks) / sizeof(checks[0]) };
