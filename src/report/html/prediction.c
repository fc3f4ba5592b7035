// SPDX-License-Identifier: BSD-2-Clause
/* What Xen will do, and the counts. */
#include "base/text.h"
#include "report/html/html.h"

static void put_counts(struct html *h)
{
	struct buf b = { 0 };

	text_plural(&b, sdc_result_count(h->r, SDC_ERROR), "error", "errors");
	buf_puts(&b, ", ");
	text_plural(&b, sdc_result_count(h->r, SDC_WARNING), "warning", "warnings");
	buf_puts(&b, ", ");
	text_plural(&b, sdc_result_count(h->r, SDC_NOTE), "note", "notes");
	buf_puts(&b, "; ");
	text_plural(&b, h->r->tree->n_nodes, "node", "nodes");
	buf_printf(h->out, "<p><strong><a href=\"#findings\">Findings</a>: %s</strong></p>\n",
		buf_str(&b));
	buf_free(&b);
}

static void put_plan(struct html *h)
{
	const struct plan *plan = h->r->plan.plan;
	struct buf b = { 0 };

	if (!plan)
		return;
	text_plural(&b, plan->n_guests, "guest is", "guests are");
	buf_printf(h->out, "<p>Manifest: %s planned; %s</p>\n", buf_str(&b),
		plan->complete ? "no error stands against the plan"
			       : "errors stand against the plan, so that no files are generated");
	buf_free(&b);
}

/* Xen may accept what the rules find dangerous. */
static void put_verdict(struct html *h)
{
	bool good = h->p->verdict == SDC_ACCEPT && !sdc_result_count(h->r, SDC_ERROR);
	struct buf text = { 0 };

	report_prediction(&text, h->p);
	buf_printf(h->out, "<div class=\"verdict %s\">\n", good ? "good" : "bad");
	put_counts(h);
	buf_printf(h->out, "<p><strong>What Xen will do: <code>%s</code></strong></p>\n<p>",
		sdc_verdict_name(h->p->verdict));
	html_text(h->out, buf_str(&text));
	buf_puts(h->out, "</p>\n");
	if (h->p->rule) {
		buf_puts(h->out, "<p>Because of: ");
		html_cause(h, h->p->rule);
		buf_puts(h->out, "</p>\n");
	}
	put_plan(h);
	buf_puts(h->out, "</div>\n");
	buf_free(&text);
}

/* What the host tree alone gives. */
static void put_outcome(struct html *h, const struct sdc_domain *d)
{
	buf_puts(h->out, "<td>");
	if (!d)
		buf_puts(h->out, "not in the host tree</td><td>-</td>");
	else if (d->outcome == SDC_NOT_REACHED)
		buf_puts(h->out, "not reached</td><td>");
	else
		buf_printf(h->out, "%s</td><td>", sdc_outcome_name(d->outcome));
	if (!d)
		return;
	if (d->rule)
		html_cause(h, d->rule);
	else
		buf_puts(h->out, "-");
	buf_puts(h->out, "</td>");
}

static void put_planned(struct html *h, const struct plan_guest *g)
{
	buf_puts(h->out, "<td>");
	if (!g)
		buf_puts(h->out, "-");
	else if (g->sci == PLAN_SCI_NONE)
		buf_puts(h->out, "no SCMI");
	else if (!g->page_size)
		buf_puts(h->out, "no channel for it");
	else if (g->sci == PLAN_SCI_MULTI_AGENT)
		buf_printf(h->out, "agent %u", g->agent_id);
	else
		buf_puts(h->out, "the host's channel");
	if (g)
		buf_puts(h->out, g->boot == PLAN_XL ? ", started by xl" : ", started by Xen");
	buf_puts(h->out, "</td>");
}

static void put_party(struct html *h, int party)
{
	const struct view_party *p = &h->v.parties.v[party];
	const struct sdc_domain *d = p->domain;
	struct view_about about = { .index = -1 };

	buf_puts(h->out, "<tr><th scope=\"row\">");
	html_text(h->out, p->name);
	buf_puts(h->out, "</th><td>");
	if (d && d->has_id)
		buf_printf(h->out, "%u", d->agent_id);
	else
		buf_puts(h->out, "-");
	buf_puts(h->out, "</td>");
	put_outcome(h, d);
	if (h->r->plan.plan)
		put_planned(h, p->guest);
	buf_puts(h->out, "<td>");
	about.node = d && d->node ? dt_by_path(h->r->tree, d->node) : NULL;
	html_beside_party(h, party, &about);
	buf_puts(h->out, "</td></tr>\n");
}

static void put_domains(struct html *h)
{
	const char *head[] = { "Domain", "Agent", "Outcome", "Because of", "Findings", NULL, NULL };

	if (h->r->plan.plan) {
		head[4] = "By the manifest";
		head[5] = "Findings";
	}
	html_table(h, "table-domains", "Domains: what each gets", head);
	for (size_t i = 0; i < h->v.parties.n; i++)
		put_party(h, (int)i);
	html_table_end(h);
}

void html_prediction(struct html *h)
{
	buf_puts(h->out, "<section id=\"prediction\" aria-labelledby=\"prediction-title\">\n"
			 "<h2 id=\"prediction-title\">Prediction</h2>\n");
	put_verdict(h);
	if (h->p->n_domains || h->v.parties.n > 1)
		put_domains(h);
	buf_puts(h->out, "</section>\n");
}
