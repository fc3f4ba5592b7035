// SPDX-License-Identifier: BSD-2-Clause
/* Clocks of guests' devices, and who else may change them by what the firmware says. */
#include "base/map.h"
#include "guests/compare/compare.h"
#include "rules/device/resources.h"
#include "scmi/proto.h"

static const struct fw_agent *agent_of(const struct firmware *fw, const struct plan_guest *g)
{
	for (size_t i = 0; g->sci == PLAN_SCI_MULTI_AGENT && i < fw->n_agents; i++)
		if (fw->agents[i].has_id && fw->agents[i].id == g->agent_id)
			return &fw->agents[i];
	return NULL;
}

/* Of each guest, in the plan's order; NULL where the firmware has none for it. */
static const struct fw_agent **agents_of(struct check *c, const struct plan *plan)
{
	const struct fw_agent **list =
		arena_array(&c->findings->arena, plan->n_guests, sizeof(*list));

	for (size_t i = 0; i < plan->n_guests; i++)
		list[i] = agent_of(c->firmware, &plan->guests[i]);
	return list;
}

/* "guest domD", "agent 3" */
static const char *whose(struct check *c, const struct plan *plan, const struct fw_agent **agents,
	const struct fw_agent *a)
{
	char who[FW_AGENT_TEXT];

	for (size_t i = 0; i < plan->n_guests; i++)
		if (agents[i] == a)
			return findings_str(c->findings, "guest %s", plan->guests[i].name);
	return findings_str(c->findings, "%s", fw_agent_text(a, who));
}

static void check_clock(struct check *c, const struct plan *plan, const struct fw_agent **agents,
	const struct scmi_use *u, uint32_t guest, uint32_t number)
{
	const struct fw_agent *own = agents[guest];
	const struct fw_resource *clock =
		fw_resource_of(fw_protocol_of(c->firmware, own, SCMI_CLOCK), 0, number);

	for (size_t i = 0; clock && i < c->firmware->n_agents; i++) {
		const struct fw_agent *a = &c->firmware->agents[i];
		const char *rights = NULL;
		struct finding *f;

		if (a != own && !a->trusted)
			rights = resources_rights(c->firmware, a, clock);
		if (!rights)
			continue;
		f = finding_add(c->findings, rule_row(RULE_GUEST_CLOCK_SHARED), u->device,
			u->prop->name, (int)u->ref.index,
			"%s may set %s of clock %u (\"%s\"), which this device of guest %s uses",
			whose(c, plan, agents, a), rights, clock->id, clock->name,
			plan->guests[guest].name);
		finding_hint(c->findings, f, "take the right from that agent in the firmware");
	}
}

void guest_rights_check(struct check *c, const struct plan *plan)
{
	struct map seen = { .strings = false };
	const struct fw_agent **agents;

	if (!c->firmware || c->firmware->n_agents < 2 || !plan->owners)
		return;
	agents = agents_of(c, plan);
	for (size_t i = 0; i < c->model->n_uses; i++) {
		const struct scmi_use *u = &c->model->uses[i];
		uint32_t owner = plan->owners[dt_index(c->tree, u->device)], number;
		const void *key;

		if (owner == PLAN_DOM0 || owner == PLAN_NOBODY || !agents[owner - 1] ||
			!u->protocol->has_id || u->protocol->id != SCMI_CLOCK ||
			!resources_number(u, &number) || number > 0xffff)
			continue;
		key = (const void *)((uintptr_t)owner << 16 | number);
		if (map_get(&seen, key))
			continue;
		map_set(&seen, key, &seen);
		check_clock(c, plan, agents, u, owner - 1, number);
	}
	map_free(&seen);
	findings_end_rule(c->findings);
}
