// SPDX-License-Identifier: BSD-2-Clause
#include "report/result.h"

#include "dt/load.h"

const char *result_line(const struct sdc_result *r, const struct sdc_place *p)
{
	const char *line = NULL;

	switch (p->input) {
	case SDC_INPUT_HOST:
	case SDC_INPUT_OVERLAY:
		return dt_source_line(r->tree, p->file, p->line);
	case SDC_INPUT_GUEST:
		for (size_t i = 0; i < r->n_guest_trees && !line; i++)
			line = dt_source_line(r->guest_trees[i], p->file, p->line);
		return line;
	default:
		return lines_get((struct lines *)&r->lines, p->file, p->line);
	}
}
