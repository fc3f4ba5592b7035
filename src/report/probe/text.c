// SPDX-License-Identifier: BSD-2-Clause
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/files/file.h"
#include "base/options.h"
#include "base/text.h"
#include "probe/probe.h"
#include "probe/protocols/table.h"
#include "report/probe/access.h"
#include "report/probe/json.h"

/* What the channels answered. Names were made printable when they were read. */

static void put_messages(struct buf *out, const uint32_t messages[2])
{
	const char *between = "";

	for (unsigned int m = 0; m < 64;) {
		unsigned int last = m;

		if (!(messages[m / 32] >> m % 32 & 1)) {
			m++;
			continue;
		}
		while (last + 1 < 64 && messages[(last + 1) / 32] >> (last + 1) % 32 & 1)
			last++;
		buf_printf(out, last > m ? "%s0x%x-0x%x" : "%s0x%x", between, m, last);
		between = " ";
		m = last + 1;
	}
}

static void put_resource(struct buf *out, const struct fw_resource *r, const char *what)
{
	const char *between = ": ";

	if (!r->name && !r->n_facts)
		return;
	buf_printf(out, "        %s%s%" PRIu32 " %s", what, *what ? " " : "", r->id,
		r->name ? r->name : "without a name");
	for (size_t i = 0; i < r->n_facts; i++) {
		buf_printf(out, "%s%s ", between, fact_rows[r->facts[i].key].key);
		fact_put(out, &r->facts[i]);
		between = "; ";
	}
	buf_putc(out, '\n');
}

static void put_resources(struct buf *out, const struct fw_protocol *t)
{
	for (unsigned int kind = 0; kind < FW_KINDS; kind++)
		for (size_t i = 0; i < t->n_resources[kind]; i++)
			put_resource(out, &t->resources[kind][i],
				kind ? protocol_resource(t->id, kind, false) : "");
}

static void put_protocol(
	struct buf *out, const struct sdc_probe_protocol *t, const struct fw_protocol *details)
{
	const char *name = scmi_protocol_name(t->id);

	if (!name)
		name = t->id < SCMI_VENDOR_FIRST ? "reserved" : "of the vendor";
	buf_printf(out, "    0x%" PRIx32 " %s", t->id, name);
	if (!t->has_version) {
		buf_puts(out, ": does not answer\n");
		return;
	}
	buf_printf(out, " %" PRIu32 ".%" PRIu32, t->version >> 16, t->version & 0xffff);
	if (t->has_count) {
		buf_puts(out, ", ");
		text_plural(out, t->count, "resource", "resources");
	}
	if (t->groups || t->functions)
		buf_printf(out, ", %" PRIu32 " groups, %" PRIu32 " functions", t->groups,
			t->functions);
	buf_puts(out, "; messages ");
	put_messages(out, t->messages);
	buf_putc(out, '\n');
	if (details)
		put_resources(out, details);
}

static void put_base(struct buf *out, const struct sdc_probe_channel *c)
{
	if (c->has_id)
		buf_printf(out, "    agent %" PRIu32 " \"%s\" of %" PRIu32, c->id,
			c->name ? c->name : "", c->n_agents);
	else if (c->discover_agent == SDC_NO)
		buf_puts(out, "    agent unknown: the firmware has no agent discovery");
	else
		buf_puts(out, "    agent unknown");
	for (size_t i = 0; i < c->n_names; i++)
		buf_printf(out, "%s%" PRIu32 " \"%s\"", i ? ", " : ": ", c->agents[i].id,
			c->agents[i].name);
	buf_putc(out, '\n');
	if (c->vendor) {
		buf_printf(out, "    firmware \"%s\" \"%s\"", c->vendor,
			c->sub_vendor ? c->sub_vendor : "");
		if (c->has_implementation)
			buf_printf(out, " 0x%" PRIx32 "\n", c->implementation);
		else
			buf_puts(out, ", version unknown\n");
	}
	if (c->set_device_permissions != SDC_UNKNOWN)
		buf_printf(out, "    trusted messages: permissions %s, reset %s\n",
			c->set_device_permissions == SDC_YES ? "there" : "not there",
			c->reset_agent_configuration == SDC_YES ? "there" : "not there");
}

static void put_figures(struct buf *out, const struct sdc_probe_channel *c)
{
	if (c->n_timed)
		buf_printf(out,
			"    round trip of %zu: minimum %.1f us, median %.1f us, 99th percentile"
			" %.1f us\n",
			c->n_timed, (double)c->min_ns / 1000, (double)c->median_ns / 1000,
			(double)c->p99_ns / 1000);
}

static void put_look(struct buf *out, const struct sdc_probe_channel *c)
{
	buf_printf(out,
		"    %s%s; last header 0x%" PRIx32 " (protocol 0x%" PRIx32 ", message 0x%" PRIx32
		"), length 0x%" PRIx32 "\n",
		c->page_status & SMT_FREE ? "free" : "busy",
		c->page_status & SMT_ERROR ? ", in error" : "", c->page_header,
		SCMI_HEADER_PROTOCOL(c->page_header), SCMI_HEADER_MESSAGE(c->page_header),
		c->page_length);
}

static void put_negative(struct buf *out, const struct probe_channel *c)
{
	for (size_t i = 0; i < c->n_negative; i++) {
		const struct negative_result *r = &c->negative[i];
		const struct message_row *row = message_row(r->protocol, r->message);

		buf_printf(out, "    %s %s, protocol 0x%x %s: ",
			negative_as_wanted(r) ? "as specified:" : "otherwise:", r->what,
			r->protocol, row ? row->name : "without such a message");
		buf_printf(out, "%s expected, ", scmi_status_name(r->wanted));
		if (r->answer == ANSWER_STATUS || r->answer == ANSWER_BUSY)
			buf_puts(out, scmi_status_name(r->status));
		else
			buf_puts(out, r->answer == ANSWER_OK || r->answer == ANSWER_TRUNCATED
					      ? "success"
					      : "no such answer");
		buf_puts(out, " came\n");
	}
}

static void put_channel(struct buf *out, const struct probe_channel *pc)
{
	const struct sdc_probe_channel *c = &pc->pub;

	buf_printf(out, "%s, page 0x%" PRIx64 ": %s\n", pc->title, c->page,
		sdc_channel_state_name(c->state));
	if (c->state == SDC_CHANNEL_LOOKED_AT)
		put_look(out, c);
	if (!c->has_version)
		return;
	put_base(out, c);
	put_protocol(out, &c->base, NULL);
	for (size_t i = 0; i < c->n_protocols; i++)
		put_protocol(out, &c->protocols[i], &pc->details[i]);
	put_figures(out, c);
	put_negative(out, pc);
}

static void put_access(struct buf *out, const struct sdc_probe *p, const struct access_table *t)
{
	buf_printf(out, "who may change which %s\n", protocol_resource(t->protocol, 0, false));
	for (size_t i = 0; i < t->rows.n; i++) {
		const struct access_row *row = &t->rows.v[i];

		buf_printf(out, "    %" PRIu32, row->first);
		if (row->last > row->first)
			buf_printf(out, "-%" PRIu32, row->last);
		else if (row->name)
			buf_printf(out, " %s", row->name);
		for (size_t j = 0; j < t->n_channels; j++)
			if (row->cells[j].there)
				buf_printf(out, "%s%s: %s", j ? "; " : ": ",
					access_agent(p, t->channels[j]), row->cells[j].text);
		buf_putc(out, '\n');
	}
}

static void put_all_access(struct buf *out, const struct sdc_probe *p)
{
	for (size_t i = 0; i < N_PROTOCOL_TABLES; i++) {
		struct access_table t;

		if (access_table_make(p, protocol_table_at(i)->id, &t))
			put_access(out, p, &t);
		access_table_free(&t);
	}
}

/* The findings, as every command reports them. */
static char *report_text(const struct sdc_probe *p, const struct sdc_report_options *opts)
{
	const struct sdc_result *r = p->result;
	char *text = NULL;
	size_t size = 0;
	FILE *f = open_memstream(&text, &size);

	if (!f || sdc_report(f, &r, 1, opts, NULL) || (ferror(f) | fclose(f)) || !text)
		out_of_memory();
	return text;
}

int sdc_probe_report(FILE *out, const struct sdc_probe *p, const struct sdc_report_options *given,
	struct sdc_error *err)
{
	struct sdc_report_options opts;
	struct buf b = { 0 };
	char *report;
	int ret = options_take(&opts, sizeof(opts), given, "struct sdc_report_options", err);

	if (ret)
		return ret;
	report = report_text(p, &opts);
	if (opts.format == SDC_JSON) {
		probe_json(&b, p, report);
	} else {
		for (size_t i = 0; opts.format == SDC_TEXT && i < p->n_channels; i++)
			put_channel(&b, &p->channels[i]);
		if (opts.format == SDC_TEXT && p->options.deep)
			put_all_access(&b, p);
		buf_puts(&b, report);
	}
	errno = 0;
	if (fwrite(buf_str(&b), 1, b.len, out) != b.len || fflush(out))
		ret = set_error(
			err, SDC_EIO, "cannot write the report: %s", strerror(errno ? errno : EIO));
	buf_free(&b);
	free(report);
	return ret;
}
