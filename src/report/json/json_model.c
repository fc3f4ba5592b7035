// SPDX-License-Identifier: BSD-2-Clause
#include "report/report.h"

static void put_path(struct jsonw *w, const char *key, const struct dt_node *n)
{
	struct buf path = { 0 };

	if (n)
		dt_path(&path, n);
	jsonw_key_string(w, key, n ? buf_str(&path) : NULL);
	buf_free(&path);
}

static void put_node(struct jsonw *w, const struct dt_node *n)
{
	put_path(w, "node", n);
	jsonw_key_string(w, "label", n->label);
}

static void put_shmem(struct jsonw *w, const struct scmi_shmem *s)
{
	bool known = s->node && s->region.error == DT_ADDR_OK;

	jsonw_key(w, "shmem");
	if (!s->prop) {
		jsonw_null(w);
		return;
	}
	jsonw_object(w);
	put_path(w, "node", s->node);
	jsonw_key_optional(w, "address", known, s->region.addr);
	jsonw_key_optional(w, "size", known, s->region.size);
	jsonw_end_object(w);
}

static void put_containers(struct jsonw *w, const struct scmi_model *m)
{
	jsonw_array(w);
	for (size_t i = 0; i < m->n_containers; i++) {
		const struct scmi_container *c = &m->containers[i];

		jsonw_object(w);
		put_node(w, c->node);
		jsonw_key_number(w, "cells", c->cells);
		jsonw_key_number(w, "agents", c->n_agents);
		jsonw_key_optional(w, "dom0_agent_id", c->dom0_has_id, c->dom0_id);
		jsonw_end_object(w);
	}
	jsonw_end_array(w);
}

static const char *transport_name(enum scmi_transport t)
{
	static const char *const names[] = {
		[SCMI_MAILBOX] = "mailbox",
		[SCMI_SMC] = "smc",
		[SCMI_SMC_PARAM] = "smc-param",
		[SCMI_OTHER] = "other",
	};

	return names[t];
}

static void put_instance(struct jsonw *w, const struct scmi_instance *i)
{
	if (!i) {
		jsonw_null(w);
		return;
	}
	jsonw_object(w);
	put_node(w, i->node);
	jsonw_key_string(w, "transport", transport_name(i->transport));
	jsonw_key_bool(w, "available", i->available);
	jsonw_key_optional(w, "smc_id", i->has_smc_id, i->smc_id);
	put_shmem(w, &i->shmem);
	jsonw_end_object(w);
}

/* Xen reads the table of the first container. */
static void put_agents(struct jsonw *w, const struct scmi_model *m)
{
	const struct scmi_container *c = m->containers;

	jsonw_array(w);
	for (size_t i = 0; m->n_containers && i < c->n_agents; i++) {
		const struct scmi_agent *a = &c->agents[i];

		jsonw_object(w);
		jsonw_key_number(w, "index", a->index);
		jsonw_key_optional(w, "agent_id", a->has_id, a->id);
		jsonw_key_number(w, "smc_id", a->smc_id);
		put_shmem(w, &a->shmem);
		jsonw_end_object(w);
	}
	jsonw_end_array(w);
}

static void put_domains(struct jsonw *w, const struct scmi_model *m)
{
	jsonw_array(w);
	for (size_t i = 0; i < m->n_domains; i++) {
		const struct scmi_domain *d = &m->domains[i];

		jsonw_object(w);
		jsonw_key_string(w, "name", d->node->name);
		put_node(w, d->node);
		jsonw_key_string(
			w, "type", d->type_prop ? d->type_text : scmi_domain_type_name(d->type));
		jsonw_key_optional(w, "agent_id", d->has_id, d->id);
		jsonw_end_object(w);
	}
	jsonw_end_array(w);
}

static void put_use(struct jsonw *w, const struct scmi_use *u)
{
	jsonw_object(w);
	jsonw_key_string(w, "property", u->prop->name);
	jsonw_key_number(w, "index", u->ref.index);
	put_path(w, "provider", u->ref.provider);
	jsonw_key_optional(w, "protocol", u->protocol->has_id, u->protocol->id);
	jsonw_key(w, "args");
	jsonw_array(w);
	for (uint32_t i = 0; !u->ref.error && i < u->ref.n_args; i++)
		jsonw_number(w, dt_cell(u->ref.args, i));
	jsonw_end_array(w);
	jsonw_end_object(w);
}

/* The uses of one device stand together. */
static void put_consumers(struct jsonw *w, const struct scmi_model *m)
{
	size_t i = 0;

	jsonw_array(w);
	while (i < m->n_uses) {
		const struct dt_node *device = m->uses[i].device;

		jsonw_object(w);
		put_node(w, device);
		jsonw_key(w, "resources");
		jsonw_array(w);
		for (; i < m->n_uses && m->uses[i].device == device; i++)
			put_use(w, &m->uses[i]);
		jsonw_end_array(w);
		jsonw_end_object(w);
	}
	jsonw_end_array(w);
}

static void put_permissions(struct jsonw *w, const struct scmi_model *m)
{
	jsonw_array(w);
	for (size_t i = 0; i < m->n_permissions; i++) {
		const struct scmi_permission *p = &m->permissions[i];

		jsonw_object(w);
		put_node(w, p->device);
		jsonw_key_string(w, "property", p->prop->name);
		put_path(w, "controller", p->legacy ? NULL : p->ref.provider);
		jsonw_key_optional(w, "device_id", p->has_id, p->id);
		jsonw_end_object(w);
	}
	jsonw_end_array(w);
}

void report_json_model(struct jsonw *w, const struct scmi_model *m)
{
	jsonw_object(w);
	jsonw_key(w, "containers");
	put_containers(w, m);
	jsonw_key(w, "management");
	put_instance(w, m->management);
	jsonw_key(w, "agents");
	put_agents(w, m);
	jsonw_key(w, "host");
	put_instance(w, m->host);
	jsonw_key(w, "domains");
	put_domains(w, m);
	jsonw_key(w, "consumers");
	put_consumers(w, m);
	jsonw_key(w, "permissions");
	put_permissions(w, m);
	jsonw_end_object(w);
}
