// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>

#include "base/text.h"
#include "report/consumers.h"
#include "report/owners.h"
#include "report/report.h"
#include "report/table.h"

/* The topology as the tree states it, broken or not; what Xen makes of it stands above it. */

static void cell_path(struct table *t, const struct dt_node *n)
{
	struct buf b = { 0 };

	if (n)
		dt_path(&b, n);
	table_cell(t, "%s", n ? buf_str(&b) : "-");
	buf_free(&b);
}

static void cell_hex(struct table *t, bool known, uint64_t value)
{
	if (known)
		table_cell(t, "0x%" PRIx64, value);
	else
		table_cell(t, "?");
}

static void cell_id(struct table *t, bool known, uint32_t id, const char *otherwise)
{
	if (known)
		table_cell(t, "%" PRIu32, id);
	else
		table_cell(t, "%s", otherwise);
}

static void cells_page(struct table *t, const struct scmi_shmem *s)
{
	bool known = s->node && s->region.error == DT_ADDR_OK;

	cell_hex(t, known, s->region.addr);
	cell_hex(t, known, s->region.size);
	cell_path(t, s->node);
}

static void begin(struct buf *out, struct table *t, const char *title, const char *const *heading)
{
	buf_printf(out, "\n%s\n", title);
	table_heading(t, heading);
}

static void show_agents(
	struct buf *out, const struct scmi_model *m, const struct sdc_prediction *prediction)
{
	static const char *const heading[] = { "agent", "doorbell", "page", "size", "shared memory",
		"domain" };
	struct table t = { .columns = 6 };
	uint32_t id = 0;
	struct owners o;

	if (!m->management && !(m->n_containers && m->containers[0].n_agents))
		return;
	owners_init(&o, prediction);
	begin(out, &t, "Agents", heading);
	if (m->management) {
		bool known = owners_agent_id(prediction, NULL, &id);

		cell_id(&t, known, id, "?");
		cell_hex(&t, m->management->has_smc_id, m->management->smc_id);
		cells_page(&t, &m->management->shmem);
		table_cell(&t, "Xen (management)");
	}
	for (size_t i = 0; m->n_containers && i < m->containers[0].n_agents; i++) {
		const struct scmi_agent *a = &m->containers[0].agents[i];
		bool known = owners_agent_id(prediction, a, &id);
		const struct sdc_domain *d = owner_of_agent(&o, prediction, a);

		cell_id(&t, known, id, "?");
		cell_hex(&t, true, a->smc_id);
		cells_page(&t, &a->shmem);
		table_cell(&t, "%s", d ? owner_name(d) : "-");
	}
	table_end(&t, out, 2);
	owners_free(&o);
}

static void show_instances(struct buf *out, const struct scmi_model *m)
{
	static const char *const heading[] = { "node", "doorbell", "page", "size", "shared memory",
		"protocols" };
	struct table t = { .columns = 6 };
	size_t p = 0;

	if (!m->n_instances)
		return;
	begin(out, &t, "SCMI nodes", heading);
	for (size_t i = 0; i < m->n_instances; i++) {
		const struct scmi_instance *s = &m->instances[i];
		struct buf list = { 0 };

		cell_path(&t, s->node);
		cell_hex(&t, s->has_smc_id, s->smc_id);
		cells_page(&t, &s->shmem);
		for (; p < m->n_protocols && m->protocols[p].instance == s; p++)
			if (m->protocols[p].has_id)
				buf_printf(&list, "%s0x%" PRIx32, list.len ? " " : "",
					m->protocols[p].id);
		table_cell(&t, "%s", list.len ? buf_str(&list) : "-");
		buf_free(&list);
	}
	table_end(&t, out, 2);
}

static void show_domains(struct buf *out, const struct sdc_prediction *p)
{
	static const char *const heading[] = { "domain", "agent", "outcome", "finding", "node" };
	struct table t = { .columns = 5 };

	if (!p->n_domains)
		return;
	begin(out, &t, "Domains", heading);
	for (size_t i = 0; i < p->n_domains; i++) {
		const struct sdc_domain *d = &p->domains[i];

		table_cell(&t, "%s", owner_name(d));
		cell_id(&t, d->has_id, d->agent_id, "-");
		table_cell(&t, "%s",
			d->outcome == SDC_OUTCOME_NONE ? "-" : sdc_outcome_name(d->outcome));
		table_cell(&t, "%s", d->rule ? d->rule : "-");
		table_cell(&t, "%s", d->node ? d->node : "-");
	}
	table_end(&t, out, 2);
}

static void put_ids(struct buf *b, const struct device_consumers *d)
{
	for (size_t i = 0; i < d->n_permissions; i++)
		if (d->permissions[i].has_id)
			buf_printf(b, "%s0x%" PRIx32, b->len ? " " : "", d->permissions[i].id);
}

static void put_resources(struct buf *b, const struct device_consumers *d)
{
	for (size_t i = 0; i < d->n_uses; i++) {
		buf_puts(b, b->len ? ", " : "");
		use_name(b, &d->uses[i]);
	}
}

static void show_devices(struct buf *out, const struct scmi_model *m)
{
	static const char *const heading[] = { "device", "ids", "resources" };
	struct table t = { .columns = 3 };
	struct device_consumers d = { 0 };

	if (!m->n_uses && !m->n_permissions)
		return;
	begin(out, &t, "Devices", heading);
	while (consumers_next(m, &d)) {
		struct buf ids = { 0 }, resources = { 0 };

		put_ids(&ids, &d);
		put_resources(&resources, &d);
		cell_path(&t, d.device);
		table_cell(&t, "%s", ids.len ? buf_str(&ids) : "-");
		table_cell(&t, "%s", resources.len ? buf_str(&resources) : "-");
		buf_free(&ids);
		buf_free(&resources);
	}
	table_end(&t, out, 2);
}

void show_tables(struct buf *out, const struct sdc_result *r)
{
	const struct sdc_prediction *p = sdc_result_prediction(r);

	report_prediction(out, p);
	show_agents(out, r->model, p);
	show_domains(out, p);
	show_instances(out, r->model);
	show_devices(out, r->model);
}
