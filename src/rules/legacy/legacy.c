// SPDX-License-Identifier: BSD-2-Clause
#include <stdlib.h>
#include <string.h>

#include "diag/rule.h"
#include "rules/lookup.h"
#include "rules/subjects.h"

#define SHOWN_TUPLES 8

/* The triples of an earlier table, <agent-id smc-id &shmem>, as today's tuples. Some wrote today's
 * order under the old name; a doorbell is told from an agent id by its size. */
static const char *todays_table(const struct check *c, const struct dt_prop *p)
{
	struct buf b = { 0 };
	const char *s;

	buf_puts(&b, "scmi-secondary-agents = ");
	for (uint32_t i = 0; i < p->len / 12 && i < SHOWN_TUPLES; i++) {
		bool today = dt_cell(p->data, 3 * i) > 0xffff;
		uint32_t id = dt_cell(p->data, 3 * i + (today ? 2 : 0));
		uint32_t smc_id = dt_cell(p->data, 3 * i + (today ? 0 : 1));
		uint32_t phandle = dt_cell(p->data, 3 * i + (today ? 1 : 2));
		const struct dt_node *shmem = dt_by_phandle(c->tree, phandle);

		buf_printf(&b, "%s<0x%x ", i ? ", " : "", smc_id);
		if (shmem)
			buf_printf(&b, "%s %u>", rules_ref(c, shmem), id);
		else
			buf_printf(&b, "&shmem %u>", id);
	}
	if (p->len / 12 > SHOWN_TUPLES)
		buf_printf(&b, " and so on for the other %u", p->len / 12 - SHOWN_TUPLES);
	s = findings_str(c->findings, "%s", buf_str(&b));
	buf_free(&b);
	return s;
}

static void old_table(
	struct check *c, const struct rule *r, const struct dt_node *n, const char *name)
{
	const struct dt_prop *p = dt_prop(n, name);
	struct finding *f;

	if (!p)
		return;
	f = finding_add(c->findings, r, n, name, -1,
		"%s is an earlier spelling of the agents' table, with %u entr%s", name, p->len / 12,
		p->len / 12 == 1 ? "y" : "ies");
	finding_hint(c->findings, f,
		"write a node compatible with \"xen,sci\" below /chosen, with ranges in every parent, "
		"the management channel's arm,scmi-smc node in it, and %s",
		todays_table(c, p));
}

static void check_chosen_agents(struct check *c, const struct rule *r)
{
	const struct dt_node *chosen = dt_child(c->tree->nodes, "chosen");

	if (chosen)
		old_table(c, r, chosen, "xen,scmi-secondary-agents");
}

static void check_epam_agents(struct check *c, const struct rule *r)
{
	for (size_t i = 0; i < c->model->n_instances; i++)
		old_table(c, r, c->model->instances[i].node, "epam,secondary-agents");
}

static void check_xen_config(struct check *c, const struct rule *r)
{
	const struct dt_node *chosen = dt_child(c->tree->nodes, "chosen");
	const struct dt_node *n;

	if (!chosen)
		return;
	dt_for_each_child(chosen, n) {
		struct finding *f;

		if (!dt_name_is(n, "xen,config") || scmi_in_container(c->model, n))
			continue;
		f = finding_add(c->findings, r, n, NULL, -1,
			"node xen,config is an earlier form of the SCMI container");
		finding_hint(c->findings, f, "add compatible = \"xen,sci\" to the node");
	}
}

static void check_arm_sci(struct check *c, const struct rule *r)
{
	for (size_t i = 0; i < c->model->n_domains; i++) {
		const struct scmi_domain *d = &c->model->domains[i];
		const struct dt_prop *p = dt_prop(d->node, "xen,arm_sci");
		const char *type = p ? dt_prop_next_string(p, NULL) : NULL;
		struct finding *f;

		if (!p || d->type_prop)
			continue;
		f = finding_add(c->findings, r, d->node, "xen,arm_sci", -1,
			"xen,arm_sci is not read by Xen: the domain gets no SCMI");
		if (c->xen == SDC_XEN_SINGLE_AGENT && type && !strcmp(type, "scmi_smc"))
			finding_hint(c->findings, f,
				"write xen,sci_type = \"scmi_smc\", and for several agents "
				"xen,sci_type = \"scmi_smc_multiagent\" with xen,sci-agent-id = <ID>");
		else
			finding_hint(c->findings, f,
				"write xen,sci_type = \"scmi_smc_multiagent\" and xen,sci-agent-id = <ID>");
	}
}

/* The number after an option of Xen's command line, or NULL. "dom0=" holds a list. */
static const char *old_option(const char *args)
{
	static const char own[] = "dom0_scmi_agent_id=", part[] = "sci-agent-id=";

	while (args && *(args += strspn(args, " "))) {
		const char *end = args + strcspn(args, " ");

		if (!strncmp(args, own, sizeof(own) - 1))
			return args + sizeof(own) - 1;
		if (!strncmp(args, "dom0=", 5)) {
			for (args += 5; args < end; args += strcspn(args, ", ") + 1)
				if (!strncmp(args, part, sizeof(part) - 1))
					return args + sizeof(part) - 1;
		}
		args = end;
	}
	return NULL;
}

static void check_cmdline(struct check *c, const struct rule *r)
{
	const struct dt_node *chosen = dt_child(c->tree->nodes, "chosen");
	const char *value = old_option(c->model->bootargs);
	const struct scmi_container *k = c->model->n_containers ? c->model->containers : NULL;
	struct finding *f;

	if (!value || !chosen)
		return;
	f = finding_add(c->findings, r, chosen,
		dt_prop(chosen, "xen,xen-bootargs") ? "xen,xen-bootargs" : "bootargs", -1,
		"Dom0's agent id is given on Xen's command line, where it is no longer read");
	if (k && k->dom0_prop)
		f->severity = SDC_WARNING;
	if (k)
		finding_relate(c->findings, f, k->node, "the container, where the id belongs");
	finding_hint(c->findings, f, "write xen,dom0-sci-agent-id = <%lu> in the container%s",
		strtoul(value, NULL, 0) & UINT32_MAX,
		k && k->dom0_prop ? " (it is there) and remove the option" : "");
}

static void check_scmi_devid(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;

	for (size_t i = 0; i < m->n_permissions; i++) {
		const struct scmi_permission *p = &m->permissions[i];
		const char *to = m->management ? rules_ref(c, m->management->node) : "&scmi_xen";
		struct finding *f;

		if (!p->legacy || dt_prop(p->device, "access-controllers"))
			continue;
		f = finding_add(c->findings, r, p->device, "scmi_devid", -1,
			"scmi_devid is not read by Xen: no permission is asked for");
		if (p->has_id)
			finding_hint(c->findings, f,
				"write access-controllers = <%s 0x%x>, naming the management "
				"channel's node in the container",
				to, p->id);
	}
}

static void check_scp_shmem(struct check *c, const struct rule *r)
{
	static const char hint[] = "give the guest's shared memory node compatible = "
				   "\"arm,scmi-shmem\" and refer to it by shmem = <&...>";
	const struct dt_node *n = dt_child(c->tree->nodes, "scp-shmem");

	if (n && !dt_compatible(n, "arm,scmi-shmem"))
		finding_hint(c->findings,
			finding_add(c->findings, r, n, NULL, -1,
				"/scp-shmem is an earlier form of the shared memory node"),
			hint);
	for (size_t i = 0; i < c->n_guests; i++) {
		const struct dt_tree *t = c->guests[i].tree;

		if (!dt_by_path(t, "/scp-shmem") && !dt_by_path(t, "/passthrough/scp-shmem"))
			continue;
		finding_hint(c->findings,
			finding_add(c->findings, r,
				c->guests[i].domain ? c->guests[i].domain : c->tree->nodes, NULL,
				-1,
				"the guest's tree %s has an scp-shmem node, an earlier form of the "
				"shared memory node",
				t->file),
			hint);
	}
}

static const struct rule rules[] = {
	{ { .name = "legacy-chosen-agents",
		  .subject = "legacy",
		  .severity = SDC_ERROR,
		  .summary = "the agents' table stands in /chosen, as in an early form",
		  .effect = "does not read xen,scmi-secondary-agents: no container, no mediator",
		  .explanation =
			  "The third and fourth posting of the multi-agent driver read "
			  "xen,scmi-secondary-agents in /chosen, in the order agent id, function id, "
			  "shared memory. Today the table is scmi-secondary-agents in a node "
			  "compatible with xen,sci, in the order function id, shared memory, agent "
			  "id, and the management channel is an arm,scmi-smc node in that container. "
			  "Mind the order when you move the numbers.\n\n"
			  "Source: the multi-agent series for Xen, RFC v3 and v4 against v10." },
		check_chosen_agents },
	{ { .name = "legacy-xen-config",
		  .subject = "legacy",
		  .severity = SDC_ERROR,
		  .summary = "a node xen,config stands for the SCMI container",
		  .effect = "looks for a node compatible with xen,sci and finds none",
		  .explanation =
			  "The fifth and sixth posting of the multi-agent driver found its "
			  "configuration by the node name xen,config below /chosen. Today the name "
			  "is free and the node is found by compatible = \"xen,sci\".\n\n"
			  "Source: the multi-agent series for Xen, RFC v5 and v6 against v10." },
		check_xen_config },
	{ { .name = "legacy-epam-agents",
		  .subject = "legacy",
		  .severity = SDC_ERROR,
		  .summary = "the agents' table is epam,secondary-agents",
		  .effect = "does not read epam,secondary-agents: no container, no mediator",
		  .explanation =
			  "Product trees, that for the Raspberry Pi 5 among them, carry the table in "
			  "/firmware/scmi, in the order agent id, function id, shared memory, and use "
			  "that node as the management channel as well. Today the table is "
			  "scmi-secondary-agents, in the order function id, shared memory, agent id, "
			  "in a node compatible with xen,sci; the management channel has a node of its "
			  "own there, and /firmware/scmi describes Dom0's channel. Devices that name "
			  "/firmware/scmi in access-controllers must name the management node "
			  "instead.\n\n"
			  "The overlay that brings this spelling also rewrites cell counts in the "
			  "root and in /reserved-memory: see root-cells-changed.\n\n"
			  "Source: the multi-agent series for Xen, v10." },
		check_epam_agents },
	{ { .name = "legacy-arm-sci",
		  .subject = "legacy",
		  .severity = SDC_ERROR,
		  .summary = "a domain has xen,arm_sci instead of xen,sci_type",
		  .effect = "ignores the property and builds the domain without SCMI",
		  .explanation =
			  "xen,arm_sci comes from product trees. Xen reads xen,sci_type (with an "
			  "underscore) and, for the multi-agent driver, xen,sci-agent-id (with "
			  "dashes). arm_sci is the name of the option in xl's configuration, where it "
			  "still is right.\n\n"
			  "Source: Xen, docs/misc/arm/device-tree/booting.txt." },
		check_arm_sci },
	{ { .name = "legacy-dom0-cmdline",
		  .subject = "legacy",
		  .severity = SDC_ERROR,
		  .summary = "Dom0's agent id stands on Xen's command line",
		  .effect =
			  "does not know the option; Dom0 gets no SCMI unless the container names "
			  "its agent",
		  .explanation =
			  "Earlier postings of the multi-agent driver took dom0_scmi_agent_id=N, later "
			  "dom0=sci-agent-id=N. Today the id is the property xen,dom0-sci-agent-id of "
			  "the container, and Xen at most prints that the parameter has an invalid "
			  "value.\n\n"
			  "Source: the multi-agent series for Xen, RFC v3 to v7 against v10." },
		check_cmdline },
	{ { .name = "legacy-scmi-devid",
		  .subject = "legacy",
		  .severity = SDC_WARNING,
		  .summary = "a device states its permission id as scmi_devid",
		  .effect = "does not read scmi_devid and asks the firmware for no permission",
		  .explanation =
			  "The posting of 2022 took the id from a plain number in the device. Today "
			  "the device names the container's arm,scmi-smc node and the id in "
			  "access-controllers; the provider needs #access-controller-cells = <1>. "
			  "Where firmware grants everything by itself the device works all the "
			  "same.\n\n"
			  "Source: the multi-agent series for Xen, v10; dt-schema, "
			  "access-controller-consumer.yaml." },
		check_scmi_devid },
	{ { .name = "legacy-scp-shmem",
		  .subject = "legacy",
		  .severity = SDC_ERROR,
		  .summary = "a node scp-shmem stands for the guest's shared memory",
		  .effect = "looks for no such node; the guest finds no channel",
		  .explanation =
			  "The posting of 2021 found the guest's page by the path /scp-shmem and the "
			  "domain's configuration said sci = \"scmi_smc\". Today the page is an "
			  "arm,scmi-shmem node that the guest's arm,scmi-smc node names in shmem, and "
			  "xl's option is arm_sci.\n\n"
			  "Source: the first posting of SCMI for Xen, RFC v1, against v10." },
		check_scp_shmem },
};

const struct rule_set rules_legacy = { rules, sizeof(rules) / sizeof(rules[0]) };
