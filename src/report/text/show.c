// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>

#include "base/text.h"
#include "report/report.h"
#include "report/text/table.h"
#include "report/view/domain.h"

/* Who gets what: the channels, then one table for each domain, then the SCMI nodes. */

static void cell_buf(struct table *t, struct buf *b)
{
	table_cell(t, "%s", b->len ? buf_str(b) : "-");
	buf_free(b);
}

static void cell_path(struct table *t, const struct dt_node *n)
{
	struct buf b = { 0 };

	if (n)
		dt_path(&b, n);
	cell_buf(t, &b);
}

static void cell_hex(struct table *t, bool known, uint64_t value)
{
	if (known)
		table_cell(t, "0x%" PRIx64, value);
	else
		table_cell(t, "?");
}

static void show_agent(struct table *t, const struct view *v, const struct view_agent *a)
{
	struct buf holders = { 0 };

	if (a->has_id)
		table_cell(t, "%" PRIu32, a->id);
	else
		table_cell(t, v->sci->numbers_agents ? "?" : "-");
	cell_hex(t, a->has_smc_id, a->smc_id);
	cell_hex(t, a->has_page, a->page);
	cell_hex(t, a->has_page, a->size);
	agent_holders(&holders, v, a);
	cell_buf(t, &holders);
	cell_path(t, a->shmem);
}

static void show_agents(struct buf *out, const struct view *v)
{
	static const char *const heading[] = { "agent", "doorbell", "page", "size", "domain",
		"shared memory" };
	struct table t = { .columns = 6 };

	if (!v->n_agents)
		return;
	buf_puts(out, "\nAgents\n");
	table_heading(&t, heading);
	for (size_t i = 0; i < v->n_agents; i++)
		show_agent(&t, v, &v->agents[i]);
	table_end(&t, out, 2);
}

static void show_protocols(
	struct table *t, const struct scmi_model *m, const struct scmi_instance *s, size_t *next)
{
	struct buf list = { 0 };

	for (; *next < m->n_protocols && m->protocols[*next].instance == s; (*next)++)
		if (m->protocols[*next].has_id)
			buf_printf(
				&list, "%s0x%" PRIx32, list.len ? " " : "", m->protocols[*next].id);
	cell_buf(t, &list);
}

static void show_instances(struct buf *out, const struct scmi_model *m)
{
	static const char *const heading[] = { "node", "doorbell", "page", "protocols",
		"shared memory" };
	struct table t = { .columns = 5 };
	size_t next = 0;

	if (!m->n_instances)
		return;
	buf_puts(out, "\nSCMI nodes\n");
	table_heading(&t, heading);
	for (size_t i = 0; i < m->n_instances; i++) {
		const struct scmi_instance *s = &m->instances[i];

		cell_path(&t, s->node);
		cell_hex(&t, s->has_smc_id, s->smc_id);
		cell_hex(&t, s->shmem.node && s->shmem.region.error == DT_ADDR_OK,
			s->shmem.region.addr);
		show_protocols(&t, m, s, &next);
		cell_path(&t, s->shmem.node);
	}
	table_end(&t, out, 2);
}

void show_tables(struct buf *out, const struct sdc_result *r)
{
	struct view v;

	view_read(&v, r);
	report_prediction(out, v.p);
	show_agents(out, &v);
	show_domains(out, &v);
	show_instances(out, r->model);
	view_free(&v);
}
