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

void html_prediction(struct html *h)
{
	buf_puts(h->out, "<section id=\"prediction\" aria-labelledby=\"prediction-title\">\n"
			 "<h2 id=\"prediction-title\">What boots, and who gets what</h2>\n");
	put_verdict(h);
	html_cards(h);
	buf_puts(h->out, "</section>\n");
}
