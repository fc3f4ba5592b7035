// SPDX-License-Identifier: BSD-2-Clause
/*
 * Ids and doorbells in the table of agents, each for itself. A tuple whose
 * phandle leads nowhere has its cells in another order as a rule, and says
 * nothing about them.
 */
#include "diag/rule.h"
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
	}
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

#define SOURCE "Source: xen/arch/arm/firmware/scmi-smc-multiagent.c"

static const struct rule rules[] = {
	{ { .name = "agent-id-range",
		  .subject = "agents",
		  .severity = SDC_ERROR,
		  .summary = "an agent's id is above 254",
		  .effect = "accepts the tuple, but no domain can have the agent: an id of 255 or "
			    "more is refused wherever a domain asks for one",
		  .explanation = "Agent ids are 0 to 254; 255 stands for \"none\". The table may "
				 "hold a larger number, but a domain that asks for it stops the "
				 "boot, and Dom0 silently gets no agent.\n\n" SOURCE "." },
		check_id_range },
	{ { .name = "agent-id-repeated",
		  .subject = "agents",
		  .severity = SDC_ERROR,
		  .summary = "two agents have one id",
		  .effect = "refuses the second one (\"Could not create channel\", -EEXIST), and "
			    "with it the whole table; the mediator does not start",
		  .explanation =
			  "An agent id stands for one channel. In the three-cell form Xen takes "
			  "the id from the tree and refuses one that is taken.\n\n" SOURCE
			  ", collect_agents()." },
		check_id_repeated },
	{ { .name = "agent-id-management",
		  .subject = "agents",
		  .severity = SDC_ERROR,
		  .summary = "an agent has the id of the management agent",
		  .effect = "has given the id to its own channel, and refuses the tuple "
			    "(\"Could not create channel\", -EEXIST); the mediator does not start",
		  .explanation =
			  "Xen asks the firmware for the id of its own channel before it reads the "
			  "table, and that id is then taken. The tree does not state it; here it "
			  "is derived from the doorbells, which firmware numbers by agent as a "
			  "rule, unless a description of the firmware is given.\n\n" SOURCE
			  ", collect_agents()." },
		check_id_management },
	{ { .name = "agent-doorbell-not-sip",
		  .subject = "agents",
		  .severity = SDC_ERROR,
		  .summary = "an agent's doorbell is outside the SiP range",
		  .effect = "accepts the doorbell but never forwards the domain's call: the agent "
			    "is unusable",
		  .explanation =
			  "Xen asks the mediator about a domain's SMC only where bits 29 to 24 of "
			  "the function id are 2, the range of the silicon vendor (SiP). Any other "
			  "call of a domain is answered with \"not supported\" before the mediator "
			  "sees it.\n\nSource: xen/arch/arm/vsmc.c; SMC Calling Convention, "
			  "function identifiers." },
		check_doorbell_not_sip },
	{ { .name = "agent-doorbell-reserved",
		  .subject = "agents",
		  .severity = SDC_ERROR,
		  .summary = "an agent's doorbell is no function id of SMCCC",
		  .effect = "accepts the doorbell and forwards the call; the firmware rejects it",
		  .explanation =
			  "Bits 23 to 17 of a function id must be zero, and bit 16 is a hint. The "
			  "firmware's dispatcher rejects other calls as unknown. Most likely a "
			  "digit is in the wrong place.\n\nSource: SMC Calling Convention, "
			  "function identifiers." },
		check_doorbell_reserved },
	{ { .name = "agent-doorbell-yielding",
		  .subject = "agents",
		  .severity = SDC_WARNING,
		  .summary = "an agent's doorbell is a yielding call",
		  .effect = "forwards the call like a fast one",
		  .explanation =
			  "SCMI is served by fast calls, those with bit 31 set. Xen forwards a "
			  "yielding call as well, but firmware that serves one is unheard of. Most "
			  "likely the leading 8 was lost.\n\nSource: SMC Calling Convention, "
			  "function identifiers." },
		check_doorbell_yielding },
	{ { .name = "agent-doorbell-smc64",
		  .subject = "agents",
		  .severity = SDC_NOTE,
		  .summary = "an agent's doorbell is of the 64-bit convention",
		  .effect = "forwards the call like one of the 32-bit convention",
		  .explanation =
			  "0xc200nnnn works for a guest whose kernel makes 64-bit calls, if "
			  "the firmware serves that number. The doorbell in the guest's own tree "
			  "must be the same.\n\nSource: SMC Calling Convention, function "
			  "identifiers." },
		check_doorbell_smc64 },
};

const struct rule_set rules_agent_ids = { rules, sizeof(rules) / sizeof(rules[0]) };
