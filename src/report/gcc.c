// SPDX-License-Identifier: BSD-2-Clause
#include "report/report.h"
#include "util/text.h"

/* One line per finding, in the form that editors know from compilers. */
static void put_finding(struct buf *out, const struct sdc_result *r, const struct sdc_finding *f)
{
	struct sdc_place place = report_finding_place(r, f);

	report_put_place(out, &place);
	buf_printf(out, ": %s: ", sdc_severity_name(f->severity));
	if (!place.line) {
		text_clean(out, f->node, TEXT_ONE_LINE);
		buf_puts(out, ": ");
	}
	text_clean(out, f->message, TEXT_ONE_LINE);
	buf_printf(out, " [%s]\n", f->rule);
}

void report_gcc(struct buf *out, const struct results *r, const struct sdc_report_options *opts)
{
	(void)opts;
	for (size_t i = 0; i < r->n; i++)
		for (size_t j = 0; j < sdc_result_finding_count(r->v[i]); j++)
			put_finding(out, r->v[i], sdc_result_finding(r->v[i], j));
}
