// SPDX-License-Identifier: BSD-2-Clause
/* The SCMI node that Dom0 is shown, against the agent that Dom0 is given. */
#include <string.h>

#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/lookup.h"
#include "rules/subjects.h"

/* The node in question where Dom0 has an agent, else NULL. */
static const struct scmi_instance *dom0_host(const struct check *c, uint32_t *id)
{
	return rules_dom0_id(c, id) ? scmi_host(c->model) : NULL;
}

/* The entry of the table that Dom0 gets; NULL where the table does not have it. */
static const struct scmi_agent *dom0_agent(const struct check *c, uint32_t id)
{
	struct agent_list agents;
	const struct scmi_agent *a;

	agent_list_build(&agents, c);
	a = agent_list_find(&agents, id);
	vec_free(&agents.list);
	return a;
}

static void relate_agent(struct check *c, struct finding *f, const struct scmi_agent *a)
{
	finding_relate(c->findings, f, rules_the_container(c)->node,
		"tuple %u of scmi-secondary-agents: doorbell 0x%x, page at 0x%llx", a->index,
		a->smc_id, (unsigned long long)a->shmem.region.addr);
}

static void check_absent(struct check *c, const struct rule *r)
{
	const struct dt_node *other = dt_by_path(c->tree, "/firmware/scmi");
	struct finding *f;
	uint32_t id;

	if (!rules_dom0_id(c, &id) || scmi_host(c->model))
		return;
	if (other)
		f = finding_add(c->findings, r, other, "compatible", -1,
			"Dom0 has agent %u, but /firmware/scmi is not compatible with arm,scmi-smc",
			id);
	else
		f = finding_add(c->findings, r, c->tree->nodes, NULL, -1,
			"Dom0 has agent %u, but the tree has no /firmware/scmi", id);
	finding_relate(
		c->findings, f, rules_the_container(c)->node, "xen,dom0-sci-agent-id = <%u>", id);
	finding_hint(c->findings, f,
		"write firmware { scmi { compatible = \"arm,scmi-smc\"; arm,smc-id and shmem of "
		"agent %u; #address-cells = <1>; #size-cells = <0>; protocol nodes }; };",
		id);
}

static void check_elsewhere(struct check *c, const struct rule *r)
{
	const struct scmi_instance *host = scmi_host(c->model);
	const struct scmi_container *k = rules_the_container(c);
	struct finding *f;
	uint32_t id;

	if (!k || !host || host == c->model->host || !host->available || !rules_has_dom0(c))
		return;
	f = finding_add(
		c->findings, r, host->node, NULL, -1, "the host's SCMI node is not /firmware/scmi");
	if (rules_dom0_id(c, &id)) {
		f->severity = SDC_WARNING;
		finding_effect(c->findings, f,
			"shows the node to Dom0 as it is, as any other node of the host");
	}
	finding_hint(c->findings, f, "move the node to /firmware/scmi");
}

static void check_disabled(struct check *c, const struct rule *r)
{
	uint32_t id;
	const struct scmi_instance *host = dom0_host(c, &id);
	const char *prop;
	struct finding *f;

	if (!host || host->available)
		return;
	prop = dt_prop(host->node, "xen,passthrough") ? "xen,passthrough" : "status";
	f = finding_add(c->findings, r, host->node, prop, -1,
		"Dom0 has agent %u, but the host's SCMI node is %s", id,
		*prop == 'x' ? "hidden from Dom0" : "disabled");
	if (*prop == 'x')
		finding_effect(c->findings, f, "gives Dom0 the channel and keeps the node from it");
	finding_relate(
		c->findings, f, rules_the_container(c)->node, "xen,dom0-sci-agent-id = <%u>", id);
	finding_hint(c->findings, f,
		*prop == 'x' ? "remove xen,passthrough" : "write status = \"okay\"");
	if (*prop == 'x')
		rules_fix_remove(c, f, host->node, prop);
	else
		rules_fix_set(c, f, host->node, prop, "\"okay\"");
}

static void check_transport(struct check *c, const struct rule *r)
{
	uint32_t id;
	const struct scmi_instance *host = dom0_host(c, &id);
	struct finding *f;

	if (!host || host->transport == SCMI_SMC)
		return;
	f = finding_add(c->findings, r, host->node, "compatible", 0,
		"Dom0 has agent %u, but the host's SCMI node is not compatible with arm,scmi-smc",
		id);
	finding_hint(c->findings, f,
		"write compatible = \"arm,scmi-smc\" with the doorbell of agent %u in arm,smc-id",
		id);
	rules_maybe_set(c, f, host->node, "compatible", "\"arm,scmi-smc\"");
}

static void check_doorbell(struct check *c, const struct rule *r)
{
	uint32_t id;
	const struct scmi_instance *host = dom0_host(c, &id);
	const struct scmi_agent *a = host ? dom0_agent(c, id) : NULL;
	struct finding *f;

	if (!a || host->transport != SCMI_SMC || (host->has_smc_id && host->smc_id == a->smc_id))
		return;
	if (host->has_smc_id)
		f = finding_add(c->findings, r, host->node, "arm,smc-id", 0,
			"the host's SCMI node rings 0x%x, but Dom0's agent %u has doorbell 0x%x",
			host->smc_id, id, a->smc_id);
	else
		f = finding_add(c->findings, r, host->node, "arm,smc-id", -1,
			"the host's SCMI node has no arm,smc-id; Dom0's agent %u has doorbell 0x%x",
			id, a->smc_id);
	relate_agent(c, f, a);
	finding_hint(c->findings, f,
		"write arm,smc-id = <0x%x>, or name the agent of that channel in "
		"xen,dom0-sci-agent-id",
		a->smc_id);
	rules_fix_set(
		c, f, host->node, "arm,smc-id", findings_str(c->findings, "<0x%x>", a->smc_id));
}

static bool has_page(const struct scmi_agent *a)
{
	return a && a->shmem.node && !a->shmem.region.error;
}

static bool is_label(const struct check *c, const char *label)
{
	const struct dt_node *n;

	dt_for_each_node(c->tree, n)
		if (n->label && !strcmp(n->label, label))
			return true;
	return false;
}

/* A node of the page for Dom0 in the root, and its label in shmem. */
static bool add_page(struct check *c, struct fix *fix, const struct dt_node *host, uint64_t page)
{
	static const char label[] = "scmi_dom0_shm";
	const struct dt_node *root = c->tree->nodes;
	const char *name = findings_str(c->findings, "sram@%llx", (unsigned long long)page);
	uint32_t na, ns;

	if (is_label(c, label) || dt_child(root, name) ||
		!dt_prop_u32(root, "#address-cells", &na) ||
		!dt_prop_u32(root, "#size-cells", &ns) || !na || na > 2 || !ns || ns > 2)
		return false;
	return edit_add_child(c->findings, fix, c->tree, root,
		       findings_str(c->findings,
			       "%s: %s {\n\tcompatible = \"arm,scmi-shmem\";\n\treg = <%s0x%x %s0x1000>;\n"
			       "};\n",
			       label, name,
			       na > 1 ? findings_str(c->findings, "0x%x ", (uint32_t)(page >> 32))
				      : "",
			       (uint32_t)page, ns > 1 ? "0x0 " : "")) &&
	       edit_set_prop(c->findings, fix, c->tree, host, "shmem",
		       findings_str(c->findings, "<&%s>", label));
}

/* The node of Dom0's page outside the container, made where there is none. */
static void fix_shmem(struct check *c, struct finding *f, const struct scmi_instance *host,
	const struct scmi_agent *a)
{
	const struct dt_node *page = NULL;
	struct fix *fix;

	if (!f->message || !has_page(a))
		return;
	for (size_t i = 0; i < c->model->n_shmem_nodes && !page; i++) {
		const struct dt_node *n = c->model->shmem_nodes[i];
		struct dt_region reg = dt_reg(c->tree, n, 0, DT_CELLS_INHERIT);

		if (!reg.error && reg.addr == a->shmem.region.addr &&
			!scmi_in_container(c->model, n) && dt_available(n))
			page = n;
	}
	if (page) {
		rules_fix_set(c, f, host->node, "shmem",
			findings_str(c->findings, "<%s>", fix_ref(c->findings, page)));
		return;
	}
	fix = finding_fix(c->findings, f, SDC_MAYBE_INCORRECT,
		"describe the page at 0x%llx for Dom0", (unsigned long long)a->shmem.region.addr);
	fix_end(f, fix, add_page(c, fix, host->node, a->shmem.region.addr));
}

static void fix_reg(
	struct check *c, struct finding *f, const struct dt_node *n, const struct scmi_agent *a)
{
	const char *reg = f->message && has_page(a)
				  ? rules_reg(c, n, a->shmem.region.addr, SCMI_PAGE_SIZE)
				  : NULL;

	if (reg)
		rules_maybe_set(c, f, n, "reg", reg);
}

static void check_shmem(struct check *c, const struct rule *r)
{
	uint32_t id;
	const struct scmi_instance *host = dom0_host(c, &id);
	const struct scmi_shmem *s = host ? &host->shmem : NULL;
	struct finding *f;

	if (!host || host->transport != SCMI_SMC || (s->node && !s->region.error))
		return;
	/* The page may share its parents, and what is wrong there, with the container's pages. */
	if (s->node && findings_about(c->findings, s->region.at, NULL))
		return;
	if (!s->prop)
		f = finding_add(c->findings, r, host->node, "shmem", -1,
			"the host's SCMI node has no shmem");
	else if (s->prop->len < 4)
		f = finding_add(c->findings, r, host->node, "shmem", -1,
			"shmem of the host's SCMI node is empty");
	else if (!s->node)
		f = finding_add(c->findings, r, host->node, "shmem", 0,
			"shmem of the host's SCMI node leads nowhere: no node has phandle 0x%x",
			s->phandle);
	else
		f = finding_add(c->findings, r, host->node, "shmem", 0,
			"the shared memory of the host's SCMI node has no address that the CPU sees");
	if (s->node) {
		finding_relate(c->findings, f, s->node, "the shared memory");
		finding_concerns(c->findings, f, s->node, "reg");
	}
	finding_hint(c->findings, f,
		"name an arm,scmi-shmem node outside the container whose reg is the page of agent "
		"%u",
		id);
	if (s->node && dt_compatible(s->node, "arm,scmi-shmem"))
		fix_reg(c, f, s->node, dom0_agent(c, id));
	else
		fix_shmem(c, f, host, dom0_agent(c, id));
}

/* smc_chan_setup() in Linux refuses a node of another kind. */
static void check_shmem_kind(struct check *c, const struct rule *r)
{
	uint32_t id;
	const struct scmi_instance *host = dom0_host(c, &id);
	const struct dt_node *shmem = host ? host->shmem.node : NULL;
	struct finding *f;

	if (!shmem || host->transport != SCMI_SMC || host->shmem.region.error ||
		scmi_in_container(c->model, shmem) || dt_compatible(shmem, "arm,scmi-shmem"))
		return;
	f = finding_add(c->findings, r, shmem, dt_prop(shmem, "compatible") ? "compatible" : NULL,
		-1,
		"the shared memory of the host's SCMI node is not compatible with arm,scmi-shmem");
	finding_relate(c->findings, f, host->node, "the node that names it");
	finding_hint(c->findings, f, "write compatible = \"arm,scmi-shmem\"");
	rules_fix_set(c, f, shmem, "compatible", "\"arm,scmi-shmem\"");
}

static void check_in_container(struct check *c, const struct rule *r)
{
	uint32_t id;
	const struct scmi_instance *host = dom0_host(c, &id);
	struct finding *f;

	if (!host || host->transport != SCMI_SMC || !host->shmem.node || host->shmem.region.error ||
		!scmi_in_container(c->model, host->shmem.node))
		return;
	f = finding_add(c->findings, r, host->node, "shmem", 0,
		"the shared memory of the host's SCMI node lies in the container");
	finding_relate(c->findings, f, host->shmem.node, "Dom0 is not shown this node");
	finding_hint(c->findings, f,
		"describe the page at 0x%llx a second time, in an arm,scmi-shmem node outside the "
		"container, and name that one",
		(unsigned long long)host->shmem.region.addr);
	fix_shmem(c, f, host, dom0_agent(c, id));
}

static void check_page(struct check *c, const struct rule *r)
{
	uint32_t id;
	const struct scmi_instance *host = dom0_host(c, &id);
	const struct scmi_agent *a = host ? dom0_agent(c, id) : NULL;
	struct finding *f;

	/* With another doorbell as well, the node describes another channel altogether. */
	if (!a || host->transport != SCMI_SMC || !host->has_smc_id || host->smc_id != a->smc_id)
		return;
	if (!host->shmem.node || host->shmem.region.error || !a->shmem.node ||
		a->shmem.region.error || host->shmem.region.addr == a->shmem.region.addr ||
		scmi_in_container(c->model, host->shmem.node))
		return;
	f = finding_add(c->findings, r, host->node, "shmem", 0,
		"the host's SCMI node uses the page at 0x%llx, but Dom0's agent %u has the page at "
		"0x%llx",
		(unsigned long long)host->shmem.region.addr, id,
		(unsigned long long)a->shmem.region.addr);
	finding_relate(c->findings, f, host->shmem.node, "the page that Dom0 will use");
	finding_concerns(c->findings, f, host->shmem.node, "reg");
	finding_concerns(c->findings, f, a->shmem.node, "reg");
	relate_agent(c, f, a);
	finding_hint(c->findings, f, "give the host's arm,scmi-shmem node the address 0x%llx",
		(unsigned long long)a->shmem.region.addr);
	rules_fix_address(c, f, SDC_MACHINE_APPLICABLE, &host->shmem, a->shmem.region.addr);
}

static void check_shmem_disabled(struct check *c, const struct rule *r)
{
	uint32_t id;
	const struct scmi_instance *host = dom0_host(c, &id);
	struct finding *f;

	if (!host || !host->available || !host->shmem.node || dt_available(host->shmem.node) ||
		scmi_in_container(c->model, host->shmem.node))
		return;
	f = finding_add(c->findings, r, host->shmem.node, "status", -1,
		"the shared memory of the host's SCMI node is %s",
		rules_disabled(c, host->shmem.node));
	finding_relate(c->findings, f, host->node, "the node that names it");
	finding_hint(c->findings, f, "write status = \"okay\" or remove status");
	rules_fix_remove(c, f, host->shmem.node, "status");
}

static const struct rule_check checks[] = {
	{ RULE_HOST_ABSENT, check_absent },
	{ RULE_HOST_ELSEWHERE, check_elsewhere },
	{ RULE_HOST_DISABLED, check_disabled },
	{ RULE_HOST_TRANSPORT, check_transport },
	{ RULE_HOST_DOORBELL, check_doorbell },
	{ RULE_HOST_SHMEM, check_shmem },
	{ RULE_HOST_SHMEM_KIND, check_shmem_kind },
	{ RULE_HOST_SHMEM_IN_CONTAINER, check_in_container },
	{ RULE_HOST_PAGE, check_page },
	{ RULE_HOST_SHMEM_DISABLED, check_shmem_disabled },
};

const struct rule_set rules_host_node = { checks, sizeof(checks) / sizeof(checks[0]) };
