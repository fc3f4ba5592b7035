// SPDX-License-Identifier: BSD-2-Clause
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/jsonw.h"
#include "base/text.h"
#include "probe/probe.h"
#include "probe/protocols/table.h"
#include "report/probe_access.h"

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

static void json_fact(struct jsonw *w, const struct fact *f)
{
	const struct fact_row *row = &fact_rows[f->key];

	jsonw_key(w, row->key);
	if (row->kind == FACT_LIST) {
		jsonw_array(w);
		for (size_t i = 0; i < f->n_list; i++)
			jsonw_number(w, f->list[i]);
		jsonw_end_array(w);
	} else if (row->kind == FACT_TEXT) {
		jsonw_string(w, f->text);
	} else if (row->kind == FACT_BOOL) {
		jsonw_bool(w, f->number);
	} else if (row->kind == FACT_INT) {
		jsonw_signed(w, (int64_t)f->number);
	} else {
		jsonw_number(w, f->number);
	}
}

static void json_resources(
	struct jsonw *w, const char *key, const struct fw_resource *list, size_t n)
{
	if (!n)
		return;
	jsonw_key(w, key);
	jsonw_array(w);
	for (size_t i = 0; i < n; i++) {
		jsonw_object(w);
		jsonw_key_number(w, "id", list[i].id);
		jsonw_key_string(w, "name", list[i].name);
		for (size_t j = 0; j < list[i].n_facts; j++)
			json_fact(w, &list[i].facts[j]);
		jsonw_end_object(w);
	}
	jsonw_end_array(w);
}

static void json_protocol(
	struct jsonw *w, const struct sdc_probe_protocol *t, const struct fw_protocol *details)
{
	jsonw_object(w);
	jsonw_key_number(w, "id", t->id);
	jsonw_key_optional(w, "version", t->has_version, t->version);
	jsonw_key_optional(w, "resources", t->has_count, t->count);
	if (t->id == SCMI_PINCTRL) {
		jsonw_key_number(w, "groups", t->groups);
		jsonw_key_number(w, "functions", t->functions);
	}
	jsonw_key(w, "messages");
	jsonw_array(w);
	for (unsigned int m = 0; m < 64; m++)
		if (t->messages[m / 32] >> m % 32 & 1)
			jsonw_number(w, m);
	jsonw_end_array(w);
	if (t->n_names) {
		jsonw_key(w, "names");
		jsonw_array(w);
		for (size_t i = 0; i < t->n_names; i++)
			jsonw_string(w, t->names[i]);
		jsonw_end_array(w);
	}
	if (details) {
		json_resources(w, "items", details->resources[0], details->n_resources[0]);
		json_resources(w, "group_items", details->resources[1], details->n_resources[1]);
		json_resources(w, "function_items", details->resources[2], details->n_resources[2]);
	}
	jsonw_end_object(w);
}

static void json_known(struct jsonw *w, const char *key, enum sdc_answer answer)
{
	jsonw_key(w, key);
	if (answer == SDC_UNKNOWN)
		jsonw_null(w);
	else
		jsonw_bool(w, answer == SDC_YES);
}

static void json_base(struct jsonw *w, const struct probe_channel *pc, bool deep)
{
	const struct sdc_probe_channel *c = &pc->pub;

	jsonw_key_optional(w, "agent_id", c->has_id, c->id);
	jsonw_key_string(w, "agent_name", c->name);
	jsonw_key_optional(w, "agents", c->has_attributes, c->n_agents);
	jsonw_key_string(w, "vendor", c->vendor);
	jsonw_key_string(w, "sub_vendor", c->sub_vendor);
	jsonw_key_optional(w, "implementation", c->has_implementation, c->implementation);
	json_known(w, "set_device_permissions", c->set_device_permissions);
	json_known(w, "reset_agent_configuration", c->reset_agent_configuration);
	jsonw_key(w, "agent_names");
	jsonw_array(w);
	for (size_t i = 0; i < c->n_names; i++) {
		jsonw_object(w);
		jsonw_key_number(w, "id", c->agents[i].id);
		jsonw_key_string(w, "name", c->agents[i].name);
		jsonw_end_object(w);
	}
	jsonw_end_array(w);
	jsonw_key(w, "protocols");
	jsonw_array(w);
	if (c->has_version)
		json_protocol(w, &c->base, NULL);
	for (size_t i = 0; i < c->n_protocols; i++)
		json_protocol(w, &c->protocols[i], deep ? &pc->details[i] : NULL);
	jsonw_end_array(w);
}

static void json_figures(struct jsonw *w, const struct sdc_probe_channel *c)
{
	jsonw_key_number(w, "messages", c->messages);
	jsonw_key_number(w, "words_written", c->words_written);
	jsonw_key_number(w, "doorbell_ns", c->doorbell_ns);
	if (!c->n_timed)
		return;
	jsonw_key(w, "round_trip");
	jsonw_object(w);
	jsonw_key_number(w, "count", c->n_timed);
	jsonw_key_number(w, "min_ns", c->min_ns);
	jsonw_key_number(w, "median_ns", c->median_ns);
	jsonw_key_number(w, "p99_ns", c->p99_ns);
	jsonw_end_object(w);
}

static void json_negative(struct jsonw *w, const struct probe_channel *c)
{
	if (!c->n_negative)
		return;
	jsonw_key(w, "conformance");
	jsonw_array(w);
	for (size_t i = 0; i < c->n_negative; i++) {
		const struct negative_result *r = &c->negative[i];
		bool status = r->answer == ANSWER_STATUS || r->answer == ANSWER_BUSY;

		jsonw_object(w);
		jsonw_key_string(w, "request", r->what);
		jsonw_key_number(w, "protocol", r->protocol);
		jsonw_key_number(w, "message", r->message);
		jsonw_key(w, "expected");
		jsonw_signed(w, r->wanted);
		jsonw_key(w, "status");
		if (status || r->answer == ANSWER_OK)
			jsonw_signed(w, r->status);
		else
			jsonw_null(w);
		jsonw_end_object(w);
	}
	jsonw_end_array(w);
}

static void json_channel(struct jsonw *w, const struct probe_channel *pc, bool deep)
{
	const struct sdc_probe_channel *c = &pc->pub;

	jsonw_object(w);
	jsonw_key_string(w, "role", sdc_role_name(c->role));
	jsonw_key_string(w, "state", sdc_channel_state_name(c->state));
	jsonw_key_string(w, "node", c->node);
	jsonw_key_optional(w, "table_id", c->has_table_id, c->table_id);
	jsonw_key_optional(w, "smc_id", c->has_smc_id, c->smc_id);
	jsonw_key_number(w, "page", c->page);
	jsonw_key_optional(w, "page_status", c->looked, c->page_status);
	jsonw_key_optional(w, "page_length", c->looked, c->page_length);
	jsonw_key_optional(w, "page_header", c->looked, c->page_header);
	json_base(w, pc, deep);
	json_figures(w, c);
	json_negative(w, pc);
	jsonw_end_object(w);
}

static void put_json(struct buf *out, const struct sdc_probe *p, const char *report)
{
	struct jsonw w = { .out = out };

	buf_puts(out, "{\n\"channels\": ");
	jsonw_array(&w);
	for (size_t i = 0; i < p->n_channels; i++)
		json_channel(&w, &p->channels[i], p->options.deep);
	jsonw_end_array(&w);
	buf_printf(out, ",\n\"report\": %s}\n", report);
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
			if (*row->cells[j])
				buf_printf(out, "%s%s: %s", j ? "; " : ": ",
					access_agent(p, t->channels[j]), row->cells[j]);
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

int sdc_probe_report(FILE *out, const struct sdc_probe *p, const struct sdc_report_options *opts,
	struct sdc_error *err)
{
	char *report = report_text(p, opts);
	struct buf b = { 0 };
	int ret = 0;

	if (opts->format == SDC_JSON) {
		put_json(&b, p, report);
	} else {
		for (size_t i = 0; opts->format == SDC_TEXT && i < p->n_channels; i++)
			put_channel(&b, &p->channels[i]);
		if (opts->format == SDC_TEXT && p->options.deep)
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
