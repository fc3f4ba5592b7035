// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "report/report.h"
#include "report/view/consumers.h"
#include "report/view/owners.h"

/*
 * A graph for Graphviz: domains lead to agents, agents to their pages, devices to the SCMI node
 * whose resources they use and, dashed, to the one that they need a permission from.
 */

static void put_quoted(struct buf *out, const char *s)
{
	struct buf clean = { 0 };

	text_clean(&clean, s, TEXT_ONE_LINE);
	for (const char *p = buf_str(&clean); *p; p++) {
		if (*p == '"' || *p == '\\')
			buf_putc(out, '\\');
		buf_putc(out, *p);
	}
	buf_free(&clean);
}

/* A node of the graph that stands for a node of the tree. */
static void put_id(struct buf *out, const struct dt_node *n)
{
	struct buf path = { 0 };

	dt_path(&path, n);
	buf_putc(out, '"');
	put_quoted(out, buf_str(&path));
	buf_putc(out, '"');
	buf_free(&path);
}

static void put_page(struct buf *out, const char *from, const struct scmi_shmem *s)
{
	if (!s->node)
		return;
	buf_printf(out, "  %s -> ", from);
	put_id(out, s->node);
	buf_puts(out, ";\n  ");
	put_id(out, s->node);
	buf_puts(out, " [shape=folder, label=\"");
	if (s->region.error == DT_ADDR_OK)
		buf_printf(out, "page 0x%" PRIx64, s->region.addr);
	else
		buf_puts(out, "page without address");
	buf_puts(out, "\"];\n");
}

static void put_doorbell(struct buf *out, bool known, uint32_t smc_id)
{
	if (known)
		buf_printf(out, "\\ndoorbell 0x%" PRIx32, smc_id);
}

static void put_owner(struct buf *out, const struct sdc_domain *d, const struct scmi_agent *a)
{
	if (!d)
		return;
	buf_puts(out, "  \"domain ");
	put_quoted(out, owner_name(d));
	buf_puts(out, "\" [shape=house, label=\"");
	put_quoted(out, owner_name(d));
	buf_printf(out, "\\n%s\"];\n  \"domain ", sdc_outcome_name(d->outcome));
	put_quoted(out, owner_name(d));
	buf_printf(out, "\" -> agent%u;\n", a->index);
}

static void put_agents(
	struct buf *out, const struct scmi_model *m, const struct sdc_prediction *prediction)
{
	struct owners o;

	if (m->management) {
		buf_puts(out, "  management [label=\"Xen\\nmanagement");
		put_doorbell(out, m->management->has_smc_id, m->management->smc_id);
		buf_puts(out, "\"];\n");
		put_page(out, "management", &m->management->shmem);
	}
	owners_init(&o, prediction);
	for (size_t i = 0; m->n_containers && i < m->containers[0].n_agents; i++) {
		const struct scmi_agent *a = &m->containers[0].agents[i];
		uint32_t id = 0;
		bool known = owners_agent_id(prediction, a, &id);
		char name[32];

		snprintf(name, sizeof(name), "agent%u", a->index);
		buf_printf(out, "  %s [label=\"agent", name);
		if (known)
			buf_printf(out, " %" PRIu32, id);
		put_doorbell(out, true, a->smc_id);
		buf_puts(out, "\"];\n");
		put_page(out, name, &a->shmem);
		put_owner(out, owner_of_agent(&o, prediction, a), a);
	}
	owners_free(&o);
}

static void put_edge(struct buf *out, const struct dt_node *from, const struct dt_node *to)
{
	buf_puts(out, "  ");
	put_id(out, from);
	buf_puts(out, " -> ");
	put_id(out, to);
}

static void put_devices(struct buf *out, const struct scmi_model *m)
{
	struct device_consumers d = { 0 };

	while (consumers_next(m, &d)) {
		for (size_t i = 0; i < d.n_uses; i++) {
			put_edge(out, d.device, d.uses[i].protocol->instance->node);
			buf_puts(out, " [label=\"");
			use_name(out, &d.uses[i]);
			buf_puts(out, "\"];\n");
		}
		for (size_t i = 0; i < d.n_permissions; i++) {
			const struct scmi_permission *p = &d.permissions[i];

			if (!p->has_id || !p->ref.provider)
				continue;
			put_edge(out, d.device, p->ref.provider);
			buf_printf(out, " [style=dashed, label=\"id 0x%" PRIx32 "\"];\n", p->id);
		}
	}
}

static void put_instances(struct buf *out, const struct scmi_model *m)
{
	for (size_t i = 0; i < m->n_instances; i++) {
		const struct scmi_instance *s = &m->instances[i];
		struct buf path = { 0 };

		dt_path(&path, s->node);
		buf_puts(out, "  ");
		put_id(out, s->node);
		buf_puts(out, " [shape=component, label=\"");
		put_quoted(out, buf_str(&path));
		put_doorbell(out, s->has_smc_id, s->smc_id);
		buf_puts(out, "\"];\n");
		buf_free(&path);
	}
}

void show_dot(struct buf *out, const struct sdc_result *r)
{
	buf_puts(out, "digraph scmi {\n  rankdir=LR;\n  node [shape=box];\n");
	put_agents(out, r->model, sdc_result_prediction(r));
	put_instances(out, r->model);
	put_devices(out, r->model);
	buf_puts(out, "}\n");
}
