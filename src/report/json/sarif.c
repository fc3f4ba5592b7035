// SPDX-License-Identifier: BSD-2-Clause
#include <string.h>

#include "report/json/sarif.h"

/*
 * Static Analysis Results Interchange Format, version 2.1.0 (OASIS standard). What a schema says
 * has no rule in the table and gets a description of its own, as the last one.
 */

static const struct sdc_rule schema_rule = {
	.name = "schema",
	.subject = "schema",
	.severity = SDC_ERROR,
	.summary = "a node does not match its binding",
	.explanation = "The schemas describe what one node can say about itself: which properties "
		       "it needs, of which type, with which values.",
};

static void put_text(struct jsonw *w, const char *key, const char *text)
{
	jsonw_key(w, key);
	jsonw_object(w);
	jsonw_key_string(w, "text", text);
	jsonw_end_object(w);
}

static void put_rule(struct jsonw *w, const struct sdc_rule *rule)
{
	struct buf help = { 0 };

	if (rule->effect)
		buf_printf(&help, "%s: %s\n\n", report_actor(rule->name), rule->effect);
	buf_puts(&help, rule->explanation);
	jsonw_object(w);
	jsonw_key_string(w, "id", rule->name);
	put_text(w, "shortDescription", rule->summary);
	put_text(w, "fullDescription", rule->explanation);
	put_text(w, "help", buf_str(&help));
	jsonw_key(w, "defaultConfiguration");
	jsonw_object(w);
	jsonw_key_string(w, "level", sdc_severity_name(rule->severity));
	jsonw_end_object(w);
	jsonw_key(w, "properties");
	jsonw_object(w);
	jsonw_key(w, "tags");
	jsonw_array(w);
	jsonw_string(w, rule->subject);
	jsonw_end_array(w);
	jsonw_end_object(w);
	jsonw_end_object(w);
	buf_free(&help);
}

static void put_driver(struct jsonw *w)
{
	jsonw_key(w, "tool");
	jsonw_object(w);
	jsonw_key(w, "driver");
	jsonw_object(w);
	jsonw_key_string(w, "name", "scmi-dtcheck");
	jsonw_key_string(w, "version", sdc_version());
	jsonw_key(w, "rules");
	jsonw_array(w);
	for (size_t i = 0; i < sdc_rule_count(); i++)
		put_rule(w, sdc_rule_at(i));
	put_rule(w, &schema_rule);
	jsonw_end_array(w);
	jsonw_end_object(w);
	jsonw_end_object(w);
}

static void put_location(struct sarif *s, const struct sdc_result *r, const struct sdc_place *place,
	const char *node, const char *text)
{
	struct jsonw *w = &s->w;

	jsonw_object(w);
	jsonw_key(w, "physicalLocation");
	jsonw_object(w);
	sarif_put_file(s, place->file);
	sarif_put_region(s, "region", r, place);
	jsonw_end_object(w);
	if (node) {
		jsonw_key(w, "logicalLocations");
		jsonw_array(w);
		jsonw_object(w);
		jsonw_key_string(w, "fullyQualifiedName", node);
		jsonw_key_string(w, "kind", "element");
		jsonw_end_object(w);
		jsonw_end_array(w);
	}
	if (text)
		put_text(w, "message", text);
	jsonw_end_object(w);
}

static void put_message(struct jsonw *w, const struct sdc_finding *f)
{
	struct buf text = { 0 };

	buf_puts(&text, f->message);
	if (f->effect)
		buf_printf(&text, "\n\n%s: %s", report_actor(f->rule), f->effect);
	if (f->hint)
		buf_printf(&text, "\n\nhelp: %s", f->hint);
	if (f->schema)
		buf_printf(&text, "\n\nschema: %s", f->schema);
	put_text(w, "message", buf_str(&text));
	buf_free(&text);
}

static size_t rule_index(const char *name)
{
	size_t n = sdc_rule_count();

	for (size_t i = 0; i < n; i++)
		if (!strcmp(sdc_rule_at(i)->name, name))
			return i;
	return n;
}

static void put_replacement(struct sarif *s, const struct sdc_result *r, const struct sdc_edit *e)
{
	jsonw_object(&s->w);
	sarif_put_region(s, "deletedRegion", r, &e->place);
	jsonw_key(&s->w, "insertedContent");
	jsonw_object(&s->w);
	jsonw_key_text(&s->w, "text", e->text);
	jsonw_end_object(&s->w);
	jsonw_end_object(&s->w);
}

/* Edits of one file that follow one another are one change. */
static void put_changes(struct sarif *s, const struct sdc_result *r, const struct sdc_fix *fix)
{
	struct jsonw *w = &s->w;

	for (size_t i = 0, next; i < fix->n_edits; i = next) {
		const char *file = fix->edits[i].place.file;

		jsonw_object(w);
		sarif_put_file(s, file);
		jsonw_key(w, "replacements");
		jsonw_array(w);
		for (next = i; next < fix->n_edits && !strcmp(fix->edits[next].place.file, file);
			next++)
			put_replacement(s, r, &fix->edits[next]);
		jsonw_end_array(w);
		jsonw_end_object(w);
	}
}

/* Whoever applies them takes all: so only what is surely meant. */
static void put_fixes(struct sarif *s, const struct sdc_result *r, const struct sdc_finding *f)
{
	struct jsonw *w = &s->w;
	bool any = false;

	for (size_t i = 0; i < f->n_fixes; i++) {
		if (f->fixes[i].how != SDC_MACHINE_APPLICABLE)
			continue;
		if (!any) {
			jsonw_key(w, "fixes");
			jsonw_array(w);
		}
		any = true;
		jsonw_object(w);
		put_text(w, "description", f->fixes[i].title);
		jsonw_key(w, "artifactChanges");
		jsonw_array(w);
		put_changes(s, r, &f->fixes[i]);
		jsonw_end_array(w);
		jsonw_end_object(w);
	}
	if (any)
		jsonw_end_array(w);
}

static void put_result(struct sarif *s, const struct sdc_result *r, const struct sdc_finding *f)
{
	struct jsonw *w = &s->w;

	jsonw_object(w);
	jsonw_key_string(w, "ruleId", f->rule);
	jsonw_key_number(w, "ruleIndex", rule_index(f->rule));
	jsonw_key_string(w, "level", sdc_severity_name(f->severity));
	put_message(w, f);
	jsonw_key(w, "locations");
	jsonw_array(w);
	put_location(s, r, &f->place, f->node, NULL);
	jsonw_end_array(w);
	if (f->n_related || f->place.included_from) {
		jsonw_key(w, "relatedLocations");
		jsonw_array(w);
		for (const struct sdc_place *p = f->place.included_from; p; p = p->included_from)
			put_location(s, r, p, NULL, "included from here");
		for (size_t i = 0; i < f->n_related; i++)
			put_location(
				s, r, &f->related[i].place, f->related[i].node, f->related[i].text);
		jsonw_end_array(w);
	}
	put_fixes(s, r, f);
	jsonw_end_object(w);
}

static void put_notification(struct jsonw *w, const char *text)
{
	jsonw_object(w);
	jsonw_key_string(w, "level", "error");
	put_text(w, "message", text);
	jsonw_end_object(w);
}

/* Whether everything could be checked, and what could not be read. */
static void put_invocation(struct sarif *s, const struct sdc_report_options *opts)
{
	struct jsonw *w = &s->w;
	bool broken = opts->n_failures > 0;

	for (size_t i = 0; i < s->results->n; i++)
		broken |= s->results->v[i]->broken;
	jsonw_key(w, "invocations");
	jsonw_array(w);
	jsonw_object(w);
	jsonw_key_bool(w, "executionSuccessful", !broken);
	if (broken) {
		jsonw_key(w, "toolExecutionNotifications");
		jsonw_array(w);
		for (size_t i = 0; i < opts->n_failures; i++)
			put_notification(w, opts->failures[i]);
		for (size_t i = 0; i < s->results->n; i++)
			if (s->results->v[i]->broken)
				put_notification(w,
					arena_printf(&s->arena,
						"%s: not checked, since a source could not be compiled",
						s->results->v[i]->tree->file));
		jsonw_end_array(w);
	}
	jsonw_end_object(w);
	jsonw_end_array(w);
}

static void put_properties(struct jsonw *w, const struct results *r)
{
	jsonw_key(w, "properties");
	jsonw_object(w);
	jsonw_key(w, "predictions");
	jsonw_array(w);
	for (size_t i = 0; i < r->n; i++) {
		jsonw_object(w);
		jsonw_key_string(w, "file", r->v[i]->tree->file);
		jsonw_key(w, "prediction");
		report_json_prediction(w, sdc_result_prediction(r->v[i]));
		jsonw_end_object(w);
	}
	jsonw_end_array(w);
	jsonw_end_object(w);
}

void report_sarif(struct buf *out, const struct results *r, const struct sdc_report_options *opts)
{
	struct sarif s = { .w.out = out, .results = r };
	struct jsonw *w = &s.w;

	sarif_files(&s);
	jsonw_object(w);
	jsonw_key_string(w, "$schema",
		"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
		"sarif-schema-2.1.0.json");
	jsonw_key_string(w, "version", "2.1.0");
	jsonw_key(w, "runs");
	jsonw_array(w);
	jsonw_object(w);
	put_driver(w);
	put_invocation(&s, opts);
	sarif_put_artifacts(&s);
	jsonw_key_string(w, "columnKind", "unicodeCodePoints");
	jsonw_key(w, "results");
	jsonw_array(w);
	for (size_t i = 0; i < r->n; i++)
		for (size_t j = 0; j < sdc_result_finding_count(r->v[i]); j++)
			put_result(&s, r->v[i], sdc_result_finding(r->v[i], j));
	jsonw_end_array(w);
	put_properties(w, r);
	jsonw_end_object(w);
	jsonw_end_array(w);
	jsonw_end_object(w);
	buf_putc(out, '\n');
	sarif_free(&s);
}
