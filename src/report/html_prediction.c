// SPDX-License-Identifier: BSD-2-Clause
/* What Xen will do, and the counts. */
#include "report/html.h"
#include "util/text.h"

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
	buf_printf(h->out, "<p>%s</p>\n", buf_str(&b));
	buf_free(&b);
}

static void put_verdict(struct html *h)
{
	struct buf text = { 0 };

	report_prediction(&text, h->p);
	buf_printf(h->out,
		"<div class=\"verdict %s\">\n<p><strong>Verdict: <code>%s</code></strong></p>\n<p>",
		h->p->verdict == SDC_ACCEPT ? "good" : "bad", sdc_verdict_name(h->p->verdict));
	html_text(h->out, buf_str(&text));
	buf_puts(h->out, "</p>\n");
	if (h->p->rule) {
		buf_puts(h->out, "<p>Because of: ");
		html_cause(h, h->p->rule);
		buf_puts(h->out, "</p>\n");
	}
	put_counts(h);
	buf_puts(h->out, "</div>\n");
	buf_free(&text);
}

static void put_domain(struct html *h, const struct sdc_domain *d)
{
	struct html_about about = { .index = -1 };

	buf_puts(h->out, "<tr><th scope=\"row\">");
	html_text(h->out, owner_name(d));
	buf_puts(h->out, "</th><td>");
	if (d->has_id)
		buf_printf(h->out, "%u", d->agent_id);
	else
		buf_puts(h->out, "-");
	buf_printf(h->out, "</td><td>%s</td><td>",
		d->outcome == SDC_NOT_REACHED ? "not reached" : sdc_outcome_name(d->outcome));
	if (d->rule)
		html_cause(h, d->rule);
	else
		buf_puts(h->out, "-");
	buf_puts(h->out, "</td><td>");
	about.node = d->node ? dt_by_path(h->r->tree, d->node) : NULL;
	html_beside(h, &about, 1);
	buf_puts(h->out, "</td></tr>\n");
}

void html_prediction(struct html *h)
{
	static const char *const head[] = { "Domain", "Agent", "Outcome", "Because of", "Findings",
		NULL };

	buf_puts(h->out, "<section id=\"prediction\" aria-labelledby=\"prediction-title\">\n"
			 "<h2 id=\"prediction-title\">Prediction</h2>\n");
	put_verdict(h);
	if (h->p->n_domains) {
		html_table(h, "table-domains", "Domains: what each gets", head);
		for (size_t i = 0; i < h->p->n_domains; i++)
			put_domain(h, &h->p->domains[i]);
		html_table_end(h);
	}
	buf_puts(h->out, "</section>\n");
}
