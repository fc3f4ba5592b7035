// SPDX-License-Identifier: BSD-2-Clause
/*
 * Ids and doorbells in the table of agents, each for itself. A tuple whose
 * phandle leads nowhere has its cells in another order as a rule, and says
 * nothing about them.
 */
#include "rules/channel/expected.h"
#include "rules/check.h"
#include "rules/lookup.h"
#include "rules/subjects.h"
#include "scmi/smccc.h"

#define TABLE  "scmi-secondary-agents"
#define MAX_ID 254u

static void check_id_range(struct check *c, const struct rule *r)
{
	const struct channels *ch = &c->channels;

	for (size_t i = 0; i < ch->n_agents; i++) {
		const struct scmi_agent *a = &ch->agents[i];
		struct finding *f;

		if (!a->has_id || !a->shmem.node || a->id <= MAX_ID)
			continue;
		f = finding_add(c->findings, r, ch->container->node, TABLE, (int)i,
			"agent id %s in tuple %zu is above %u", agent_number(a->id).text, i,
			MAX_ID);
		finding_hint(c->findings, f,
			"write the number that the firmware gives the agent, "
			"0 to %u",
			MAX_ID);
		fix_id(c, f, a);
	}
}

/* Equal in all that a tuple says. */
static bool same_entry(const struct scmi_agent *a, const struct scmi_agent *b)
{
	return a->smc_id == b->smc_id && a->shmem.phandle == b->shmem.phandle;
}

static void check_id_repeated(struct check *c, const struct rule *r)
{
	const struct channels *ch = &c->channels;

	for (size_t i = 1, first = 0; i < ch->n_by_id; i++) {
		const struct scmi_agent *a = ch->by_id[i], *before = ch->by_id[first];
		struct finding *f;

		if (a->id != before->id) {
			first = i;
			continue;
		}
		f = finding_add(c->findings, r, ch->container->node, TABLE, (int)a->index,
			"agent id %s in tuple %u is that of tuple %u as well%s",
			agent_number(a->id).text, a->index, before->index,
			same_entry(a, before) ? ": the same entry twice" : "");
		finding_hint(c->findings, f,
			same_entry(a, before)
				? "delete one of the two tuples"
				: "write the number that the firmware gives the agent behind this "
				  "doorbell");
		/* Which of the two is wrong shows by the doorbells. */
		if (same_entry(a, before))
			fix_second(c, f, a);
		else if (!fix_id(c, f, a))
			fix_id(c, f, before);
	}
}

static void check_id_management(struct check *c, const struct rule *r)
{
	const struct channels *ch = &c->channels;
	const struct scmi_instance *m = ch->management;
	uint32_t id;

	if (!ch->n_agents || !rules_management_id(c, &id))
		return;
	for (size_t i = 0; i < ch->n_agents; i++) {
		const struct scmi_agent *a = &ch->agents[i];
		struct finding *f;

		/* The management channel itself in the table is a matter of isolation. */
		if (!a->has_id || a->id != id || a->smc_id == m->smc_id)
			continue;
		f = finding_add(c->findings, r, ch->container->node, TABLE, (int)i,
			"agent id %u in tuple %zu is the management agent's, judging by the %s", id,
			i, c->firmware ? "firmware" : "doorbells");
		finding_relate(c->findings, f, m->node, "the management channel, doorbell 0x%x",
			m->smc_id);
		finding_hint(c->findings, f,
			"write the number that the firmware gives the agent behind doorbell 0x%x",
			a->smc_id);
		fix_id(c, f, a);
	}
}

/* The like of it that Xen forwards, unless the others say better. */
static void maybe_doorbell(
	struct check *c, struct finding *f, const struct scmi_agent *a, uint32_t smc_id)
{
	if (!fix_doorbell(c, f, a))
		fix_tuple(
			c, f, SDC_MAYBE_INCORRECT, a, 0, findings_str(c->findings, "0x%x", smc_id));
}

static void check_doorbell_not_sip(struct check *c, const struct rule *r)
{
	const struct channels *ch = &c->channels;

	for (size_t i = 0; i < ch->n_agents; i++) {
		const struct scmi_agent *a = &ch->agents[i];
		struct finding *f;

		if (!a->shmem.node || SMCCC_OWNER(a->smc_id) == SMCCC_SIP)
			continue;
		f = finding_add(c->findings, r, ch->container->node, TABLE, (int)i,
			"doorbell 0x%x of %s is outside the SiP range: its owner is 0x%x, not 0x2",
			a->smc_id, agent_name(a).text, SMCCC_OWNER(a->smc_id));
		finding_hint(c->findings, f,
			"use a doorbell from 0x82000000 to 0x8200ffff, in the tree and in the "
			"firmware");
		fix_doorbell(c, f, a);
	}
}

static bool is_sip(const struct scmi_agent *a)
{
	return a->shmem.node && SMCCC_OWNER(a->smc_id) == SMCCC_SIP;
}

static bool reserved(const struct scmi_agent *a)
{
	return is_sip(a) && (a->smc_id & SMCCC_RESERVED);
}

static void check_doorbell_reserved(struct check *c, const struct rule *r)
{
	const struct channels *ch = &c->channels;

	for (size_t i = 0; i < ch->n_agents; i++) {
		const struct scmi_agent *a = &ch->agents[i];
		struct finding *f;

		if (!reserved(a))
			continue;
		f = finding_add(c->findings, r, ch->container->node, TABLE, (int)i,
			"doorbell 0x%x of %s has bits set that SMCCC reserves: 0x%x", a->smc_id,
			agent_name(a).text, a->smc_id & SMCCC_RESERVED);
		finding_hint(c->findings, f, "write 0x%x, if that is what the firmware serves",
			a->smc_id & ~SMCCC_RESERVED);
		maybe_doorbell(c, f, a, a->smc_id & ~SMCCC_RESERVED);
	}
}

static void check_doorbell_yielding(struct check *c, const struct rule *r)
{
	const struct channels *ch = &c->channels;

	for (size_t i = 0; i < ch->n_agents; i++) {
		const struct scmi_agent *a = &ch->agents[i];
		struct finding *f;

		if ((a->smc_id & SMCCC_FAST) || !is_sip(a) || reserved(a))
			continue;
		f = finding_add(c->findings, r, ch->container->node, TABLE, (int)i,
			"doorbell 0x%x of %s is a yielding call: bit 31 is clear", a->smc_id,
			agent_name(a).text);
		finding_hint(c->findings, f, "write 0x%x, if that is what the firmware serves",
			a->smc_id | SMCCC_FAST);
		maybe_doorbell(c, f, a, a->smc_id | SMCCC_FAST);
	}
}

static void check_doorbell_smc64(struct check *c, const struct rule *r)
{
	const struct channels *ch = &c->channels;

	for (size_t i = 0; i < ch->n_agents; i++) {
		const struct scmi_agent *a = &ch->agents[i];
		struct finding *f;

		if (!(a->smc_id & SMCCC_64) || !(a->smc_id & SMCCC_FAST) || !is_sip(a) ||
			reserved(a))
			continue;
		f = finding_add(c->findings, r, ch->container->node, TABLE, (int)i,
			"doorbell 0x%x of %s is one of the 64-bit convention", a->smc_id,
			agent_name(a).text);
		finding_hint(c->findings, f,
			"make sure that the firmware serves it: 0x%x, of the 32-bit convention, is "
			"another call",
			a->smc_id & ~SMCCC_64);
	}
}

static const struct rule_check checks[] = {
	{ RULE_AGENT_ID_RANGE, check_id_range },
	{ RULE_AGENT_ID_REPEATED, check_id_repeated },
	{ RULE_AGENT_ID_MANAGEMENT, check_id_management },
	{ RULE_AGENT_DOORBELL_NOT_SIP, check_doorbell_not_sip },
	{ RULE_AGENT_DOORBELL_RESERVED, check_doorbell_reserved },
	{ RULE_AGENT_DOORBELL_YIELDING, check_doorbell_yielding },
	{ RULE_AGENT_DOORBELL_SMC64, check_doorbell_smc64 },
};

const struct rule_set rules_agent_ids = { checks, sizeof(checks) / sizeof(checks[0]) };
