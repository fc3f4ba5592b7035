// SPDX-License-Identifier: BSD-2-Clause
#include "base/text.h"
#include "report/report.h"

static void put_line(
	struct buf *out, const struct sdc_finding *f, const char *kind, const char *text)
{
	struct sdc_place place = f->place;

	report_put_place(out, &place);
	buf_printf(out, ": %s: ", kind);
	if (!place.line && f->node) {
		text_clean(out, f->node, TEXT_ONE_LINE);
		buf_puts(out, ": ");
	}
	text_clean(out, text, TEXT_ONE_LINE);
}

/* One line per finding, in the form that editors know from compilers. */
static void put_finding(struct buf *out, const struct sdc_finding *f, bool notes)
{
	put_line(out, f, sdc_severity_name(f->severity), f->message);
	buf_printf(out, " [%s]\n", f->rule);
	if (!notes || !f->hint)
		return;
	put_line(out, f, "note", f->hint);
	buf_putc(out, '\n');
}

void report_gcc(struct buf *out, const struct results *r, const struct sdc_report_options *opts)
{
	for (size_t i = 0; i < r->n; i++)
		for (size_t j = 0; j < sdc_result_finding_count(r->v[i]); j++)
			put_finding(out, sdc_result_finding(r->v[i], j), opts->notes);
}
