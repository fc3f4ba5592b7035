// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>

#include "probe/probe.h"
#include "scmi/firmware/firmware_diff.h"

/* What the firmware was expected to answer, and what it answered before. */

static bool was_asked(const struct sdc_probe *p, uint32_t smc_id)
{
	for (size_t i = 0; i < p->n_channels; i++)
		if (p->channels[i].pub.has_smc_id && p->channels[i].pub.smc_id == smc_id)
			return p->channels[i].pub.state != SDC_CHANNEL_LEFT_ALONE;
	return false;
}

static void report(
	void *ctx, enum firmware_difference kind, const struct fw_agent *agent, const char *text)
{
	struct sdc_probe *p = ctx;
	struct probe_channel *c = probe_by_doorbell(p, agent->smc_id);
	struct finding *f;

	if (kind == DIFFERENCE_AGENT_GONE && !was_asked(p, agent->smc_id))
		return;
	if (c)
		f = probe_report_more(p, c, RULE_PROBE_EXPECTED, "%s", text);
	else
		f = finding_add(p->findings, rule_row(RULE_PROBE_EXPECTED), p->tree->nodes, NULL,
			-1, "doorbell 0x%" PRIx32 ": %s", agent->smc_id, text);
	finding_hint(p->findings, f, "save a description anew if that is meant");
}

void probe_expect(struct sdc_probe *p)
{
	const struct firmware *now = probe_discovered(p, false);
	struct firmware_diff d = { .after = now, .say = report, .ctx = p };

	if (!p->options.expected || !now)
		return;
	d.before = p->options.expected->fw;
	firmware_diff(&d);
}

struct lines {
	FILE *out;
	size_t n;
};

static void put_line(
	void *ctx, enum firmware_difference kind, const struct fw_agent *agent, const char *text)
{
	struct lines *l = ctx;
	char who[FW_AGENT_TEXT];

	(void)kind;
	fprintf(l->out, "%s: %s\n", fw_agent_text(agent, who), text);
	l->n++;
}

size_t probe_changes(FILE *out, const struct sdc_probe *before, const struct sdc_probe *after)
{
	struct lines l = { .out = out };
	struct firmware_diff d = { .before = probe_discovered(before, false),
		.after = probe_discovered(after, false),
		.changing = true,
		.say = put_line,
		.ctx = &l };

	if (d.before && d.after) {
		firmware_diff(&d);
	} else if (d.before || d.after) {
		fputs(d.after ? "the firmware answers, before it did not\n"
			      : "the firmware does not answer, before it did\n",
			out);
		l.n++;
	}
	return l.n;
}
