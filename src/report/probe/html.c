// SPDX-License-Identifier: BSD-2-Clause
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "base/files/file.h"
#include "probe/protocols/table.h"
#include "report/html/html.h"
#include "report/probe/access.h"

/* What the channels answered, as a page of its own: well-formed XML, no scripts. */

static void cell(struct buf *out, const char *tag, const char *text)
{
	buf_printf(out, "<%s>", tag);
	html_text(out, text);
	buf_printf(out, "</%s>", tag);
}

static void heading(struct buf *out, int level, const char *text)
{
	buf_printf(out, "<h%d>", level);
	html_text(out, text);
	buf_printf(out, "</h%d>\n", level);
}

/* The columns are the facts that one of the resources has. */
static size_t columns_of(const struct fw_resource *list, size_t n, bool has[N_FACTS])
{
	size_t columns = 0;

	memset(has, 0, N_FACTS * sizeof(*has));
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < list[i].n_facts; j++)
			has[list[i].facts[j].key] = true;
	for (size_t key = 0; key < N_FACTS; key++)
		columns += has[key];
	return columns;
}

static void put_fact(struct buf *out, const struct fact *f)
{
	struct buf text = { 0 };

	if (f)
		fact_put(&text, f);
	cell(out, "td", buf_str(&text));
	buf_free(&text);
}

static void put_resources(struct buf *out, const struct fw_protocol *t, unsigned int kind)
{
	const struct fw_resource *list = t->resources[kind];
	size_t n = t->n_resources[kind];
	bool has[N_FACTS];

	if (!n || (!columns_of(list, n, has) && !list[0].name))
		return;
	buf_puts(out, "<table><thead><tr>");
	cell(out, "th", protocol_resource(t->id, kind, false));
	cell(out, "th", "name");
	for (size_t key = 0; key < N_FACTS; key++)
		if (has[key])
			cell(out, "th", fact_rows[key].key);
	buf_puts(out, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < n; i++) {
		buf_printf(out, "<tr><td>%" PRIu32 "</td>", list[i].id);
		cell(out, "td", list[i].name ? list[i].name : "");
		for (size_t key = 0; key < N_FACTS; key++)
			if (has[key])
				put_fact(out, fact_of(&list[i], (enum fact_key)key));
		buf_puts(out, "</tr>\n");
	}
	buf_puts(out, "</tbody></table>\n");
}

static void put_protocol(
	struct buf *out, const struct sdc_probe_protocol *t, const struct fw_protocol *details)
{
	const char *name = scmi_protocol_name(t->id);
	struct buf text = { 0 };

	buf_printf(&text, "0x%" PRIx32 " %s", t->id,
		name                        ? name
		: t->id < SCMI_VENDOR_FIRST ? "reserved"
					    : "of the vendor");
	if (t->has_version)
		buf_printf(&text, " %" PRIu32 ".%" PRIu32, t->version >> 16, t->version & 0xffff);
	else
		buf_puts(&text, ": does not answer");
	if (t->has_count)
		buf_printf(&text, ", %" PRIu32 " %s", t->count,
			protocol_resource(t->id, 0, t->count != 1));
	heading(out, 3, buf_str(&text));
	for (unsigned int kind = 0; kind < FW_KINDS; kind++)
		put_resources(out, details, kind);
	buf_free(&text);
}

static void put_channel(struct buf *out, const struct probe_channel *c)
{
	static const struct fw_protocol none;
	struct buf text = { 0 };

	buf_puts(out, "<section>\n");
	heading(out, 2, c->title);
	buf_printf(
		&text, "page 0x%" PRIx64 ", %s", c->pub.page, sdc_channel_state_name(c->pub.state));
	if (c->pub.has_id)
		buf_printf(&text, "; agent %" PRIu32 " \"%s\"", c->pub.id,
			c->pub.name ? c->pub.name : "");
	if (c->pub.vendor)
		buf_printf(&text, "; firmware \"%s\"", c->pub.vendor);
	cell(out, "p", buf_str(&text));
	buf_putc(out, '\n');
	for (size_t i = 0; i < c->pub.n_protocols; i++)
		put_protocol(out, &c->pub.protocols[i], c->details ? &c->details[i] : &none);
	buf_puts(out, "</section>\n");
	buf_free(&text);
}

static void put_access(struct buf *out, const struct sdc_probe *p, const struct access_table *t)
{
	struct buf text = { 0 };

	buf_printf(&text, "Who may change which %s", protocol_resource(t->protocol, 0, false));
	heading(out, 2, buf_str(&text));
	buf_puts(out, "<table><thead><tr>");
	cell(out, "th", protocol_resource(t->protocol, 0, true));
	for (size_t i = 0; i < t->n_channels; i++)
		cell(out, "th", access_agent(p, t->channels[i]));
	buf_puts(out, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < t->rows.n; i++) {
		const struct access_row *row = &t->rows.v[i];

		text.len = 0;
		buf_printf(&text, "%" PRIu32, row->first);
		if (row->last > row->first)
			buf_printf(&text, "-%" PRIu32, row->last);
		else if (row->name)
			buf_printf(&text, " %s", row->name);
		buf_puts(out, "<tr>");
		cell(out, "td", buf_str(&text));
		for (size_t j = 0; j < t->n_channels; j++)
			cell(out, "td", row->cells[j].text);
		buf_puts(out, "</tr>\n");
	}
	buf_puts(out, "</tbody></table>\n");
	buf_free(&text);
}

static void put_findings(struct buf *out, const struct sdc_probe *p)
{
	const struct sdc_result *r = sdc_probe_result(p);

	heading(out, 2, "Findings");
	if (!sdc_result_finding_count(r))
		cell(out, "p", "none");
	buf_puts(out, "<ul>\n");
	buf_puts(out, "<li>");
	buf_printf(out, "%zu errors, %zu warnings, %zu notes</li>\n",
		sdc_result_count(r, SDC_ERROR), sdc_result_count(r, SDC_WARNING),
		sdc_result_count(r, SDC_NOTE));
	for (size_t i = 0; i < sdc_result_finding_count(r); i++) {
		const struct sdc_finding *f = sdc_result_finding(r, i);
		struct buf text = { 0 };

		buf_printf(
			&text, "%s: %s [%s]", sdc_severity_name(f->severity), f->message, f->rule);
		cell(out, "li", buf_str(&text));
		buf_putc(out, '\n');
		buf_free(&text);
	}
	buf_puts(out, "</ul>\n");
}

int sdc_probe_html(FILE *out, const struct sdc_probe *p, struct sdc_error *err)
{
	struct buf b = { 0 };
	int ret = 0;

	buf_puts(&b,
		"<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">\n"
		"<head><meta charset=\"utf-8\"/><title>SCMI: what the firmware answers</title>\n"
		"<style>");
	buf_puts(&b, html_style);
	buf_puts(&b, "</style></head>\n<body>\n<main>\n");
	heading(&b, 1, "What the firmware answers");
	put_findings(&b, p);
	for (size_t i = 0; i < p->n_channels; i++)
		put_channel(&b, &p->channels[i]);
	for (size_t i = 0; i < N_PROTOCOL_TABLES; i++) {
		struct access_table t;

		if (access_table_make(p, protocol_table_at(i)->id, &t))
			put_access(&b, p, &t);
		access_table_free(&t);
	}
	buf_puts(&b, "</main>\n</body>\n</html>\n");
	errno = 0;
	if (fwrite(buf_str(&b), 1, b.len, out) != b.len || fflush(out))
		ret = set_error(
			err, SDC_EIO, "cannot write the page: %s", strerror(errno ? errno : EIO));
	buf_free(&b);
	return ret;
}
