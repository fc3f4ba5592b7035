// SPDX-License-Identifier: BSD-2-Clause
#include "rules/lookup.h"

#include <string.h>

#include "base/search.h"
#include "scmi/firmware/firmware.h"
#include "xen/keeps.h"

const struct scmi_container *rules_the_container(const struct check *c)
{
	return c->sci->reads_container && c->model->n_containers ? &c->model->containers[0] : NULL;
}

bool rules_table_whole(const struct scmi_container *k)
{
	return (k->cells == 2 || k->cells == 3) && k->table && k->table->len &&
	       !(k->table->len % (k->cells * 4));
}

static bool contradicts(const struct scmi_instance *m, const struct scmi_agent *a)
{
	return m && m->has_smc_id && a->smc_id == m->smc_id &&
	       a->shmem.region.addr != m->shmem.region.addr;
}

static bool has_wrong_ids(const struct check *c)
{
	return findings_of(c->findings, RULE_AGENT_ID_REPEATED) ||
	       findings_of(c->findings, RULE_AGENT_ID_MANAGEMENT);
}

bool rules_table_legible(const struct check *c, const struct scmi_container *k)
{
	bool leads = false;

	if (has_wrong_ids(c))
		return false;
	for (size_t i = 0; rules_table_whole(k) && i < k->n_agents; i++) {
		const struct scmi_agent *a = &k->agents[i];
		uint32_t id;

		if (k->cells == 2 && contradicts(c->model->management, a))
			return false;
		if (k->cells == 2 && c->firmware && !rules_agent_id(c, a, &id))
			return false;
		leads |= a->shmem.node != NULL;
	}
	return leads;
}

const struct dt_node *rules_owner(const struct dt_tree *t, const struct dt_prop *p)
{
	size_t i;

	/* The properties of all nodes stand in one array, in the order of the nodes. */
	search_sorted(i, t->n_nodes, t->nodes[i].props <= p);
	return &t->nodes[i - 1];
}

const char *rules_odd_value(const struct dt_prop *status)
{
	static const char *const known[] = { "okay", "ok", "disabled", "reserved", "fail" };
	const char *s = dt_prop_next_string(status, NULL);

	if (!s || !strncmp(s, "fail-", 5))
		return NULL;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (!strcmp(s, known[i]))
			return NULL;
	return s;
}

const char *rules_odd_status(const struct dt_node *n)
{
	const struct dt_prop *p = dt_prop(n, "status");

	return p ? rules_odd_value(p) : NULL;
}

const char *rules_disabled(const struct check *c, const struct dt_node *n)
{
	const char *odd = rules_odd_status(n);

	return odd ? findings_str(c->findings, "disabled by status = \"%s\"", odd) : "disabled";
}

bool rules_for_xen(const struct check *c)
{
	const struct dt_node *chosen = dt_child(c->tree->nodes, "chosen");

	return c->model->n_containers || c->model->n_domains || c->model->bootargs ||
	       (chosen && (scmi_has_kernel(chosen) || dt_prop(chosen, "xen,xen-bootargs")));
}

bool rules_has_dom0(const struct check *c)
{
	return scmi_has_dom0(c->model);
}

bool rules_dom0_id(const struct check *c, uint32_t *id)
{
	const struct scmi_container *k = rules_the_container(c);

	if (!k || !k->dom0_has_id || k->dom0_id >= XEN_INVALID_ID || !rules_has_dom0(c))
		return false;
	*id = k->dom0_id;
	return true;
}

void rules_hint_id(struct check *c, struct finding *f, const char *name, const struct dt_prop *p,
	const char *rest)
{
	if (p->len >= 4)
		finding_hint(c->findings, f, "write %s = <%u>%s", name, dt_cell(p->data, 0), rest);
	else
		finding_hint(c->findings, f, "write %s = <ID>%s", name, rest);
}

bool rules_ids_guessed(const struct check *c)
{
	const struct scmi_container *k = rules_the_container(c);

	return k && k->cells == 2 && !c->firmware;
}

bool rules_agent_id(const struct check *c, const struct scmi_agent *a, uint32_t *id)
{
	return scmi_agent_id(c->ids, a, id);
}

bool rules_management_id(const struct check *c, uint32_t *id)
{
	return scmi_management_id(c->model, c->ids, id);
}

void agent_list_build(struct agent_list *l, const struct check *c)
{
	const struct scmi_container *k = rules_the_container(c);

	agent_list_read(l, k && rules_table_whole(k) ? k : NULL, c->ids);
}

const char *rules_ref(const struct check *c, const struct dt_node *n)
{
	struct buf b = { 0 };
	const char *s;

	if (n->label)
		return findings_str(c->findings, "&%s", n->label);
	dt_path(&b, n);
	s = findings_str(c->findings, "&{%s}", buf_str(&b));
	buf_free(&b);
	return s;
}

bool rules_asks(const struct check *c, const struct scmi_permission *p, bool dom0_has_agent)
{
	return !p->legacy && p->has_id && p->controller && p->controller == c->model->management &&
	       (dom0_has_agent || dt_prop(p->device, "xen,passthrough")) && !xen_skips(p->device);
}

const char *rules_controller_ref(const struct check *c)
{
	return c->model->management ? rules_ref(c, c->model->management->node) : "&scmi_xen";
}

size_t rules_end_of_device(const struct scmi_model *m, size_t first)
{
	size_t end = first;

	while (end < m->n_permissions && m->permissions[end].device == m->permissions[first].device)
		end++;
	return end;
}

bool rules_device_asks(const struct scmi_model *m, size_t first, size_t end, uint32_t id)
{
	for (size_t i = first; i < end; i++) {
		const struct scmi_permission *p = &m->permissions[i];

		if (!p->legacy && p->has_id && p->id == id && p->controller &&
			p->controller->container)
			return true;
	}
	return false;
}
