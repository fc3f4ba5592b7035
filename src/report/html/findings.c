// SPDX-License-Identifier: BSD-2-Clause
/* The findings in full, in the words of the text report. */
#include "report/changes.h"
#include "report/html/html.h"
#include "report/text/excerpt.h"

static void put_excerpt(struct html *h, size_t number, const struct sdc_place *place)
{
	struct buf text = { 0 };

	excerpt(&text, h->r, place, "", "");
	if (text.len) {
		buf_printf(h->out,
			"<pre role=\"region\" tabindex=\"0\" aria-label=\"Source of finding "
			"%zu\"><code>",
			number);
		html_text(h->out, text.data);
		buf_puts(h->out, "</code></pre>\n");
	}
	buf_free(&text);
}

static void put_node(struct buf *out, const char *path, const char *label)
{
	buf_puts(out, "<samp>");
	html_text(out, path);
	buf_puts(out, "</samp>");
	if (!label)
		return;
	buf_puts(out, " (<samp>");
	html_text(out, label);
	buf_puts(out, "</samp>)");
}

static void put_place(struct buf *out, const struct sdc_place *place)
{
	struct buf text = { 0 };

	report_put_place(&text, place);
	buf_puts(out, "<samp>");
	html_text(out, buf_str(&text));
	buf_puts(out, "</samp>");
	buf_free(&text);
}

static void put_related(struct html *h, const struct sdc_related *rel)
{
	buf_puts(h->out, "<dt>See</dt><dd>");
	if (rel->node)
		put_node(h->out, rel->node, rel->label);
	else
		put_place(h->out, &rel->place);
	if (rel->text) {
		buf_puts(h->out, ": ");
		html_text(h->out, rel->text);
	}
	if (rel->node && rel->place.line) {
		buf_puts(h->out, ", at ");
		put_place(h->out, &rel->place);
	}
	buf_puts(h->out, "</dd>\n");
}

static void put_chain(struct html *h, const struct sdc_place *p)
{
	for (p = p->included_from; p; p = p->included_from) {
		buf_puts(h->out, "<dt>Included from</dt><dd>");
		put_place(h->out, p);
		buf_puts(h->out, "</dd>\n");
	}
}

static void put_note(struct html *h, const char *what, const char *text)
{
	if (!text)
		return;
	buf_printf(h->out, "<dt>%s</dt><dd>", what);
	html_text(h->out, text);
	buf_puts(h->out, "</dd>\n");
}

static void put_where(struct html *h, const struct sdc_finding *f)
{
	if (f->domain)
		put_note(h, "Guest", f->domain);
	if (f->node) {
		buf_puts(h->out, "<dt>Node</dt><dd>");
		put_node(h->out, f->node, f->label);
		if (f->property) {
			buf_puts(h->out, ", property <samp>");
			html_text(h->out, f->property);
			if (f->index >= 0)
				buf_printf(h->out, "[%d]", f->index);
			buf_puts(h->out, "</samp>");
		}
		buf_puts(h->out, "</dd>\n");
	}
	buf_puts(h->out, "<dt>Place</dt><dd>");
	put_place(h->out, &f->place);
	buf_puts(h->out, "</dd>\n");
	put_chain(h, &f->place);
}

static void put_fix(struct html *h, size_t number, const struct sdc_fix *fix)
{
	struct buf text = { 0 };

	changes(&text, h->r, fix);
	buf_printf(h->out, "<dt>%s</dt><dd>",
		fix->how == SDC_MACHINE_APPLICABLE ? "Fix" : "Fix, may be wrong");
	html_text(h->out, fix->title);
	if (text.len) {
		buf_printf(h->out,
			"\n<pre role=\"region\" tabindex=\"0\" aria-label=\"Diff of a fix of finding "
			"%zu\"><code>",
			number);
		html_text(h->out, text.data);
		buf_puts(h->out, "</code></pre>");
	}
	buf_puts(h->out, "</dd>\n");
	buf_free(&text);
}

static void put_finding(struct html *h, size_t number, const struct sdc_finding *f)
{
	const char *severity = sdc_severity_name(f->severity);

	buf_printf(h->out,
		"<article class=\"finding %s\" id=\"finding-%zu\">\n<h3><span class=\"%s\">%s"
		"</span>: ",
		severity, number, severity, severity);
	html_text(h->out, f->message);
	buf_puts(h->out, "</h3>\n");
	put_excerpt(h, number, &f->place);
	buf_printf(h->out, "<dl>\n<dt>Rule</dt><dd><code>%s</code></dd>\n", f->rule);
	put_where(h, f);
	for (size_t i = 0; i < f->n_related; i++)
		put_related(h, &f->related[i]);
	put_note(h, report_actor(f->rule), f->effect);
	put_note(h, "Schema", f->schema);
	put_note(h, "Help", f->hint);
	for (size_t i = 0; i < f->n_fixes; i++)
		put_fix(h, number, &f->fixes[i]);
	buf_puts(h->out, "</dl>\n</article>\n");
}

void html_findings(struct html *h)
{
	size_t n = sdc_result_finding_count(h->r);

	buf_puts(h->out, "<section id=\"findings\" aria-labelledby=\"findings-title\">\n"
			 "<h2 id=\"findings-title\">Findings</h2>\n");
	if (!n)
		buf_puts(h->out, "<p>No rule and no schema found a mistake.</p>\n");
	for (size_t i = 0; i < n; i++)
		put_finding(h, i + 1, sdc_result_finding(h->r, i));
	buf_puts(h->out, "</section>\n");
}
