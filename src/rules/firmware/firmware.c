// SPDX-License-Identifier: BSD-2-Clause
/* The tree against a description of the firmware: agents and the management channel. */
#include "scmi/firmware/firmware.h"

#include "diag/fix_node.h"
#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/lookup.h"
#include "rules/subjects.h"

#define TABLE "scmi-secondary-agents"

/* A channel that the tree describes, and where. */
struct described {
	const struct dt_node *node;
	const char *smc_prop, *page_prop;
	int smc_index, page_index;
	uint32_t smc_id;
	const struct scmi_shmem *shmem;
	const struct scmi_agent *agent; /* NULL: not one of the table */
};

typedef void described_check(struct check *c, const struct rule *r, const struct described *ch);

static void instance(struct check *c, const struct rule *r, described_check *check,
	const struct scmi_instance *i)
{
	const struct described ch = { i->node, "arm,smc-id", "shmem", 0, 0, i->smc_id, &i->shmem,
		NULL };

	if (i->has_smc_id && i->available && i->transport == SCMI_SMC)
		check(c, r, &ch);
}

/* With several agents the management channel and the table, else the host's node. */
static void for_each_channel(struct check *c, const struct rule *r, described_check *check)
{
	const struct scmi_container *k = rules_the_container(c);
	const struct scmi_instance *host = scmi_host(c->model);

	if (!c->firmware)
		return;
	if (c->sci->forwards_host && host)
		instance(c, r, check, host);
	if (!k)
		return;
	if (c->model->management)
		instance(c, r, check, c->model->management);
	for (size_t i = 0; rules_table_whole(k) && i < k->n_agents; i++) {
		const struct scmi_agent *a = &k->agents[i];
		const struct described ch = { k->node, TABLE, TABLE, (int)i, (int)i, a->smc_id,
			&a->shmem, a };

		check(c, r, &ch);
	}
}

static void fix_doorbell(
	struct check *c, struct finding *f, const struct described *ch, uint32_t smc_id)
{
	const char *text = findings_str(c->findings, "0x%x", smc_id);

	if (ch->agent)
		rules_fix_cell(c, f, ch->node, TABLE,
			(uint32_t)ch->smc_index * (ch->agent->has_id ? 3 : 2), text);
	else
		rules_fix_set(
			c, f, ch->node, ch->smc_prop, findings_str(c->findings, "<%s>", text));
}

static void doorbell_unknown(struct check *c, const struct rule *r, const struct described *ch)
{
	struct finding *f;

	if (fw_by_doorbell(c->firmware, ch->smc_id))
		return;
	f = finding_add(c->findings, r, ch->node, ch->smc_prop, ch->smc_index,
		"the firmware knows no doorbell 0x%x", ch->smc_id);
	for (size_t i = 0; i < c->firmware->n_agents; i++) {
		const struct fw_agent *a = &c->firmware->agents[i];

		if (ch->shmem->region.error || a->page != ch->shmem->region.addr)
			continue;
		finding_hint(c->findings, f, "the page at 0x%llx belongs to doorbell 0x%x",
			(unsigned long long)a->page, a->smc_id);
		fix_doorbell(c, f, ch, a->smc_id);
		return;
	}
	finding_hint(c->findings, f, "the firmware's doorbells go from 0x%x to 0x%x",
		c->firmware->n_agents ? c->firmware->agents[0].smc_id : 0,
		c->firmware->n_agents ? c->firmware->agents[c->firmware->n_agents - 1].smc_id : 0);
}

static void agent_id(struct check *c, const struct rule *r, const struct described *ch)
{
	const struct fw_agent *a = fw_by_doorbell(c->firmware, ch->smc_id);
	struct finding *f;
	uint32_t own;

	if (!a || !a->has_id || !ch->agent || !ch->agent->has_id || ch->agent->id == a->id)
		return;
	/* The management agent's id stops Xen, and has been named for that. */
	if (rules_management_id(c, &own) && ch->agent->id == own)
		return;
	f = finding_add(c->findings, r, ch->node, ch->smc_prop, ch->smc_index,
		"doorbell 0x%x is agent %u of the firmware, not agent %u", ch->smc_id, a->id,
		ch->agent->id);
	finding_hint(c->findings, f, "write <0x%x &PAGE %u>", ch->smc_id, a->id);
	rules_fix_cell(c, f, ch->node, TABLE, (uint32_t)ch->smc_index * 3 + 2,
		findings_str(c->findings, "%u", a->id));
}

static void wrong_page(struct check *c, const struct rule *r, const struct described *ch)
{
	const struct fw_agent *a = fw_by_doorbell(c->firmware, ch->smc_id);
	const struct dt_region *region = &ch->shmem->region;
	bool aligned = !c->sci->maps_pages || !(region->addr % SCMI_PAGE_SIZE);
	struct finding *f;

	if (!a || !ch->shmem->node || region->error || region->addr == a->page || !aligned)
		return;
	f = finding_add(c->findings, r, ch->node, ch->page_prop, ch->page_index,
		"the firmware's page for doorbell 0x%x is at 0x%llx, not at 0x%llx", ch->smc_id,
		(unsigned long long)a->page, (unsigned long long)region->addr);
	finding_relate(c->findings, f, ch->shmem->node, "the page that the tree names");
	finding_concerns(c->findings, f, ch->shmem->node, "reg");
	finding_hint(c->findings, f, "name an arm,scmi-shmem node whose reg is 0x%llx",
		(unsigned long long)a->page);
	rules_fix_address(c, f, SDC_MACHINE_APPLICABLE, ch->shmem, a->page);
}

static void check_doorbell(struct check *c, const struct rule *r)
{
	for_each_channel(c, r, doorbell_unknown);
}

static void check_agent_id(struct check *c, const struct rule *r)
{
	for_each_channel(c, r, agent_id);
}

static void check_page(struct check *c, const struct rule *r)
{
	for_each_channel(c, r, wrong_page);
}

/* The management channel as the firmware knows it; NULL where other rules have the cause. */
static const struct fw_agent *management(const struct check *c)
{
	const struct scmi_instance *m = c->model->management;

	return c->firmware && rules_the_container(c) && m && m->has_smc_id
		       ? fw_by_doorbell(c->firmware, m->smc_id)
		       : NULL;
}

/* The first device whose permission Xen asks for, or NULL. */
static const struct scmi_permission *first_asking(const struct check *c)
{
	uint32_t id;
	bool dom0 = rules_dom0_id(c, &id);

	for (size_t i = 0; i < c->model->n_permissions; i++)
		if (rules_asks(c, &c->model->permissions[i], dom0))
			return &c->model->permissions[i];
	return NULL;
}

/* Doorbell and page of the agent that the firmware trusts. */
static void fix_management(struct check *c, struct finding *f, const struct fw_agent *a)
{
	const struct scmi_instance *m = c->model->management;
	struct fix *fix;
	bool whole;

	if (!f->message || !m->shmem.node || m->shmem.region.error)
		return;
	fix = finding_fix(c->findings, f, SDC_MACHINE_APPLICABLE,
		"write doorbell 0x%x and the page at 0x%llx", a->smc_id,
		(unsigned long long)a->page);
	whole = edit_set_prop(c->findings, fix, c->tree, m->node, "arm,smc-id",
		findings_str(c->findings, "<0x%x>", a->smc_id));
	if (whole && m->shmem.region.addr != a->page)
		whole = edit_move_reg(
			c->findings, fix, c->tree, m->shmem.node, m->shmem.region.addr, a->page);
	fix_end(f, fix, whole);
}

static void check_not_trusted(struct check *c, const struct rule *r)
{
	const struct scmi_permission *p = first_asking(c);
	const struct fw_agent *own = management(c);
	char who[FW_AGENT_TEXT];
	struct finding *f;

	if (!own || own->trusted)
		return;
	f = finding_add(c->findings, r, c->model->management->node, "arm,smc-id", 0,
		"the management channel's agent, %s, is not trusted by the firmware",
		fw_agent_text(own, who));
	if (p)
		finding_relate(
			c->findings, f, p->device, "asks for permission 0x%x over it", p->id);
	else
		f->severity = SDC_WARNING;
	for (size_t i = 0; i < c->firmware->n_agents; i++) {
		const struct fw_agent *a = &c->firmware->agents[i];

		if (!a->trusted)
			continue;
		finding_hint(c->findings, f,
			"the firmware trusts %s: write arm,smc-id = <0x%x> and the page "
			"at 0x%llx",
			fw_agent_text(a, who), a->smc_id, (unsigned long long)a->page);
		fix_management(c, f, a);
		return;
	}
	finding_hint(c->findings, f, "make the firmware trust %s", fw_agent_text(own, who));
}

static void trusted_agent(struct check *c, const struct rule *r, const struct described *ch)
{
	const struct fw_agent *a = fw_by_doorbell(c->firmware, ch->smc_id);
	char who[FW_AGENT_TEXT];
	struct finding *f;

	/* The management channel in the table has a rule of its own. */
	if (!ch->agent || !a || !a->trusted || a == management(c))
		return;
	f = finding_add(c->findings, r, ch->node, ch->smc_prop, ch->smc_index,
		"isolation breach: the firmware trusts %s, doorbell 0x%x, which the table "
		"gives to a domain",
		fw_agent_text(a, who), a->smc_id);
	f->severity = SDC_ERROR;
	finding_hint(c->findings, f,
		"make the firmware trust the management agent alone, or leave the entry out");
}

static void check_other_trusted(struct check *c, const struct rule *r)
{
	const struct fw_agent *own = management(c);
	const struct scmi_container *k = rules_the_container(c);

	if (!own)
		return;
	for_each_channel(c, r, trusted_agent);
	if (findings_about(c->findings, k->node, TABLE) && findings_of(c->findings, r->id))
		return;
	for (size_t i = 0; own->trusted && i < c->firmware->n_agents; i++) {
		const struct fw_agent *a = &c->firmware->agents[i];
		char who[FW_AGENT_TEXT];
		struct finding *f;

		if (!a->trusted || a == own)
			continue;
		f = finding_add(c->findings, r, c->model->management->node, "arm,smc-id", 0,
			"the firmware trusts %s, doorbell 0x%x, besides the management "
			"agent",
			fw_agent_text(a, who), a->smc_id);
		finding_hint(c->findings, f, "make the firmware trust the management agent alone");
	}
}

static void check_no_discover(struct check *c, const struct rule *r)
{
	struct finding *f;

	if (!management(c) || c->firmware->discover_agent)
		return;
	f = finding_add(c->findings, r, c->model->management->node, NULL, -1,
		"the firmware does not implement BASE_DISCOVER_AGENT");
	finding_hint(c->findings, f, "implement message 0x7 of the base protocol in the firmware");
}

#define GIVEN " Found only with --firmware."

static const struct rule_check checks[] = {
	{ RULE_FW_DOORBELL_UNKNOWN, check_doorbell },
	{ RULE_FW_AGENT_ID, check_agent_id },
	{ RULE_FW_PAGE, check_page },
	{ RULE_FW_NOT_TRUSTED, check_not_trusted },
	{ RULE_FW_OTHER_TRUSTED, check_other_trusted },
	{ RULE_FW_NO_DISCOVER, check_no_discover },
};

const struct rule_set rules_firmware = { checks, sizeof(checks) / sizeof(checks[0]) };
