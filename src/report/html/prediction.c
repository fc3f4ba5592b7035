// SPDX-License-Identifier: BSD-2-Clause
/* What Xen will do, and the counts. */
#include <string.h>

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

static void put_line(struct html *h, const char *open, struct buf *text, const char *close)
{
	if (text->len) {
		buf_puts(h->out, open);
		html_text(h->out, buf_str(text));
		buf_puts(h->out, close);
	}
	buf_free(text);
	*text = (struct buf){ 0 };
}

static void put_cause(struct html *h, const char *rule)
{
	if (!rule)
		return;
	buf_puts(h->out, "<p>Because of: ");
	html_cause(h, rule);
	buf_puts(h->out, "</p>\n");
}

static void put_assumed(struct html *h, const struct sdc_boot *b)
{
	for (size_t i = 0; i < b->n_assumed; i++) {
		buf_puts(h->out, "<p>Assumed: ");
		html_text(h->out, b->assumed[i]);
		buf_puts(h->out, "</p>\n");
	}
}

/* Xen may accept what the rules find dangerous. */
static bool is_good(const struct html *h)
{
	const struct sdc_boot *b = &h->p->boot;

	return h->p->verdict == SDC_ACCEPT && b->verdict == SDC_BOOTS &&
	       !sdc_result_count(h->r, SDC_ERROR);
}

/* A tree without SCMI for Xen that boots with no more than notes. */
static bool is_nothing(const struct html *h)
{
	const struct sdc_prediction *p = h->p;

	return !p->registered && !p->rule &&
	       (p->boot.verdict == SDC_BOOTS || p->boot.verdict == SDC_BOOTS_WITH_LOSS) &&
	       !sdc_result_count(h->r, SDC_ERROR) && !sdc_result_count(h->r, SDC_WARNING);
}

static void put_verdict(struct html *h)
{
	const struct sdc_prediction *p = h->p;
	const char *class = is_good(h) ? " good" : is_nothing(h) ? "" : " bad";
	struct buf text = { 0 };

	buf_printf(h->out, "<div class=\"verdict%s\">\n", class);
	report_boot(&text, &p->boot);
	put_line(h, "<p class=\"boot\"><strong>", &text, "</strong></p>\n");
	put_cause(h, p->boot.rule);
	report_scmi(&text, p);
	put_line(h, "<p>", &text, "");
	if (*class)
		buf_printf(h->out, " (<code>%s</code>)", sdc_verdict_name(p->verdict));
	buf_puts(h->out, "</p>\n");
	if (!p->boot.rule || !p->rule || strcmp(p->boot.rule, p->rule) != 0)
		put_cause(h, p->rule);
	put_assumed(h, &p->boot);
	put_counts(h);
	put_plan(h);
	buf_puts(h->out, "</div>\n");
}

void html_prediction(struct html *h)
{
	buf_puts(h->out, "<section id=\"prediction\" aria-labelledby=\"prediction-title\">\n"
			 "<h2 id=\"prediction-title\">What boots, and who gets what</h2>\n");
	put_verdict(h);
	html_cards(h);
	buf_puts(h->out, "</section>\n");
}
