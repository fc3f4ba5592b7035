// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "base/text.h"
#include "report/report.h"
#include "report/text/excerpt.h"

struct colors {
	const char *severity[SDC_ERROR + 1];
	const char *bold, *dim, *mark, *off;
};

static const struct colors plain = { { "", "", "" }, "", "", "", "" };
static const struct colors bright = {
	{ "\033[1;36m", "\033[1;35m", "\033[1;31m" },
	"\033[1m",
	"\033[2m",
	"\033[1;32m",
	"\033[0m",
};

static void put_head(struct buf *out, const struct sdc_finding *f, const struct sdc_place *place,
	const struct colors *c)
{
	buf_puts(out, c->bold);
	report_put_place(out, place);
	buf_printf(out, ":%s %s%s:%s %s", c->off, c->severity[f->severity],
		sdc_severity_name(f->severity), c->off, c->bold);
	text_clean(out, f->message, TEXT_ONE_LINE);
	buf_printf(out, "%s %s[%s]%s\n", c->off, c->dim, f->rule, c->off);
}

static void begin_note(struct buf *out, const char *what, const struct colors *c)
{
	buf_printf(out, "%9s %s= %s:%s ", "", c->bold, what, c->off);
}

static void put_note(struct buf *out, const char *what, const char *text, const struct colors *c)
{
	if (!text)
		return;
	begin_note(out, what, c);
	text_clean(out, text, TEXT_ONE_LINE);
	buf_putc(out, '\n');
}

static void put_node(struct buf *out, const struct sdc_finding *f, const struct colors *c)
{
	if (!f->node)
		return;
	begin_note(out, "node", c);
	report_put_node(out, f->node, f->label);
	if (f->property) {
		buf_puts(out, ", property ");
		text_clean(out, f->property, TEXT_ONE_LINE);
		if (f->index >= 0)
			buf_printf(out, "[%d]", f->index);
	}
	buf_putc(out, '\n');
}

static void put_chain(struct buf *out, const struct sdc_place *p, const struct colors *c)
{
	for (p = p->included_from; p; p = p->included_from) {
		buf_printf(out, "%9s %s= included from%s ", "", c->bold, c->off);
		text_clean(out, p->file, TEXT_ONE_LINE);
		buf_printf(out, ":%u\n", p->line);
	}
}

static void put_related(struct buf *out, const struct sdc_related *rel, const struct colors *c)
{
	struct sdc_place place = rel->place;

	begin_note(out, "see", c);
	if (rel->node)
		report_put_node(out, rel->node, rel->label);
	else
		report_put_place(out, &place);
	if (rel->text) {
		buf_puts(out, ": ");
		text_clean(out, rel->text, TEXT_ONE_LINE);
	}
	if (rel->node && place.line) {
		buf_puts(out, ", at ");
		report_put_place(out, &place);
	}
	buf_putc(out, '\n');
}

/* What scmi-dtcheck fix would do. */
static const char *fix_label(const struct sdc_fix *fix)
{
	return fix->how == SDC_MACHINE_APPLICABLE ? "fix" : "fix (may be wrong)";
}

static void put_finding(struct buf *out, const struct sdc_result *r, const struct sdc_finding *f,
	const struct colors *c)
{
	struct sdc_place place = f->place;

	put_head(out, f, &place, c);
	excerpt(out, r, &place, c->mark, c->off);
	put_chain(out, &place, c);
	put_node(out, f, c);
	for (size_t i = 0; i < f->n_related; i++)
		put_related(out, &f->related[i], c);
	put_note(out, report_actor(f->rule), f->effect, c);
	put_note(out, "schema", f->schema, c);
	put_note(out, "help", f->hint, c);
	for (size_t i = 0; i < f->n_fixes; i++)
		put_note(out, fix_label(&f->fixes[i]), f->fixes[i].title, c);
}

static void put_summary(struct buf *out, const struct sdc_result *r, bool name)
{
	size_t notes = sdc_result_count(r, SDC_NOTE);

	if (name) {
		text_clean(out, r->tree->file, TEXT_ONE_LINE);
		buf_puts(out, ": ");
	}
	text_plural(out, sdc_result_count(r, SDC_ERROR), "error", "errors");
	buf_puts(out, ", ");
	text_plural(out, sdc_result_count(r, SDC_WARNING), "warning", "warnings");
	if (notes) {
		buf_puts(out, ", ");
		text_plural(out, notes, "note", "notes");
	}
	buf_puts(out, "; ");
	if (r->broken)
		buf_puts(out, "not checked");
	else
		text_plural(out, r->tree->n_nodes, "node", "nodes");
	buf_putc(out, '\n');
}

static void put_findings(
	struct buf *out, const struct sdc_result *r, size_t limit, const struct colors *c)
{
	size_t n = sdc_result_finding_count(r), listed = limit && limit < n ? limit : n;

	for (size_t i = 0; i < listed; i++)
		put_finding(out, r, sdc_result_finding(r, i), c);
	if (listed < n)
		buf_printf(out, "and %zu more; --max-findings lists them\n", n - listed);
}

void report_text(struct buf *out, const struct results *r, const struct sdc_report_options *opts)
{
	const struct colors *c = opts->color ? &bright : &plain;

	for (size_t i = 0; i < r->n; i++) {
		const struct sdc_result *one = r->v[i];
		const struct sdc_prediction *p = sdc_result_prediction(one);

		if (opts->quiet && !sdc_result_finding_count(one))
			continue;
		put_findings(out, one, opts->max_findings, c);
		if (!p->none && !one->broken)
			report_prediction(out, p);
		if (p->registered && !sdc_result_count(one, SDC_ERROR))
			report_agents(out, one);
		put_summary(out, one, r->n > 1);
	}
}
