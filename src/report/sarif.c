// SPDX-License-Identifier: BSD-2-Clause
#include <ctype.h>
#include <string.h>

#include "report/report.h"

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
		buf_printf(&help, "Xen: %s\n\n", rule->effect);
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

/* RFC 3986: what is neither unreserved nor a slash is written as %NN. */
static void put_uri(struct jsonw *w, const char *file)
{
	struct buf uri = { 0 };

	if (*file == '/')
		buf_puts(&uri, "file://");
	for (const char *p = file; *p; p++) {
		if (isalnum((unsigned char)*p) || strchr("/-._~", *p))
			buf_putc(&uri, *p);
		else
			buf_printf(&uri, "%%%02X", (unsigned char)*p);
	}
	jsonw_key_string(w, "uri", buf_str(&uri));
	buf_free(&uri);
}

static void put_region(struct jsonw *w, const struct sdc_place *p)
{
	if (!p->line)
		return;
	jsonw_key(w, "region");
	jsonw_object(w);
	jsonw_key_number(w, "startLine", p->line);
	if (p->column)
		jsonw_key_number(w, "startColumn", p->column);
	if (p->end_line) {
		jsonw_key_number(w, "endLine", p->end_line);
		jsonw_key_number(w, "endColumn", (uint64_t)p->end_column + 1);
	}
	jsonw_end_object(w);
}

static void put_location(
	struct jsonw *w, struct sdc_place place, const char *node, const char *text)
{
	jsonw_object(w);
	jsonw_key(w, "physicalLocation");
	jsonw_object(w);
	jsonw_key(w, "artifactLocation");
	jsonw_object(w);
	put_uri(w, place.file);
	jsonw_end_object(w);
	put_region(w, &place);
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
		buf_printf(&text, "\n\nXen: %s", f->effect);
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

static void put_replacement(struct jsonw *w, const struct sdc_edit *e)
{
	jsonw_object(w);
	jsonw_key(w, "deletedRegion");
	jsonw_object(w);
	jsonw_key_number(w, "startLine", e->place.line);
	jsonw_key_number(w, "startColumn", e->place.column);
	jsonw_key_number(w, "endLine", e->place.end_line);
	jsonw_key_number(w, "endColumn", (uint64_t)e->place.end_column + 1);
	jsonw_end_object(w);
	jsonw_key(w, "insertedContent");
	jsonw_object(w);
	jsonw_key_text(w, "text", e->text);
	jsonw_end_object(w);
	jsonw_end_object(w);
}

/* Edits of one file that follow one another are one change. */
static void put_changes(struct jsonw *w, const struct sdc_fix *fix)
{
	for (size_t i = 0, next; i < fix->n_edits; i = next) {
		const char *file = fix->edits[i].place.file;

		jsonw_object(w);
		jsonw_key(w, "artifactLocation");
		jsonw_object(w);
		put_uri(w, file);
		jsonw_end_object(w);
		jsonw_key(w, "replacements");
		jsonw_array(w);
		for (next = i; next < fix->n_edits && !strcmp(fix->edits[next].place.file, file);
			next++)
			put_replacement(w, &fix->edits[next]);
		jsonw_end_array(w);
		jsonw_end_object(w);
	}
}

/* Whoever applies them takes all: so only what is surely meant. */
static void put_fixes(struct jsonw *w, const struct sdc_finding *f)
{
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
		put_changes(w, &f->fixes[i]);
		jsonw_end_array(w);
		jsonw_end_object(w);
	}
	if (any)
		jsonw_end_array(w);
}

static void put_result(struct jsonw *w, const struct sdc_finding *f)
{
	jsonw_object(w);
	jsonw_key_string(w, "ruleId", f->rule);
	jsonw_key_number(w, "ruleIndex", rule_index(f->rule));
	jsonw_key_string(w, "level", sdc_severity_name(f->severity));
	put_message(w, f);
	jsonw_key(w, "locations");
	jsonw_array(w);
	put_location(w, f->place, f->node, NULL);
	jsonw_end_array(w);
	if (f->n_related || f->place.included_from) {
		jsonw_key(w, "relatedLocations");
		jsonw_array(w);
		for (const struct sdc_place *p = f->place.included_from; p; p = p->included_from)
			put_location(w, *p, NULL, "included from here");
		for (size_t i = 0; i < f->n_related; i++)
			put_location(
				w, f->related[i].place, f->related[i].node, f->related[i].text);
		jsonw_end_array(w);
	}
	put_fixes(w, f);
	jsonw_end_object(w);
}

/* Whether everything could be checked. */
static void put_invocation(struct jsonw *w, const struct results *r)
{
	bool broken = false;

	for (size_t i = 0; i < r->n; i++)
		broken |= r->v[i]->broken;
	jsonw_key(w, "invocations");
	jsonw_array(w);
	jsonw_object(w);
	jsonw_key_bool(w, "executionSuccessful", !broken);
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
	struct jsonw w = { .out = out };

	(void)opts;
	jsonw_object(&w);
	jsonw_key_string(&w, "$schema",
		"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
		"sarif-schema-2.1.0.json");
	jsonw_key_string(&w, "version", "2.1.0");
	jsonw_key(&w, "runs");
	jsonw_array(&w);
	jsonw_object(&w);
	put_driver(&w);
	put_invocation(&w, r);
	jsonw_key_string(&w, "columnKind", "unicodeCodePoints");
	jsonw_key(&w, "results");
	jsonw_array(&w);
	for (size_t i = 0; i < r->n; i++)
		for (size_t j = 0; j < sdc_result_finding_count(r->v[i]); j++)
			put_result(&w, sdc_result_finding(r->v[i], j));
	jsonw_end_array(&w);
	put_properties(&w, r);
	jsonw_end_object(&w);
	jsonw_end_array(&w);
	jsonw_end_object(&w);
	buf_putc(out, '\n');
}
