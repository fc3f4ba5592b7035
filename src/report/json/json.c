// SPDX-License-Identifier: BSD-2-Clause
#include "report/report.h"

static void put_place(struct jsonw *w, struct sdc_place place)
{
	bool known = place.line != 0;

	jsonw_key(w, "location");
	jsonw_object(w);
	jsonw_key_string(w, "input", sdc_input_name(place.input));
	jsonw_key_string(w, "file", place.file);
	jsonw_key_optional(w, "line", known, place.line);
	jsonw_key_optional(w, "column", known, place.column);
	jsonw_key_optional(w, "end_line", known, place.end_line);
	jsonw_key_optional(w, "end_column", known, place.end_column);
	if (place.included_from) {
		jsonw_key(w, "included_from");
		jsonw_array(w);
		for (const struct sdc_place *p = place.included_from; p; p = p->included_from) {
			jsonw_object(w);
			jsonw_key_string(w, "file", p->file);
			jsonw_key_number(w, "line", p->line);
			jsonw_end_object(w);
		}
		jsonw_end_array(w);
	}
	jsonw_end_object(w);
}

static void put_related(struct jsonw *w, const struct sdc_related *related)
{
	jsonw_object(w);
	jsonw_key_string(w, "node", related->node);
	jsonw_key_string(w, "label", related->label);
	jsonw_key_string(w, "text", related->text);
	put_place(w, related->place);
	jsonw_end_object(w);
}

static void put_fix(struct jsonw *w, const struct sdc_fix *fix)
{
	jsonw_object(w);
	jsonw_key_string(w, "title", fix->title);
	jsonw_key_string(w, "applicability", sdc_applicability_name(fix->how));
	jsonw_key(w, "edits");
	jsonw_array(w);
	for (size_t i = 0; i < fix->n_edits; i++) {
		jsonw_object(w);
		put_place(w, fix->edits[i].place);
		jsonw_key_text(w, "text", fix->edits[i].text);
		jsonw_end_object(w);
	}
	jsonw_end_array(w);
	jsonw_end_object(w);
}

static void put_fixes(struct jsonw *w, const struct sdc_finding *f)
{
	if (!f->n_fixes)
		return;
	jsonw_key(w, "fixes");
	jsonw_array(w);
	for (size_t i = 0; i < f->n_fixes; i++)
		put_fix(w, &f->fixes[i]);
	jsonw_end_array(w);
}

static void put_finding(struct jsonw *w, const struct sdc_finding *f)
{
	jsonw_object(w);
	jsonw_key_string(w, "rule", f->rule);
	jsonw_key_string(w, "severity", sdc_severity_name(f->severity));
	jsonw_key_string(w, "node", f->node);
	jsonw_key_string(w, "label", f->label);
	jsonw_key_string(w, "property", f->property);
	jsonw_key_optional(w, "index", f->index >= 0, (uint64_t)f->index);
	jsonw_key_string(w, "pointer", f->pointer);
	jsonw_key_string(w, "domain", f->domain);
	jsonw_key_string(w, "message", f->message);
	jsonw_key_string(w, "hint", f->hint);
	jsonw_key_string(w, "effect", f->effect);
	jsonw_key_string(w, "schema", f->schema);
	put_place(w, f->place);
	jsonw_key(w, "related");
	jsonw_array(w);
	for (size_t i = 0; i < f->n_related; i++)
		put_related(w, &f->related[i]);
	jsonw_end_array(w);
	put_fixes(w, f);
	jsonw_end_object(w);
}

static void put_channels(struct jsonw *w, const struct sdc_prediction *p)
{
	jsonw_key(w, "channels");
	jsonw_array(w);
	for (size_t i = 0; i < p->n_channels; i++) {
		const struct sdc_channel *c = &p->channels[i];

		jsonw_object(w);
		jsonw_key_optional(w, "agent_id", c->id_known, c->agent_id);
		jsonw_key_number(w, "smc_id", c->smc_id);
		jsonw_key_number(w, "address", c->address);
		jsonw_key_bool(w, "management", c->management);
		jsonw_end_object(w);
	}
	jsonw_end_array(w);
}

static void put_domains(struct jsonw *w, const struct sdc_prediction *p)
{
	jsonw_key(w, "domains");
	jsonw_array(w);
	for (size_t i = 0; i < p->n_domains; i++) {
		const struct sdc_domain *d = &p->domains[i];

		jsonw_object(w);
		jsonw_key_string(w, "name", d->name);
		jsonw_key_optional(w, "agent_id", d->has_id, d->agent_id);
		jsonw_key_string(w, "outcome", sdc_outcome_name(d->outcome));
		jsonw_key_string(w, "rule", d->rule);
		jsonw_end_object(w);
	}
	jsonw_end_array(w);
}

static void put_items(struct jsonw *w, const char *key, const struct sdc_boot_item *items, size_t n)
{
	jsonw_key(w, key);
	jsonw_array(w);
	for (size_t i = 0; i < n; i++) {
		jsonw_object(w);
		jsonw_key_string(w, "node", items[i].node);
		jsonw_key_string(w, "rule", items[i].rule);
		jsonw_end_object(w);
	}
	jsonw_end_array(w);
}

static void put_boot_domain(struct jsonw *w, const struct sdc_boot_domain *d)
{
	jsonw_object(w);
	jsonw_key_string(w, "name", d->name);
	jsonw_key_bool(w, "built", d->built);
	put_items(w, "lost", d->lost, d->n_lost);
	put_items(w, "hazards", d->hazards, d->n_hazards);
	jsonw_end_object(w);
}

static void put_boot(struct jsonw *w, const struct sdc_boot *b)
{
	jsonw_key(w, "boot");
	jsonw_object(w);
	jsonw_key_string(w, "verdict", sdc_boot_verdict_name(b->verdict));
	jsonw_key_string(w, "domain", b->domain);
	jsonw_key_string(w, "rule", b->rule);
	jsonw_key_string(w, "xen", b->xen);
	jsonw_key(w, "domains");
	jsonw_array(w);
	for (size_t i = 0; i < b->n_domains; i++)
		put_boot_domain(w, &b->domains[i]);
	jsonw_end_array(w);
	put_items(w, "lost", b->lost, b->n_lost);
	jsonw_key(w, "assumed");
	jsonw_array(w);
	for (size_t i = 0; i < b->n_assumed; i++)
		jsonw_string(w, b->assumed[i]);
	jsonw_end_array(w);
	jsonw_end_object(w);
}

void report_json_prediction(struct jsonw *w, const struct sdc_prediction *p)
{
	if (p->none) {
		jsonw_null(w);
		return;
	}
	jsonw_object(w);
	jsonw_key_string(w, "xen", sdc_xen_name(p->xen));
	jsonw_key_string(w, "verdict", sdc_verdict_name(p->verdict));
	jsonw_key_string(w, "rule", p->rule);
	jsonw_key_string(w, "mediator", p->registered ? "registered" : "none");
	jsonw_key_bool(w, "firmware_decides", p->firmware_decides);
	put_channels(w, p);
	put_domains(w, p);
	put_boot(w, &p->boot);
	jsonw_end_object(w);
}

static void put_summary(struct jsonw *w, const struct sdc_result *r)
{
	jsonw_key(w, "summary");
	jsonw_object(w);
	jsonw_key_number(w, "errors", sdc_result_count(r, SDC_ERROR));
	jsonw_key_number(w, "warnings", sdc_result_count(r, SDC_WARNING));
	jsonw_key_number(w, "notes", sdc_result_count(r, SDC_NOTE));
	jsonw_key_number(w, "nodes", r->broken ? 0 : r->tree->n_nodes);
	jsonw_end_object(w);
}

static void put_result(struct jsonw *w, const struct sdc_result *r)
{
	jsonw_object(w);
	jsonw_key_string(w, "file", r->tree->file);
	put_summary(w, r);
	jsonw_key(w, "findings");
	jsonw_array(w);
	for (size_t i = 0; i < sdc_result_finding_count(r); i++)
		put_finding(w, sdc_result_finding(r, i));
	jsonw_end_array(w);
	jsonw_key(w, "model");
	if (r->model)
		report_json_model(w, r->model);
	else
		jsonw_null(w);
	jsonw_key(w, "prediction");
	report_json_prediction(w, sdc_result_prediction(r));
	jsonw_end_object(w);
}

void report_json(struct buf *out, const struct results *r, const struct sdc_report_options *opts)
{
	struct jsonw w = { .out = out };
	bool list = r->n != 1 || opts->list;

	if (list)
		jsonw_array(&w);
	for (size_t i = 0; i < r->n; i++)
		put_result(&w, r->v[i]);
	if (list)
		jsonw_end_array(&w);
	buf_putc(out, '\n');
}
