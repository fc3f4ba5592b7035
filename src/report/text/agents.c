// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>

#include "report/report.h"
#include "report/text/table.h"
#include "report/view/view.h"

static void put_channel(struct table *t, const struct view *v, const struct sdc_channel *c)
{
	struct view_agent a = agent_of_channel(v, c);
	struct buf holders = { 0 };

	if (c->id_known)
		table_cell(t, "%" PRIu32, c->agent_id);
	else
		table_cell(t, v->sci->numbers_agents ? "?" : "-");
	table_cell(t, "0x%" PRIx32, c->smc_id);
	table_cell(t, "0x%" PRIx64, c->address);
	agent_holders(&holders, v, &a);
	table_cell(t, "%s", buf_str(&holders));
	buf_free(&holders);
}

void report_agents(struct buf *out, const struct sdc_result *r)
{
	static const char *const heading[] = { "agent", "doorbell", "page", "domain" };
	struct table t = { .columns = 4 };
	struct view v;

	if (!r->prediction.n_channels)
		return;
	view_read_channels(&v, r);
	table_heading(&t, heading);
	for (size_t i = 0; i < v.p->n_channels; i++)
		put_channel(&t, &v, &v.p->channels[i]);
	table_end(&t, out, 2);
	view_free(&v);
}
