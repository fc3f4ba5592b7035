// SPDX-License-Identifier: BSD-2-Clause
#include <stdlib.h>
#include <string.h>

#include "diag/fix_node.h"
#include "rules/check.h"
#include "rules/fixes.h"
#include "rules/lookup.h"
#include "rules/subjects.h"
#include "scmi/early.h"

#define SHOWN_TUPLES 8
#define SHOWN_PAGES  4
#define MAX_DEVIDS   256

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
		"let scmi-dtcheck migrate carry the tree over, or write a node compatible with "
		"\"xen,sci\" below /chosen, with ranges in every parent, "
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
		if (c->model->n_containers) {
			struct fix *fix = finding_fix(
				c->findings, f, SDC_MAYBE_INCORRECT, "remove %s", n->name);

			finding_hint(c->findings, f, "remove the node: there is a container");
			fix_end(f, fix, edit_remove_node(c->findings, fix, c->tree, n));
			continue;
		}
		finding_hint(c->findings, f,
			"let scmi-dtcheck migrate carry the tree over, or add compatible = "
			"\"xen,sci\" to the node");
		rules_fix_set(c, f, n, "compatible", "\"xen,sci\"");
	}
}

/* Without an id this is but a part of it. */
static void fix_type(struct check *c, struct finding *f, const struct scmi_domain *d)
{
	const char *type = !c->sci->numbers_agents ? "\"scmi_smc\"" : "\"scmi_smc_multiagent\"";
	struct fix *fix;

	if (!f->message)
		return;
	fix = finding_fix(c->findings, f, SDC_MAYBE_INCORRECT, "write xen,sci_type = %s", type);
	fix_end(f, fix,
		edit_remove_prop(c->findings, fix, c->tree, d->node, "xen,arm_sci") &&
			edit_set_prop(c->findings, fix, c->tree, d->node, "xen,sci_type", type));
}

static void check_arm_sci(struct check *c, const struct rule *r)
{
	bool early = scmi_early(c->model, false).kind != SCMI_EARLY_NONE;

	for (size_t i = 0; i < c->model->n_domains; i++) {
		const struct scmi_domain *d = &c->model->domains[i];
		const struct dt_prop *p = dt_prop(d->node, "xen,arm_sci");
		const char *type = p ? dt_prop_next_string(p, NULL) : NULL;
		struct finding *f;

		if (!p || d->type_prop)
			continue;
		f = finding_add(c->findings, r, d->node, "xen,arm_sci", -1,
			"xen,arm_sci is not read by Xen: the domain gets no SCMI");
		if (early)
			finding_hint(c->findings, f,
				"scmi-dtcheck migrate writes xen,sci_type and xen,sci-agent-id in its "
				"place");
		else if (c->sci->forwards_host && type && !strcmp(type, "scmi_smc"))
			finding_hint(c->findings, f,
				"write xen,sci_type = \"scmi_smc\", and for several agents "
				"xen,sci_type = \"scmi_smc_multiagent\" with xen,sci-agent-id = <ID>");
		else
			finding_hint(c->findings, f,
				"write xen,sci_type = \"scmi_smc_multiagent\" and xen,sci-agent-id = <ID>");
		fix_type(c, f, d);
	}
}

/* The id in the container, and the line without the option. */
static void fix_cmdline(
	struct check *c, struct finding *f, const struct dt_node *chosen, const char *value)
{
	const struct scmi_container *k = c->model->containers;
	struct fix *fix = finding_fix(c->findings, f, SDC_MACHINE_APPLICABLE,
		"give the id in the container, not on the command line");
	const char *text =
		rules_text(c, scmi_early_without(c->model->bootargs, &c->findings->arena));
	bool whole = true;

	if (!k->dom0_prop)
		whole = edit_set_prop(c->findings, fix, c->tree, k->node, "xen,dom0-sci-agent-id",
			findings_str(c->findings, "<%lu>", strtoul(value, NULL, 0) & UINT32_MAX));
	fix_end(f, fix,
		whole && text &&
			edit_set_prop(c->findings, fix, c->tree, chosen,
				dt_prop(chosen, "xen,xen-bootargs") ? "xen,xen-bootargs"
								    : "bootargs",
				text));
}

static void check_cmdline(struct check *c, const struct rule *r)
{
	const struct dt_node *chosen = dt_child(c->tree->nodes, "chosen");
	const char *value = scmi_early_option(c->model->bootargs);
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
	if (scmi_early(c->model, false).kind)
		finding_hint(c->findings, f,
			"scmi-dtcheck migrate writes xen,dom0-sci-agent-id in its place");
	else
		finding_hint(c->findings, f,
			"write xen,dom0-sci-agent-id = <%lu> in the container%s",
			strtoul(value, NULL, 0) & UINT32_MAX,
			k && k->dom0_prop ? " (it is there) and remove the option" : "");
	if (k)
		fix_cmdline(c, f, chosen, value);
}

/* All of them. */
static void fix_devids(struct check *c, struct finding *f)
{
	const struct scmi_model *m = c->model;
	struct fix *fix = finding_fix(
		c->findings, f, SDC_MACHINE_APPLICABLE, "write the ids in access-controllers");
	bool whole = true;

	for (size_t i = 0; whole && i < m->n_permissions && fix->n_edits < MAX_DEVIDS; i++) {
		const struct scmi_permission *p = &m->permissions[i];

		if (!p->legacy || dt_prop(p->device, "access-controllers"))
			continue;
		whole = p->has_id && edit_replace_prop(c->findings, fix, c->tree, p->device,
					     "scmi_devid", "access-controllers",
					     findings_str(c->findings, "<%s 0x%x>",
						     rules_ref(c, m->management->node), p->id));
	}
	fix_end(f, fix, whole);
}

/* The pages that no node names: the posting of 2022 took them in the order of the tree. */
static const char *unnamed_pages(const struct check *c, size_t *n)
{
	const struct scmi_model *m = c->model;
	struct buf b = { 0 };
	const char *s;

	*n = 0;
	for (size_t i = 0; i < m->n_shmem_nodes; i++) {
		const struct dt_node *page = m->shmem_nodes[i];

		if (!scmi_early_unnamed(m, page))
			continue;
		if (++*n > SHOWN_PAGES)
			continue;
		buf_puts(&b, *n > 1 ? ", " : "");
		dt_path(&b, page);
	}
	if (*n > SHOWN_PAGES)
		buf_printf(&b, " and %zu more", *n - SHOWN_PAGES);
	s = findings_str(c->findings, "%s", buf_str(&b));
	buf_free(&b);
	return s;
}

static void hint_devid(struct check *c, struct finding *f, const struct scmi_permission *first)
{
	const struct scmi_model *m = c->model;
	const char *pages;
	size_t n;

	if (first->has_id && m->management) {
		finding_hint(c->findings, f,
			"write access-controllers = <%s 0x%x>, naming the management channel's "
			"node in the container",
			rules_ref(c, m->management->node), first->id);
		return;
	}
	if (scmi_early(m, false).kind == SCMI_EARLY_TABLE) {
		finding_hint(c->findings, f,
			"scmi-dtcheck migrate writes access-controllers in its place");
		return;
	}
	pages = m->n_containers ? "" : unnamed_pages(c, &n);
	if (*pages)
		finding_relate(c->findings, f, m->shmem_nodes[0],
			"the tree has no container either, and no agent names the page%s %s: it is "
			"of the posting of 2022 (RFC v2)",
			n == 1 ? "" : "s", pages);
	finding_hint(c->findings, f,
		"%swrite %saccess-controllers with the management channel's node in the container "
		"and the device's id",
		scmi_early(m, false).kind ? "let scmi-dtcheck migrate carry the tree over, or "
					  : "",
		m->n_containers
			? ""
			: "a container below /chosen, compatible with xen,sci, with a tuple "
			  "for each page, and ");
}

/* One word on all of them: they come of one version of the series. */
static void check_scmi_devid(struct check *c, const struct rule *r)
{
	const struct scmi_model *m = c->model;
	const struct scmi_permission *first = NULL;
	struct finding *f;
	size_t n = 0;

	for (size_t i = 0; i < m->n_permissions; i++) {
		const struct scmi_permission *p = &m->permissions[i];

		if (!p->legacy || dt_prop(p->device, "access-controllers"))
			continue;
		first = first ? first : p;
		n++;
	}
	if (!first)
		return;
	f = finding_add(c->findings, r, first->device, "scmi_devid", -1,
		n > 2 ? "scmi_devid, here and in %zu more nodes, is not read by Xen: no permission is asked for"
		: n > 1 ? "scmi_devid, here and in another node, is not read by Xen: no permission is asked for"
			: "scmi_devid is not read by Xen: no permission is asked for",
		n - 1);
	for (const struct scmi_permission *p = first; p < m->permissions + m->n_permissions; p++)
		if (p->legacy && !dt_prop(p->device, "access-controllers"))
			finding_concerns(c->findings, f, p->device, "scmi_devid");
	hint_devid(c, f, first);
	if (first->has_id && m->management)
		fix_devids(c, f);
}

/* With a unit address, as a node with reg has. */
static void fix_scp_shmem(struct check *c, struct finding *f, const struct dt_node *n)
{
	const struct dt_region reg = dt_reg(c->tree, n, 0, DT_CELLS_INHERIT);
	struct fix *fix = finding_fix(
		c->findings, f, SDC_MAYBE_INCORRECT, "write compatible = \"arm,scmi-shmem\";");
	bool whole =
		edit_set_prop(c->findings, fix, c->tree, n, "compatible", "\"arm,scmi-shmem\"");

	if (whole && !reg.error)
		whole = edit_rename_node(c->findings, fix, c->tree, n,
			findings_str(
				c->findings, "%s@%llx", n->name, (unsigned long long)reg.addr));
	fix_end(f, fix, whole);
}

static void check_scp_shmem(struct check *c, const struct rule *r)
{
	static const char hint[] = "give the guest's shared memory node compatible = "
				   "\"arm,scmi-shmem\" and refer to it by shmem = <&...>";
	const struct dt_node *n = dt_child(c->tree->nodes, "scp-shmem");
	struct finding *f;

	if (n && !dt_compatible(n, "arm,scmi-shmem")) {
		f = finding_add(c->findings, r, n, NULL, -1,
			"/scp-shmem is an earlier form of the shared memory node");
		finding_hint(c->findings, f, hint);
		fix_scp_shmem(c, f, n);
	}
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

static const struct rule_check checks[] = {
	{ RULE_LEGACY_CHOSEN_AGENTS, check_chosen_agents },
	{ RULE_LEGACY_XEN_CONFIG, check_xen_config },
	{ RULE_LEGACY_EPAM_AGENTS, check_epam_agents },
	{ RULE_LEGACY_ARM_SCI, check_arm_sci },
	{ RULE_LEGACY_DOM0_CMDLINE, check_cmdline },
	{ RULE_LEGACY_SCMI_DEVID, check_scmi_devid },
	{ RULE_LEGACY_SCP_SHMEM, check_scp_shmem },
};

const struct rule_set rules_legacy = { checks, sizeof(checks) / sizeof(checks[0]) };
