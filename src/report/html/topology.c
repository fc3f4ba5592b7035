// SPDX-License-Identifier: BSD-2-Clause
/* The topology as tables: what the drawing shows, and all that it has no room for. */
#include <inttypes.h>

#include "base/text.h"
#include "report/html/html.h"

#define MAX_NAMED 8 /* domains that are to have one agent */

static void put_holders(struct html *h, const struct view_agent *a)
{
	size_t next = 0, n = 0;
	int party;

	while ((party = agent_holder(a, &next)) != PARTY_NONE) {
		const char *word = agent_word(&h->v, a, party);

		if (n == MAX_NAMED) {
			buf_puts(h->out, "<br/>and more");
			return;
		}
		buf_puts(h->out, n++ ? "<br/>and " : "");
		html_party(h, party);
		if (word)
			buf_printf(h->out, " (%s)", word);
	}
	if (!n)
		buf_putc(h->out, '-');
	if (n > 1)
		buf_puts(h->out, "<br/><strong class=\"alarm\">one agent for several</strong>");
}

static void put_agent(struct html *h, const struct view_agent *a)
{
	struct buf *out = h->out;

	buf_puts(out, "<tr><th scope=\"row\">");
	if (a->has_id)
		buf_printf(out, "%" PRIu32, a->id);
	else
		buf_puts(out, "?");
	buf_puts(out, "</th><td>");
	html_hex(out, a->has_smc_id, a->smc_id);
	buf_puts(out, "</td><td>");
	html_hex(out, a->has_page, a->page);
	buf_puts(out, "</td><td>");
	html_hex(out, a->has_page, a->size);
	buf_puts(out, "</td><td>");
	html_path(out, a->shmem);
	buf_puts(out, a->management ? "</td><td class=\"whole\">" : "</td><td>");
	put_holders(h, a);
	buf_puts(out, "</td><td>");
	html_beside(h, a->about, 2);
	buf_puts(out, "</td></tr>\n");
}

static void put_agents(struct html *h)
{
	static const char *const head[] = { "Agent", "Doorbell", "Page", "Size", "Shared memory",
		"Domain", "Findings", NULL };
	const struct view_agent *list = h->v.agents;
	size_t n = h->v.n_agents;

	if (n) {
		html_table(h, "table-agents", "Agents, as the tree names them", head);
		for (size_t i = 0; i < n; i++)
			put_agent(h, &list[i]);
		html_table_end(h);
	}
}

/* The protocols of one instance; @next goes on behind them. */
static void put_protocols(struct html *h, const struct scmi_instance *s, size_t *next)
{
	const struct scmi_model *m = h->r->model;
	bool any = false;

	for (; *next < m->n_protocols && m->protocols[*next].instance == s; (*next)++) {
		const struct scmi_protocol *p = &m->protocols[*next];
		const char *name = p->has_id ? scmi_protocol_name(p->id) : NULL;

		if (!p->has_id)
			continue;
		buf_printf(h->out, "%s<code>0x%" PRIx32 "</code>%s%s", any ? ", " : "", p->id,
			name ? " " : "", name ? name : "");
		any = true;
	}
	if (!any)
		buf_puts(h->out, "-");
}

/* Findings about the table as a whole have no agent to stand beside. */
static void put_container(struct html *h, const struct dt_node *n)
{
	struct view_about about = { n, NULL, -1 };

	buf_puts(h->out, "<tr><th scope=\"row\">");
	html_path(h->out, n);
	buf_puts(h->out, "</th><td>-</td><td>-</td><td>the table of agents</td><td>");
	html_beside(h, &about, 1);
	buf_puts(h->out, "</td></tr>\n");
}

static void put_instances(struct html *h)
{
	static const char *const head[] = { "Node", "Doorbell", "Page", "Protocols", "Findings",
		NULL };
	const struct scmi_model *m = h->r->model;
	size_t next = 0;

	if (!m->n_instances && !m->n_containers)
		return;
	html_table(h, "table-nodes", "SCMI nodes", head);
	for (size_t i = 0; i < m->n_instances; i++) {
		const struct scmi_instance *s = &m->instances[i];
		struct view_about about[] = { { s->node, NULL, -1 }, { s->shmem.node, NULL, -1 } };

		buf_puts(h->out, "<tr><th scope=\"row\">");
		html_path(h->out, s->node);
		buf_puts(h->out, "</th><td>");
		html_hex(h->out, s->has_smc_id, s->smc_id);
		buf_puts(h->out, "</td><td>");
		html_hex(h->out, s->shmem.node && s->shmem.region.error == DT_ADDR_OK,
			s->shmem.region.addr);
		buf_puts(h->out, "</td><td>");
		put_protocols(h, s, &next);
		buf_puts(h->out, "</td><td>");
		html_beside(h, about, 2);
		buf_puts(h->out, "</td></tr>\n");
	}
	for (size_t i = 0; i < m->n_containers; i++)
		put_container(h, m->containers[i].node);
	html_table_end(h);
}

void html_topology(struct html *h)
{
	put_agents(h);
	put_instances(h);
	if (!h->r->model->n_instances && !h->r->model->n_containers && !h->v.devices.n)
		buf_puts(h->out, "<p>The tree has no SCMI node and no device that uses one.</p>\n");
}
